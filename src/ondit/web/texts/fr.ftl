# Les pages en français.

site-title = Le bureau des rumeurs
skip = Aller au contenu
nav = Pages
nav-board = Tableau
nav-outlets = Médias
nav-api = API
search-label = Chercher dans les déclarations et les articles
search-hint = Chercher  /
language-en = English
language-fr = Français
log-in = Se connecter
demo-band = Une histoire inventée : ces médias, ces entreprises et ces personnes n’existent pas. Rien ici ne touche à vos données.
loading-band = Ouverture en cours : ce qui a changé en dernier s’affiche d’abord.
foot = ondit { $version }. Il rapporte ce que disent les pages et ce qui en découle par des règles énoncées ; il lit, il ne juge pas.
close = Fermer
date = { DATETIME($at, dateStyle: "medium") }
date-time = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
short-date = { $day } { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
  }
no-date = sans date

keys-title = Raccourcis
keys-move = suivante et précédente
keys-open = ouvrir
keys-search = chercher
keys-board = vers le tableau
keys-help = ces raccourcis

## Tableau
board-title = Où en sont les rumeurs
board-as-of = Où en étaient les rumeurs le
board-by-status = Par statut
board-count = { $rumours ->
    [one] { $rumours } rumeur
   *[other] { $rumours } rumeurs
  } dans { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
  }
board-none = Aucune rumeur ne correspond. Ôtez un filtre, ou cherchez d’autres mots.
all = Toutes
any = indifférent
older = Plus loin
filter-words = Mots
filter-party = Partie
filter-outlet = Média
filter-language = Langue
filter-more = Dates et ordre
filter-since = Changées depuis
filter-until = Changées jusqu’au
filter-as_of = Telles qu’au
filter-sort = Ordre
sort-changed = dernier changement
sort-first = plus récentes
sort-origins = plus d’origines
filter-apply = Montrer
filter-clear = Effacer
origins = { $count ->
    [one] origine
   *[other] origines
  }
in-articles = dans { $count ->
    [one] { $count } article
   *[other] { $count } articles
  }
strip-label = { $count ->
    [one] { $count } article dans le temps
   *[other] { $count } articles dans le temps
  }
voice-denies = dément
voice-confirms = confirme
voice-declines = ne commente pas
voice-nobody = Aucun des intéressés ne s’est exprimé en son nom.
paste-title = Lire une page
paste-hint = Collez un texte ou une adresse
paste-file = Choisir un fichier
paste-read = Lire
views-title = Vues enregistrées
views-none = Filtrez le tableau, puis enregistrez ce que vous voyez.
view-name = Nom de cette vue
view-save = Enregistrer
view-forget = Oublier « { $name } »
legend-title = Marques
legend-band = Une marque est un article ; la bande dessous est le statut.
empty-title = Rien encore sur le bureau
empty-lead = ondit lit des pages d’information et dit qui a dit quoi, qui le tient de qui, et où en est une rumeur. Commencez par une page :
empty-step-read = Lire
empty-step-read-how = ce que vous collez ci-dessus : vous voyez aussitôt qui a dit quoi, et rien n’est gardé sans votre accord.
empty-step-add = Ajouter
empty-step-follow = Suivre
empty-step-demo = Ou voir une histoire inventée :

## Statut et position
status = Statut
status-unverified = Non vérifiée
status-contested = Contestée
status-denied = Démentie
status-confirmed = Confirmée
status-retracted = Retirée
status-dormant = En sommeil
stance-supports = soutient
stance-confirms = confirme
stance-denies = dément
stance-doubts = doute
stance-context = contexte
stance-declines = ne commente pas
role-principal = partie concernée
role-authority = autorité
role-expert = expert
role-outlet = média
role-other = autre source
scope-date = la date
scope-sum = le montant
scope-party = la partie
scope-place = le lieu
scope-wording = les termes
source-person = une personne non nommée
source-organisation = une organisation non nommée
source-official = un responsable non nommé
source-outlet = un média
source-document = un document
source-anonymous = sources anonymes
source-implied = personne n’est nommé
kind-person = personne
kind-organisation = organisation
kind-official = responsable
kind-outlet = média
kind-document = document
kind-anonymous = anonyme
kind-implied = implicite
kind-place = lieu
kind-other = autre

## Dossier
claimed = L’affirmation, dans ses premiers mots :
as-of = au
since = depuis le
independent-origins = { $count ->
    [one] origine indépendante
   *[other] origines indépendantes
  }
articles-word = { $count ->
    [one] article
   *[other] articles
  }
probability = probabilité
probability-unknown = pas assez d’éléments
probability-why = Ce qui fait bouger la probabilité
interval = { $low } à { $high } %
timeline = Chronologie
timeline-label = { $count } articles dans le temps, et le statut dessous
slider-label = À quel moment
slider-now = Tout ce que l’on sait aujourd’hui. Faites glisser pour voir ce que l’on savait avant.
slider-then = Ce que l’on savait le
slider-go = Montrer
slider-back = Revenir à aujourd’hui
not-reported-yet = Rien n’avait été rapporté à ce moment.
why-title = Pourquoi « { $status } »
rule = La règle entière
more-quotes = { $count ->
    [one] un autre passage
   *[other] { $count } autres passages
  }
would-change = Ce qui la ferait changer
happened = Ce qui s’est passé
share = Emporter
card = Carte à intégrer
provenance = Qui le tient de qui
provenance-lead = { $origins ->
    [one] Une origine indépendante
   *[other] { $origins } origines indépendantes
  } derrière { $articles ->
    [one] un article
   *[other] { $articles } articles
  }. Les origines sont à gauche ; une flèche mène de l’écho à ce dont il tient la nouvelle.
origin = origine
first-denial = premier démenti
first-confirmation = première confirmation
not-here = pas dans le bureau
and-more = et { $count } autres
edges-title = Chaque étape en mots
edges-left = { $count } autres étapes sont dans le JSON.
edge-echo = Article
edge-from = le tient de
edge-why = Parce qu’il
edge-citation = cite
edge-link = renvoie à
edge-credit = crédite
edge-copy = recopie
edge-translation = traduit
edge-detail = partage un détail avec
withdrawn = { $outlet } est revenu sur l’information.
details-title = Les détails qui diffèrent
details-agree = Tous s’accordent sur :
detail-sum = Montant
detail-date = Date
detail-place = Lieu
detail-party = Partie
detail-number = Nombre
ledger = Qui dit quoi
ledger-more = { $count } autres
speaks-for = pour
retracts = revient dessus
versions-title = Versions et corrections

## Lecture
original = page d’origine
draft-notice = Lue à l’instant. Le bureau ne l’a pas gardée.
draft-keep = La garder dans le bureau
reports-rumour = Rapporte :
only-sentences = Seules les phrases qui disent qui a dit quoi sont montrées ; l’article entier est sur sa propre page.
mark-source = source
mark-source-is = qui parle
mark-cue = indice
mark-cue-is = ce qui le montre
mark-content = contenu
polarity-affirm = affirmé
polarity-deny = démenti
polarity-decline = sans commentaire
certainty-stated = affirmé sans réserve
certainty-hedged = avec réserve
certainty-question = demandé
quote-direct = cité
quote-mixed = cité en partie
quote-indirect = rapporté
via = par
statements = { $count ->
    [0] Aucune déclaration
    [one] Une déclaration
   *[other] { $count } déclarations
  }
statements-none = Personne n’est cité ici.
statements-more = { $count } autres déclarations sont dans le JSON.
statement-number = Déclaration { $number }
statement-to-text = Déclaration { $number } : vers ses mots
headline-asks = Le titre interroge ; il n’affirme pas.
headline-attributes = Le titre affirme ; le texte laisse d’autres le dire (déclaration { $number }).
headline-denies = Le titre affirme ; le texte dit que c’est démenti (déclaration { $number }).
own-verdict = Le jugement de l’article lui-même :
verdict-speculation = spéculation
verdict-false = faux
verdict-true = vrai
who-is-who = Qui est qui
mentions = { $count ->
    [one] une fois
   *[other] { $count } fois
  }
left-out = { $count ->
    [one] Un lien vers un autre sujet, écarté
   *[other] { $count } liens vers d’autres sujets, écartés
  }

## Erreurs
error = Cela n’a pas marché
error-400 = Cela n’a pas de sens
error-401 = Qui êtes-vous ?
error-403 = Vous ne pouvez pas faire cela
error-404 = Cela n’existe pas ici
error-413 = Trop grand
error-422 = Cela ne peut pas être lu
error-429 = Trop vite
error-502 = La page n’a pas pu être obtenue
error-503 = Le bureau ne répond pas

## Raisons
reason-confirms-own-name = { $who } ({ $role }) confirme en son nom
reason-confirms = { $who } ({ $role }) confirme
reason-denies-every = { $who } ({ $role }) dément : tous les intéressés démentent
reason-denies-own-name = { $who } ({ $role }) dément en son nom
reason-denies-after = { $who } ({ $role }) dément, pas avant cette confirmation
reason-denies = { $who } ({ $role }) dément
reason-earlier-denial = { $who } avait démenti ; la confirmation ultérieure l’emporte
reason-origin-takes-back = L’origine revient dessus : { $who }
reason-no-denial-by = Pas de démenti de { $who }
reason-denied-by-unnamed = Démenti par une source anonyme ({ $role })
reason-denied-by = Démenti par { $who } ({ $role })
reason-asleep = Dernier article le { $day }, plus de { $n_days } jours auparavant
reason-reported = Rapporté ; personne ne le confirme ni ne le dément en son nom
reason-nobody = Personne ne le confirme ni ne le dément en son nom
reason-origins = { $n_origins ->
    [one] Une origine indépendante
   *[other] { $n_origins } origines indépendantes
  } ({ $names }), { $n_articles ->
    [one] un article
   *[other] { $n_articles } articles
  }
reason-own-word = La parole propre d’une partie ({ $names }), { $n_articles ->
    [one] un article
   *[other] { $n_articles } articles
  }
reason-party-declines = Une partie ne commente pas : ni démenti ni confirmation
reason-declines = { $who } ne commente pas : ni démenti ni confirmation
reason-denies-part = { $who } ne dément que { $scope }, pas l’ensemble
reason-doubted-by-article = Mis en doute par l’article lui-même
reason-doubted-by = Mis en doute par { $who }
reason-taken-back = { $who } revient dessus ; d’autres origines demeurent
reason-opposite-before = { $who } disait le contraire auparavant
reason-still-carried = Toujours en ligne : { $who }
reason-no-chance-origin = Pas de probabilité : aucune origine n’est connue
reason-no-chance-wide = Pas de probabilité : l’intervalle serait trop large
change-later-denial = un démenti ultérieur d’une autre partie ou autorité
change-later-confirmation = une confirmation ultérieure
change-party-takes-back = une partie qui retire son démenti
change-new-report = un nouvel article avec ses propres sources
change-confirmation = une confirmation par une partie ou une autorité, en son nom
change-principal-takes-back = une partie qui retire son démenti
change-wakes = le prochain article la réveille
change-other-denials = un démenti des autres intéressés (alors démentie)
change-own-word = la parole d’une partie elle-même
change-denial-back = le retrait du démenti
change-denials = un démenti d’un intéressé (contestée), de tous (démentie)
change-retracted = son origine qui revient dessus (retirée)

## Recherche, médias, règles
search-title = Recherche
search-for = Recherche :
search-rumours = { $count ->
    [0] Aucune rumeur
    [one] Une rumeur
   *[other] { $count } rumeurs
  }
search-articles = { $count ->
    [0] Aucun article
    [one] Un article
   *[other] { $count } articles
  }
search-all-rumours = Toutes, sur le tableau
search-none = Aucun article ne contient tous ces mots.
says-here = parle ici :
outlets-title = Les médias et leur bilan
outlets-lead = Ce que chaque média a annoncé le premier, ce qu’il a repris, et comment a fini ce qu’il avait annoncé. En dessous de { $least } issues une part ne dit rien, et aucune n’est donnée.
outlets-none = Aucun média n’a encore porté de rumeur.
outlet-originated = Le premier
outlet-relayed = Repris
outlet-right = Avéré
outlet-wrong = Faux
outlet-corrected = Retiré
outlet-share = Part avérée (intervalle à 90 %)
outlet-too-few = trop peu d’issues
rules-title = Règles de statut
rules-lead = La première règle qui vaut décide. Chacune ne regarde que ce qui avait été rapporté jusqu’au moment demandé.
rule-id = Règle
rule-when = Vaut quand
rule-p0 = Pas assez d’éléments pour donner une probabilité.
remark = remarque

## Personnes
log-out = Se déconnecter
login-failed = Aucun compte n’a ce nom et ce mot de passe.
login-name = Nom
login-password = Mot de passe
login-oidc = Se connecter avec son organisation
me-local = Cette machine
role = Rôle
may-nobody = rien
may-reader = lecture
may-editor = rédaction
may-admin = administration
tokens = Jetons pour programmes
tokens-none = Aucun programme n’agit pour vous.
token-once = Copiez-le maintenant, il ne sera plus montré :
token-label = À quoi il sert
token-make = Créer un jeton
token-revoke = Révoquer
people = Personnes
audit = Qui a fait quoi
api-lead = Tout ce que montrent ces pages, pour les programmes. Les listes se feuillettent par curseur, les réponses portent un ETag, les erreurs sont en problem+json.

## Rédaction
editor-title = Ce que la rédaction a jugé
act-do = Faire
act-note = Ajouter une note
act-note-text = Note
act-outcome = Dire comment elle a fini
act-outcome-value = Elle s’est révélée
act-outcome-link = Où cela est montré
outcome = issue
outcome-true = vraie
outcome-false = fausse
outcome-partly = vraie en partie
act-merge = Réunir : une autre rumeur est la même
act-merge-other = Celle-ci y entre
act-split = Séparer : certains articles parlent d’autre chose
act-split-articles = Ceux-ci deviennent une rumeur à part
act-correct = Corriger
act-correct-stance = Ce qu’il fait à la rumeur
act-correct-removed = ne concerne pas cette rumeur
judge-merge = a réuni
judge-split = a séparé
judge-correct = a corrigé
judge-outcome = a dit l’issue
judge-note = a noté
judge-undo = a annulé
judge-take-back = Annuler
edits-of = Comment il a été modifié
edit-correction = Correction, et la page le dit
edit-update = Mise à jour, avec son heure
edit-stealth = Modifié sans le dire
edit-touches = touche { $count ->
    [one] une déclaration
   *[other] { $count } déclarations
  }
edits-none = Ses mots n’ont pas changé depuis que le bureau l’a vu.

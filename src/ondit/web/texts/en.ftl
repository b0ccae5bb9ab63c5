# The pages in English. Message names are shared by all languages; a test compares the files.

site-title = The rumour desk
skip = Skip to the content
nav = Pages
nav-board = Board
nav-outlets = Outlets
nav-api = API
search-label = Search statements and articles
search-hint = Search  /
language-en = English
language-fr = Français
log-in = Log in
demo-band = An invented story: the outlets, companies and people do not exist. Nothing here touches a desk of yours.
loading-band = Still opening the desk: what changed last is shown first.
foot = ondit { $version }. It reports what pages say and what follows from that by stated rules; it is a reader, not a judge.
close = Close
date = { DATETIME($at, dateStyle: "medium") }
date-time = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
short-date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }
no-date = no date

keys-title = Keys
keys-move = next and previous
keys-open = open
keys-search = search
keys-board = to the board
keys-help = these keys

## Board
board-title = Where rumours stand
board-as-of = Where rumours stood on
board-by-status = By status
board-count = { $rumours ->
    [one] { $rumours } rumour
   *[other] { $rumours } rumours
  } in { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
  }
board-none = No rumour fits. Take out a filter, or search for other words.
all = All
any = any
older = Further back
filter-words = Words
filter-party = Party
filter-outlet = Outlet
filter-language = Language
filter-more = When and order
filter-since = Changed since
filter-until = Changed until
filter-as_of = As it stood on
filter-sort = Order
sort-changed = changed last
sort-first = newest
sort-origins = most origins
filter-apply = Show
filter-clear = Clear
origins = { $count ->
    [one] origin
   *[other] origins
  }
in-articles = in { $count ->
    [one] { $count } article
   *[other] { $count } articles
  }
strip-label = { $count ->
    [one] { $count } article over time
   *[other] { $count } articles over time
  }
voice-denies = denies
voice-confirms = confirms
voice-declines = does not comment
voice-nobody = Nobody concerned has spoken in their own name.
paste-title = Read a page
paste-hint = Paste a text or an address
paste-file = Choose a file
paste-read = Read it
views-title = Saved views
views-none = Filter the board, then save what you see.
view-name = Name of this view
view-save = Save
view-forget = Forget “{ $name }”
legend-title = Marks
legend-band = A mark is an article; the band below is the status.
empty-title = Nothing on the desk yet
empty-lead = ondit reads news pages and says who said what, who had it from whom, and where a rumour stands. Start with one page:
empty-step-read = Read
empty-step-read-how = what you paste above: you see who said what at once, and nothing is kept until you say so.
empty-step-add = Add
empty-step-follow = Follow
empty-step-demo = Or look at an invented story:

## Status and stance
status = Status
status-unverified = Unverified
status-contested = Contested
status-denied = Denied
status-confirmed = Confirmed
status-retracted = Retracted
status-dormant = Dormant
stance-supports = supports
stance-confirms = confirms
stance-denies = denies
stance-doubts = doubts
stance-context = context
stance-declines = does not comment
role-principal = party concerned
role-authority = authority
role-expert = expert
role-outlet = outlet
role-other = other source
scope-date = the date
scope-sum = the sum
scope-party = the party
scope-place = the place
scope-wording = the wording
source-person = an unnamed person
source-organisation = an unnamed organisation
source-official = an unnamed official
source-outlet = an outlet
source-document = a document
source-anonymous = unnamed sources
source-implied = nobody named
kind-person = person
kind-organisation = organisation
kind-official = official
kind-outlet = outlet
kind-document = document
kind-anonymous = unnamed
kind-implied = implied
kind-place = place
kind-other = other

## Dossier
claimed = The claim, as first worded:
as-of = as of
since = since
independent-origins = { $count ->
    [one] independent origin
   *[other] independent origins
  }
articles-word = { $count ->
    [one] article
   *[other] articles
  }
probability = probability
probability-unknown = not enough to say
probability-why = What moves the probability
interval = { $low } to { $high } %
timeline = Timeline
timeline-label = { $count } articles over time, and the status below
slider-label = As of which moment
slider-now = All that is known now. Drag to see what was known before.
slider-then = What was known on
slider-go = Show
slider-back = Back to now
not-reported-yet = Nothing had been reported at that moment.
why-title = Why “{ $status }”
rule = The rule in full
more-quotes = { $count ->
    [one] one more place
   *[other] { $count } more places
  }
would-change = What would change it
happened = What happened
share = Take it along
card = Card to embed
provenance = Who had it from whom
provenance-lead = { $origins ->
    [one] One independent origin
   *[other] { $origins } independent origins
  } behind { $articles ->
    [one] one article
   *[other] { $articles } articles
  }. Origins stand on the left; an arrow leads from an echo to what it took the news from.
origin = origin
first-denial = first denial
first-confirmation = first confirmation
not-here = not in the desk
and-more = and { $count } more
edges-title = Every step in words
edges-left = { $count } further steps are in the JSON.
edge-echo = Article
edge-from = had it from
edge-why = Because it
edge-citation = cites
edge-link = links to
edge-credit = credits
edge-copy = copies
edge-translation = translates
edge-detail = shares a detail with
withdrawn = { $outlet } has taken it back.
details-title = Details that differ
details-agree = All agree on:
detail-sum = Sum
detail-date = Date
detail-place = Place
detail-party = Party
detail-number = Number
ledger = Who says what
ledger-more = { $count } more
speaks-for = for
retracts = takes it back
versions-title = Versions and corrections

## Reading view
original = original page
draft-notice = Read just now. The desk has not kept it.
draft-keep = Keep it in the desk
reports-rumour = Reports:
only-sentences = Only the sentences that say who said what are shown here; the full article is on its own page.
mark-source = source
mark-source-is = who speaks
mark-cue = cue
mark-cue-is = what shows it
mark-content = content
polarity-affirm = affirmed
polarity-deny = denied
polarity-decline = no comment
certainty-stated = stated
certainty-hedged = hedged
certainty-question = asked
quote-direct = quoted
quote-mixed = partly quoted
quote-indirect = in other words
via = via
statements = { $count ->
    [0] No statement
    [one] One statement
   *[other] { $count } statements
  }
statements-none = Nobody is quoted or cited here.
statements-more = { $count } further statements are in the JSON.
statement-number = Statement { $number }
statement-to-text = Statement { $number }: to its words
headline-asks = The headline asks; it does not assert.
headline-attributes = The headline asserts; the text leaves it to others (statement { $number }).
headline-denies = The headline asserts; the text says that it is denied (statement { $number }).
own-verdict = The article’s own verdict:
verdict-speculation = speculation
verdict-false = false
verdict-true = true
who-is-who = Who is who
mentions = { $count ->
    [one] once
    [two] twice
   *[other] { $count } times
  }
left-out = { $count ->
    [one] One link to another story, left out
   *[other] { $count } links to other stories, left out
  }

## Errors
error = That did not work
error-400 = That does not make sense
error-401 = Who are you?
error-403 = You may not do this
error-404 = There is no such thing here
error-413 = Too large
error-422 = That cannot be read
error-429 = Too fast
error-502 = The page could not be fetched
error-503 = The desk does not answer

## Reasons
reason-confirms-own-name = { $who } ({ $role }) confirms in its own name
reason-confirms = { $who } ({ $role }) confirms
reason-denies-every = { $who } ({ $role }) denies: everybody concerned does
reason-denies-own-name = { $who } ({ $role }) denies in its own name
reason-denies-after = { $who } ({ $role }) denies, not before that confirmation
reason-denies = { $who } ({ $role }) denies
reason-earlier-denial = { $who } denied earlier; the later confirmation outranks it
reason-origin-takes-back = The origin takes it back: { $who }
reason-no-denial-by = No denial by { $who }
reason-denied-by-unnamed = Denied by an unnamed source ({ $role })
reason-denied-by = Denied by { $who } ({ $role })
reason-asleep = Last report on { $day }, more than { $n_days } days before
reason-reported = Reported; nobody confirms or denies it in their own name
reason-nobody = Nobody confirms or denies it in their own name
reason-origins = { $n_origins ->
    [one] One independent origin
   *[other] { $n_origins } independent origins
  } ({ $names }), { $n_articles ->
    [one] one article
   *[other] { $n_articles } articles
  }
reason-own-word = The own word of a party ({ $names }), { $n_articles ->
    [one] one article
   *[other] { $n_articles } articles
  }
reason-party-declines = A party does not comment: neither a denial nor a confirmation
reason-declines = { $who } does not comment: neither a denial nor a confirmation
reason-denies-part = { $who } denies only { $scope }, not the whole
reason-doubted-by-article = Doubted by the article itself
reason-doubted-by = Doubted by { $who }
reason-taken-back = Taken back by { $who }; other origins stand
reason-opposite-before = { $who } said the opposite before
reason-still-carried = Still carried by { $who }
reason-no-chance-origin = No probability: no origin is known
reason-no-chance-wide = No probability: the interval would be too wide
change-later-denial = a later denial by another party or authority
change-later-confirmation = a later confirmation
change-party-takes-back = a party taking back its denial
change-new-report = a new report with sourcing of its own
change-confirmation = a confirmation by a party or an authority in their own name
change-principal-takes-back = a party taking back its denial
change-wakes = the next report wakes it
change-other-denials = a denial by the others concerned (then denied)
change-own-word = a party’s own word
change-denial-back = the denial being taken back
change-denials = a denial by one concerned (contested), by all of them (denied)
change-retracted = its origin taking it back (retracted)

## Search, outlets, rules
search-title = Search
search-for = Search:
search-rumours = { $count ->
    [0] No rumour
    [one] One rumour
   *[other] { $count } rumours
  }
search-articles = { $count ->
    [0] No article
    [one] One article
   *[other] { $count } articles
  }
search-all-rumours = All of them on the board
search-none = No article holds all these words.
says-here = says here:
outlets-title = Outlets and their track record
outlets-lead = What each outlet was first with, what it took from others, and how what it was first with ended. Below { $least } endings a share says nothing, and none is given.
outlets-none = No outlet has carried a rumour yet.
outlet-originated = First with
outlet-relayed = Relayed
outlet-right = Proved true
outlet-wrong = Proved false
outlet-corrected = Took back
outlet-share = Share that proved true (90 % interval)
outlet-too-few = too few endings
rules-title = Rules of status
rules-lead = The first rule that holds decides. Each looks only at what had been reported up to the moment asked about.
rule-id = Rule
rule-when = Holds when
rule-p0 = There is not enough to give a probability.
remark = remark

## People
log-out = Log out
login-failed = No account has this name and password.
login-name = Name
login-password = Password
login-oidc = Log in with your organisation
me-local = This machine
role = Role
may-nobody = nothing
may-reader = reader
may-editor = editor
may-admin = admin
tokens = Tokens for programs
tokens-none = No program acts for you.
token-once = Copy it now, it is not shown again:
token-label = What it is for
token-make = Make a token
token-revoke = Revoke
people = People
audit = Who did what
api-lead = Everything on these pages, for programs. Lists are paged by cursor, answers carry an ETag, errors are problem+json.

## Editors
editor-title = What editors judged
act-do = Do it
act-note = Add a note
act-note-text = Note
act-outcome = Mark how it ended
act-outcome-value = It proved
act-outcome-link = Where that is shown
outcome = outcome
outcome-true = true
outcome-false = false
outcome-partly = partly true
act-merge = Merge: another rumour is the same
act-merge-other = This one goes into it
act-split = Split: some articles are about something else
act-split-articles = These become a rumour of their own
act-correct = Correct
act-correct-stance = What it does to the rumour
act-correct-removed = not about this rumour
judge-merge = merged
judge-split = split
judge-correct = corrected
judge-outcome = marked the outcome
judge-note = noted
judge-undo = took back
judge-take-back = Take it back
edits-of = How it was edited
edit-correction = Correction, and the page says so
edit-update = Update, with its time stated
edit-stealth = Edited without saying so
edit-touches = touches { $count ->
    [one] one statement
   *[other] { $count } statements
  }
edits-none = Its words have not changed since the desk first saw it.

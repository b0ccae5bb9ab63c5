"""Factuality by phenomenon: what a statement's labels must be, in both languages; names and outlets are invented."""

from __future__ import annotations

import pytest

from ondit.reading.hearsay import conditionals
from ondit.reading.parsing import parse
from reading.marked import document, judged, labels, split

DENIALS = [
    ("fr", "[Valdor] {a catégoriquement démenti} <les informations du Fanal>. = deny fact"),
    ("fr", "Dans un communiqué, [le groupe] {dément} <être en discussion avec Tilmont>. = deny fact"),
    ("fr", "<L'existence d'un accord> {a été niée} par [les deux entreprises]. = deny fact"),
    ("fr", "{Le démenti} de [Valdor] n'a pas suffi. = deny fact"),
    ("fr", "[L'avocat de l'accusé] {réfute en bloc} <les accusations de corruption>. = deny fact"),
    ("fr", "[Le ministre] {rejette} <toute responsabilité dans l'accident>. = deny fact"),
    ("fr", "[La société] {a tenu à démentir} <la rumeur d'une vente>. = deny fact"),
    ("fr", "[Le constructeur] {a qualifié} <ces informations> <de « fantaisistes »>. = deny report mixed"),
    ("fr", "[Le porte-parole] {a balayé} <ces rumeurs>. = deny report"),
    ("fr", "[Mirandel] {assure} <que tout cela est faux>. = deny report"),
    ("fr", "[Le club] {affirme} <n'avoir jamais discuté avec ce joueur>. = deny fact"),
    ("fr", "[Tilmont] {précise} <qu'aucune discussion n'est en cours>. = deny fact"),
    ("fr", "{Selon} [Valdor], <ces allégations sont dénuées de tout fondement>. = deny report"),
    ("fr", "[Le Fanal] {accuse} <Valdor d'avoir vendu son usine de Brême à Tilmont>.\n"
           "[Valdor] {répond} <ne pas avoir vendu son usine de Brême à Tilmont>. = deny fact"),
    ("en", "[Valdor] {categorically denied} <the story>. = deny fact"),
    ("en", "In a statement, [the group] {denied} <being in talks with Tilmont>. = deny fact"),
    ("en", "<The existence of a deal> {was denied} by [both companies]. = deny fact"),
    ("en", "[Ostermann] {issued a denial}. = deny fact"),
    ("en", "[The lawyer] {rejected} <all the accusations>. = deny fact"),
    ("en", "[The minister] {refuted} <claims that he had been paid>. = deny fact"),
    ("en", "[The carmaker] {called the report false}. = deny report"),
    ("en", "[Tilmont] {dismissed} <the reports as baseless>. = deny report"),
    ("en", "[The group] {said} <there is no truth to the report>. = deny report"),
    ("en", "[A spokesman] {said} <the claims were completely unfounded>. = deny report"),
    ("en", "[The club] {said} <it had never spoken to the player>. = deny fact"),
    ("en", "[Valdor] {said} <there were no plans for a merger>. = deny fact"),
    ("en", "{According to} [Valdor], <the allegations are without merit>. = deny report"),
]  # fmt: skip

DECLINES = [
    ("fr", "[Valdor] {n'a pas souhaité commenter}. = decline"),
    ("fr", "Interrogé, [le ministère] {se refuse à tout commentaire}. = decline"),
    ("fr", "[La direction] {ne souhaite pas s'exprimer} <sur le sujet>. = decline"),
    ("fr", "[Tilmont] {n'a ni confirmé ni démenti} <ces discussions>. = decline"),
    ("fr", "[Le groupe] {ne dément pas} <l'existence de contacts>. = decline"),
    ("fr", "[Le groupe] {n'a pas nié} <ces contacts>. = decline"),
    ("fr", "[Le joueur] {n'a pas exclu} <un départ>. = decline hedged"),
    ("fr", "[Le groupe] {répond} <qu'aucune décision n'a été prise>. = decline"),
    ("fr", "[Le porte-parole] {a indiqué} <qu'il n'avait pas de commentaire à faire>. = decline"),
    ("fr", "[Le maire] {estime} <qu'il est trop tôt pour en parler>. = decline"),
    ("en", "[Valdor] {declined to comment}. = decline"),
    ("en", "[The ministry] {refused to be drawn} <on the matter>. = decline"),
    ("en", "[The company] {would not confirm or deny} <the talks>. = decline"),
    ("en", "[Tilmont] {did not deny} <the talks>. = decline"),
    ("en", "[The striker] {has not ruled out} <a move>. = decline hedged"),
    ("en", "[The group] {said} <no decision has been taken>. = decline"),
    ("en", "[The mayor] {did not respond} to requests for comment. = decline"),
    ("en", "[The club] {said} <it would not comment on speculation>. = decline"),
    ("en", "[The minister] {said} <it was too soon to tell>. = decline"),
]

PLAIN = [
    ("fr", "[Le maire] {a annoncé} <que la piscine n'ouvrira pas cet été>. = affirm stated"),
    ("fr", "[Le conseil] {a rejeté} <la proposition de Tilmont>. = affirm"),
    ("fr", "[La police] {précise} <qu'il n'y a pas de blessé>. = affirm stated"),
    ("fr", "[Personne] {ne nie} <que l'usine est vieille>. = affirm"),
    ("fr", "[Le ministre] {espère} <que l'accord sera signé>. = affirm stated"),
    ("en", "[The mayor] {announced} <that the pool will not open this summer>. = affirm stated"),
    ("en", "[The board] {rejected} <the takeover bid>. = affirm"),
    ("en", "[Police] {said} <nobody was hurt>. = affirm stated"),
    ("en", "[The court] {denied} <his request>. = affirm"),
    ("en", "[The minister] {hopes} <the deal will be signed>. = affirm stated"),
    ("en", "[The firm] {promised} <it would build a plant>. = affirm stated"),
]

HEDGES = [
    ("fr", "{aurait} <Le suspect aurait quitté le pays>. = hedged implied"),
    ("fr", "{Selon} [Le Fanal], <Valdor négocierait avec Tilmont>. = hedged"),
    ("fr", "[Le journal] {écrit} <que l'usine pourrait fermer en mai>. = hedged"),
    ("fr", "[Le préfet] {juge} <que le feu est probablement d'origine criminelle>. = hedged"),
    ("fr", "[Les syndicats] {craignent} <une fermeture>. = hedged"),
    ("fr", "[Le ministre] {a annoncé} <qu'il se rendrait à Brême>. = stated"),
    ("fr", "[Le patron] {a promis} <que l'usine rouvrirait>. = stated"),
    ("fr", "[Un élu] {a demandé} <si le site était sûr>. = question"),
    ("en", "{reportedly} <Valdor is in talks with Tilmont>. = hedged implied"),
    ("en", "[The paper] {says} <the plant may close in May>. = hedged"),
    ("en", "[The prefect] {thinks} <the fire was probably arson>. = hedged"),
    ("en", "[The unions] {fear} <a closure>. = hedged"),
    ("en", "{is said to} <Valdor> <be in talks>. = hedged"),
    ("en", "[A councillor] {asked} <whether the site was safe>. = question"),
    ("en", "[The boss] {promised} <that the plant would reopen>. = stated"),
]

MANNERS = [
    ("fr", "<« L'usine rouvrira »>, {a dit} [le maire]. = direct"),
    ("fr", "[Le maire] {a dit} <que l'usine serait « vite » rouverte>. = mixed"),
    ("fr", "[Le maire] {a dit} <que l'usine rouvrirait>. = indirect"),
    ("fr", "[Le maire] {a dit} <que « l'usine rouvrira »>. = mixed"),
    ("en", "<“The plant will reopen,”> [the mayor] {said}. = direct"),
    ("en", '[The mayor] {said} <the plant would reopen "very soon">. = mixed'),
    ("en", "[The mayor] {said} <the plant would reopen>. = indirect"),
]

SOURCES = [
    ("fr", "[Une source proche du dossier] {affirme} <que l'accord est signé>. = anonymous"),
    ("fr", "[L'entourage du patron] {assure} <qu'il restera>. = anonymous"),
    ("fr", "[Le ministère de la Défense] {annonce} <un retrait>. = official"),
    ("fr", "[La procureure] {a ouvert} <une enquête>. = official"),
    ("fr", "{D'après} [le quotidien économique], <l'accord est signé>. = outlet"),
    ("fr", "{Selon} [un rapport confidentiel], <le pont est dangereux>. = document"),
    ("fr", "[Le constructeur automobile] {dit} <vouloir investir>. = organisation"),
    ("fr", "[Camille Ostrel, directrice de l'usine,] {dit} <être confiante>. = person"),
    ("fr", "[L'ancien ministre] {dit} <regretter>. = person"),
    ("fr", "{a été annoncé} <Un retrait>. = implied"),
    ("en", "[A person familiar with the matter] {says} <the deal is done>. = anonymous"),
    ("en", "[Two sources] {said} <the deal was done>. = anonymous"),
    ("en", "[The Defence Ministry] {announced} <a withdrawal>. = official"),
    ("en", "[Police] {said} <the road was closed>. = official"),
    ("en", "{According to} [the newspaper], <the deal is done>. = outlet"),
    ("en", "{According to} [a confidential report], <the bridge is unsafe>. = document"),
    ("en", "[The carmaker] {said} <it would invest>. = organisation"),
    ("en", "[Camille Ostrel, the plant's director,] {said} <she was confident>. = person"),
    ("en", "{was announced} <A withdrawal>. = implied"),
]

CONDITIONALS = [
    ("Le suspect aurait avoué les faits.", "aurait", "reportative"),
    ("L'entreprise serait en négociation avec son rival.", "serait", "reportative"),
    ("Le montant atteindrait deux millions d'euros.", "atteindrait", "reportative"),
    ("Les deux hommes se seraient rencontrés à Brême.", "seraient", "reportative"),
    ("Si l'usine fermait, deux mille personnes perdraient leur emploi.", "perdraient", "if"),
    ("Je voudrais un café.", "voudrais", "wish"),
    ("Nous aimerions une réponse.", "aimerions", "wish"),
    ("Il faudrait réparer le pont.", "faudrait", "wish"),
    ("Le maire a promis que l'école rouvrirait en mai.", "rouvrirait", "future-in-past"),
    ("Sans l'aide de l'État, l'usine fermerait.", "fermerait", "if"),
    ("Il serait préférable d'attendre.", "serait", "evaluation"),
    ("Ce projet permettrait de créer cent emplois.", "permettrait", "plan"),
]

TENSES = [
    ("fr", "[Le maire] {dit} <que l'usine fermera>.", "future"),
    ("fr", "[Le maire] {dit} <que l'usine a fermé>.", "past"),
    ("fr", "[Le maire] {dit} <que l'usine tourne>.", "present"),
    ("en", "[The mayor] {says} <the plant will close>.", "future"),
    ("en", "[The mayor] {says} <the plant has closed>.", "past"),
    ("en", "[The mayor] {says} <the plant works>.", "present"),
]


@pytest.mark.parametrize(("code", "example"), [*DENIALS, *DECLINES, *PLAIN])
def test_polarity_tells_denials_refusals_and_plain_statements_apart(code: str, example: str) -> None:
    marked, wanted = split(example)
    judgement = judged(marked, code)
    assert wanted <= labels(judgement), judgement.rules


@pytest.mark.parametrize(("code", "example"), HEDGES)
def test_certainty_is_hedged_by_hearsay_and_doubt_only(code: str, example: str) -> None:
    marked, wanted = split(example)
    judgement = judged(marked, code)
    assert wanted <= labels(judgement), judgement.rules


@pytest.mark.parametrize(("code", "example"), MANNERS)
def test_manner_follows_the_quotation_marks(code: str, example: str) -> None:
    marked, wanted = split(example)
    assert wanted <= labels(judged(marked, code))


@pytest.mark.parametrize(("code", "example"), SOURCES)
def test_the_kind_of_source_is_told_by_its_noun_and_title(code: str, example: str) -> None:
    marked, wanted = split(example)
    judgement = judged(marked, code)
    assert wanted <= labels(judgement), judgement.rules


@pytest.mark.parametrize(("sentence", "verb", "kind"), CONDITIONALS)
def test_hearsay_conditionals_are_told_from_plain_ones(sentence: str, verb: str, kind: str) -> None:
    (parsed,) = parse([sentence], "fr")
    kinds = {parsed.words[i]: found for i, found in conditionals(parsed).items()}
    assert kinds.get(verb) == kind


@pytest.mark.parametrize(("code", "marked", "wanted"), TENSES)
def test_tense_is_that_of_the_content(code: str, marked: str, wanted: str) -> None:
    assert judged(marked, code).tense == wanted


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_label_names_the_rule_that_decided(code: str) -> None:
    marked = "[Valdor] {dément} <l'accord>." if code == "fr" else "[Valdor] {denies} <the deal>."
    assert set(judged(marked, code).rules) == {"polarity", "certainty", "tense", "quote", "source_kind"}


def test_a_marked_sentence_gives_exact_spans() -> None:
    made, (found,) = document("[Valdor] {dément} <l'accord>.", "fr")
    text = made.article.text
    assert text == "Valdor dément l'accord."
    assert found.source and text[slice(*found.source)] == "Valdor"
    assert [text[s:e] for s, e in found.content] == ["l'accord"]

"""Who speaks, by grammar: phrases that attribute without a verb, passives without an agent, participles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ondit.reading.according import according
from ondit.reading.mended_sources import mended
from ondit.reading.own_subjects import of_its_verb
from reading.marked import document

# What must be found at the phrase in braces; a line without braces holds none.
PHRASES = [
    ("fr", "{Pour} [l'avocate], <le procès est joué>."),
    ("fr", "{De l'avis des} [riverains], <les travaux n'ont servi à rien>."),
    ("fr", "<Le chanteur se repose à la campagne>, {aux dires de} [son entourage]."),
    ("fr", "Pour les fêtes, la mairie a installé un manège place du Marché."),  # for what, not in whose view
    ("fr", "La rue est nommée d'après un savant mort en 1900."),  # named after
    ("en", "{In the view of} [economist Theodora Vinson], <the rise comes too late>."),
    ("en", "{Per} [the company's filing], <two directors sold shares>."),
    ("en", "{By} [her] {own account}, <she slept through the earthquake>."),
    ("en", "The car consumes four litres per hundred kilometres."),
    ("en", "Everything went according to plan and the boats were back by noon."),
]


@pytest.mark.parametrize(("language", "marked"), PHRASES)
def test_a_phrase_attributes_where_somebody_follows(language: str, marked: str) -> None:
    made, wanted = document(marked, language)
    found = list(according(made, []))
    text = made.article.text
    assert [
        (text[slice(*one.source)], [text[slice(*span)] for span in one.content]) for one in found if one.source
    ] == [(text[slice(*one.source)], [text[slice(*span)] for span in one.content]) for one in wanted if one.source]


# The scorer's guess is marked; what must be left as the source stands behind.
SPEAKERS = [
    ("fr", "[Le trésorier] {est accusé} <d'avoir détourné la caisse>.", None),
    ("fr", "[Le trésorier] {est accusé} par le maire <d'avoir détourné la caisse>.", "le maire"),
    ("fr", "[Le maire] {a accusé} <le trésorier>.", "Le maire"),
    ("fr", "Le maire s'est retiré, {espérant} <revenir aux affaires>.", "Le maire"),
    ("en", "[The treasurer] {was accused} <of emptying the till>.", None),
    ("en", "[The mayor] {accused} <the treasurer>.", "The mayor"),
    ("en", "[BREVINGTON (Polycom) - The mayor] {accused} <the treasurer>.", "The mayor"),  # where it was written
]


@pytest.mark.parametrize(("language", "marked", "speaker"), SPEAKERS)
def test_the_subject_of_a_passive_is_not_who_says_it(language: str, marked: str, speaker: str | None) -> None:
    made, found = document(marked, language)
    source = mended(made, replace(found[0], rule="scorer")).source
    assert (made.article.text[slice(*source)] if source else None) == speaker


# The same where the verb's own subject has the last word.
OWN = [
    ("fr", "« La digue est perdue », a-t-il {ironisé} <devant la presse>.", "-il"),
    ("fr", "En présence d'[Élise Amorin, conseillère régionale], il {a annoncé} <la programmation>.", "il"),
    ("fr", "Le maire avait {lui-même} estimé <que le pont tiendrait>.", None),  # no subject of its own
    ("fr", "Après {avoir qualifié} <le projet de dangereux>, Maud Delorge a quitté la salle.", "Maud Delorge"),
    ("fr", "Le groupe voulait fuir et {projetait} <de voler un bateau>.", "Le groupe"),
    ("fr", "Il a {été révélé} par Mediarive <que le directeur avait reçu la somme>.", "Mediarive"),
    ("fr", "[Maud Delorge] veut renégocier l'accord, {accusé} <de ruiner le pays>.", None),
    ("fr", "[Le procureur], joint au téléphone, {a déclaré} <que l'enquête continuait>.", "Le procureur"),
    ("fr", "Selon un communiqué, on {apprend} <qu'un poste a été ouvert>.", None),  # "on" is nobody's name
    ("en", "It {appeared} <that the ferry had left>.", None),
]


@pytest.mark.parametrize(("language", "marked", "speaker"), OWN)
def test_a_verb_has_its_own_subject_for_speaker(language: str, marked: str, speaker: str | None) -> None:
    made, found = document(marked, language)
    source = of_its_verb(made, replace(found[0], rule="scorer")).source
    assert (made.article.text[slice(*source)] if source else None) == speaker

"""Sources found beside the one who speaks, and where the speaker stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ondit.reading.misplaced_sources import straightened
from reading.marked import document

# The scorer's guess is marked; what must be left as the source stands behind.
SOURCES = [
    ("en", "Monday[’s Lorne Courier] {carried claims} <that the bridge would close>.", "Lorne Courier"),
    ("fr", "<« Ce chiffre est faux »>[,] {a indiqué} à Santé Demain son directeur adjoint, Loïc Ferrand.",
     "son directeur adjoint, Loïc Ferrand"),
    ("fr", "<« Ce chiffre est faux »>[,] {a indiqué} le directeur adjoint à Santé Demain.", None),
    ("fr", "Interrogée par Télé Ource sur la liste commune avec Thibaud Ferrand dont [Le Fanal] s’est fait l’écho, la "
     "maire de Brénaz est {restée} <évasive>.", "la maire de Brénaz"),
    ("fr", "[La maire de Brénaz] est {restée} <évasive>.", "La maire de Brénaz"),
    ("en", "<“We are stopping the syrup,”> its chair, Ann Lowe, {was quoted} by [the agency] as saying.",
     "its chair, Ann Lowe"),
    ("en", "[The agency] {quoted} the chair as saying <that it would stop>.", "The agency"),
    # Whom it was told, by a clitic, is no part of who tells it.
    ("fr", "[La mairie de Brénaz nous] {a confirmé} <la vente du stade>.", "La mairie de Brénaz"),
    ("fr", "Jointe mardi, Corvane [nous] {a répondu} <qu’elle ne dirait rien>.", "Corvane"),
    ("fr", "[Nous] {avons confirmé} <la vente>.", "Nous"),
    # Who is told by role and name between commas speaks, whomever the parse hangs the role on.
    ("en", "<Corvane is not dealing with Ostrel, the group’s> [chief executive], Ann Lowe, {said} on Thursday.",
     "the group’s chief executive, Ann Lowe"),
    ("en", "<Corvane is not dealing with Ostrel>, [Ann Lowe] {said}.", "Ann Lowe"),
    # A source does not end with what opens another phrase, nor begin with what was asked of it.
    ("fr", "<« Rien n’est signé »>, {a lancé} jeudi [Loïc Ferrand à une] dizaine de journalistes.", "Loïc Ferrand"),
    ("fr", "<« Du vent »>, {s’emporte} [l’entraîneur, qui n’]en démord pas.", "l’entraîneur"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "marked", "speaker"), SOURCES)
def test_the_source_is_where_the_speaker_stands(language: str, marked: str, speaker: str | None) -> None:
    made, found = document(marked, language)
    source = straightened(made, replace(found[0], rule="scorer")).source
    assert (made.article.text[slice(*source)] if source else None) == speaker


# What a clitic points ahead to is what a colon opens.
CLITICS = [
    ("[L’Officine du jour l’]{avait annoncé} mardi, sans donner de <calendrier> : le laboratoire renonce au sirop.",
     ("L’Officine du jour", "le laboratoire renonce au sirop")),
    ("[Le maire] {avait annoncé} mardi, sans donner de <date> : une réunion publique.", ("Le maire", "date")),
    ("[Le maire l’]{avait annoncé} <mardi>.", ("Le maire", "mardi")),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "wanted"), CLITICS)
def test_a_clitic_is_no_part_of_the_source_and_points_ahead(marked: str, wanted: tuple[str, str]) -> None:
    made, found = document(marked, "fr")
    one = straightened(made, found[0])
    text = made.article.text
    assert one.source is not None
    assert (text[slice(*one.source)], " ".join(text[slice(*span)] for span in one.content)) == wanted

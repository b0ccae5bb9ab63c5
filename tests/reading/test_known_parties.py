"""Who is who by the newsroom's file: epithets and other names that no reader could know, read in real sentences."""

from __future__ import annotations

import pytest

from ondit import reading
from ondit.parties import NOBODY, Parties
from ondit.records import Article, Reading
from parties.test_parties_file import PARTIES

FRENCH = (
    "Le constructeur du Doubs a démenti mercredi tout projet d’usine commune avec Kelmar. "
    "« Aucune négociation n’a eu lieu », a assuré Groupe Orvane dans un communiqué."
)
ENGLISH = (
    "The Besançon carmaker denied on Wednesday that it was planning a plant with Kelmar. "
    "“No talks have taken place,” Orvane Motors said in a statement."
)


def read(text: str, language: str, parties: Parties) -> Reading:
    article = Article("a", text, language, paragraphs=((0, len(text)),))
    return next(iter(reading.read_many([article], parties)))


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en")], ids=["French", "English"])
def test_an_epithet_and_another_name_are_the_party(text: str, language: str) -> None:
    found = read(text, language, PARTIES)
    assert len(found.statements) >= 2
    assert {each.source_name for each in found.statements} == {"Orvane"}
    (orvane,) = [each for each in found.entities if each.name == "Orvane"]
    said = {text[slice(*span)] for span in orvane.mentions}
    assert any("Doubs" in words or "carmaker" in words for words in said) and len(said) == 2
    assert not [each for each in found.entities if each.name in ("Doubs", "Besançon")]


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en")], ids=["French", "English"])
def test_without_the_file_it_reads_as_it_always_did(text: str, language: str) -> None:
    without = read(text, language, NOBODY)
    assert "Orvane" not in {each.source_name for each in without.statements}
    strangers = Parties((PARTIES.all[1],))
    assert read(text, language, strangers) == without
    same = read(text, language, PARTIES)
    assert [each.content for each in same.statements] == [each.content for each in without.statements]


def test_a_pronoun_after_an_epithet_means_the_party() -> None:
    text = "Le constructeur du Doubs a démenti mercredi. Il a ajouté que Kelmar n’était pas un partenaire."
    names = [each.source_name for each in read(text, "fr", PARTIES).statements]
    assert names and set(names) == {"Orvane"}

"""Names that capitals do not tell in full, and those of things."""

from __future__ import annotations

import pytest

from ondit.reading import read
from ondit.records import Article

NAMES = [
    ("fr", "Selon Le Siècle nouveau, le maire s’en va. Le Siècle nouveau cite deux élus.", "Siècle nouveau", "outlet"),
    ("fr", "L’Agence des produits de santé a démenti mardi ce retrait, a-t-elle dit.", "Agence des produits de santé",
     "organisation"),
    ("fr", "La maire a parlé au nom de l’Union des métallos, dit-elle.", "Union des métallos", "organisation"),
    ("en", "Nobody fell ill at St Oswin’s Infirmary, she said. St Oswin’s has 410 beds.", "St Oswin’s Infirmary",
     "organisation"),
    ("en", "The shop on the corner belongs to Mercer’s Bakery, he said.", "Mercer’s Bakery", "organisation"),
    ("fr", "Les laboratoires Sorvane ont confirmé la nouvelle. « C’est fini », a dit leur présidente, Anne Sorvane.",
     "Sorvane", "organisation"),
    ("fr", "SALVANES (Agence Borée) – Le maire de Salvanes a démenti mardi son départ.", "SALVANES", "place"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name", "kind"), NAMES)
def test_a_name_has_all_its_words_and_its_kind(language: str, text: str, name: str, kind: str) -> None:
    found = {entity.name: entity.kind for entity in read(Article("k", text, language)).entities}
    assert found.get(name) == kind, found


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Two patients have caught Legionnaires’ disease, she said.", "Legionnaires"),
        ("fr", "Le patient souffre de la maladie de Parkinson, a dit le médecin.", "Parkinson"),
    ],
)
def test_a_name_of_a_thing_is_nobody(language: str, text: str, name: str) -> None:
    assert name not in {entity.name for entity in read(Article("k", text, language)).entities}


def test_two_persons_with_what_they_are_between_commas_speak_together() -> None:
    text = "Ann Lee, mayor of Larkhollow, and Bob Roe, her rival, said that they would run together."
    said = read(Article("k", text, "en")).statements
    assert [statement.source_name for statement in said] == ["Ann Lee; Bob Roe"]


def test_who_would_have_been_removed_denies_nothing() -> None:
    said = read(Article("k", "La cinéaste aurait été écartée du tournage de son film.", "fr")).statements
    assert [statement.polarity for statement in said] == ["affirm"]

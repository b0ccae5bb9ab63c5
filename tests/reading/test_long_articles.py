"""What keeps the time for a word constant: nothing is parsed twice, and no text searched through for each name."""

from __future__ import annotations

import re

import pytest

from ondit.reading import read_articles
from ondit.reading.acronyms import abbreviations
from ondit.reading.parsing import Parsed
from ondit.reading.source_kinds import occurrences, with_first_name
from ondit.records import Article

PLAIN = "Le marché ouvre à huit heures et les étals sont pleins."
TOLD = "« Le marché reste ici », a déclaré Odile Varin."


@pytest.mark.parametrize("times", [1, 20])
def test_only_pieces_that_can_hold_a_statement_are_parsed_and_each_once(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parse = read_articles.parse

    def counted(pieces: object, code: str) -> object:
        return parse((parsed.append(piece) or piece for piece in pieces), code)  # type: ignore[attr-defined]

    monkeypatch.setattr(read_articles, "parse", counted)
    text = "\n\n".join([PLAIN, TOLD] * times)
    (document,) = read_articles.parsed_documents([Article(key="a", text=text, language="fr")])
    assert parsed == [TOLD] * times
    assert [isinstance(piece.parsed, Parsed) for piece in document.pieces] == [False, True] * times


@pytest.mark.parametrize(
    "text", ["Varin, Varin et Varinet", "", "OdileVarin", "Varin", "M. Varin_2 ; l'Varin.", "éVarin"]
)
def test_a_name_is_found_where_a_pattern_with_word_boundaries_finds_it(text: str) -> None:
    assert list(occurrences("Varin", text)) == [match.span() for match in re.finditer(r"\bVarin\b", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le maire, Odile Varin, part", True),
        ("Mme Varin part", True),
        ("Odile de Varin part", True),
        ("Varin part. Varin revient", False),
        ("à Varin", False),
        ("Odile.Varin", False),
    ],
)
def test_a_first_name_or_a_form_of_address_stands_before_a_name(text: str, expected: bool) -> None:
    assert with_first_name("Varin", text) is expected


def test_a_name_is_abbreviated_by_its_capitals_or_its_first_letters() -> None:
    assert abbreviations("Office régional de l'Énergie") == ("OE", "ORDLE")

"""A headline that asserts what its text leaves to others, or says is denied: the reader is told, and only then."""

from __future__ import annotations

from typing import Any

import pytest

from linking.built_readings import reading
from ondit.linking.headline import HeadlineGap, headline_gap

TITLE = "Corvane vend son usine de Brest à Ostrel"
SOLD = "Corvane aurait vendu son usine de Brest à Ostrel"

CASES: list[tuple[str, dict[str, Any], HeadlineGap | None]] = [
    # unnamed sources, another outlet, a conditional: the text does not answer for it
    (f"{SOLD}, selon deux sources.", {"source_kind": "anonymous", "certainty": "hedged"}, HeadlineGap("attributes", 0)),
    (f"{SOLD}, écrit la Gazette.", {"source_kind": "outlet"}, HeadlineGap("attributes", 0)),
    (f"{SOLD}.", {"source_kind": "implied", "certainty": "hedged"}, HeadlineGap("attributes", 0)),
    # through somebody who had it from the party
    (f"{SOLD}, dit Corvane (l'Écho).", {"source_kind": "person", "channel": ("Écho",)}, HeadlineGap("attributes", 0)),
    # a party that says so itself bears the title out; one that denies does not
    (f"{SOLD}, annonce Corvane.", {"source_kind": "organisation"}, None),
    (f"{SOLD}, ce que dément Corvane.", {"source_kind": "organisation", "polarity": "deny"}, HeadlineGap("denies", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "how", "gap"), CASES)
def test_who_answers_below_decides(body: str, how: dict[str, Any], gap: HeadlineGap | None) -> None:
    said = {"content": SOLD, **how}
    assert headline_gap(reading("a", TITLE, f"{body} L'usine emploie 400 personnes.", said)) == gap


def test_a_text_that_asserts_it_too_bears_the_title_out() -> None:
    body = "Corvane a vendu lundi son usine de Brest à Ostrel. Corvane chercherait d'autres acheteurs, dit-on."
    said = {"content": "Corvane chercherait d'autres acheteurs", "source_kind": "anonymous", "certainty": "hedged"}
    assert headline_gap(reading("a", TITLE, body, said)) is None


def test_a_title_that_asks_or_attributes_asserts_nothing() -> None:
    said = {"content": SOLD, "source_kind": "anonymous"}
    body = f"{SOLD}, selon deux sources."
    assert headline_gap(reading("a", "Corvane vend-il son usine de Brest ?", body, said, question=True)) is None
    title = "Selon la Gazette, Corvane vend son usine de Brest"
    of_title = {"content": "Corvane vend son usine de Brest", "source_kind": "outlet"}
    assert headline_gap(reading("a", title, body, of_title, said)) is None


def test_hearsay_about_something_else_says_nothing_of_the_title() -> None:
    said = {"content": "la pluie cesserait jeudi", "source_kind": "anonymous", "certainty": "hedged"}
    assert headline_gap(reading("a", TITLE, "Dans le Finistère, la pluie cesserait jeudi.", said)) is None


def test_a_text_without_a_title_or_without_more_has_none() -> None:
    assert headline_gap(reading("a", TITLE, "")) is None

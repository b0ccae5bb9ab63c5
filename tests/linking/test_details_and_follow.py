"""Details as said and normalised; the scope of a denial; claims that a person follows."""

from __future__ import annotations

from datetime import date

import pytest

from linking.built_readings import reading
from linking.invented_story import denial, other_news, whole
from ondit.linking import Linker, link
from ondit.linking.claims import claims_of
from ondit.linking.dates import dates_in
from ondit.linking.scope import scope_of
from ondit.linking.sums import sums_in

SUMS = [
    ("fr", "une offre de 4,5 milliards d'euros", ("sum", "4500000000 EUR", "4,5 milliards d'euros")),
    ("fr", "300 000 dollars d'amende", ("sum", "300000 USD", "300 000 dollars")),
    ("en", "a deal worth $4.5 billion", ("sum", "4500000000 USD", "$4.5 billion")),
    ("en", "some 1,200 jobs", ("number", "1200 jobs", "1,200 jobs")),
    ("fr", "en hausse de 12 %", ("number", "12 %", "12 %")),
]


@pytest.mark.parametrize(("language", "text", "expected"), SUMS)
def test_sums_keep_their_currency_and_are_normalised(language: str, text: str, expected: tuple[str, str, str]) -> None:
    assert [(kind, value, text[a:b]) for kind, value, (a, b) in sums_in(text, language, 0, len(text))] == [expected]


DATES = [
    ("fr", "fin 2024", "2024-10/2024-12"),
    ("fr", "le mois dernier", "2026-02"),
    ("fr", "mardi", "2026-03-03"),
    ("fr", "le 1er mai 2025", "2025-05-01"),
    ("en", "late 2024", "2024-10/2024-12"),
    ("en", "yesterday", "2026-03-04"),
    ("en", "March 3, 2025", "2025-03-03"),
    ("en", "next year", "2027"),
]


@pytest.mark.parametrize(("language", "text", "value"), DATES)
def test_dates_are_resolved_against_the_day_of_publication(language: str, text: str, value: str) -> None:
    assert [v for v, _ in dates_in(text, language, date(2026, 3, 5), 0, len(text))] == [value]


def test_a_relative_date_in_an_undated_article_stays_unresolved() -> None:
    assert list(dates_in("mardi dernier", "fr", None, 0, 13)) == []


SCOPES = [
    ("le prix avancé par la presse", "sum"),
    ("la date du lancement", "date"),
    ("toute négociation avec Tachino", "whole"),
    ("des propos sortis de leur contexte", "wording"),
]


@pytest.mark.parametrize(("content", "scope"), SCOPES)
def test_a_denial_has_a_scope(content: str, scope: str) -> None:
    said = reading(
        "d",
        "Velmora dément",
        f"Velmora conteste {content}.",
        {"content": content, "source": "Velmora", "cue": "conteste", "polarity": "deny"},
    )
    assert scope_of(said, claims_of(said)[1]) == scope


def test_sums_that_differ_stand_side_by_side_with_who_says_which() -> None:
    first = reading(
        "a",
        "Velmora offrirait 4 milliards d'euros pour Tachino",
        "Velmora offrirait 4 milliards d'euros pour racheter Tachino, selon Le Rail.",
        {
            "content": "Velmora offrirait 4 milliards d'euros pour racheter Tachino",
            "source": "Le Rail",
            "source_kind": "outlet",
            "source_name": "Le Rail",
            "certainty": "hedged",
        },
    )
    second = reading(
        "b",
        "Velmora offrirait 5 milliards d'euros pour Tachino",
        "Velmora offrirait 5 milliards d'euros pour racheter Tachino, selon La Voie.",
        {
            "content": "Velmora offrirait 5 milliards d'euros pour racheter Tachino",
            "source": "La Voie",
            "source_kind": "outlet",
            "source_name": "La Voie",
            "certainty": "hedged",
        },
    )
    (rumour,) = link([first, second])
    sums = {(d.source_name, d.value) for d in rumour.details if d.kind == "sum"}
    assert sums == {("Le Rail", "4000000000 EUR"), ("La Voie", "5000000000 EUR")}


def test_a_question_that_is_followed_takes_over_the_rumour_it_asks_about() -> None:
    question = "Velmora et Tachino vont-ils fusionner ?"
    (rumour,) = link(whole(), follow=[question])
    assert rumour.question == question
    assert {"whisper", "relay", "denial"} <= {r.article for r in rumour.reports}


def test_a_question_nobody_speaks_of_waits_and_its_id_leads_to_the_rumour_when_it_comes() -> None:
    question = "Velmora discute-t-il d'une fusion avec Tachino ?"
    linker = Linker(follow=[question])
    (waiting,) = linker.rumours()
    assert waiting.reports == ()
    linker.add(denial())
    (rumour,) = linker.rumours()
    assert rumour.reports and waiting.id in (rumour.id, *rumour.former_ids)


def test_plain_news_opens_nothing() -> None:
    assert link([other_news()]) == ()

"""What counts as a duplicate, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ondit.archive.duplicates import duplicates
from ondit.archive.extract_part import _print
from ondit.archive.fingerprints import likeness, site_of, sketch
from ondit.archive.inputs import Unit
from ondit.archive.to_articles import Found, article_of
from ondit.page.bundles.raw import Raw
from ondit.records import Article

# Six hundred words that no other text has in this order.
LONG = " ".join(f"{stem}{at * 7919 % 997}" for at in range(200) for stem in ("usine", "fusion", "printemps"))


def article(key: str, text: str = LONG, day: int = 1, **more: Any) -> Article:
    return Article(f"https://{key}", text, "fr", published=datetime(2026, 3, day, tzinfo=UTC), **more)


def told(*articles: Article, near: float | None = 0.9) -> list[tuple[str, str, str]]:
    """(which, same as, kind), by what stands after the scheme."""
    seen = datetime(2026, 4, 1, tzinfo=UTC)
    prints = [_print(Found(each, seen, "1"), "p", row) for row, each in enumerate(articles)]
    return [(row["article"][8:], row["same_as"][8:], row["kind"]) for row in duplicates(prints, near)]


CHANGED = LONG.replace("printemps", "automne", 1)
FIRST = article("a.example/1")

CASES: list[tuple[str, list[Article], list[tuple[str, str, str]]]] = [
    ("the same page fetched twice", [FIRST, FIRST], [("a.example/1", "a.example/1", "again")]),
    (
        "the same words at another address of the site; the earlier one is kept",
        [article("a.example/2", day=2), FIRST],
        [("a.example/2", "a.example/1", "exact")],
    ),
    (
        "the mobile page of the site",
        [FIRST, article("m.a.example/1", day=2)],
        [("m.a.example/1", "a.example/1", "exact")],
    ),
    (
        "one word changed, at another address",
        [FIRST, article("a.example/2", CHANGED, 2)],
        [("a.example/2", "a.example/1", "near")],
    ),
    ("another version of one article, however near", [FIRST, replace(FIRST, text=CHANGED)], []),
    ("the same words in another outlet: that is for tracing", [FIRST, article("b.example/1")], []),
    ("other words", [FIRST, article("a.example/2", LONG[::-1])], []),
    ("half of the words", [FIRST, article("a.example/2", LONG[: len(LONG) // 2])], []),
    ("two short notes that are not equal", [article("a.example/1", "Rien."), article("a.example/2", "Rien !")], []),
]


@pytest.mark.parametrize(("name", "articles", "expected"), CASES, ids=[case[0] for case in CASES])
def test_duplicates(name: str, articles: list[Article], expected: list[tuple[str, str, str]]) -> None:
    assert told(*articles) == expected
    assert sorted(told(*reversed(articles))) == sorted(expected), "the order does not matter"


def test_near_ones_are_kept_where_only_exact_ones_are_to_go() -> None:
    assert told(FIRST, article("a.example/2", CHANGED, 2), near=None) == []


def test_likeness_falls_with_what_is_changed() -> None:
    words = LONG.split()
    changed = [" ".join("x" + w if at % step == 0 else w for at, w in enumerate(words)) for step in (100, 20, 5)]
    found = [likeness(sketch(LONG), sketch(text)) for text in (LONG, *changed)]
    assert found[0] == 1.0 and found == sorted(found, reverse=True) and found[-1] < 0.3


def test_a_site_is_its_host() -> None:
    assert site_of(article("www.a.example/1")) == site_of(article("amp.a.example/2")) == "a.example"
    assert site_of(replace(FIRST, key="file", outlet="L’Écho")) == "l’écho"


def test_the_words_of_the_key_do_not_make_an_article_of_nothing() -> None:
    found = article_of(Raw("1", fields={"text": "   ", "key": "k"}), Unit("x.jsonl", "jsonl", 1, None))
    assert not isinstance(found, Found) and found.code == "OND-102"

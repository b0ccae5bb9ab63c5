"""The behavioural suite of reading: no phenomenon may fall below the number of rows that it is known to pass."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from reading.suite_compare import PLAIN, words
from reading.suite_runner import Outcome, Row, floors, load_rows, run

FIELDS = {"source", "cue", "content", "source_name", "source_names", "channel", "closeness", "reason", *PLAIN}
CASE_KEYS = {"text", "title", "expect", "or", "none", "absent", "only", "known_limit"}
PAIR_KEYS = {"a", "b", "same", "flips", "about_a", "about_b", "at", "known_limit"}
CELLS = sorted({(row.language, row.phenomenon) for row in load_rows()})


@cache
def outcomes() -> list[Outcome]:
    return run()


def _id(row: Row) -> str:
    return f"{row.language}/{row.phenomenon}: {row.texts[0][:60]}"


@pytest.mark.parametrize(("language", "phenomenon"), CELLS, ids="/".join)
def test_as_many_rows_pass_as_before(language: str, phenomenon: str) -> None:
    mine = [o for o in outcomes() if (o.row.language, o.row.phenomenon) == (language, phenomenon)]
    passed = sum(o.passed for o in mine)
    failed = "\n".join(f"- {o.row.texts[0]}: {o.causes[0]}" for o in mine if not o.passed)
    assert passed >= floors()[language][phenomenon], f"{passed} of {len(mine)} pass; these do not:\n{failed}"


def test_every_phenomenon_has_a_floor_and_every_floor_a_phenomenon() -> None:
    assert sorted((lang, name) for lang, cells in floors().items() for name in cells) == CELLS


def test_every_phenomenon_has_at_least_eight_rows_in_each_language() -> None:
    count = Counter((row.language, row.phenomenon) for row in load_rows())
    assert {name for _, name in count} == {name for lang, name in count if lang == "fr"}
    assert min(count.values()) >= 8


def test_no_sentence_stands_twice_as_a_case() -> None:
    count = Counter(row.texts for row in load_rows() if not row.is_pair)
    assert [texts for texts, n in count.items() if n > 1] == []


@pytest.mark.parametrize("row", load_rows(), ids=_id)
def test_a_row_asks_for_words_that_it_contains_in_the_form_of_the_readme(row: Row) -> None:
    assert set(row.body) <= (PAIR_KEYS if row.is_pair else CASE_KEYS)
    if row.is_pair:
        assert row.body.get("same") or row.body.get("flips")
        return
    assert bool(row.body.get("none")) != bool(row.body.get("expect"))
    there = Counter(words(row.texts[0]))
    for want in row.body.get("expect", []) + row.body.get("or", []):
        assert want and set(want) <= FIELDS
        for name in ("source", "cue", "content", "closeness", "reason", "source_name"):
            assert not Counter(words(want.get(name, ""))) - there, f"{name} is not in the text"

"""The hand-written stories of ``examples/stories`` through the whole program, each held to its gold."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from ondit.page.targets import load_with_bytes
from ondit.reading import read_many
from ondit.records import Reading
from ondit.weighing.rules import RULES
from tests.tracing.told_stories import STORIES, Check, Told, checks, gold_of, names, pages_of, told

# What the program does not give yet, with the cause. Each goes from the file when it is mended; the gold stays.
NOT_YET: dict[str, dict[str, str]] = tomllib.loads((STORIES / "not-yet.toml").read_text(encoding="utf-8"))
CASES = [(name, what, check) for name in names() for what, check in checks(gold_of(name))]


@cache
def _readings() -> dict[Path, Reading]:
    """Every page of every story, read once."""
    pages = [page for name in names() for page in pages_of(name)]
    found = read_many([load_with_bytes(str(page))[0] for page in pages])
    return dict(zip(pages, found, strict=True))


@cache
def _told(name: str) -> Told:
    return told(name, _readings())


@pytest.mark.parametrize(("name", "what", "check"), CASES, ids=[f"{name[:2]}: {what}" for name, what, _ in CASES])
def test_a_story_is_told_as_its_gold_has_it(request: pytest.FixtureRequest, name: str, what: str, check: Check) -> None:
    if cause := NOT_YET.get(name, {}).get(what):
        request.applymarker(pytest.mark.xfail(reason=cause, raises=AssertionError, strict=False))
    check(_told(name))


def test_what_is_not_yet_right_is_a_check_of_some_story() -> None:
    known = {(name, what) for name, what, _ in CASES}
    assert not {(name, what) for name, causes in NOT_YET.items() for what in causes} - known


def test_every_status_rule_decides_in_some_story() -> None:
    decided = {at["rule"] for name in names() for at in gold_of(name)["moments"] if "rule" in at}
    assert decided == {rule.id for rule in RULES}


def test_the_stories_are_ten_or_more_of_six_to_fifteen_pages() -> None:
    assert len(names()) >= 10
    for name in names():
        gold = gold_of(name)
        numbers = [page.name[:2] for page in pages_of(name)]
        assert 6 <= len(numbers) <= 15
        assert sorted(gold["rumour"]["pages"] + gold["rumour"]["elsewhere"]) == numbers

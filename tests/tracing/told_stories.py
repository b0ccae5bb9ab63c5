"""Hand-written stories as lists of checks: what a reader gets from their pages against what the program gets."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ondit.cli._desk import moment
from ondit.desk import Desk
from ondit.outlets import normal_name
from ondit.page.targets import load_with_bytes
from ondit.records import Dossier, Reading, Trace

STORIES = Path(__file__).parents[2] / "examples" / "stories"


@dataclass
class Told:
    """One story in a desk of its own: its gold, the number of each page by key, and the rumour it is about, if any."""

    gold: Mapping[str, Any]
    numbers: Mapping[str, str]
    desk: Desk
    dossier: Dossier | None

    @property
    def found(self) -> Dossier:
        """The rumour with the most of the story's pages."""
        assert self.dossier is not None, "no rumour at all"
        return self.dossier

    def pages(self, dossier: Dossier) -> set[str]:
        """Numbers of the pages that a rumour's reports come from."""
        return {self.numbers[report.article] for report in dossier.rumour.reports}

    def origins(self, trace: Trace, of: str) -> list[str]:
        """Numbers of the pages (or names of outlets without one) that are origins of support, denial, confirmation."""
        return [
            self.numbers.get(origin.article or "", origin.outlet or "") for origin in trace.origins if origin.of == of
        ]


def names() -> list[str]:
    """The stories, by folder."""
    return sorted(path.parent.name for path in STORIES.glob("*/gold.toml"))


def gold_of(name: str) -> dict[str, Any]:
    """The gold of a story."""
    return tomllib.loads((STORIES / name / "gold.toml").read_text(encoding="utf-8"))


def pages_of(name: str) -> list[Path]:
    """The pages of a story, by number."""
    return sorted((STORIES / name / "pages").glob("*.html"))


def told(name: str, readings: Mapping[Path, Reading]) -> Told:
    """The story in a desk. ``readings`` are by page."""
    gold, pages = gold_of(name), pages_of(name)
    desk = Desk(":memory:")
    for page in pages:
        article, data = load_with_bytes(str(page))
        desk.store(article, data, reading=readings[page])
    numbers = {readings[page].article.key: page.name[:2] for page in pages}
    wanted = set(gold["rumour"]["pages"])
    held = [(len({numbers[r.article] for r in d.rumour.reports} & wanted), d.rumour.id, d) for d in desk.rumours()]
    return Told(gold, numbers, desk, max(held, key=lambda each: each[:2])[2] if held else None)


Check = Callable[[Told], None]


def checks(gold: Mapping[str, Any]) -> Iterator[tuple[str, Check]]:
    """Every check of a story with its name."""
    yield "its pages", _pages
    yield "no other rumour", _no_other
    yield "its parties", _parties
    for page, stance in gold.get("stances", {}).items():
        yield f"stance of {page}", partial(_stance, page=page, stance=stance)
    for case in gold.get("declines", ()):
        yield f"{case['page']} declines", partial(_declines, page=case["page"], party=case["party"])
    yield "who confirms", _who_confirms
    for page in sorted(gold["rumour"]["pages"]):
        yield f"edges of {page}", partial(_edges, page=page)
    yield "its pages without a date", _undated
    for at in gold["moments"]:
        yield f"status on {at['at']}", partial(_status, at=at)
        if at["status"] != "none":
            yield f"trace on {at['at']}", partial(_trace, at=at)


def _pages(story: Told) -> None:
    assert sorted(story.pages(story.found)) == story.gold["rumour"]["pages"]


def _no_other(story: Told) -> None:
    others = {d.rumour.question: sorted(story.pages(d)) for d in story.desk.rumours() if d != story.dossier}
    assert not others


def _parties(story: Told) -> None:
    left = list(story.found.rumour.parties)
    for forms in story.gold["rumour"]["parties"]:  # forms of one name, any of which will do
        named = [party for party in left if party in forms.split("|")]
        assert len(named) == 1, (forms, story.found.rumour.parties)
        left.remove(named[0])
    assert not left


def _stance(story: Told, page: str, stance: str) -> None:
    reports = [report for report in story.found.rumour.reports if story.numbers[report.article] == page]
    assert stance in {report.stance for report in reports}


def _declines(story: Told, page: str, party: str) -> None:
    reports = [report for report in story.found.rumour.reports if story.numbers[report.article] == page]
    assert any(report.polarity == "decline" for report in reports), "it is shown as what it is"
    theirs = [r for r in reports if party in (r.source_name, r.speaks_for)]
    # Who will not speak of the whole may deny a part of it, "the date is wrong".
    assert not [r for r in theirs if r.stance in ("denies", "confirms") and r.scope == "whole"]


def _who_confirms(story: Told) -> None:
    confirming = {story.numbers[r.article] for r in story.found.rumour.reports if r.stance == "confirms"}
    assert sorted(confirming) == sorted(p for p, stance in story.gold["stances"].items() if stance == "confirms")


def plain(name: str) -> str:
    """A page's number as it is, the name of an outlet without its article."""
    return name if name.isdigit() else normal_name(name)


def _edges(story: Told, page: str) -> None:
    edges = [edge for edge in story.found.trace.edges if story.numbers[edge.echo] == page]
    found = {story.numbers.get(edge.article or "", normal_name(edge.outlet or "")) for edge in edges}
    wanted = {plain(name) for name in story.gold["edges"].get(page, ())}
    assert wanted <= found <= wanted | {plain(name) for name in story.gold.get("also", {}).get(page, ())}


def _undated(story: Told) -> None:
    wanted = set(story.gold["rumour"].get("undated", ()))
    said = {n for key, n in story.numbers.items() if f"{key} has no date" in story.found.trace.notes}
    assert said == wanted


def _then(story: Told, at: str) -> Dossier | None:
    return next((d for d in story.desk.rumours(moment(at)) if d.rumour.id == story.found.rumour.id), None)


def _status(story: Told, at: Mapping[str, Any]) -> None:
    then = _then(story, at["at"])
    if at["status"] == "none":
        assert then is None
        return
    assert then is not None, "no rumour by then"
    rules = [reason.rule for reason in then.status.reasons]
    assert then.status.name == at["status"], rules
    if "rule" in at:
        assert rules[0] == at["rule"]
    if "remark" in at:
        assert at["remark"] in rules


def _trace(story: Told, at: Mapping[str, Any]) -> None:
    then = _then(story, at["at"])
    assert then is not None, "no rumour by then"
    for of, key in (("support", "origins"), ("denial", "denials"), ("confirmation", "confirmations")):
        if key in at:
            assert sorted(map(plain, story.origins(then.trace, of))) == sorted(map(plain, at[key])), key
    if "independent_origins" in at:
        assert then.trace.independent_origins == at["independent_origins"]
    if "still_carrying" in at:
        assert sorted(story.numbers[key] for key in then.trace.still_carrying) == at["still_carrying"]

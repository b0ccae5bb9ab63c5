"""Which version of an article holds at which moment, and since when it has said what a report rests on.

A page that is fetched again with other words is a new version of its article. The order of versions is the one
that they state (their time of update or publication), and only where they state none, the one in which we saw them; so
the order in which they were added does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ondit.desk.stages import Clock
from ondit.records import Reading, Report


@dataclass(frozen=True, slots=True)
class Kept:
    """One version with the reading that counts for it, and when we saw it first."""

    version: str
    seen: datetime
    reading: Reading

    @property
    def key(self) -> str:
        """The key of its article."""
        return self.reading.article.key


def by_article(kept: Iterable[Kept]) -> dict[str, tuple[Kept, ...]]:
    """The versions of every article, oldest first."""
    found: dict[str, list[Kept]] = defaultdict(list)
    for each in kept:
        found[each.key].append(each)
    return {key: tuple(sorted(found[key], key=_order)) for key in sorted(found)}


def _order(kept: Kept) -> tuple[datetime, datetime, str]:
    article = kept.reading.article
    return article.updated or article.published or kept.seen, kept.seen, kept.version


def since(versions: Sequence[Kept], index: int, clock: Clock) -> datetime:
    """From when on a version was there to be read, by a clock.

    The first one counts from its publication even if it says that it was updated: what it said before is not known.
    """
    kept = versions[index]
    if clock == "seen":
        return kept.seen
    article = kept.reading.article
    if index == 0:
        return article.published or article.updated or kept.seen
    return article.updated or kept.seen


def at_moment(versions: Sequence[Kept], at: datetime | None, clock: Clock) -> Kept:
    """The version that holds at a moment; the first where none does yet (its reports are filtered by time later)."""
    if at is None:
        return versions[-1]
    held = versions[0]
    for index, kept in enumerate(versions):
        if since(versions, index, clock) <= at:
            held = kept
    return held


def dated(report: Report, articles: Mapping[str, Sequence[Kept]], current: Mapping[str, Kept]) -> Report:
    """The report with both its times: since when its article has held the sentence that it rests on.

    A denial that was added to an article on Thursday is not something that was known on Tuesday.
    """
    versions, held = articles[report.article], current[report.article]
    first = 0
    if len(versions) > 1 and report.statement is not None:
        start, end = held.reading.statements[report.statement].sentence
        sentence = held.reading.article.text[start:end]
        last = versions.index(held)
        first = next(i for i in range(last + 1) if sentence in versions[i].reading.article.text)
    if first == 0:
        published = report.published or versions[0].reading.article.published
        return replace(report, published=published, seen=min(kept.seen for kept in versions))
    return replace(report, published=since(versions, first, "published"), seen=versions[first].seen)

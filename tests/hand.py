"""Readings and rumours built by hand, from texts whose statements are pointed at by their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ondit.records import Article, Entity, Link, Reading, Report, Rumour, Span, Statement


def day(number: int, hour: int = 9) -> datetime:
    """A day of March 2026, in UTC; higher numbers run on into the following months."""
    return datetime.fromtimestamp(datetime(2026, 3, 1, hour, tzinfo=UTC).timestamp() + (number - 1) * 86400, UTC)


@dataclass
class Says:
    """One statement of a page: the words of its sentence's content, who says it, and what it does to the rumour."""

    content: str
    source: str | None = None
    kind: str = "anonymous"
    name: str | None = None
    stance: str = "supports"
    role: str = "other"
    channel: tuple[str, ...] = ()
    polarity: str | None = None
    scope: str = "whole"
    speaks_for: str | None = None
    retracts: bool = False
    quote: str = "indirect"
    cue: str | None = None


def page(
    key: str,
    outlet: str | None,
    at: datetime | None,
    text: str,
    says: Sequence[Says] = (),
    *,
    language: str = "en",
    links: Sequence[tuple[str, str]] = (),
    byline: str | None = None,
    updated: datetime | None = None,
    seen: datetime | None = None,
    outlets: Sequence[str] = (),
) -> tuple[Reading, list[Report]]:
    """A reading of one page and its reports. ``links`` are (words, address)."""
    statements, reports = [], []
    for index, said in enumerate(says):
        start = text.index(said.content)
        content = (start, start + len(said.content))
        sentence = _sentence(text, start)
        source = _find(text, said.source, sentence)
        deny = said.stance == "denies"
        polarity: Any = said.polarity or ("deny" if deny else "affirm")
        kind: Any = said.kind
        statements.append(
            Statement(
                source,
                _find(text, said.cue, sentence),
                (content,),
                sentence,
                said.quote,
                polarity,
                source_kind=kind,  # type: ignore[arg-type]
                source_name=said.name,
                channel=said.channel,
            )
        )
        fields: Any = {"stance": said.stance, "role": said.role, "scope": said.scope, "source_kind": kind}
        reports.append(
            Report(
                key,
                index,
                proof=(content,),
                source_name=said.name,
                outlet=outlet,
                published=at,
                seen=seen,
                retracts=said.retracts,
                polarity=polarity,
                speaks_for=said.speaks_for,
                **fields,
            )
        )
    if not says:
        reports.append(
            Report(
                key,
                None,
                "supports",
                "outlet",
                ((0, len(text.split("\n")[0])),),
                outlet=outlet,
                published=at,
                seen=seen,
            )
        )
    found = tuple(Link(url, words, _find(text, words, (0, len(text)))) for words, url in links)
    article = Article(
        key,
        text,
        language,
        byline=byline,
        outlet=outlet,
        url=key if "://" in key else None,
        published=at,
        updated=updated,
        links=found,
    )
    entities = tuple(Entity(name, "outlet", ((text.index(name), text.index(name) + len(name)),)) for name in outlets)
    return Reading(article, tuple(statements), entities), reports


def rumour_of(
    pages: Sequence[tuple[Reading, list[Report]]],
    parties: tuple[str, ...] = ("Corvane", "Ostrel"),
    wording: str = "Corvane is in talks to buy a stake in Ostrel",
) -> tuple[Rumour, dict[str, Reading]]:
    """The rumour that these pages report on, and the readings by key."""
    reports = tuple(report for _, found in pages for report in found)
    return Rumour("r1", wording + "?", parties, reports, wording=wording), {r.article.key: r for r, _ in pages}


def keep(rumour: Rumour, *keys: str) -> Rumour:
    """The rumour with the reports of these pages only."""
    return replace(rumour, reports=tuple(report for report in rumour.reports if report.article in keys))


def _sentence(text: str, place: int) -> Span:
    start = max(text.rfind(". ", 0, place) + 2, text.rfind("\n", 0, place) + 1, 0) if place else 0
    if text.rfind(". ", 0, place) < 0 and text.rfind("\n", 0, place) < 0:
        start = 0
    ends = [end for end in (text.find(". ", place), text.find("\n", place)) if end >= 0]
    return start, min(ends) + 1 if ends else len(text)


def _find(text: str, words: str | None, inside: Span) -> Span | None:
    if words is None:
        return None
    start = text.find(words, *inside)
    start = start if start >= 0 else text.index(words)
    return start, start + len(words)

"""Readings made by hand and stages that cost nothing, for tests that are about the desk and not about language.

An article's sentences are written ``who > topic > stance``: each is a statement of that source about that topic, and
each topic is a rumour; more words may follow behind another ``>``, where a line has to look like prose. The rules are
the simplest that still depend on everything that the desk must hand on: reports, their times, the versions, the links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ondit.desk import Desk, Stages
from ondit.records import (
    Article,
    Edge,
    Evidence,
    Link,
    Origin,
    Reading,
    Reason,
    Report,
    Rumour,
    Span,
    Stance,
    Statement,
    Status,
    Trace,
)

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
POLARITY = {"denies": "deny", "declines": "decline"}


def hour(number: float) -> datetime:
    """So many hours after the story began."""
    return START + timedelta(hours=number)


def article(key: str, *sentences: str, at: float | None = 0, updated: float | None = None, **more: Any) -> Article:
    text = "\n\n".join((key, *sentences))
    return Article(
        key=f"https://{key}.example/",
        text=text,
        language="en",
        title=key,
        outlet=key.split("-")[0],
        published=None if at is None else hour(at),
        updated=None if updated is None else hour(updated),
        **more,
    )


def link_to(other: str) -> Link:
    return Link(f"https://{other}.example/", "there", (0, 1))


def read(given: Article) -> Reading:
    statements = []
    start = 0
    for line in given.text.split("\n\n"):
        parts = line.split(" > ")
        if len(parts) >= 3:
            who, topic, stance = parts[:3]
            content: Span = (start + len(who) + 3, start + len(who) + 3 + len(topic))
            statements.append(
                Statement(
                    source=(start, start + len(who)),
                    cue=(content[1] + 3, content[1] + 3 + len(stance)),
                    content=(content,),
                    sentence=(start, start + len(line)),
                    polarity=POLARITY.get(stance, "affirm"),  # type: ignore[arg-type]
                    source_name=who,
                    rule="cheap",
                )
            )
        start += len(line) + 2
    return Reading(given, tuple(statements), reader="cheap 1")


def read_many(articles: Iterable[Article]) -> Iterator[Reading]:
    return map(read, articles)


def link(readings: Sequence[Reading], follow: Sequence[str]) -> tuple[Rumour, ...]:
    """A topic is a rumour once somebody denies it or two speak of it, or when it is followed."""
    topics: dict[str, list[Report]] = defaultdict(list)
    for reading in sorted(readings, key=lambda each: each.article.key):
        for number, statement in enumerate(reading.statements):
            (start, end), cue = statement.content[0], statement.cue
            assert cue is not None
            said = reading.article.text[slice(*cue)]
            stance: Stance = "denies" if said == "denies" else "confirms" if said == "confirms" else "supports"
            topics[reading.article.text[start:end]].append(
                Report(
                    reading.article.key,
                    number,
                    stance,
                    "outlet" if stance == "supports" else "principal",
                    (statement.sentence,),
                    source_name=statement.source_name,
                    outlet=reading.article.outlet,
                    published=reading.article.published,
                )
            )
    return tuple(
        Rumour(f"r-{topic}", f"{topic}?", (topic,), tuple(reports), former_ids=(f"old-{topic}",))
        for topic, reports in topics.items()
        if len(reports) > 1 or any(report.stance == "denies" for report in reports) or topic in follow
    )


def trace(rumour: Rumour, readings: Mapping[str, Reading]) -> Trace:
    """Edges along links; whoever links nobody is an origin."""
    edges, origins = [], []
    for key in sorted({report.article for report in rumour.reports}):
        links = [each for each in readings[key].article.links if each.url in readings]
        edges += [Edge(key, each.url, None, (Evidence("link", each.span),)) for each in links]
        if not links:
            origins.append(Origin(key, None))
    return Trace(rumour.id, tuple(edges), tuple(origins), len(origins))


def _time(report: Report) -> datetime:
    moment = report.published or report.seen
    assert moment is not None
    return moment


def status(rumour: Rumour, traced: Trace, at: datetime | None) -> Status:
    denials = [report for report in rumour.reports if report.stance == "denies"]
    reasons = tuple(Reason("C2", f"{report.source_name} denies", report.article, report.proof[0]) for report in denials)
    if any(report.stance == "confirms" for report in rumour.reports):
        return Status("confirmed", at, (Reason("C0", "confirmed"),))
    if denials:
        return Status("denied", at, reasons)
    return Status("unverified", at, (Reason("C1", f"{traced.independent_origins} origins"),))


def timeline(rumour: Rumour, traced: Trace) -> tuple[Status, ...]:
    moves: list[Status] = []
    for moment in sorted({_time(report) for report in rumour.reports}):
        then = as_of(rumour, moment, "published")
        assert then is not None
        now = status(then, traced, moment)
        if not moves or moves[-1].name != now.name:
            moves.append(now)
    return tuple(moves)


def as_of(rumour: Rumour, at: datetime, clock: str) -> Rumour | None:
    times = {"published": _time, "seen": lambda report: report.seen}
    reports = tuple(report for report in rumour.reports if times[clock](report) <= at)
    return replace(rumour, reports=reports) if reports else None


STAGES = Stages("cheap 1", read_many, link, trace, status, timeline, as_of)


def desk(target: Any, **more: Any) -> Desk:
    return Desk(target, stages=STAGES, **more)


def tables(opened: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the derived tables, to compare two desks: but the number of the log's row, and the index, which also
    remembers scores that were wanted on the way."""
    from ondit.desk import schema

    found = {}
    with opened._store.reading() as connection:
        for table in schema.DERIVED:
            if table is not schema.derived_state and table not in schema.LINKED:
                found[table.name] = sorted(tuple(row) for row in connection.execute(table.select()))
    return found

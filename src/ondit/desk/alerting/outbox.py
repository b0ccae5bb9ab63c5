"""What happened, as alerts on their way: put down in the transaction that changed the desk, so that neither is without
the other. All functions run inside a transaction of their caller."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

from sqlalchemy import Connection, insert, select

from ondit import codec
from ondit.desk import cache, journal, schema
from ondit.desk.alerting import rules
from ondit.desk.alerting.alert import Alert, Quote
from ondit.desk.alerting.events import Cited, Event, edit_event, events_of, gone_event
from ondit.desk.edits import edits
from ondit.desk.storable import storable
from ondit.desk.versions import Kept, by_article
from ondit.records import Dossier, Reading, Span

MOST_QUOTES = 8
_LONGEST = 1000  # characters of a quote


@dataclass(frozen=True, slots=True)
class Came:
    """What came into the log between two of its rows: keys of articles, and names of versions."""

    articles: frozenset[str]
    versions: frozenset[str]


def note_changes(
    connection: Connection,
    before: Mapping[str, Dossier],
    after: Mapping[str, Dossier],
    rows: tuple[int, int],
    at: datetime,
) -> tuple[Alert, ...]:
    """Puts down what the rules want to know of a derivation: of rumours from ``before`` to ``after`` (by id, those that
    changed), and of edits, by what came in with the log's ``rows`` (after the first, up to the second)."""
    held = rules.stored(connection)
    if not held:
        return ()
    came = _came(connection, rows)
    if not came.versions:
        return ()
    kept = by_article(journal.readings(connection, came.articles))
    events = [*events_of(before, after.values(), came.articles)]
    events += _edited(kept, came, {**before, **after})
    return note_events(connection, held, events, at, {key: each[-1].reading for key, each in kept.items()})


def note_events(
    connection: Connection,
    held: Iterable[tuple[rules.Rule, datetime]],
    events: Iterable[Event],
    at: datetime,
    readings: Mapping[str, Reading],
) -> tuple[Alert, ...]:
    """Puts down an alert for each event and rule that fits it, unless there is one, under any name of the rumour."""
    made = []
    for event in events:
        for rule, _ in held:
            if rules.fits(rule, event):
                names = [_id(rule.name, event, name) for name in event.rumours or ("",)]
                table = schema.alert
                if connection.execute(select(table.c.seq).where(table.c.id.in_(names[:500])).limit(1)).first():
                    continue
                alert = _alert(names[0], rule.name, event, at, readings)
                _put(connection, alert, rule.to)
                made.append(alert)
    return tuple(made)


def gone(connection: Connection, key: str, subject: str) -> tuple[Event, dict[str, Reading]]:
    """The event that an article is no longer at its address, and what was read in it."""
    versions = by_article(journal.readings(connection, [key])).get(key, ())
    readings = {key: versions[-1].reading} if versions else {}
    table = schema.rumour_article
    names = connection.execute(select(table.c.rumour).where(table.c.article == storable(key))).scalars().all()
    about = tuple(cache.dossiers(connection, names))
    outlet = readings[key].article.outlet if versions else None
    return gone_event(key, outlet, about, subject), readings


def alerts(connection: Connection, rule: str | None = None, most: int = 100) -> tuple[Alert, ...]:
    """The last alerts, of one rule or of all, newest first."""
    table = schema.alert
    query = select(table.c.alert).order_by(table.c.seq.desc()).limit(most)
    rows = connection.execute(query if rule is None else query.where(table.c.rule == rule)).scalars()
    return tuple(codec.loads(Alert, zlib.decompress(row)) for row in rows)


def _came(connection: Connection, rows: tuple[int, int]) -> Came:
    log, version = schema.log, schema.version
    inside = (log.c.seq > rows[0], log.c.seq <= rows[1], log.c.kind == "version")
    names = select(log.c.subject).where(*inside)
    found = connection.execute(select(version.c.id, version.c.key).where(version.c.id.in_(names))).all()
    return Came(frozenset(row.key for row in found), frozenset(row.id for row in found))


def _edited(kept: Mapping[str, tuple[Kept, ...]], came: Came, dossiers: Mapping[str, Dossier]) -> Iterator[Event]:
    """The edits that made one of the versions that came in."""
    for key, versions in kept.items():
        for before, after in pairwise(versions):
            for edit in edits((before, after)) if after.version in came.versions else ():
                about = [d for d in dossiers.values() if any(report.article == key for report in d.rumour.reports)]
                event = edit_event(edit, versions[-1].reading.article.outlet, about)
                if event is not None:
                    yield event


def _id(rule: str, event: Event, rumour: str) -> str:
    return sha256("\n".join((rule, event.kind, rumour, event.subject)).encode("utf-8", "replace")).hexdigest()


def _alert(name: str, rule: str, event: Event, at: datetime, readings: Mapping[str, Reading]) -> Alert:
    quotes = tuple(_quote(each, readings.get(each.article)) for each in event.cited[:MOST_QUOTES])
    return Alert(
        name,
        rule,
        event.kind,
        at,
        " ".join(event.headline.split()),
        tuple(dict.fromkeys(quotes)),
        event.rumours[0] if event.rumours else None,
        event.question,
        event.parties,
        event.status,
        event.before,
        event.origins,
    )


def _quote(cited: Cited, reading: Reading | None) -> Quote:
    """The sentence, or else the paragraph, around what is cited; only the address of an article that is not at hand."""
    if reading is None:
        return Quote(cited.words or "", cited.article, was=cited.was, source_name=cited.source_name)
    article, span, said = reading.article, cited.span, cited.words
    if said is None:
        span = _sentence(reading, span)
        said = article.text[slice(*span)] if span else article.title or ""
    return Quote(
        " ".join(said.split())[:_LONGEST],
        article.key,
        span,
        cited.was and " ".join(cited.was.split())[:_LONGEST],
        cited.source_name,
        article.outlet,
        article.title,
        article.url,
        article.published,
    )


def _sentence(reading: Reading, span: Span | None) -> Span | None:
    if span is None:
        return reading.article.title_span
    around = [s.sentence for s in reading.statements if s.sentence[0] <= span[0] and span[1] <= s.sentence[1]]
    if not around:
        around = [each for each in reading.article.paragraphs if each[0] <= span[0] and span[1] <= each[1]]
    return min(around, key=lambda each: each[1] - each[0], default=span)


def _put(connection: Connection, alert: Alert, channels: Collection[str]) -> None:
    packed = zlib.compress(codec.dumps(alert).encode("ascii"))
    row = {"id": alert.id, "rule": alert.rule, "kind": alert.kind, "rumour": alert.rumour, "at": alert.at}
    connection.execute(insert(schema.alert).values(**row, alert=packed))
    for channel in dict.fromkeys(channels):
        state = {"channel": channel, "state": "waiting", "attempts": 0, "due": alert.at}
        connection.execute(insert(schema.dispatch).values(alert=alert.id, **state))

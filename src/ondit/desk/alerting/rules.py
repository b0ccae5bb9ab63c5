"""What somebody wants to be told about: which events, of which rumour, party or outlet, through which channels."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, insert, select, update

from ondit import codec
from ondit.desk import schema
from ondit.desk.alerting.events import Event
from ondit.errors import NotFound, SettingError
from ondit.records import StatusName
from ondit.tracing.speakers import same_name

EVENTS = {
    "opened": "a rumour appears",
    "denied": "a principal or an authority denies it that had not",
    "confirmed": "a principal or an authority confirms it in its own name that had not",
    "origin": "another outlet turns out to have it from sources of its own",
    "status": "its status changes",
    "fact": "a report adds a detail that nobody had given, or a named source that had not spoken",
    "withdrawn": "an outlet takes back what it reported",
    "changed": "an article is edited, and a statement in it with it",
    "gone": "an article is no longer at its address",
}
STATUSES: tuple[str, ...] = get_args(StatusName)
_NAME = re.compile(r"[\w][\w .-]{0,79}")


@dataclass(frozen=True, slots=True)
class Rule:
    """``events`` are names of EVENTS, or ``status:confirmed`` and the like for one status; none: all events.

    ``rumour`` is an id; ``party`` and ``outlet`` are names, also as a part of a longer one. ``to`` are names of
    channels; none: the alerts are only kept, listed and shown as a feed.
    """

    name: str
    events: tuple[str, ...] = ()
    rumour: str | None = None
    party: str | None = None
    outlet: str | None = None
    to: tuple[str, ...] = ()


def checked(rule: Rule) -> Rule:
    """The same rule. Raises SettingError where it makes no sense."""
    if not _NAME.fullmatch(rule.name):
        raise SettingError(f"no name for a rule: {rule.name!r}", where="NAME", remedy="use letters, digits and dashes")
    known = {*EVENTS, *(f"status:{name}" for name in STATUSES)}
    for event in rule.events:
        if event not in known:
            raise SettingError(f"no such event: {event!r}", where="--on", remedy=f"one of {', '.join(sorted(known))}")
    return rule


def fits(rule: Rule, event: Event) -> bool:
    """Whether somebody who made this rule wants to be told of this event."""
    if rule.events and event.kind not in rule.events and f"{event.kind}:{event.status}" not in rule.events:
        return False
    if rule.rumour is not None and rule.rumour not in event.rumours:
        return False
    if rule.party is not None and not any(same_name(rule.party, party) for party in event.parties):
        return False
    return rule.outlet is None or any(same_name(rule.outlet, outlet) for outlet in event.outlets)


def stored(connection: Connection, *, ended: bool = False) -> tuple[tuple[Rule, datetime], ...]:
    """The rules that hold, each with since when, in the order in which they were made."""
    table = schema.alert_rule
    query = select(table.c.rule, table.c.since).order_by(table.c.seq)
    rows = connection.execute(query if ended else query.where(table.c.ended.is_(None)))
    return tuple((codec.loads(Rule, zlib.decompress(row.rule)), row.since) for row in rows)


def add(connection: Connection, rule: Rule, since: datetime) -> None:
    """Puts a rule down. Raises SettingError where one of its name holds."""
    if any(rule.name == other.name for other, _ in stored(connection)):
        raise SettingError("there is a rule of this name", where=rule.name, remedy="remove it first, or name another")
    packed = zlib.compress(codec.dumps(checked(rule)).encode("ascii"))
    connection.execute(insert(schema.alert_rule).values(name=rule.name, since=since, rule=packed))


def end(connection: Connection, name: str, at: datetime) -> None:
    """Ends a rule; what it gave stays. Raises NotFound."""
    table = schema.alert_rule
    done = connection.execute(update(table).where(table.c.name == name, table.c.ended.is_(None)).values(ended=at))
    if not done.rowcount:
        raise NotFound("no rule of this name holds", where=name, remedy="ondit alert list shows them")


def names(rules: Iterable[tuple[Rule, datetime]]) -> tuple[str, ...]:
    """Their names."""
    return tuple(rule.name for rule, _ in rules)

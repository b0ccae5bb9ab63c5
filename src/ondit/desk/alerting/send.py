"""Alerts on their way into their channels: at least once each, tried again with growing pauses, every attempt noted.

A sender takes an alert by writing that it tries, and that it has a while for it. Whoever dies in that while has lost
nothing: when it is over, the alert is due again, under the same id. Several senders never try one at the same time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from ondit import codec
from ondit.desk import schema
from ondit.desk.alerting.alert import Alert
from ondit.desk.alerting.channels import Send, SendFailed
from ondit.desk.open_store import Store

# Seconds between attempts; after the last one an alert is given up (and listed, and can be sent again by hand).
PAUSES = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200)
LEASE = timedelta(seconds=90)  # longer than any channel takes


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to bring an alert into a channel."""

    alert: Alert
    channel: str
    number: int


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the log of deliveries; ``note`` says why it failed."""

    channel: str
    outcome: str
    number: int
    at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an attempt: ``sent``, ``failed`` (it will be tried again) or ``given up``."""

    attempt: Attempt
    outcome: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is due. ``now`` gives the time, ``pauses`` (seconds) and ``lease`` are as above."""

    store: Store
    channels: Mapping[str, Send]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    pauses: tuple[float, ...] = PAUSES
    lease: timedelta = LEASE

    def send_due(self, stop: Callable[[], bool] = lambda: False) -> tuple[Sent, ...]:
        """Sends all that is due now, unless told to stop in between."""
        done = []
        while not stop():
            with self.store.writing() as connection:
                attempt = _take(connection, tuple(self.channels), self.now(), self.lease)
            if attempt is None:
                break
            done.append(self._send(attempt))
        return tuple(done)

    def _send(self, attempt: Attempt) -> Sent:
        note = None
        try:
            self.channels[attempt.channel](attempt.alert)
            outcome = "sent"
        except SendFailed as error:
            note = str(error)[:300]
            outcome = "failed" if attempt.number <= len(self.pauses) else "given up"
        with self.store.writing() as connection:
            _finish(connection, attempt, outcome, note, self.now(), self.pauses)
        return Sent(attempt, outcome, note)


def waiting(connection: Connection) -> dict[str, int]:
    """How many alerts wait, by the name of their channel."""
    table = schema.dispatch
    found: dict[str, int] = {}
    for channel in connection.execute(select(table.c.channel).where(table.c.state == "waiting")).scalars():
        found[channel] = found.get(channel, 0) + 1
    return found


def attempts(connection: Connection, alert: str) -> tuple[Noted, ...]:
    """What was written down of every attempt to send an alert, oldest first."""
    t = schema.delivery
    query = select(t.c.channel, t.c.outcome, t.c.attempt, t.c.at, t.c.note).where(t.c.alert == alert).order_by(t.c.seq)
    return tuple(Noted(*row) for row in connection.execute(query))


def send_again(connection: Connection, now: datetime) -> int:
    """Makes all that was given up due again; how many that were."""
    table = schema.dispatch
    again = update(table).where(table.c.state == "given up").values(state="waiting", attempts=0, due=now)
    return connection.execute(again).rowcount


def _take(connection: Connection, channels: tuple[str, ...], now: datetime, lease: timedelta) -> Attempt | None:
    d, a = schema.dispatch, schema.alert
    query = select(d.c.alert, d.c.channel, d.c.attempts, a.c.alert.label("packed")).join(a, a.c.id == d.c.alert)
    query = query.where(d.c.state == "waiting", d.c.due <= now, d.c.channel.in_(channels))
    row = connection.execute(query.order_by(d.c.due, a.c.seq).limit(1)).first()
    if row is None:
        return None
    number = row.attempts + 1
    mine = (d.c.alert == row.alert, d.c.channel == row.channel)
    connection.execute(update(d).where(*mine).values(attempts=number, due=now + lease))
    attempt = Attempt(codec.loads(Alert, zlib.decompress(row.packed)), row.channel, number)
    _note(connection, attempt, "started", None, now)
    return attempt


def _finish(
    connection: Connection, attempt: Attempt, outcome: str, note: str | None, now: datetime, pauses: tuple[float, ...]
) -> None:
    d = schema.dispatch
    mine = (d.c.alert == attempt.alert.id, d.c.channel == attempt.channel, d.c.state == "waiting")
    if outcome == "failed":
        due = now + timedelta(seconds=pauses[attempt.number - 1])
        connection.execute(update(d).where(*mine).values(due=due))
    else:
        connection.execute(update(d).where(*mine).values(state=outcome))
    _note(connection, attempt, outcome, note, now)


def _note(connection: Connection, attempt: Attempt, outcome: str, note: str | None, now: datetime) -> None:
    row = {"alert": attempt.alert.id, "channel": attempt.channel, "attempt": attempt.number}
    connection.execute(insert(schema.delivery).values(**row, at=now, outcome=outcome, note=note))

"""What a desk holds, as it was derived, without catching up: for who shows much, often, and derives beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ondit.desk import cache, journal, schema
from ondit.desk.desk import Desk
from ondit.desk.forgetting import tombstones
from ondit.records import Dossier

State = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of an article: its number in the order of storing, and what its page says about itself."""

    seq: int
    key: str
    outlet: str | None
    title: str | None
    language: str
    published: datetime | None
    seen: datetime


def heights(desk: Desk) -> tuple[int, int]:
    """The number of the log's last row, and of the last one that is derived; equal when nothing is left to do."""
    with desk._store.reading() as connection:
        return journal.height(connection), cache.state(connection)[0]


def state(desk: Desk) -> State:
    """The log's last row, the last that is derived, and who derived: equal states, equal lists."""
    with desk._store.reading() as connection:
        return journal.height(connection), *cache.state(connection)


def forgotten(desk: Desk) -> int:
    """A number that grows with every forgetting: what was kept in memory before does not count any more."""
    with desk._store.reading() as connection:
        return tombstones.height(connection)


def digests(desk: Desk) -> dict[str, str]:
    """A digest of every rumour's dossier by its id, the last to change first: equal digests, equal dossiers."""
    table = schema.rumour
    order = (table.c.last_changed.is_(None), table.c.last_changed.desc(), table.c.id)
    with desk._store.reading() as connection:
        rows = connection.execute(select(table.c.id, table.c.made_of).order_by(*order))
        return {row.id: row.made_of for row in rows}


def dossiers(desk: Desk, ids: Iterable[str]) -> tuple[Dossier, ...]:
    """The dossiers of these rumours, of those that there are, by id."""
    with desk._store.reading() as connection:
        return tuple(cache.dossiers(connection, ids))


def versions(desk: Desk, after: int = 0) -> tuple[Listed, ...]:
    """Every version that was stored after the one with this number, in the order of storing."""
    v = schema.version
    columns = (v.c.seq, v.c.key, v.c.outlet, v.c.title, v.c.language, v.c.published, v.c.seen)
    with desk._store.reading() as connection:
        rows = connection.execute(select(*columns).where(v.c.seq > after).order_by(v.c.seq))
        return tuple(Listed(*row) for row in rows)

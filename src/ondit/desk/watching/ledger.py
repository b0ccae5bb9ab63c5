"""What is watched, as rows of the desk. All functions run inside a transaction of their caller."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Row, insert, select, update

from ondit.desk import schema
from ondit.desk.forgetting import tombstones
from ondit.desk.storable import storable
from ondit.desk.watching.frontier import Kind, Task

_COLUMNS = tuple(column for column in schema.watched.c if column.name != "id")


@dataclass(frozen=True, slots=True)
class Watched:
    """An address, what it said last, and when it is due (None: not any more).

    ``via`` names what named it (``name_of`` its address). ``key`` is the article's, ``body`` the SHA-256 of the bytes.
    ``failures`` are those since it last answered. ``changed`` is when it last said something else.
    """

    address: str
    kind: Kind
    added: datetime
    via: str | None = None
    key: str | None = None
    etag: str | None = None
    modified: str | None = None
    body: str | None = None
    status: int | None = None
    note: str | None = None
    failures: int = 0
    checked: datetime | None = None
    changed: datetime | None = None
    due: datetime | None = None

    @property
    def task(self) -> Task:
        """The task to ask it again."""
        return Task(self.address, self.kind, self.via)


def name_of(address: str) -> str:
    """The name of an address's row."""
    return sha256(address.encode("utf-8", "replace")).hexdigest()


def get(connection: Connection, address: str) -> Watched | None:
    """The row of an address."""
    row = connection.execute(select(*_COLUMNS).where(schema.watched.c.id == name_of(address))).first()
    return None if row is None else _watched(row)


def put(connection: Connection, watched: Watched) -> None:
    """Writes the row of an address, in place of what was there."""
    table = schema.watched
    given = {column.name: getattr(watched, column.name) for column in _COLUMNS}
    values = {name: storable(value) if isinstance(value, str) else value for name, value in given.items()}
    mine = table.c.id == name_of(watched.address)
    if not connection.execute(update(table).where(mine).values(**values)).rowcount:
        connection.execute(insert(table).values(id=name_of(watched.address), **values))


def put_new(connection: Connection, rows: Iterable[Watched], most: int) -> bool:
    """Writes rows of addresses that are not watched yet and were not forgotten, ``most`` of them; True for all.

    A row that is given with ``changed`` says when its page is said to have changed: one that was looked at before then
    is due again.
    """
    new = 0
    for row in rows:
        known = get(connection, row.address)
        if known is None:
            if tombstones.find(connection, (row.address,)) is None:
                new += 1
                if new > most:
                    return False
                put(connection, replace(row, changed=None))
            continue
        newer = row.changed and known.checked and known.key and known.checked < row.changed <= row.added
        left = row.kind == known.kind == "feed" and known.due is None  # by the list that names it again
        if newer or left:
            put(connection, replace(known, due=row.due))
    return True


def named_by(connection: Connection, via: str) -> list[Watched]:
    """What one feed named, pages and further feeds, as far as it is due some time."""
    table = schema.watched
    query = select(*_COLUMNS).where(table.c.via == via, table.c.due.is_not(None)).order_by(table.c.due, table.c.id)
    return [_watched(row) for row in connection.execute(query)]


def leave_feeds(connection: Connection, via: str, named: Collection[str]) -> None:
    """Feeds that a list named and does not name any more are not due any more."""
    for row in named_by(connection, via):
        if row.kind == "feed" and row.address not in named:
            put(connection, replace(row, due=None))


def feeds(connection: Connection) -> list[Watched]:
    """All feeds that are or were watched."""
    table = schema.watched
    rows = connection.execute(select(*_COLUMNS).where(table.c.kind == "feed").order_by(table.c.address))
    return [_watched(row) for row in rows]


def owner_of(connection: Connection, key: str) -> str | None:
    """The address under which an article of this key was first found."""
    table = schema.watched
    query = select(table.c.address).where(table.c.key == storable(key)).order_by(table.c.added, table.c.id).limit(1)
    found: str | None = connection.execute(query).scalar()
    return found


def _watched(row: Row[tuple[object, ...]]) -> Watched:
    return Watched(**row._mapping)

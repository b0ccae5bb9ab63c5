"""What is left of a forgotten page: the hash of its address, when it was forgotten and why. No word of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select

from ondit.desk import schema
from ondit.errors import Forgotten


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``key`` is the SHA-256 of the article's key, or of an address that it had."""

    key: str
    at: datetime
    why: str


def mark_of(address: str) -> str:
    """What is kept instead of an address."""
    return sha256(address.encode("utf-8", "replace")).hexdigest()


def error_of(stone: Tombstone, address: str) -> Forgotten:
    """What is said to who brings a forgotten page."""
    what = f"this page was forgotten on {stone.at:%Y-%m-%d} ({stone.why})"
    return Forgotten(what, where=address, remedy="ondit add --again takes it in again")


def find(connection: Connection, addresses: Iterable[str | None]) -> Tombstone | None:
    """The tombstone of the first of these addresses that has one."""
    table = schema.forgotten
    marks = [mark_of(address) for address in addresses if address]
    row = connection.execute(select(table).where(table.c.key.in_(marks)).order_by(table.c.at)).first()
    return None if row is None else Tombstone(row.key, row.at, row.why)


def put(connection: Connection, addresses: Iterable[str], at: datetime, why: str) -> None:
    """A tombstone for each address that has none."""
    table = schema.forgotten
    for mark in sorted({mark_of(address) for address in addresses}):
        if connection.execute(select(table.c.key).where(table.c.key == mark)).first() is None:
            connection.execute(insert(table).values(key=mark, at=at, why=why))


def lift(connection: Connection, addresses: Iterable[str | None]) -> None:
    """Takes the tombstones of these addresses away: somebody wants the page again."""
    table = schema.forgotten
    marks = [mark_of(address) for address in addresses if address]
    connection.execute(delete(table).where(table.c.key.in_(marks)))


def height(connection: Connection) -> int:
    """The number of the log's row of the last forgetting: who keeps anything in memory forgets it when this grows."""
    log = schema.log
    found: int = connection.execute(
        select(func.coalesce(func.max(log.c.seq), 0)).where(log.c.kind == "forget")
    ).scalar_one()
    return found

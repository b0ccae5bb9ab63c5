"""The derived tables: what was computed from the log, kept so that a question needs no computing.

They hold nothing of their own. All functions run inside a transaction of their caller.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, insert, select

from ondit import codec
from ondit.desk import schema
from ondit.desk.derive import Derived
from ondit.desk.times import first_time, last_change
from ondit.records import Dossier


def state(connection: Connection) -> tuple[int, str]:
    """Up to which row of the log the derived tables hold, and who made them."""
    table = schema.derived_state
    row = connection.execute(select(table.c.seq, table.c.made_by)).first()
    return (0, "") if row is None else (row.seq, row.made_by)


def write_state(connection: Connection, seq: int, made_by: str) -> None:
    """Notes that the derived tables hold all up to a row of the log."""
    connection.execute(delete(schema.derived_state))
    connection.execute(insert(schema.derived_state).values(id=1, seq=seq, made_by=made_by))


def dossiers(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Dossier]:
    """The dossier of every rumour (or of those named), by id."""
    table = schema.rumour
    query = select(table.c.id, table.c.dossier).order_by(table.c.id)
    wanted = None if ids is None else set(ids)
    if wanted is not None and len(wanted) <= 500:
        query = query.where(table.c.id.in_(sorted(wanted)))
    for row in connection.execute(query):
        if wanted is None or row.id in wanted:
            yield codec.loads(Dossier, zlib.decompress(row.dossier))


def digests(connection: Connection) -> dict[str, str]:
    """What every rumour was made of, by its id."""
    table = schema.rumour
    return {row.id: row.made_of for row in connection.execute(select(table.c.id, table.c.made_of))}


def names_like(connection: Connection, name: str) -> tuple[str, ...]:
    """Ids of the rumours that go by a name, else of those with a name that begins so."""
    table = schema.rumour_name
    exact = connection.execute(select(table.c.rumour).where(table.c.name == name).distinct()).scalars().all()
    if exact or not name:
        return tuple(sorted(exact))
    begins = table.c.name.startswith(name, autoescape=True)
    return tuple(sorted(connection.execute(select(table.c.rumour).where(begins).distinct()).scalars()))


def clear(connection: Connection) -> None:
    """Drops all that was derived."""
    for table in (schema.rumour_article, schema.rumour_name, schema.rumour, schema.derived_state):
        connection.execute(delete(table))


def replace(connection: Connection, derived: Derived, gone: Iterable[str] = ()) -> None:
    """Takes out the rumours ``gone``, and puts in, or in place of what was there, the dossiers that were made."""
    out = sorted({*gone, *derived.dossiers})
    for start in range(0, len(out), 500):
        some = out[start : start + 500]
        connection.execute(delete(schema.rumour_article).where(schema.rumour_article.c.rumour.in_(some)))
        connection.execute(delete(schema.rumour_name).where(schema.rumour_name.c.rumour.in_(some)))
        connection.execute(delete(schema.rumour).where(schema.rumour.c.id.in_(some)))
    for name, dossier in derived.dossiers.items():
        _put(connection, dossier, derived.made_of[name])


def _put(connection: Connection, dossier: Dossier, made_of: str) -> None:
    rumour = dossier.rumour
    row = {
        "id": rumour.id,
        "made_of": made_of,
        "question": rumour.question.replace("\0", ""),
        "status": dossier.status.name,
        "first_seen": first_time(dossier),
        "last_changed": last_change(dossier),
        "dossier": zlib.compress(codec.dumps(dossier).encode("ascii"), 6),
    }
    connection.execute(insert(schema.rumour).values(row))
    articles = sorted({report.article.replace("\0", "") for report in rumour.reports})
    if articles:
        connection.execute(insert(schema.rumour_article), [{"rumour": rumour.id, "article": key} for key in articles])
    names = sorted({rumour.id, *rumour.former_ids})
    connection.execute(insert(schema.rumour_name), [{"name": name, "rumour": rumour.id} for name in names])

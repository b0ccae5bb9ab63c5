"""The derived tables: what was computed from the log, kept so that a question needs no computing.

They hold nothing of their own. All functions run inside a transaction of their caller.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, insert, select, update

from ondit import codec
from ondit.desk import schema
from ondit.desk.batches import batches
from ondit.desk.derive import Derived
from ondit.desk.storable import storable
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
    parts = [query] if ids is None else [query.where(table.c.id.in_(some)) for some in batches(sorted(set(ids)))]
    for part in parts:
        for row in connection.execute(part):
            yield codec.loads(Dossier, zlib.decompress(row.dossier))


def digests(connection: Connection) -> dict[str, str]:
    """What every rumour was made of, by its id."""
    table = schema.rumour
    return {row.id: row.made_of for row in connection.execute(select(table.c.id, table.c.made_of))}


def digests_about(connection: Connection, articles: Iterable[str], ids: Iterable[str]) -> dict[str, str]:
    """What the rumours that these articles report, and those of these ids, were made of."""
    about, table = schema.rumour_article, schema.rumour
    wanted = set(ids)
    for some in batches(sorted(set(articles))):
        wanted |= set(connection.execute(select(about.c.rumour).where(about.c.article.in_(some))).scalars())
    found: dict[str, str] = {}
    for some in batches(sorted(wanted)):
        rows = connection.execute(select(table.c.id, table.c.made_of).where(table.c.id.in_(some)))
        found |= {row.id: row.made_of for row in rows}
    return found


def articles_of(connection: Connection, names: Iterable[str]) -> set[str]:
    """The articles that report the rumours of these names."""
    about, named = schema.rumour_article, schema.rumour_name
    query = select(about.c.article).join(named, named.c.rumour == about.c.rumour)
    found: set[str] = set()
    for some in batches(sorted(set(names))):
        found |= set(connection.execute(query.where(named.c.name.in_(some))).scalars())
    return found


def names_like(connection: Connection, name: str) -> tuple[str, ...]:
    """Ids of the rumours that go by a name, else of those with a name that begins so."""
    table = schema.rumour_name
    exact = connection.execute(select(table.c.rumour).where(table.c.name == name).distinct()).scalars().all()
    if exact or not name:
        return tuple(sorted(exact))
    begins = table.c.name.startswith(name, autoescape=True)
    return tuple(sorted(connection.execute(select(table.c.rumour).where(begins).distinct()).scalars()))


def mark_stale(connection: Connection) -> None:
    """Every dossier that is there must be derived again; until then it stands as it is."""
    connection.execute(update(schema.rumour).values(made_of=""))


def stale(connection: Connection) -> tuple[str, ...]:
    """The rumours that are marked so."""
    table = schema.rumour
    return tuple(connection.execute(select(table.c.id).where(table.c.made_of == "")).scalars())


def clear_index(connection: Connection) -> None:
    """Empties the index of linking."""
    for table in schema.LINKED:
        connection.execute(delete(table))


def due(connection: Connection) -> set[int]:
    """The numbers of articles whose surroundings must be derived again."""
    return set(connection.execute(select(schema.linked_due.c.number)).scalars())


def put_due(connection: Connection, numbers: Iterable[int]) -> None:
    """Adds to them."""
    rows = [{"number": number} for number in sorted(set(numbers) - due(connection))]
    if rows:
        connection.execute(insert(schema.linked_due), rows)


def clear_due(connection: Connection) -> None:
    """They were."""
    connection.execute(delete(schema.linked_due))


def answers(connection: Connection) -> dict[str, int | None]:
    """The article (number) that each followed question (by its id) is nearest to; None where none is near enough."""
    return {row.question: row.number for row in connection.execute(select(schema.linked_answer))}


def put_answer(connection: Connection, question: str, number: int | None) -> None:
    """Notes it of one question."""
    table = schema.linked_answer
    connection.execute(delete(table).where(table.c.question == question))
    connection.execute(insert(table).values(question=question, number=number))


def replace(connection: Connection, derived: Derived, gone: Iterable[str] = ()) -> None:
    """Takes out the rumours ``gone``, and puts in, or in place of what was there, the dossiers that were made."""
    remove(connection, {*gone, *derived.dossiers})
    for name, dossier in derived.dossiers.items():
        _put(connection, dossier, derived.made_of[name])


def remove(connection: Connection, ids: Iterable[str]) -> None:
    """Takes rumours out."""
    for some in batches(sorted(set(ids))):
        connection.execute(delete(schema.rumour_article).where(schema.rumour_article.c.rumour.in_(some)))
        connection.execute(delete(schema.rumour_name).where(schema.rumour_name.c.rumour.in_(some)))
        connection.execute(delete(schema.rumour).where(schema.rumour.c.id.in_(some)))


def _put(connection: Connection, dossier: Dossier, made_of: str) -> None:
    rumour = dossier.rumour
    row = {
        "id": rumour.id,
        "made_of": made_of,
        "question": storable(rumour.question),
        "status": dossier.status.name,
        "first_seen": first_time(dossier),
        "last_changed": last_change(dossier),
        "dossier": zlib.compress(codec.dumps(dossier).encode("ascii"), 6),
    }
    connection.execute(insert(schema.rumour).values(row))
    articles = sorted({storable(report.article) for report in rumour.reports})
    if articles:
        connection.execute(insert(schema.rumour_article), [{"rumour": rumour.id, "article": key} for key in articles])
    names = sorted({rumour.id, *rumour.former_ids})
    connection.execute(insert(schema.rumour_name), [{"name": name, "rumour": rumour.id} for name in names])

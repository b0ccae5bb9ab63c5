"""The index of linking in the desk's tables: ``ondit.linking.index.LinkStore`` over one transaction of its caller."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    or_,
    select,
)

from ondit.desk import schema
from ondit.desk.storable import storable
from ondit.linking.gist import Gist
from ondit.linking.gist_bytes import from_bytes, to_bytes
from ondit.linking.index import Scored

MOST_GISTS = 600  # some 150 kB each
_GREATEST = 2**63 - 1  # of the numbers


class RecentGists:
    """The gists that were asked for last, by number, version and reader; kept between transactions, for all threads."""

    def __init__(self, most: int = MOST_GISTS) -> None:
        self._most, self._held, self._lock = most, OrderedDict[tuple[int, str, str], Gist](), Lock()

    def get(self, at: tuple[int, str, str]) -> Gist | None:
        """The gist, if it is still here."""
        with self._lock:
            if at in self._held:
                self._held.move_to_end(at)
            return self._held.get(at)

    def put(self, at: tuple[int, str, str], gist: Gist) -> None:
        """Keeps a gist."""
        with self._lock:
            self._held[at] = gist
            while len(self._held) > self._most:
                self._held.popitem(last=False)


class LinkedStore:
    """The tables ``linked…`` inside a transaction. ``recent`` is shared by all transactions of a process."""

    def __init__(self, connection: Connection, recent: RecentGists) -> None:
        self._connection = connection
        self._recent = recent
        self.version, self.reader = "", ""  # of the article that is put in next

    def first(self, keys: Collection[int], most: int) -> dict[int, Sequence[int]]:
        return _by_first(self._rows(_first(self._dialect, most), keys))

    def members(self, keys: Collection[int]) -> dict[int, Sequence[int]]:
        table = schema.linked_key
        return _by_first(self._some((table.c.key, table.c.number), table.c.key, keys, table.c.number))

    def keys(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        table = schema.linked_key
        return _by_first(self._some((table.c.number, table.c.key), table.c.number, numbers, table.c.key))

    def gists(self, numbers: Iterable[int]) -> dict[int, Gist]:
        table, found = schema.linked, {}
        wanted: dict[int, tuple[int, str, str]] = {}
        heads = (table.c.number, table.c.version, table.c.reader)
        for row in self._some(heads, table.c.number, {*numbers}):
            at = row.number, row.version, row.reader
            kept = self._recent.get(at)
            if kept is None:
                wanted[row.number] = at
            else:
                found[row.number] = kept
        for row in self._some((table.c.number, table.c.gist), table.c.number, wanted):
            found[row.number] = from_bytes(row.gist)
            self._recent.put(wanted[row.number], found[row.number])
        return found

    def put(self, number: int, gist: Gist, keys: Iterable[int]) -> None:
        row = {"number": number, "article": storable(gist.key), "version": self.version, "reader": self.reader}
        self._connection.execute(insert(schema.linked).values(**row, gist=to_bytes(gist)))
        rows = [{"key": key, "number": number} for key in sorted(keys)]
        if rows:
            self._connection.execute(insert(schema.linked_key), rows)
        self._recent.put((number, self.version, self.reader), gist)

    def drop(self, number: int) -> None:
        pair = schema.linked_pair
        if not self._connection.execute(delete(schema.linked).where(schema.linked.c.number == number)).rowcount:
            return
        self._connection.execute(delete(schema.linked_key).where(schema.linked_key.c.number == number))
        self._connection.execute(delete(pair).where(or_(pair.c.a == number, pair.c.b == number)))

    def pairs(self, numbers: Collection[int]) -> Sequence[Scored]:
        table, found = schema.linked_pair, {}
        for side in (table.c.a, table.c.b):
            for row in self._some(tuple(table.c), side, numbers):
                found[row.a, row.b] = Scored(row.a, row.b, row.score, bool(row.one_language))
        return [found[at] for at in sorted(found)]

    def keep(self, pairs: Iterable[Scored]) -> None:
        pairs = list(pairs)
        self.lose(pairs)
        rows = [{"a": p.a, "b": p.b, "score": p.score, "one_language": p.one_language} for p in pairs]
        if rows:
            self._connection.execute(insert(schema.linked_pair), rows)

    def lose(self, pairs: Iterable[Scored]) -> None:
        table = schema.linked_pair
        rows = [{"one": pair.a, "other": pair.b} for pair in pairs]
        if rows:
            gone = delete(table).where(table.c.a == bindparam("one"), table.c.b == bindparam("other"))
            self._connection.execute(gone, rows)

    def names(self, numbers: Collection[int]) -> dict[int, tuple[str, str, str]]:
        """The key, version and reader of those that are there."""
        table = schema.linked
        columns = (table.c.number, table.c.article, table.c.version, table.c.reader)
        rows = self._some(columns, table.c.number, numbers)
        return {row.number: (row.article, row.version, row.reader) for row in rows}

    def _some(
        self,
        columns: tuple[ColumnElement[Any], ...],
        by: ColumnElement[int],
        numbers: Collection[int],
        order: ColumnElement[int] | None = None,
    ) -> Sequence[Row[Any]]:
        return self._rows(_lookup(self._dialect, columns, by, order), numbers)

    def _rows(self, query: Select[Any], numbers: Collection[int]) -> Sequence[Row[Any]]:
        """What a query gives of the numbers that it asks for."""
        if not numbers:
            return ()
        listed = sorted(numbers)
        asked = json.dumps(listed) if self._dialect == "sqlite" else listed
        return self._connection.execute(query, {"numbers": asked}).all()

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name


# Statements are made once: to put one together costs more than to run it.


@cache
def _wanted(dialect: str) -> TableValuedAlias:
    """Numbers as a table with one column, ``value``, in one parameter, however many there are."""
    value = column("value", BigInteger)
    if dialect == "sqlite":
        return func.json_each(bindparam("numbers", type_=Text)).table_valued(value, name="wanted")
    numbers = cast(bindparam("numbers", type_=ARRAY(BigInteger)), ARRAY(BigInteger))
    return func.unnest(numbers).table_valued(value, name="wanted").render_derived()


@cache
def _lookup(
    dialect: str, columns: tuple[ColumnElement[Any], ...], by: ColumnElement[int], order: ColumnElement[int] | None
) -> Select[Any]:
    """The rows in which one column has one of the numbers."""
    wanted = _wanted(dialect)
    query = select(*columns).where(by.in_(select(wanted.c.value)))
    return query if order is None else query.order_by(order)


@cache
def _first(dialect: str, most: int) -> Select[Any]:
    """Under each key the articles down to the last that is wanted, and no further: a window over all under a key would
    read them all."""
    wanted, table, ahead = _wanted(dialect), schema.linked_key, schema.linked_key.alias()
    last = select(ahead.c.number).where(ahead.c.key == wanted.c.value).order_by(ahead.c.number)
    until = func.coalesce(last.limit(1).offset(most - 1).scalar_subquery(), _GREATEST)
    query = select(table.c.key, table.c.number).select_from(
        wanted.join(table, and_(table.c.key == wanted.c.value, table.c.number <= until))
    )
    return query.order_by(table.c.key, table.c.number)


def _by_first(rows: Iterable[Sequence[Any]]) -> dict[int, Sequence[int]]:
    """The second values of rows by their first."""
    found: dict[int, list[int]] = {}
    for first, second in rows:
        found.setdefault(first, []).append(second)
    return {**found}

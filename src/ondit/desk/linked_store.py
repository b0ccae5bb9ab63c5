"""The index of linking in the desk's tables: ``ondit.linking.index.LinkStore`` over one transaction of its caller."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select

from ondit.desk import schema
from ondit.desk.batches import batches
from ondit.desk.storable import storable
from ondit.linking.gist import Gist
from ondit.linking.gist_bytes import from_bytes, to_bytes
from ondit.linking.index import Scored

MOST_GISTS = 600  # some 150 kB each


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

    def first(self, key: int, most: int) -> Sequence[int]:
        table = schema.linked_key
        query = select(table.c.number).where(table.c.key == key).order_by(table.c.number).limit(most)
        return self._connection.execute(query).scalars().all()

    def members(self, key: int) -> Sequence[int]:
        table = schema.linked_key
        query = select(table.c.number).where(table.c.key == key).order_by(table.c.number)
        return self._connection.execute(query).scalars().all()

    def keys(self, number: int) -> Sequence[int]:
        table = schema.linked_key
        return self._connection.execute(select(table.c.key).where(table.c.number == number)).scalars().all()

    def gists(self, numbers: Iterable[int]) -> dict[int, Gist]:
        table, found = schema.linked, {}
        wanted: dict[int, tuple[int, str, str]] = {}
        heads = (table.c.number, table.c.version, table.c.reader)
        for row in self._some(heads, table.c.number, sorted(set(numbers))):
            at = row.number, row.version, row.reader
            kept = self._recent.get(at)
            if kept is None:
                wanted[row.number] = at
            else:
                found[row.number] = kept
        for row in self._some((table.c.number, table.c.gist), table.c.number, sorted(wanted)):
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
        self._connection.execute(delete(schema.linked).where(schema.linked.c.number == number))
        self._connection.execute(delete(schema.linked_key).where(schema.linked_key.c.number == number))
        self._connection.execute(delete(pair).where(or_(pair.c.a == number, pair.c.b == number)))

    def pairs(self, numbers: Collection[int]) -> Sequence[Scored]:
        table, found = schema.linked_pair, {}
        for column in (table.c.a, table.c.b):
            for row in self._some(tuple(table.c), column, sorted(numbers)):
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
        by_first: dict[int, list[int]] = {}
        for pair in pairs:
            by_first.setdefault(pair.a, []).append(pair.b)
        for a, others in by_first.items():
            for some in batches(others):
                self._connection.execute(delete(table).where(table.c.a == a, table.c.b.in_(some)))

    def names(self, numbers: Collection[int]) -> dict[int, tuple[str, str, str]]:
        """The key, version and reader of those that are there."""
        table = schema.linked
        columns = (table.c.number, table.c.article, table.c.version, table.c.reader)
        rows = self._some(columns, table.c.number, sorted(numbers))
        return {row.number: (row.article, row.version, row.reader) for row in rows}

    def _some(
        self, columns: Sequence[ColumnElement[Any]], by: ColumnElement[int], numbers: Sequence[int]
    ) -> Iterator[Row[Any]]:
        for some in batches(numbers):
            yield from self._connection.execute(select(*columns).where(by.in_(some)))

"""What the stories of some articles tell, kept from turn to turn: an arrival changes one story, and its closed set has
many.

A story is known by its articles, each in one version as one reader read it, and by the questions that are asked of it;
what it tells is a function of these. The functions run inside a transaction of their caller.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from ondit import codec
from ondit.desk import schema
from ondit.desk.batches import batches
from ondit.desk.versions import Kept
from ondit.linking.index import number_of
from ondit.records import Reading, Rumour


class ToldStories:
    """The stories that were told before (``told``: their records, compressed, by their names), of articles as they are
    ``kept``; and those that were asked for since."""

    def __init__(self, kept: Iterable[Kept], told: Mapping[str, bytes]) -> None:
        self._names = {id(each.reading): f"{each.key}\n{each.version}\n{each.reading.reader}" for each in kept}
        self.told = told
        self.used: set[str] = set()
        self.new: dict[str, tuple[frozenset[int], bytes]] = {}

    def get(self, story: Collection[Reading], questions: Sequence[str]) -> list[Rumour] | None:
        """What it told; None where nobody knows."""
        name = self._name(story, questions)
        if name not in self.told:
            return None
        self.used.add(name)
        return list(codec.loads(tuple[Rumour, ...], zlib.decompress(self.told[name])))

    def put(self, story: Collection[Reading], questions: Sequence[str], rumours: Sequence[Rumour]) -> None:
        """Notes what it tells."""
        name = self._name(story, questions)
        if name:
            self.used.add(name)
            told = zlib.compress(codec.dumps(tuple(rumours)).encode("ascii"), 6)
            self.new[name] = frozenset(number_of(reading.article.key) for reading in story), told

    def _name(self, story: Collection[Reading], questions: Sequence[str]) -> str:
        """Empty for readings that are not those of the log as they are in it."""
        names = [self._names.get(id(reading), "") for reading in story]
        return sha256("\n\n".join([*sorted(names), *questions]).encode()).hexdigest() if all(names) else ""


def told_before(connection: Connection, numbers: Collection[int]) -> dict[str, bytes]:
    """The stories that have some of these articles."""
    of, table = schema.linked_told_by, schema.linked_told
    query = select(table.c.story, table.c.told).join(of, of.c.story == table.c.story).distinct()
    found: dict[str, bytes] = {}
    for some in batches(sorted(numbers)):
        found |= {row.story: row.told for row in connection.execute(query.where(of.c.number.in_(some)))}
    return found


def keep_told(connection: Connection, stories: ToldStories) -> None:
    """Puts in what was told anew, and takes out of what was told before what no story tells now."""
    forget_told(connection, stories.told.keys() - stories.used)
    new = sorted(stories.new.items())
    if new:
        connection.execute(insert(schema.linked_told), [{"story": name, "told": told} for name, (_, told) in new])
        of = [{"number": number, "story": name} for name, (numbers, _) in new for number in numbers]
        connection.execute(insert(schema.linked_told_by), of)


def forget_told(connection: Connection, names: Collection[str]) -> None:
    """Takes stories out."""
    for some in batches(sorted(names)):
        for table in (schema.linked_told_by, schema.linked_told):
            connection.execute(delete(table).where(table.c.story.in_(some)))

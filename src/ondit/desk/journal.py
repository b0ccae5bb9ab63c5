"""The log: rows go in, none is ever changed, and only forgetting takes any out.

All functions run inside a transaction of their caller.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from ondit import codec
from ondit.desk import schema, words
from ondit.desk.batches import batches
from ondit.desk.same_words import version_id, words_of
from ondit.desk.storable import storable
from ondit.desk.versions import Kept, by_article
from ondit.records import Article, Reading

Outcome = Literal["new", "version", "known"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A question that the desk was asked to follow."""

    question: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log: what kind of thing entered the desk, and its id."""

    seq: int
    kind: str
    subject: str


def holds(connection: Connection, article: Article) -> bool:
    """Whether the desk has this very version."""
    query = select(schema.version.c.seq).where(schema.version.c.id == version_id(article))
    return connection.execute(query).first() is not None


def append(
    connection: Connection, article: Article, page: bytes | None, reading: Reading, seen: datetime, live: bool = False
) -> Outcome:
    """Stores a version with its page and reading, all or nothing: a ``new`` article, another ``version`` of
    one, or one that is ``known``, because the desk has it, or its words under other times.

    ``live``: this is what the page says now. Then what says the same as its last version is not stored again, and what
    said it before and says it again is a version of its own.
    """
    key, name = storable(article.key), version_id(article)
    earlier = _versions(connection, key)
    ordered = by_article(earlier).get(article.key)
    if live and ordered:
        last = ordered[-1]
        if words_of(last.reading.article) == words_of(article):
            return "known"
        if any(kept.version == name for kept in earlier):
            name = sha256(f"{name}\n{last.version}\n{codec.time_text(seen)}".encode()).hexdigest()
    if connection.execute(select(schema.version.c.seq).where(schema.version.c.id == name)).first() is not None:
        return "known"
    row = {
        "id": name,
        "key": key,
        "page": None if page is None else _append_page(connection, page),
        "outlet": article.outlet and storable(article.outlet),
        "title": article.title and storable(article.title),
        "language": article.language,
        "published": article.published,
        "updated": article.updated,
        "seen": seen,
        "article": _pack(codec.dumps(article)),
    }
    seq = connection.execute(insert(schema.version).values(row)).inserted_primary_key
    assert seq is not None
    words.index(connection, seq[0], article)
    _note(connection, seen, "version", name)
    append_reading(connection, name, reading, article, seen)
    if not earlier:
        return "new"
    same = words_of(article) in {words_of(kept.reading.article) for kept in earlier}
    return "known" if same and not live else "version"


def append_reading(connection: Connection, version: str, reading: Reading, article: Article, made: datetime) -> None:
    """Stores what a reader found in a version. The article is kept once, with the version."""
    value = codec.encode(reading)
    if reading.article == article:
        del value["article"]
    line = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    row = {"version": version, "reader": reading.reader, "made": made, "reading": _pack(line)}
    connection.execute(insert(schema.reading).values(row))
    _note(connection, made, "reading", version)


def append_follow(connection: Connection, question: str, since: datetime) -> bool:
    """Stores a question to follow; False if it was there."""
    name = question_id(question)
    if connection.execute(select(schema.follow.c.id).where(schema.follow.c.id == name)).first():
        return False
    connection.execute(insert(schema.follow).values(id=name, question=storable(question), since=since))
    _note(connection, since, "follow", name)
    return True


def question_id(question: str) -> str:
    """Under which the log knows a question."""
    return sha256(question.encode()).hexdigest()


def entries(connection: Connection, after: int, most: int) -> tuple[Entry, ...]:
    """The next rows of the log after a number, in order."""
    table = schema.log
    query = select(table.c.seq, table.c.kind, table.c.subject).where(table.c.seq > after).order_by(table.c.seq)
    return tuple(Entry(row.seq, row.kind, row.subject) for row in connection.execute(query.limit(most)))


def keys_of(connection: Connection, versions: Collection[str]) -> set[str]:
    """The keys of the articles of these versions, as they are stored."""
    v = schema.version
    found: set[str] = set()
    for some in batches(sorted(set(versions))):
        found |= set(connection.execute(select(v.c.key).where(v.c.id.in_(some))).scalars())
    return found


def height(connection: Connection) -> int:
    """The number of the last row of the log: two states of a desk with the same height hold the same."""
    last: int = connection.execute(select(func.coalesce(func.max(schema.log.c.seq), 0))).scalar_one()
    return last


def followed(connection: Connection) -> tuple[Followed, ...]:
    """The questions that are followed, oldest first."""
    table = schema.follow
    rows = connection.execute(select(table.c.question, table.c.since).order_by(table.c.since, table.c.id))
    return tuple(Followed(row.question, row.since) for row in rows)


def readings(connection: Connection, keys: Collection[str] | None = None) -> Iterator[Kept]:
    """Every version (of the articles named) with the newest of its readings."""
    v, r = schema.version, schema.reading
    later = r.alias()
    newest = select(func.max(later.c.seq)).where(later.c.version == v.c.id).scalar_subquery()
    query = select(v.c.id, v.c.seen, v.c.article, r.c.reading).join(r, r.c.version == v.c.id)
    query = query.where(r.c.seq == newest).order_by(r.c.seq)
    parts = [query]
    if keys is not None:
        parts = [query.where(v.c.key.in_(some)) for some in batches(sorted({storable(key) for key in keys}))]
    for part in parts:
        for row in connection.execute(part):
            yield Kept(row.id, row.seen, _unpack(row.reading, row.article))


def _versions(connection: Connection, key: str) -> list[Kept]:
    """The versions of one article, without what was read in them."""
    v = schema.version
    rows = connection.execute(select(v.c.id, v.c.seen, v.c.article).where(v.c.key == key).order_by(v.c.seq))
    return [Kept(r.id, r.seen, Reading(codec.loads(Article, zlib.decompress(r.article)), ())) for r in rows]


def edited(connection: Connection) -> bool:
    """Whether any article has more than one version."""
    key = schema.version.c.key
    return connection.execute(select(key).group_by(key).having(func.count() > 1).limit(1)).first() is not None


def unread(connection: Connection, reader: str, most: int) -> tuple[tuple[str, Article], ...]:
    """The first versions that a reader has not read yet."""
    v, r = schema.version, schema.reading
    read = select(r.c.version).where(r.c.reader == reader)
    rows = connection.execute(select(v.c.id, v.c.article).where(v.c.id.not_in(read)).order_by(v.c.seq).limit(most))
    return tuple((row.id, codec.loads(Article, zlib.decompress(row.article))) for row in rows)


def has_read(connection: Connection, version: str, reader: str) -> bool:
    """Whether a reader has read a version."""
    r = schema.reading
    return connection.execute(select(r.c.seq).where(r.c.version == version, r.c.reader == reader)).first() is not None


def page(connection: Connection, digest: str) -> bytes | None:
    """The bytes of a page by their SHA-256."""
    found = connection.execute(select(schema.page.c.bytes).where(schema.page.c.sha256 == digest)).scalar()
    return None if found is None else zlib.decompress(found)


def _append_page(connection: Connection, data: bytes) -> str:
    name = sha256(data).hexdigest()
    table = schema.page
    if connection.execute(select(table.c.sha256).where(table.c.sha256 == name)).first() is None:
        connection.execute(insert(table).values(sha256=name, size=len(data), bytes=zlib.compress(data, 6)))
    return name


def _note(connection: Connection, at: datetime, kind: str, subject: str) -> None:
    connection.execute(insert(schema.log).values(at=at, kind=kind, subject=subject))


def _pack(line: str) -> bytes:
    return zlib.compress(line.encode("ascii"), 6)


def _unpack(packed: bytes, article: bytes) -> Reading:
    value = json.loads(zlib.decompress(packed))
    if "article" not in value:
        value["article"] = json.loads(zlib.decompress(article))
    return codec.decode(Reading, value)

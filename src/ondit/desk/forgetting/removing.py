"""Articles → gone: every row that holds a word of them, in the transaction of the caller."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select, update

from ondit import codec
from ondit.desk import cache, schema, words
from ondit.desk.batches import batches
from ondit.desk.forgetting import tombstones, watched
from ondit.records import Article, Correction, Judgement


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows of each kind went."""

    articles: int
    versions: int
    pages: int


def remove(connection: Connection, keys: Sequence[str], at: datetime, why: str) -> Removed:
    """Takes articles (by key) out of the log and out of what was derived, and leaves tombstones."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # also where scrubbing fails afterwards
    versions: list[str] = []
    pages: set[str] = set()
    addresses: set[str] = set()
    for some in batches(keys):
        v = schema.version
        for row in connection.execute(select(v.c.seq, v.c.id, v.c.key, v.c.page, v.c.article).where(v.c.key.in_(some))):
            article = codec.loads(Article, zlib.decompress(row.article))
            words.unindex(connection, row.seq, article)
            versions.append(row.id)
            addresses |= {article.key, row.key, *([article.url] if article.url else [])}
            pages |= {row.page} if row.page else set()
    _delete(connection, schema.reading.c.version, versions)
    _delete(connection, schema.log.c.subject, versions)
    _delete(connection, schema.version.c.id, versions)
    still = {row for some in batches(sorted(pages)) for row in _used(connection, some)}
    _delete(connection, schema.page.c.sha256, sorted(pages - still))
    gone = frozenset(keys) | addresses
    watched.drop_alerts(connection, gone, _worded_by(connection, keys, gone))
    addresses |= watched.unwatch(connection, gone)
    _drop_derived(connection, keys)
    _blank_judgements(connection, gone)
    tombstones.put(connection, addresses, at, why)
    for key in keys:
        connection.execute(insert(schema.log).values(at=at, kind="forget", subject=tombstones.mark_of(key)))
    return Removed(len(set(keys)), len(versions), len(pages - still))


def _used(connection: Connection, pages: Sequence[str]) -> Iterable[str]:
    page = schema.version.c.page
    return connection.execute(select(page).where(page.in_(pages)).distinct()).scalars()


def _rumours(connection: Connection, keys: Sequence[str]) -> list[str]:
    """The rumours that these articles report."""
    about = schema.rumour_article
    ids: set[str] = set()
    for some in batches(keys):
        ids |= set(connection.execute(select(about.c.rumour).where(about.c.article.in_(some))).scalars())
    return sorted(ids)


def _worded_by(connection: Connection, keys: Sequence[str], gone: frozenset[str]) -> set[str]:
    """The rumours whose question is in the words of these articles, or that nobody else reports."""
    found = set()
    for dossier in cache.dossiers(connection, _rumours(connection, keys)):
        rumour = dossier.rumour
        others = {report.article for report in rumour.reports} - gone
        if not others or rumour.wording_article in gone or rumour.wording_article is None:
            found |= {rumour.id, *rumour.former_ids}
    return found


def _drop_derived(connection: Connection, keys: Sequence[str]) -> None:
    """The rumours that these articles report; those that others report too are derived again."""
    about, ids = schema.rumour_article, _rumours(connection, keys)
    for column in (about.c.rumour, schema.rumour_name.c.rumour, schema.rumour.c.id):
        _delete(connection, column, ids)
    from ondit.desk.indexed_turn import take_out  # numpy and models come with it

    take_out(connection, keys)


def _blank_judgements(connection: Connection, gone: frozenset[str]) -> None:
    """What people decided stays; the addresses and the words of forgotten articles go out of it."""
    table = schema.judgement
    for seq, packed in connection.execute(select(table.c.seq, table.c.judgement)).all():
        judgement = codec.loads(Judgement, zlib.decompress(packed))
        blank = _without(judgement, gone)
        if blank != judgement:
            value = zlib.compress(codec.dumps(blank).encode("ascii"), 6)
            connection.execute(update(table).where(table.c.seq == seq).values(judgement=value))


def _without(judgement: Judgement, gone: frozenset[str]) -> Judgement:
    def left(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key not in gone)

    correction = judgement.correction
    if correction is not None and correction.article in gone:
        correction = Correction("", None, "", "", ())
    return replace(
        judgement,
        about=left(judgement.about),
        other_about=left(judgement.other_about),
        articles=left(judgement.articles),
        stayed=left(judgement.stayed),
        correction=correction,
    )


def _delete(connection: Connection, column: Column[Any], values: Sequence[str]) -> None:
    for some in batches(values):
        connection.execute(delete(column.table).where(column.in_(some)))

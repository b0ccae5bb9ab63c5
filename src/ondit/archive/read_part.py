"""One part of the articles → its statements and readings, on disk. The work is ``ondit.reading``'s."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from ondit.archive.extract_part import write_dead_letters
from ondit.archive.layout import READINGS, STATEMENTS
from ondit.archive.storage import Place, read_rows, write_json, write_table
from ondit.archive.tables import record_of, row_of
from ondit.archive.to_articles import DeadLetter, fault
from ondit.errors import OnditError
from ondit.records import Article, Reading, Span

ReadMany = Callable[[Iterable[Article]], Iterator[Reading]]


def skip_mark(rows: Sequence[int]) -> str:
    """The name of a set of rows that are passed over: a part that was read with another is read again."""
    return sha256(",".join(map(str, sorted(rows))).encode()).hexdigest()[:16]


def read_part(part: str, passed_over: Sequence[int], out: Place, read_many: ReadMany) -> dict[str, Any]:
    """Reads the articles of a part but those passed over; writes, last, the note that it is done, and returns it."""
    start = time.perf_counter()
    out_of = set(passed_over)
    rows = [row for at, row in enumerate(read_rows(out / f"articles/{part}.parquet")) if at not in out_of]
    dead: list[DeadLetter] = []
    statements: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []
    by_key = [(record_of(Article, row), row) for row in rows]
    for (article, row), reading in zip(by_key, _read([a for a, _ in by_key], read_many), strict=True):
        if isinstance(reading, OnditError | Exception):
            dead.append(_dead(article, row["place"], reading))
            continue
        found, said = reading_rows(reading, row["version"])
        readings.append(found)
        statements += said
    write_table(out / f"statements/{part}.parquet", statements, STATEMENTS)
    write_table(out / f"readings/{part}.parquet", readings, READINGS)
    write_dead_letters(out, f"reading-{part.replace('/', '-')}", rows[0]["input"] if rows else "", dead)
    note = {
        "part": part,
        "passed_over": skip_mark(passed_over),
        "articles": len(readings),
        "statements": len(statements),
        "words": sum(row["words"] for row in rows),
        "characters": sum(len(row["text"]) for row in rows),
        "dead": len(dead),
    }
    write_json(out / f"_done/readings/{part}.json", note)
    return note | {"seconds": time.perf_counter() - start, "pid": os.getpid()}


def reading_rows(reading: Reading, version: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A reading as a row of the table of readings, and rows of the table of statements."""
    article = reading.article
    head = {"article": article.key, "version": version}
    statements = []
    for number, statement in enumerate(reading.statements):
        said = {
            "source_text": _words(article, statement.source),
            "cue_text": _words(article, statement.cue),
            "content_text": " … ".join(article.text[a:b] for a, b in statement.content),
            "sentence_text": _words(article, statement.sentence),
        }
        statements.append(head | {"number": number} | row_of(statement) | said)
    return head | row_of(reading, leave_out=("article", "statements")), statements


def _read(articles: list[Article], read_many: ReadMany) -> list[Reading | Exception]:
    """The reading of each, or what it failed with. Together first; one by one only where something is wrong."""
    try:
        return list(read_many(articles))
    except Exception:
        return [_alone(article, read_many) for article in articles]


def _alone(article: Article, read_many: ReadMany) -> Reading | Exception:
    try:
        return next(iter(read_many([article])))
    except Exception as error:
        return error


def _dead(article: Article, place: str, error: Exception) -> DeadLetter:
    if isinstance(error, OnditError):
        return DeadLetter(place, article.key, "reading", error.code, error.what, error.remedy)
    return DeadLetter(place, article.key, "reading", "OND-000", fault(error), "please report it")


def _words(article: Article, span: Span | None) -> str | None:
    return None if span is None else article.text[span[0] : span[1]]

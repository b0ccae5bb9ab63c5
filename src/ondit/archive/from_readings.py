"""Readings that somebody has already → an archive: for a desk that outgrew one machine, for tests, for benches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice

from ondit.archive.layout import ARTICLES, READINGS, STATEMENTS
from ondit.archive.notes import agree
from ondit.archive.read_part import reading_rows, skip_mark
from ondit.archive.storage import Place, write_json, write_table
from ondit.archive.tables import row_of
from ondit.desk.versions import Kept


def archive_of(kept: Iterable[Kept], folder: str, per_part: int = 1000) -> int:
    """Writes an archive of these readings, in parts of so many; returns how many parts there are."""
    out = Place(folder)
    agree(out, {"part_characters": 0}, [])
    rest, number = iter(kept), 0
    while some := list(islice(rest, per_part)):
        some.sort(key=lambda each: each.reading.article.language)
        for language, same in groupby(some, key=lambda each: each.reading.article.language):
            _write_part(out, f"language={language}/readings-{number:06}", list(same))
        number += 1
    return number


def _write_part(out: Place, part: str, kept: list[Kept]) -> None:
    articles, statements, readings = [], [], []
    for place, each in enumerate(kept):
        article = each.reading.article
        more = {"version": each.version, "seen": each.seen, "input": "readings", "place": str(place)}
        articles.append(row_of(article) | more | {"words": len(article.text.split())})
        reading, said = reading_rows(each.reading, each.version)
        readings.append(reading)
        statements += said
    write_table(out / f"articles/{part}.parquet", articles, ARTICLES)
    write_table(out / f"statements/{part}.parquet", statements, STATEMENTS)
    write_table(out / f"readings/{part}.parquet", readings, READINGS)
    note = {
        "part": part,
        "passed_over": skip_mark([]),
        "articles": len(kept),
        "statements": len(statements),
        "words": sum(row["words"] for row in articles),
        "characters": sum(len(row["text"]) for row in articles),
        "dead": 0,
    }
    write_json(out / f"_done/readings/{part}.json", note)

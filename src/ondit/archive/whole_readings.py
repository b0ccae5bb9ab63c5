"""Parts of an archive → whole readings again, exactly as reading gave them, with version and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ondit.archive.storage import Place, files_in, read_rows
from ondit.archive.tables import record_of
from ondit.desk.versions import Kept
from ondit.records import Article, Reading, Statement


def parts_of(out: Place) -> list[str]:
    """The parts that are read, in order of name."""
    return [name.removesuffix(".json") for name, _ in files_in(out / "_done/readings", ".json")]


def readings_of(out: Place, part: str) -> Iterator[Kept]:
    """The readings of a part, in the order of its articles."""
    statements: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(out / f"statements/{part}.parquet"):
        statements[row["version"]].append(row)
    read = {row["version"]: row for row in read_rows(out / f"readings/{part}.parquet")}
    for row in read_rows(out / f"articles/{part}.parquet"):
        found = read.pop(row["version"], None)
        if found is None:
            continue  # a duplicate, or a dead letter
        said = sorted(statements[row["version"]], key=lambda each: int(each["number"]))
        reading = record_of(
            Reading,
            {name: value for name, value in found.items() if name != "article"},
            article=record_of(Article, row),
            statements=tuple(record_of(Statement, each) for each in said),
        )
        yield Kept(row["version"], row["seen"], reading)


def heads_of(out: Place, part: str) -> Iterator[Kept]:
    """As ``readings_of``, but of each article only its key, language and times: enough to put versions in order."""
    columns = ["key", "language", "version", "published", "updated", "seen"]
    read = {row["version"] for row in read_rows(out / f"readings/{part}.parquet", ["version"])}
    for row in read_rows(out / f"articles/{part}.parquet", columns):
        if row["version"] in read:
            read.remove(row["version"])
            article = record_of(Article, row, text="")
            yield Kept(row["version"], row["seen"], Reading(article, ()))

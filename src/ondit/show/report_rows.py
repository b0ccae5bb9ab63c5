"""Dossiers → one flat row for every report, for spreadsheets and data frames: CSV and Parquet have the same columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ondit.desk.judgement.judging import outcome_of
from ondit.errors import MissingPart
from ondit.records import Dossier, Reading, Report, Span
from ondit.show.rumour_json import time_text

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS: dict[str, type] = {
    "rumour": str, "question": str, "status": str, "probability": float, "independent_origins": int, "outcome": str,
    "article": str, "title": str, "outlet": str, "language": str, "published": datetime, "seen": datetime,
    "page_sha256": str, "stance": str, "scope": str, "role": str, "source": str, "source_kind": str, "speaks_for": str,
    "polarity": str, "certainty": str, "quote": str, "retracts": bool, "words": str, "sentence": str, "start": int,
    "end": int,
}  # fmt: skip
"""``words`` are those that show the stance, ``start`` and ``end`` their place in the article's text."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run instead of showing


def report_rows(told: Iterable[tuple[Dossier, Mapping[str, Reading]]]) -> list[dict[str, Any]]:
    """A row for every report of these dossiers, each with the readings of its articles."""
    return [_row(dossier, report, readings) for dossier, readings in told for report in dossier.rumour.reports]


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """RFC 4180, with a heading. A text that a spreadsheet would take for a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def as_parquet(rows: list[dict[str, Any]]) -> bytes:
    """One Parquet file. Raises MissingPart where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        remedy = "pip install 'ondit[archive]'"
        raise MissingPart("what writes Parquet (pyarrow) is not installed", where="export", remedy=remedy) from error
    kinds: dict[type, pa.DataType] = {
        str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime: pa.timestamp("us", "UTC"),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    clean = [{name: _storable(row[name]) for name in COLUMNS} for row in rows]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(clean, schema), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _row(dossier: Dossier, report: Report, readings: Mapping[str, Reading]) -> dict[str, Any]:
    reading = readings.get(report.article)
    known = reading is not None and report.statement is not None and report.statement < len(reading.statements)
    statement = reading.statements[report.statement] if reading and known and report.statement is not None else None
    article = reading.article if reading else None
    proof = report.proof[0] if report.proof else None
    outcome, chance = outcome_of(dossier), dossier.status.probability

    def said(span: Span | None) -> str | None:
        return " ".join(article.text[slice(*span)].split()) if article is not None and span is not None else None

    return {
        "rumour": dossier.rumour.id,
        "question": dossier.rumour.question,
        "status": dossier.status.name,
        "probability": chance.value if chance else None,
        "independent_origins": dossier.trace.independent_origins,
        "outcome": outcome.value if outcome else None,
        "article": report.article,
        "title": article.title if article else None,
        "outlet": report.outlet,
        "language": article.language if article else None,
        "published": report.published,
        "seen": report.seen,
        "page_sha256": article.page_sha256 if article else None,
        "stance": report.stance,
        "scope": report.scope,
        "role": report.role,
        "source": report.source_name,
        "source_kind": report.source_kind,
        "speaks_for": report.speaks_for,
        "polarity": report.polarity or (statement.polarity if statement else None),
        "certainty": statement.certainty if statement else None,
        "quote": statement.quote if statement else None,
        "retracts": report.retracts,
        "words": said(proof),
        "sentence": said(statement.sentence if statement else proof),
        "start": proof[0] if proof else None,
        "end": proof[1] if proof else None,
    }


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return time_text(value) or ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str):
        text = str(_storable(value)).replace("\0", "")
        return f"'{text}" if text.startswith(FORMULA) else text
    return "" if value is None else str(value)


def _storable(value: Any) -> Any:
    """Text without half a surrogate pair, which neither UTF-8 nor Arrow can hold."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value

"""Reports as rows: the same columns in CSV and Parquet, the words as they stand, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import sys
from datetime import datetime

import pytest

from ondit.errors import MissingPart
from ondit.show.report_rows import COLUMNS, FORMULA, as_csv, as_parquet, report_rows
from show.told import LEDGER, SAVED, TEXTS, WIRE, dossier, readings


def rows() -> list[dict[str, object]]:
    return report_rows([(dossier(), readings())])


def test_a_row_says_who_reports_what_where_and_in_which_words() -> None:
    first, second, third = rows()
    assert [each["article"] for each in (first, second, third)] == [LEDGER, WIRE, SAVED]
    assert (second["stance"], second["source"], second["polarity"], second["status"]) == (
        "denies",
        "Orvane",
        "deny",
        "denied",
    )
    assert TEXTS[WIRE][second["start"] : second["end"]] == second["words"]  # type: ignore[misc]
    assert all(set(each) == set(COLUMNS) for each in rows())


def test_csv_has_a_heading_and_comes_back_as_it_went() -> None:
    back = list(csv.DictReader(io.StringIO(as_csv(rows()))))
    assert list(back[0]) == list(COLUMNS) and len(back) == 3
    assert back[1]["words"] == rows()[1]["words"]
    assert back[1]["published"] == "2026-03-02T09:00:00Z"
    assert (back[0]["independent_origins"], back[0]["outcome"], back[0]["retracts"]) == ("1", "", "")


def test_no_cell_is_a_formula() -> None:
    back = list(csv.DictReader(io.StringIO(as_csv(rows()))))
    assert back[2]["outlet"] == "'=HYPERLINK(1)" and back[2]["title"] == "'=cmd|' /C calc'!A1"
    assert not [cell for row in back for cell in row.values() if cell.startswith(FORMULA)]


def test_parquet_has_the_columns_with_their_types() -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    import pyarrow as pa

    table = pq.read_table(pa.BufferReader(as_parquet(rows())))
    assert table.column_names == list(COLUMNS)
    assert table.to_pylist() == rows()
    assert str(table.schema.field("published").type) == "timestamp[us, tz=UTC]"
    assert isinstance(table.column("published")[0].as_py(), datetime)
    assert pq.read_table(pa.BufferReader(as_parquet([]))).column_names == list(COLUMNS)


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPart, match=r"pip install 'ondit\[archive\]'"):
        as_parquet(rows())


def test_what_no_utf_8_can_hold_does_not_stop_it() -> None:
    broken = [{**row, "title": "half \ud800 pair \0"} for row in rows()]
    assert "half ? pair" in as_csv(broken)
    pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    assert as_parquet(broken)

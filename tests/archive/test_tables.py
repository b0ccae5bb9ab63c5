"""Records survive Arrow and Parquet exactly; the published schemas are those of the records."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ondit import records
from ondit.archive.storage import Place, read_rows, write_table
from ondit.archive.tables import columns_of, record_of, row_of

KINDS = [kind for kind in vars(records).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
FEW = [records.Article, records.Statement, records.Reading, records.Dossier]

st.register_type_strategy(
    datetime, st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1))
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(st.characters(codec="utf-8"), max_size=12))
st.register_type_strategy(int, st.integers(-(2**31), 2**31 - 1))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_record_has_columns(kind: type) -> None:
    assert [field.name for field in columns_of(kind)] == [field.name for field in dataclasses.fields(kind)]


@pytest.mark.parametrize("kind", FEW, ids=lambda kind: kind.__name__)
def test_a_record_comes_back_exactly_from_a_parquet_file(kind: type, tmp_path: Path) -> None:
    schema = pa.schema(columns_of(kind))

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.from_type(kind), max_size=2))
    def check(some: list[object]) -> None:
        file = Place(str(tmp_path / "some.parquet"))
        write_table(file, [row_of(each) for each in some], schema)
        first = (tmp_path / "some.parquet").read_bytes()
        assert [record_of(kind, row) for row in read_rows(file)] == some
        write_table(file, [row_of(each) for each in some], schema)
        assert (tmp_path / "some.parquet").read_bytes() == first, "the same rows give the same bytes"

    check()


def test_a_file_that_failed_half_way_is_not_there(tmp_path: Path) -> None:
    from ondit.archive.storage import writing

    def fail() -> None:
        with writing(Place(str(tmp_path / "table.parquet"))) as stream:
            stream.write(b"half")
            raise KeyError("worker died")

    with pytest.raises(KeyError):
        fail()
    assert not (tmp_path / "table.parquet").exists()

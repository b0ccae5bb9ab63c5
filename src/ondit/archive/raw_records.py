"""One unit → the records in it, one after the other, without ever holding the file: hostile until read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from ondit.archive.inputs import Unit
from ondit.archive.storage import Place
from ondit.errors import OnditError
from ondit.page.bundles.budget import Budget, unpacked
from ondit.page.bundles.json_lines import json_line_records
from ondit.page.bundles.raw import FIELDS, Raw, broken, from_fields
from ondit.page.bundles.warc import warc_records


def records_of(unit: Unit) -> Iterator[Raw]:
    """The records of a unit in their order. What is broken comes as a record with an error; nothing is raised."""
    reader = {"warc": _warc, "jsonl": _jsonl, "parquet": _parquet}[unit.kind]
    last = "the start"
    try:
        for raw in reader(unit):
            yield raw
            last = raw.place
    except OnditError as error:
        yield Raw(f"after {last}", error=(error.code, error.what, error.remedy))
    except Exception as error:  # whatever a library below makes of a broken file, the others are still read
        yield broken(last, error)


def _warc(unit: Unit) -> Iterator[Raw]:
    system, path = Place(unit.name).open()
    with system.open_input_stream(path, compression=None) as stream:
        yield from warc_records(unpacked(stream, Budget(unit.size)))


def _jsonl(unit: Unit) -> Iterator[Raw]:
    system, path = Place(unit.name).open()
    with system.open_input_stream(path, compression="detect") as stream, io.BufferedReader(stream, 2**20) as lines:
        yield from json_line_records(lines)


def _parquet(unit: Unit) -> Iterator[Raw]:
    system, path = Place(unit.name).open()
    wanted = {name for names in FIELDS.values() for name in names}
    with system.open_input_file(path) as stream:
        file = pq.ParquetFile(stream)
        columns = [name for name in file.schema_arrow.names if name in wanted]
        groups = None if unit.group < 0 else [unit.group]
        number = 0
        for batch in file.iter_batches(batch_size=64, row_groups=groups, columns=columns):
            assert isinstance(batch, pa.RecordBatch)
            for row in batch.to_pylist():
                yield from_fields(f"row group {max(unit.group, 0)}, row {number}", row)
                number += 1

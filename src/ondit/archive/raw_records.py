"""One unit → the records in it, one after the other, without ever holding the file: hostile until read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ondit.archive.inputs import Unit
from ondit.archive.storage import Place
from ondit.errors import OnditError
from ondit.page.dates import moment

MAX_BYTES = 20 * 2**20  # of one record, as of one page
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
# Names under which archives give what a record holds; the first that is there counts.
FIELDS = {
    "html": ("html", "raw_html", "page"),
    "text": ("text", "content", "maintext", "plain_text", "body"),
    "title": ("title", "headline"),
    "url": ("url", "link", "uri", "requested_url"),
    "key": ("key", "id"),
    "outlet": ("outlet", "publisher", "sitename", "source", "source_domain"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
    "published": ("published", "published_at", "published_date", "date", "date_publish"),
    "updated": ("updated", "modified", "date_modify"),
    "seen": ("seen", "crawled", "fetched", "fetched_at", "date_download"),
}


@dataclass(frozen=True, slots=True)
class Raw:
    """One record: the bytes of a page, or fields with a text; else ``error`` says why: (code, reason, remedy)."""

    place: str
    data: bytes = b""
    url: str | None = None
    content_type: str | None = None
    seen: datetime | None = None
    fields: dict[str, str] | None = None
    error: tuple[str, str, str] | None = None


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
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        yield Raw(f"after {last}", error=("OND-102", f"the file is broken here ({what})", "fetch the file again"))


def _warc(unit: Unit) -> Iterator[Raw]:
    from warcio.archiveiterator import ArchiveIterator

    system, path = Place(unit.name).open()
    with system.open_input_stream(path, compression=None) as stream:
        for number, record in enumerate(ArchiveIterator(stream)):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            http = record.http_headers
            kind = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
            status = http.get_statuscode() if http else "200"
            if status != "200" or kind.partition(";")[0].strip().lower() not in _PAGES:
                continue
            place, url = f"record {number}", _clean(record.rec_headers.get_header("WARC-Target-URI"))
            seen = moment(record.rec_headers.get_header("WARC-Date"))
            try:
                data = record.content_stream().read(MAX_BYTES + 1)
            except Exception as error:
                what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
                yield Raw(place, url=url, error=("OND-104", f"its body cannot be unpacked ({what})", ""))
                continue
            yield Raw(place, data, url, kind, seen)


def _jsonl(unit: Unit) -> Iterator[Raw]:
    system, path = Place(unit.name).open()
    with system.open_input_stream(path, compression="detect") as stream, io.BufferedReader(stream, 2**20) as lines:
        number = 0
        while line := lines.readline(MAX_BYTES + 1):
            number += 1
            place = f"line {number}"
            if len(line) > MAX_BYTES:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(MAX_BYTES)
                yield Raw(place, error=("OND-103", f"over the cap of {MAX_BYTES // 2**20} MiB a record", "cut it"))
            elif line.strip():
                yield _from_line(place, line)


def _from_line(place: str, line: bytes) -> Raw:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Raw(place, error=("OND-102", f"not a JSON object ({str(error)[:120]})", "write one object a line"))
    if not isinstance(value, dict):
        return Raw(place, error=("OND-102", "not a JSON object", "write one object a line"))
    return _from_fields(place, value)


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
                yield _from_fields(f"row group {max(unit.group, 0)}, row {number}", row)
                number += 1


def _from_fields(place: str, value: dict[str, Any]) -> Raw:
    """A record from named values; a value that is no text is taken as one only where that is plain."""
    given: dict[str, str] = {}
    page: bytes | None = None
    for name, others in FIELDS.items():
        for other in others:
            found = value.get(other)
            if name == "html" and isinstance(found, bytes) and found:
                page = found
            elif isinstance(found, datetime):
                given.setdefault(name, found.isoformat())
            elif isinstance(found, str) and found.strip():
                given.setdefault(name, _clean(found) or "")
            elif isinstance(found, int | float) and not isinstance(found, bool):
                given.setdefault(name, str(found))
            elif name == "byline" and isinstance(found, list) and all(isinstance(each, str) for each in found):
                given.setdefault(name, _clean(", ".join(found)) or "")
    url, seen = given.get("url"), moment(given.get("seen"))
    if page is None and "html" in given:
        page = given["html"].encode()
    if page is not None:
        return Raw(
            place, page[: MAX_BYTES + 1], url, "text/html", seen, {k: v for k, v in given.items() if k != "html"}
        )
    if "text" not in given:
        return Raw(place, url=url, error=("OND-102", "no text in it", "name the column `text` or `html`"))
    return Raw(place, b"", url, None, seen, given)


def _clean(text: str | None) -> str | None:
    """Text that can be stored anywhere: half a surrogate pair, which JSON can name, becomes a question mark."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")

"""A WARC (ISO 28500) → its pages. A length that lies costs the record that lies, not those after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator

from ondit.errors import OnditError
from ondit.page.bundles.raw import Raw, clean
from ondit.page.dates import moment
from ondit.page.decode import MAX_BYTES

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_NEXT = b"WARC/"
_SWALLOWED = re.compile(rb"\r\n\r\nWARC/1\.\d\r\n")
_LIES = ("OND-102", "its length is not the one that it says", "fetch the file again")
LONGEST_LINE = 2**20  # bytes that are looked at in one piece for the beginning of the next record


class _Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's reader, which goes on at the next record where one is longer than it says, and is quiet about it."""

    lied = False

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        size = 0
        while line := self.reader.readline(LONGEST_LINE):
            if line.startswith(_NEXT):
                return line, size
            self.lied = self.lied or bool(line.strip())
            size += len(line)
        return None, size


def warc_records(stream: IO[bytes]) -> Iterator[Raw]:
    """The pages in a stream without gzip: answers with status 200 that are HTML or text. Raises what warcio raises."""
    records = _Records(stream)
    for number, record in enumerate(records):
        if record.rec_type not in ("response", "resource", "conversion"):
            continue
        http = record.http_headers
        kind = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
        status = http.get_statuscode() if http else "200"
        if status != "200" or kind.partition(";")[0].strip().lower() not in _PAGES:
            continue
        place, url = f"record {number}", clean(record.rec_headers.get_header("WARC-Target-URI"))
        seen = moment(record.rec_headers.get_header("WARC-Date"))
        try:
            data = record.content_stream().read(MAX_BYTES + 1)
        except (OnditError, OSError):  # the file's own, not this body's
            raise
        except Exception as error:
            what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            yield Raw(place, url=url, error=("OND-104", f"its body cannot be unpacked ({what})", ""))
            continue
        if len(data) <= MAX_BYTES and _lies(records, record, data):
            yield Raw(place, url=url, error=_LIES)
            continue
        yield Raw(place, data, url, kind, seen)


def _lies(records: _Records, record: Any, data: bytes) -> bool:
    """Whether a record ends where it should not: inside another one, before its length, or long before the next."""
    if getattr(record.raw_stream, "limit", 0) > 0 or _SWALLOWED.search(data):
        return True
    records.lied = False
    records.read_to_end()
    return records.lied

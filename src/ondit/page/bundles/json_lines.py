"""JSON lines → records; a line that is none is told by its number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from ondit.page.bundles.raw import Raw, from_fields
from ondit.page.decode import MAX_BYTES


def json_line_records(lines: IO[bytes]) -> Iterator[Raw]:
    """One record a line that is not blank. A line over the cap is passed over without being held."""
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
    return from_fields(place, value)

"""Units cut into parts of about equal text: what is worked on, kept and, after a crash, done again as one."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ondit.archive.inputs import Unit
from ondit.archive.raw_records import records_of
from ondit.page.bundles.raw import Raw

# Bytes of HTML that come to one character of article text: 49 on the first 60 pages of the benchmark of pages.
MARKUP = 45


@dataclass(frozen=True, slots=True)
class Bundle:
    """The records of one part, in their order. ``last`` says that the unit ends with it."""

    part: str
    unit: Unit
    records: tuple[Raw, ...]
    last: bool


def part_name(unit: Unit, number: int) -> str:
    """The name of a unit's part: the same in every run."""
    return f"{unit.id}-{number:06}"


def bundles_of(unit: Unit, characters: int, done: Collection[str] = ()) -> Iterator[Bundle]:
    """The parts of a unit, each of about so many characters of text. Where a part ends depends on the records alone.

    Parts that are ``done`` are passed over without keeping their records; the last one always comes, to say so.
    """
    kept: list[Raw] = []
    size, number = 0, 0
    for raw in records_of(unit):
        if size >= characters:
            if part_name(unit, number) not in done:
                yield Bundle(part_name(unit, number), unit, tuple(kept), False)
            kept, size, number = [], 0, number + 1
        kept.append(raw)
        size += weight(raw)
    yield Bundle(part_name(unit, number), unit, tuple(kept), True)


def weight(raw: Raw) -> int:
    """About how many characters of article text there are in a record; no record is free."""
    if raw.fields is not None and not raw.data:
        return 100 + len(raw.fields.get("text", ""))
    html = not (raw.content_type or "").startswith("text/plain")
    return 100 + len(raw.data) // (MARKUP if html else 1)


def packed(bundle: Bundle) -> bytes:
    """A bundle on its way from one worker to another; never read from a file."""
    return pickle.dumps(bundle, protocol=5)


def unpacked(data: bytes) -> Bundle:
    """See ``packed``."""
    bundle = pickle.loads(data)
    assert isinstance(bundle, Bundle)
    return bundle

"""Spans kept in order, so that those over a place are found without a look at all: a long article has thousands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from ondit.reading.found import Found
from ondit.records import Span

T = TypeVar("T")


class Stretches(Generic[T]):
    """Spans with what each belongs to."""

    def __init__(self, rows: Iterable[tuple[Span, T]]) -> None:
        self.rows = sorted(rows, key=lambda row: row[0])
        self.starts = [span[0] for span, _ in self.rows]
        # How far those up to each reach: where that is short of a place, no earlier one is over it.
        self.reach = list(accumulate((span[1] for span, _ in self.rows), max))

    def over(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that begin before the end of a span and end after its start, the last first."""
        at = bisect_left(self.starts, span[1]) - 1
        while at >= 0 and self.reach[at] > span[0]:
            row = self.rows[at]
            if row[0][1] > span[0]:
                yield row
            at -= 1

    def holding(self, at: int) -> Iterator[tuple[Span, T]]:
        """Those that hold the character at an offset, the last first."""
        return self.over((at, at + 1))


def contents(found: Sequence[Found]) -> Stretches[int]:
    """The contents of attributions, each with the number of its attribution."""
    return Stretches((span, number) for number, one in enumerate(found) for span in one.content)

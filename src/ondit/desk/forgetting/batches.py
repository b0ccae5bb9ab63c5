"""Many values, a statement's worth at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

AT_ONCE = 300  # parameters of one statement


def batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in their order, AT_ONCE at a time."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]

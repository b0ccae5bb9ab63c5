"""Details as each report gives them."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.records import Detail, Reading, Report


def details_of(readings: Sequence[Reading], reports: Sequence[Report]) -> tuple[Detail, ...]:
    """Details of the reports' statements."""
    return ()

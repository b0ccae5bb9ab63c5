"""The times of a rumour, by the clock that was asked for: when it was published, or when the desk saw it."""

from __future__ import annotations

from datetime import datetime

from ondit.desk.stages import Clock
from ondit.records import Dossier, Report


def report_time(report: Report, by: Clock = "published") -> datetime | None:
    """When a report counts from; without a date, from when it was seen."""
    return report.seen if by == "seen" else report.published or report.seen


def first_time(dossier: Dossier, by: Clock = "published") -> datetime | None:
    """The time of the first report."""
    return min((time for report in dossier.rumour.reports if (time := report_time(report, by))), default=None)


def last_change(dossier: Dossier, by: Clock = "published") -> datetime | None:
    """When the status became what it is; the time of the first report where it never moved.

    A timeline also has the moments at which only the reasons changed; these do not count here.
    """
    changed, name = None, ""
    for status in dossier.timeline:
        if status.at is not None and status.name != name:
            changed, name = status.at, status.name
    return changed or first_time(dossier, by)

"""What was known at a moment: a rumour and its trace cut back to the reports up to then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from ondit.records import Report, Rumour, Trace

Clock = Literal["published", "seen"]


def as_of(rumour: Rumour, at: datetime, clock: Clock = "published") -> Rumour | None:
    """The rumour as known at ``at``: only reports published (or seen by the desk) up to then; None if there were none.

    A report without a publication time counts from when it was seen; one without any time was not known at any moment.
    """
    kept = tuple(report for report in rumour.reports if (time := time_of(report, clock)) is not None and time <= at)
    if not kept:
        return None
    articles = {report.article for report in kept}
    details = tuple(detail for detail in rumour.details if detail.article in articles)
    return replace(rumour, reports=kept, details=details)


def time_of(report: Report, clock: Clock = "published") -> datetime | None:
    """When a report counts from, by either clock."""
    return (report.published or report.seen) if clock == "published" else report.seen


def trace_as_of(trace: Trace, rumour: Rumour, at: datetime | None = None) -> Trace:
    """A trace cut back to the articles that ``rumour`` (itself cut back) still holds.

    Which article an echo had it from is kept as found with everything at hand; only what came later falls away.
    """
    here = {report.article for report in rumour.reports}
    edges = tuple(e for e in trace.edges if e.echo in here and (e.article is None or e.article in here))
    named = {edge.outlet for edge in edges if edge.article is None}
    origins = tuple(o for o in trace.origins if (o.article in here if o.article else o.outlet in named))
    withdrawals = tuple(w for w in trace.withdrawals if w.article in here and (not at or not w.at or w.at <= at))
    lost = sum(o.of == "support" for o in trace.origins) - sum(o.of == "support" for o in origins)
    count = max(trace.independent_origins - lost, int(any(o.of == "support" for o in origins)))
    carrying = tuple(key for key in trace.still_carrying if key in here) if withdrawals else ()
    return replace(
        trace, edges=edges, origins=origins, withdrawals=withdrawals, independent_origins=count, still_carrying=carrying
    )

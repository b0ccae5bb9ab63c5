"""How a rumour ended, as far as the desk can tell, and what was known of it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ondit.records import Rumour, Status, StatusName, Trace
from ondit.weighing.as_of import as_of, time_of, trace_as_of
from ondit.weighing.features import features_of, origin_outlet
from ondit.weighing.probability import Outcome
from ondit.weighing.voices import facts

YEAR = timedelta(days=365)
"""A rumour that nobody confirmed within a year of its first report did not prove true (the published base rates count
so)."""


@dataclass(frozen=True)
class Ending:
    """When and how a rumour ended."""

    at: datetime
    true: bool
    status: StatusName


def ending(rumour: Rumour, trace: Trace, now: datetime, moves: Sequence[Status] | None = None) -> Ending | None:
    """How the rumour had ended by ``now``; None while it is open. ``moves`` is its timeline, where that is known.

    True from the moment a principal or an authority confirms and is not contradicted; false when its origins took it
    back, or a year went by without a confirmation.
    """
    from ondit.weighing import timeline

    last: Ending | None = None
    known = as_of(rumour, now)
    if known is None:
        return None
    for moment in timeline(known, trace) if moves is None or known != rumour else moves:
        if moment.at is None:
            continue
        if moment.name == "confirmed":
            last = Ending(moment.at, True, "confirmed")
        elif moment.name == "retracted":
            last = Ending(moment.at, False, "retracted")
        elif moment.name != "dormant":
            last = None
    first = min((time for report in known.reports if (time := time_of(report)) is not None), default=None)
    if last is None and first is not None and now - first > YEAR:
        return Ending(first + YEAR, False, "dormant")
    return last


def outcome(rumour: Rumour, trace: Trace, now: datetime) -> Outcome | None:
    """The outcome for learning: features as of the last report before the end, so that the end does not give itself
    away. None while the rumour is open, or where nothing came before its end.
    """
    end = ending(rumour, trace, now)
    if end is None:
        return None
    before = as_of(rumour, end.at - timedelta(seconds=1))
    if before is None:
        return None
    last = max(time for report in before.reports if (time := time_of(report)) is not None)
    seen = facts(before, trace_as_of(trace, before, last), last)
    return Outcome(features_of(seen), origin_outlet(seen), end.true)

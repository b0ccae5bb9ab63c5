"""Track record of outlets: what each originated and relayed, and how often it proved right; silent below five."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ondit.records import Rumour, Status, Trace
from ondit.weighing.features import BASE_RATE
from ondit.weighing.outcomes import ending

LEAST = 5
"""Outcomes below which a record says nothing."""

STRENGTH = 4.0
"""The prior counts as much as so many outcomes: an outlet that was right once out of once is not always right."""


@dataclass(frozen=True)
class Record:
    """One outlet's record. ``share`` is the shrunken share of originated rumours that proved true, with a 90 %
    interval; all three are None below ``LEAST`` outcomes. ``corrected`` are those that it took back itself.
    """

    outlet: str
    originated: int
    relayed: int
    right: int
    wrong: int
    corrected: int
    share: float | None
    low: float | None
    high: float | None


def track_records(
    rumours: Iterable[tuple[Rumour, Trace]],
    now: datetime,
    outcomes: Mapping[str, bool | None] | None = None,
    timelines: Mapping[str, Sequence[Status]] | None = None,
) -> tuple[Record, ...]:
    """A record for every outlet that carried a rumour, by name. ``now`` decides which rumours have ended.
    ``timelines`` are those that are known already, by the rumour's id.

    ``outcomes`` are those that people marked, by the rumour's id: they go before what the reports say; None (partly
    true) counts neither way.
    """
    tally: dict[str, list[int]] = {}
    for rumour, trace in rumours:
        ended = ending(rumour, trace, now, (timelines or {}).get(rumour.id))
        true = None if ended is None else ended.true
        if outcomes is not None and rumour.id in outcomes:
            true = outcomes[rumour.id]
        origins = {origin.outlet for origin in trace.origins if origin.of == "support" and origin.outlet}
        carried = {report.outlet for report in rumour.reports if report.outlet and report.stance == "supports"}
        withdrew = {withdrawal.outlet for withdrawal in trace.withdrawals}
        for outlet in sorted(origins | carried):
            counts = tally.setdefault(outlet, [0, 0, 0, 0, 0])
            counts[0 if outlet in origins else 1] += 1
            if outlet in origins and true is not None:
                counts[2 if true else 3] += 1
            counts[4] += outlet in withdrew
    return tuple(_record(outlet, tally[outlet]) for outlet in sorted(tally))


def _record(outlet: str, counts: Sequence[int]) -> Record:
    originated, relayed, right, wrong, corrected = counts
    if right + wrong < LEAST:
        return Record(outlet, originated, relayed, right, wrong, corrected, None, None, None)
    a, b = right + STRENGTH * BASE_RATE, wrong + STRENGTH * (1 - BASE_RATE)
    low, high = beta_interval(a, b)
    return Record(outlet, originated, relayed, right, wrong, corrected, a / (a + b), low, high)


def beta_interval(a: float, b: float, inside: float = 0.9, steps: int = 4000) -> tuple[float, float]:
    """The central interval of a Beta(a, b), by summing its density over a grid (error below 1/steps)."""
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    weights = [
        math.exp(scale + (a - 1) * math.log(x) + (b - 1) * math.log(1 - x))
        for x in ((i + 0.5) / steps for i in range(steps))
    ]
    total, run = sum(weights), 0.0
    low, high = 0.0, 1.0
    for i, weight in enumerate(weights):
        before, run = run, run + weight / total
        if before < (1 - inside) / 2 <= run:
            low = (i + 0.5) / steps
        if before < (1 + inside) / 2 <= run:
            high = (i + 0.5) / steps
    return low, high

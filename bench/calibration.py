"""Whether the stated chances are right: reliability, Brier score, resolution and coverage on generated desks.

A generated desk is not drawn from the model: first it is decided whether each rumour is true, then what is seen of it
follows from that (true ones get further origins more often, false ones more denials), at rates that differ from desk to
desk and from outlet to outlet. So the exact chance given what is seen is known, by Bayes' rule, and the interval can be
checked against it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, Result, digest_of, table
from ondit.weighing.features import BASE_RATE, FEATURES
from ondit.weighing.probability import Model, Outcome, learn, prior

DESKS, LEARNT, JUDGED = 60, 250, 150
BINS = 10

# How often each feature is seen of a true rumour, and of a false one, on an average desk. Own guesses; they differ from
# the model's prior on purpose. Counts and ages are drawn as on/off with these, then their size.
SEEN: dict[str, tuple[float, float]] = {
    "further_origins": (0.45, 0.28),
    "document": (0.25, 0.15),
    "specific": (0.55, 0.42),
    "denied_by_some": (0.12, 0.22),
    "denied_by_all": (0.05, 0.16),
    "denied_by_others": (0.08, 0.13),
    "not_commented": (0.34, 0.30),
    "confirmed": (0.10, 0.002),
    "withdrawn": (0.005, 0.04),
    "stale": (0.30, 0.42),
}


@dataclass(frozen=True)
class Case:
    """One rumour of a generated desk, with the exact chance given what is seen of it."""

    outcome: Outcome
    chance: float


@dataclass(frozen=True)
class Judged:
    """One forecast beside what was true: the value, its interval, the exact chance, the outcome."""

    value: float
    low: float
    high: float
    chance: float
    true: bool


def desk(seed: int, size: int) -> list[Case]:
    """The rumours of a generated desk."""
    chance = random.Random(seed)
    base = _odds(BASE_RATE) + chance.gauss(0, 0.4)
    outlets = {f"Outlet {n}": chance.gauss(0, 0.4) for n in range(12)}
    rates = {name: tuple(_chance(_odds(p) + chance.gauss(0, 0.25)) for p in pair) for name, pair in SEEN.items()}
    cases = []
    for _ in range(size):
        outlet = chance.choice(list(outlets))
        odds = base + outlets[outlet]
        true = chance.random() < _chance(odds)
        values = {}
        for name, (if_true, if_false) in rates.items():
            seen = chance.random() < (if_true if true else if_false)
            values[name] = float(seen)
            odds += math.log(if_true / if_false) if seen else math.log((1 - if_true) / (1 - if_false))
        cases.append(Case(Outcome(values, outlet, true), _chance(odds)))
    return cases


def judge(seeds: Iterable[int], learnt: int = LEARNT, judged: int = JUDGED) -> tuple[list[Judged], list[Judged], int]:
    """Forecasts of the model that learnt from each desk's first rumours, of the constant base rate of those, and how
    often the model gave no number.
    """
    found: list[Judged] = []
    constant: list[Judged] = []
    silent = 0
    for seed in seeds:
        cases = desk(seed, learnt + judged)
        seen, ahead = cases[:learnt], cases[learnt:]
        model: Model = learn([case.outcome for case in seen]) if learnt else prior()
        rate = sum(case.outcome.true for case in seen) / learnt if learnt else BASE_RATE
        for case in ahead:
            given = model.probability(case.outcome.features, case.outcome.outlet)
            constant.append(Judged(rate, rate, rate, case.chance, case.outcome.true))
            if given is None:
                silent += 1
                continue
            found.append(Judged(given.value, given.low, given.high, case.chance, case.outcome.true))
    return found, constant, silent


@dataclass(frozen=True)
class Scores:
    """Brier score and its parts (Murphy 1973), expected calibration error, and the coverage of the intervals."""

    brier: float
    reliability: float
    resolution: float
    calibration_error: float
    coverage: float
    bins: tuple[tuple[float, float, int], ...]


def scores(judged: Sequence[Judged]) -> Scores:
    """Scores over ten bins of equal width; each bin is (mean forecast, share that proved true, count)."""
    count = len(judged)
    base = sum(j.true for j in judged) / count
    bins = []
    for place in range(BINS):
        inside = [j for j in judged if place <= min(j.value * BINS, BINS - 1e-9) < place + 1]
        if inside:
            bins.append(
                (sum(j.value for j in inside) / len(inside), sum(j.true for j in inside) / len(inside), len(inside))
            )
    return Scores(
        sum((j.value - j.true) ** 2 for j in judged) / count,
        sum(n * (mean - share) ** 2 for mean, share, n in bins) / count,
        sum(n * (share - base) ** 2 for _, share, n in bins) / count,
        sum(n * abs(mean - share) for mean, share, n in bins) / count,
        sum(j.low <= j.chance <= j.high for j in judged) / count,
        tuple(bins),
    )


def measure(data: Path) -> Result:
    """Figures for ``ondit bench calibration``. ``data`` is not needed: the desks are generated."""
    del data
    found, constant, silent = judge(range(DESKS))
    bare, _, bare_silent = judge(range(DESKS), learnt=0)
    ours, flat, none = scores(found), scores(constant), scores(bare)
    rows = [["forecast", "Brier", "reliability", "resolution", "calibration error", "coverage of 90 %", "no number"]]
    for name, one, unsaid in (
        (f"model, {LEARNT} outcomes", ours, silent),
        ("model, stated prior alone", none, bare_silent),
        ("constant base rate", flat, 0),
    ):
        coverage = "–" if one is flat else f"{one.coverage:.3f}"
        cells = [
            name,
            f"{one.brier:.4f}",
            f"{one.reliability:.4f}",
            f"{one.resolution:.4f}",
            f"{one.calibration_error:.3f}",
        ]
        rows.append([*cells, coverage, str(unsaid)])
    reliability = [["forecast", "proved true", "rumours"]]
    reliability += [[f"{mean:.3f}", f"{share:.3f}", str(n)] for mean, share, n in ours.bins]
    figures = (
        Figure("within 0.05 calibration error", 1 - ours.calibration_error, f"error {ours.calibration_error:.3f}"),
        Figure("coverage", ours.coverage, "share of exact chances inside the 90 % interval"),
        Figure("resolution", ours.resolution, "of the constant forecast: 0"),
        Figure("Brier skill", 1 - ours.brier / flat.brier, "over the constant base rate"),
    )
    digest = digest_of([Path(__file__)])
    about = f"{DESKS} generated desks; the model learns from {LEARNT} rumours of each and is judged on {JUDGED} others."
    return Result(
        figures, digest, about, f"{table(rows)}\n\nReliability of the model after learning:\n\n{table(reliability)}"
    )


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


assert set(SEEN) == {feature.name for feature in FEATURES}

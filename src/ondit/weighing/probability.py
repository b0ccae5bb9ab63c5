"""The chance that a rumour proves true: a small Bayesian logistic model whose prior is stated and shown.

log-odds = base + the outlet's own deviation + weights · features. Every weight has a normal prior (``features``);
outcomes move it (Laplace's approximation of the posterior; outlets are pooled: one with few outcomes stays near the
others). The interval holds 90 % of the posterior of the chance and is wide where outcomes are few. Where it would say
next to nothing, there is no number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ondit.records import Probability
from ondit.weighing.features import BASE_DEVIATION, BASE_RATE, FEATURES, OUTLET_DEVIATION

WIDEST = 0.6
"""An interval wider than this says nothing, so no number is given."""

_NINETY = 1.6449 * 1.08
"""Half-width of 90 % in deviations, widened: the prior is a guess (docs/decisions/040-probability.md)."""
_STEPS = 50


@dataclass(frozen=True)
class Outcome:
    """A rumour that came to its end: its features before that, the outlet it came from, and whether it proved true."""

    features: Mapping[str, float]
    outlet: str | None
    true: bool


@dataclass(frozen=True)
class Model:
    """Weights by name with their covariance. Names are ``base``, those of the features, and ``outlet:NAME``."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    outcomes: int = 0
    by_outlet: Mapping[str, int] = field(default_factory=dict)

    def probability(self, features: Mapping[str, float], outlet: str | None) -> Probability | None:
        """The chance with its 90 % interval; None where the interval would be too wide to say anything."""
        row = self._row(features, outlet)
        centre = sum(x * m for x, m in zip(row, self.mean, strict=True))
        variance = sum(
            row[i] * row[j] * self.covariance[i][j]
            for i in range(len(row))
            for j in range(len(row))
            if row[i] and row[j]
        )
        if outlet is None or f"outlet:{outlet}" not in self.names:
            variance += OUTLET_DEVIATION**2  # an outlet that was never seen to be right or wrong
        spread = math.sqrt(variance)
        low, high = _chance(centre - _NINETY * spread), _chance(centre + _NINETY * spread)
        if high - low > WIDEST:
            return None
        # The mean of the logistic of a normal, after MacKay 1992.
        value = _chance(centre / math.sqrt(1 + math.pi * variance / 8))
        parts = [(name, x * m) for name, x, m in zip(self.names, row, self.mean, strict=True) if x]
        contributions = tuple((name, round(part, 3)) for name, part in parts)
        return Probability(value, low, high, self.basis(outlet), contributions)

    def basis(self, outlet: str | None) -> str:
        """What the number rests on, in words."""
        prior = f"stated prior (base rate {BASE_RATE:.0%})"
        if not self.outcomes:
            return f"{prior} only: no outcomes in this desk"
        own = self.by_outlet.get(outlet or "", 0)
        return f"{prior} and {self.outcomes} outcomes in this desk, {own} of them from {outlet or 'this origin'}"

    def _row(self, features: Mapping[str, float], outlet: str | None) -> list[float]:
        known = {"base": 1.0, **features, f"outlet:{outlet}": 1.0}
        return [known.get(name, 0.0) for name in self.names]


def prior() -> Model:
    """The model that has seen no outcome."""
    base = math.log(BASE_RATE / (1 - BASE_RATE))
    names = ("base", *(feature.name for feature in FEATURES))
    mean = (base, *(feature.mean for feature in FEATURES))
    deviations = (BASE_DEVIATION, *(feature.deviation for feature in FEATURES))
    size = range(len(names))
    covariance = tuple(tuple(deviations[i] ** 2 if i == j else 0.0 for j in size) for i in size)
    return Model(names, mean, covariance)


def learn(outcomes: Sequence[Outcome]) -> Model:
    """The model after these outcomes; without any, the prior. The order of the outcomes changes nothing."""
    if not outcomes:
        return prior()
    import numpy as np  # only a desk that has outcomes needs it

    start = prior()
    counts: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.outlet:
            counts[outcome.outlet] = counts.get(outcome.outlet, 0) + 1
    outlets = sorted(counts)
    names = (*start.names, *(f"outlet:{outlet}" for outlet in outlets))
    centre = np.array([*start.mean, *([0.0] * len(outlets))])
    variances = [start.covariance[i][i] for i in range(len(start.names))] + [OUTLET_DEVIATION**2] * len(outlets)
    precision = np.diag(1 / np.array(variances))
    shell = Model(names, tuple(centre), ())
    rows = np.array([shell._row(outcome.features, outcome.outlet) for outcome in outcomes])
    true = np.array([float(outcome.true) for outcome in outcomes])
    weights = centre.copy()
    hessian = precision
    for _ in range(_STEPS):  # Newton's method; the posterior is concave, so it climbs to its one peak
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (true - chance) - precision @ (weights - centre)
        hessian = (rows * (chance * (1 - chance))[:, None]).T @ rows + precision
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-9:
            break
    covariance = np.linalg.inv(hessian)
    return Model(
        names, tuple(map(float, weights)), tuple(tuple(map(float, row)) for row in covariance), len(outcomes), counts
    )


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))

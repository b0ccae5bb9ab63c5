"""How likely two articles are about the same rumour: a learned score over what they share.

Two texts of one language are scored by boosted trees, two of different languages by a logistic score over what crosses
a border: names, numbers, vectors. Inside a component of likely pairs ``company`` judges again; stories in two languages
are left to ``landing``. All of it is in ``models/pairs.npz``, made by ``ondit train linking``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from ondit.linking.gist import Gist
from ondit.linking.terms import cosine
from ondit.linking.trees import Forest, forest_from
from ondit.vectors import Vectors

FEATURES = (
    "bag", "lead", "things", "called", "pairs", "names", "numbers", "held", "opening", "wide", "first", "meeting",
    "crossing", "smaller", "larger",
)  # fmt: skip
SENTENCES = 3  # first sentences whose nearest are looked for
Matrix = npt.NDArray[np.float64]
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judge:
    """A line (weights, then bias) and boosted trees over the same columns, averaged: the trees see more, the line goes
    less far astray where a collection is unlike what both learnt from."""

    line: Matrix
    trees: Forest

    def margin(self, rows: Table) -> Matrix:
        """One score a row, before it is made a chance."""
        return np.asarray((rows @ self.line[:-1] + self.line[-1] + self.trees.margins(rows)[:, 0]) / 2)


@dataclass(frozen=True, slots=True)
class PairModel:
    """``within`` for two texts of one language; ``across`` (weights, then bias) for two languages.

    ``company`` judges pairs inside a component (``company``), ``landing`` (weights, then bias) a text against a story
    in another language. ``join`` is the least linkage at which articles of one language come together and ``firmness``
    how much a group's coherence counts in it; ``land`` the least chance at which a story lands on one in another
    language. ``cells`` are points of vector space, one row each, by which texts without a name in common are found.
    """

    within: Forest
    scale: float
    across: Matrix
    company: Judge
    landing: Matrix
    join: float
    firmness: float
    land: float
    cells: Vectors


@cache
def model() -> PairModel:
    """The model that ships."""
    path = files("ondit.linking") / "models" / "pairs.npz"
    with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
        return model_from(stored)


def model_from(stored: Any) -> PairModel:
    """A model from a mapping of arrays."""
    return PairModel(
        forest_from(stored, "within_"),
        float(stored["scale"]),
        stored["across"],
        Judge(stored["company"], forest_from(stored, "company_")),
        stored["landing"],
        float(stored["join"]),
        float(stored["firmness"]),
        float(stored["land"]),
        stored["cells"].astype(np.float32),
    )


def chance(margin: Table) -> Matrix:
    """Margins as chances in [0, 1], rounded, so that batches don't matter."""
    return np.asarray(np.round(1 / (1 + np.exp(-np.clip(margin, -30, 30))), 4))


def features(a: Gist, b: Gist) -> list[float]:
    """What two articles share, in the order of ``FEATURES``; symmetric."""
    near = a.vectors @ b.vectors.T if len(a.vectors) and len(b.vectors) else np.zeros((1, 1), dtype=np.float32)
    here, there = near[:SENTENCES].max(axis=1), near[:, :SENTENCES].max(axis=0)
    shared = [w for w in a.bag if w in b.bag]
    openings = max(float((a.opening @ b.vectors.T).max(initial=0.0)), float((b.opening @ a.vectors.T).max(initial=0.0)))
    return [
        cosine(a.bag, b.bag),
        cosine(a.lead, b.lead),
        cosine(a.things, b.things),
        cosine(a.called, b.called),
        cosine(a.pairs, b.pairs),
        cosine(a.names, b.names),
        len(a.numbers & b.numbers) / max(1.0, math.sqrt(len(a.numbers) * len(b.numbers))),
        max(sum(a.bag[w] ** 2 for w in shared), sum(b.bag[w] ** 2 for w in shared)),
        float(a.opening @ b.opening),
        float(a.wide @ b.wide),
        float(near[0, 0]),
        (float(here.mean()) + float(there.mean())) / 2,
        openings,
        math.log1p(min(a.size, b.size)),
        math.log1p(max(a.size, b.size)),
    ]


def scores(pairs: Sequence[tuple[Gist, Gist]], use: PairModel | None = None) -> list[float]:
    """Chances in [0, 1] that the two of each pair are about the same rumour; rounded, so that batches don't matter."""
    if not pairs:
        return []
    use = use or model()
    return probabilities([features(a, b) for a, b in pairs], [a.language == b.language for a, b in pairs], use)


def probabilities(rows: npt.ArrayLike, same_language: Sequence[bool], use: PairModel) -> list[float]:
    """Scores from rows of features, in the order of ``FEATURES``."""
    table = np.round(np.asarray(rows, dtype=np.float64), 4).reshape(-1, len(FEATURES))
    same = np.array(same_language, dtype=bool)
    margins = table @ use.across[:-1] + use.across[-1]
    if same.any():
        margins[same] = use.within.margins(table[same])[:, 0] / use.scale
    return [float(x) for x in chance(margins)]

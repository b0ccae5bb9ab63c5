"""The learned scorer of stance: how a text stands to a claim put as a headline. Trained on English alone.

Boosted trees over ``stance_features``; the model is ``models/stance.npz``, made by ``ondit train stance``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from ondit.linking.trees import Forest, forest_from

CLASSES = ("agree", "disagree", "discuss")
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StanceModel:
    """``weights`` multiply the chances of ``CLASSES`` before the likeliest is taken (rare classes need help);
    ``related`` is the least pair score at which a text speaks of the claim at all."""

    forest: Forest
    weights: Matrix
    related: float

    def chances(self, rows: npt.ArrayLike) -> Matrix:
        """Chances of each of ``CLASSES``, shape ``(rows, 3)``."""
        return self.forest.chances(rows)

    def judge(self, rows: npt.ArrayLike) -> Sequence[str]:
        """The stance of each row, given that it is about the claim."""
        return [CLASSES[int(k)] for k in np.argmax(self.chances(rows) * self.weights, axis=1)]


@cache
def model() -> StanceModel:
    """The model that ships."""
    path = files("ondit.linking") / "models" / "stance.npz"
    with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
        return StanceModel(forest_from(stored), stored["weights"], float(stored["related"]))

"""The learned scorer of stance: where a headline stands to a claim, where an article does, and so how they stand.

Three logistic scores, in ``models/stance.npz`` as plain arrays, made by ``ondit train stance``: one places a headline
in a camp (asserts, contradicts, only relates), one an article, and one weighs the two and their company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from ondit.linking.logistic import Logistic, Matrix, logistic_from
from ondit.linking.stance_features import BOTH

CLASSES = ("agree", "disagree", "discuss")
CAMPS = ("asserts", "contradicts", "relates")
STEPS = ("head", "body", "both")
TOGETHER = (
    *(f"head {camp}" for camp in CAMPS),
    *(f"body {camp}" for camp in CAMPS),
    *(f"follows {name}" for name in CLASSES),
    *(f"company heads {camp}" for camp in CAMPS),
    *(f"company bodies {camp}" for camp in CAMPS),
    *BOTH,
)


@dataclass(frozen=True, slots=True)
class StanceModel:
    """``weights`` multiply the chances of ``CLASSES`` before the likeliest is taken (rare classes need help);
    ``related`` is the least pair score at which a text speaks of the claim at all."""

    head: Logistic
    body: Logistic
    both: Logistic
    weights: Matrix
    related: float

    def chances(self, rows: npt.ArrayLike) -> Matrix:
        """Chances of each of ``CLASSES``, shape ``(rows, 3)``, from rows of ``together``."""
        return self.both.chances(rows)

    def judge(self, rows: npt.ArrayLike) -> Sequence[str]:
        """The stance of each row, given that it is about the claim."""
        return [CLASSES[int(k)] for k in np.argmax(self.chances(rows) * self.weights, axis=1)]


def together(head: Matrix, body: Matrix, heads: Matrix, bodies: Matrix, both: npt.ArrayLike) -> Matrix:
    """What the last step weighs, a row a pair, in the order of ``TOGETHER``: the two camps, what would follow, their
    company's camps, and the pair's own numbers.

    ``head``, ``body``, ``heads`` and ``bodies`` are chances of ``CAMPS``, the last two means over each side's company.
    """
    agree = head[:, 0] * body[:, 0] + head[:, 1] * body[:, 1]
    disagree = head[:, 0] * body[:, 1] + head[:, 1] * body[:, 0]
    follows = np.stack([agree, disagree, head[:, 2] + body[:, 2] - head[:, 2] * body[:, 2]], axis=1)
    return np.concatenate([head, body, follows, heads, bodies, np.asarray(both)], axis=1)


@cache
def model() -> StanceModel:
    """The model that ships."""
    path = files("ondit.linking") / "models" / "stance.npz"
    with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
        head, body, both = (logistic_from(stored, f"{name}_") for name in STEPS)
        return StanceModel(head, body, both, stored["weights"], float(stored["related"]))

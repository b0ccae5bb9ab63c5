"""Multinomial logistic scores, read from plain arrays and worked out with numpy. Training uses scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_FAR = 4.0  # standard deviations beyond which a feature is taken to be no farther: other collections have other tails
_LEAST = 1e-3  # scale of a feature that never varied in training


@dataclass(frozen=True, slots=True)
class Logistic:
    """``mean`` and ``scale`` have one number a feature, ``weights`` the shape ``(features, classes)``."""

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: Matrix

    def chances(self, rows: npt.ArrayLike) -> Matrix:
        """Probabilities, shape ``(rows, classes)``."""
        scaled = (np.asarray(rows, dtype=np.float64) - self.mean) / self.scale
        margins = np.clip(scaled, -_FAR, _FAR) @ self.weights + self.bias
        raised = np.exp(margins - margins.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def arrays(self, prefix: str = "") -> dict[str, Matrix]:
        """What to store, by name."""
        return {prefix + name: getattr(self, name) for name in self.__dataclass_fields__}


def logistic_from(stored: Any, prefix: str = "") -> Logistic:
    """Scores from a mapping of arrays (an opened ``.npz``)."""
    return Logistic(**{name: stored[prefix + name] for name in Logistic.__dataclass_fields__})


def logistic_of(rows: npt.ArrayLike, labels: npt.ArrayLike, weights: npt.ArrayLike, strength: float) -> Logistic:
    """Fitted to labels ``0..classes-1``, each row with its weight; ``strength`` is the inverse of the L2 penalty."""
    from sklearn.linear_model import LogisticRegression

    table = np.asarray(rows, dtype=np.float64)
    mean, scale = table.mean(axis=0), table.std(axis=0) + _LEAST
    scaled = np.clip((table - mean) / scale, -_FAR, _FAR)
    plain = LogisticRegression(C=strength, max_iter=300).fit(scaled, labels, sample_weight=weights)
    return Logistic(mean, scale, np.asarray(plain.coef_.T, dtype=np.float64), np.asarray(plain.intercept_))

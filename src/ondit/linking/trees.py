"""Boosted trees, as they were grown in training, read from a small file of plain arrays and walked with numpy.

Training uses scikit-learn; what ships needs numpy alone. No pickles: an ``.npz`` of numbers cannot run anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_CHUNK = 1000  # rows that walk down all trees at once


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of all classes, one after another. ``roots[t]`` is where tree ``t`` begins, ``target[t]`` its class."""

    roots: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int32]
    threshold: Matrix
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Matrix
    baseline: Matrix

    def margins(self, rows: npt.ArrayLike) -> Matrix:
        """Raw scores, shape ``(rows, classes)``; one class for a yes/no model."""
        x = np.asarray(rows, dtype=np.float64)
        out = np.tile(self.baseline, (len(x), 1))
        for start in range(0, len(x), _CHUNK):
            part = x[start : start + _CHUNK]
            at = np.arange(len(part))[:, None]
            node = np.tile(self.roots, (len(part), 1))
            inner = self.left[node] >= 0
            while inner.any():
                below = np.where(
                    part[at, self.feature[node]] <= self.threshold[node], self.left[node], self.right[node]
                )
                node = np.where(inner, below, node)
                inner = self.left[node] >= 0
            leaves = self.value[node]
            for target in range(out.shape[1]):
                out[start : start + len(part), target] += leaves[:, self.target == target].sum(axis=1)
        return out

    def chances(self, rows: npt.ArrayLike) -> Matrix:
        """Probabilities, shape ``(rows, classes)`` (two columns' worth in one for a yes/no model)."""
        margins = self.margins(rows)
        if margins.shape[1] == 1:
            return np.asarray(1 / (1 + np.exp(-margins)))
        raised = np.exp(margins - margins.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def arrays(self, prefix: str = "") -> dict[str, Any]:
        """What to store, by name."""
        return {prefix + name: getattr(self, name) for name in self.__dataclass_fields__}


def forest_from(stored: Any, prefix: str = "") -> Forest:
    """A forest from a mapping of arrays (an opened ``.npz``)."""
    return Forest(**{name: stored[prefix + name] for name in Forest.__dataclass_fields__})


def forest_of(model: Any) -> Forest:
    """The trees of a fitted ``HistGradientBoostingClassifier``."""
    parts: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots, target, at = [], [], 0
    for round_ in model._predictors:
        for klass, tree in enumerate(round_):
            nodes = tree.nodes
            inner = nodes["is_leaf"] == 0
            roots.append(at)
            target.append(klass)
            parts["feature"].append(np.where(inner, nodes["feature_idx"], 0))
            parts["threshold"].append(np.where(inner, nodes["num_threshold"], 0.0))
            parts["left"].append(np.where(inner, nodes["left"].astype(np.int64) + at, -1))
            parts["right"].append(np.where(inner, nodes["right"].astype(np.int64) + at, -1))
            parts["value"].append(nodes["value"])
            at += len(nodes)
    joined = {name: np.concatenate(some) for name, some in parts.items()}
    return Forest(
        np.array(roots, dtype=np.int32),
        np.array(target, dtype=np.int32),
        joined["feature"].astype(np.int32),
        joined["threshold"].astype(np.float64),
        joined["left"].astype(np.int32),
        joined["right"].astype(np.int32),
        joined["value"].astype(np.float64),
        np.asarray(model._baseline_prediction, dtype=np.float64).reshape(-1),
    )

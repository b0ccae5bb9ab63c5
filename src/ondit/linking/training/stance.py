"""Train the stance scorer on headline-article pairs. ``python -m ondit.linking.training.stance DATA``; fixed seeds."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.stance_features import Side, pair_row, side_of
from ondit.linking.stance_model import CLASSES, StanceModel
from ondit.linking.training.pairs import read_items
from ondit.linking.trees import forest_of

MODELS = Path(__file__).resolve().parent.parent / "models"
RELATED = 0.5
_DISAGREE = 2.5  # weight of a disagreeing pair in training: they are one in sixteen
Array = np.ndarray[Any, Any]


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Rows of a ``stances.tsv``: headline, article, stance."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def rows_of(pairs: Sequence[dict[str, str]], texts: dict[str, str], sides: dict[str, Side] | None = None) -> Array:
    """Features of headline-article pairs, one row each."""
    sides = {} if sides is None else sides
    for pair in pairs:
        for key in (pair["headline"], pair["article"]):
            if key not in sides:
                sides[key] = side_of(texts[key], "en")
    return np.stack([pair_row(sides[p["headline"]], sides[p["article"]]) for p in pairs])


def fitted(rows: Array, stances: Array, rumours: Array, *, related: float = RELATED) -> StanceModel:
    """A model from related pairs; the class weights are tuned on halves of these rumours, never on others."""
    _, place = np.unique(rumours, return_inverse=True)
    weights = 1 / np.sqrt(np.bincount(place)[place])
    weights = weights / weights.mean() * np.where(stances == CLASSES.index("disagree"), _DISAGREE, 1.0)
    halves = np.random.RandomState(1).randint(0, 3, place.max() + 1)[place]
    chances = np.zeros((len(rows), len(CLASSES)))
    for half in range(3):
        inside = halves != half
        chances[~inside] = _grown(rows[inside], stances[inside], weights[inside]).predict_proba(rows[~inside])
    best = max((_macro(stances, chances * np.array([a, d, 1.0])), a, d) for a in _AGREE for d in _DISAGREES)
    forest = forest_of(_grown(rows, stances, weights))
    return StanceModel(forest, np.array([best[1], best[2], 1.0]), related)


_AGREE = (0.8, 1.0, 1.25, 1.5, 2.0)
_DISAGREES = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)


def _grown(rows: Array, stances: Array, weights: Array) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        max_iter=120,
        max_leaf_nodes=12,
        learning_rate=0.06,
        l2_regularization=5.0,
        min_samples_leaf=60,
        max_features=0.3,
        random_state=0,
    )
    return trees.fit(rows, stances, sample_weight=weights)


def _macro(stances: Array, chances: Array) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(stances, np.argmax(chances, axis=1), average="macro"))


def train(data: Path, models: Path = MODELS) -> None:
    """Read ``data``, write ``stance.npz`` into ``models``."""
    items = {item["id"]: item for item in read_items(data / "rumours" / "articles.jsonl")}
    pairs = [p for p in read_pairs(data / "rumours" / "stances.tsv") if p["stance"] in CLASSES]
    rows = rows_of(pairs, {key: item["text"] for key, item in items.items()})
    stances = np.array([CLASSES.index(p["stance"]) for p in pairs])
    made = fitted(rows, stances, np.array([items[p["headline"]]["rumour"] for p in pairs]))
    arrays = {**made.forest.arrays(), "weights": made.weights, "related": np.asarray(made.related)}
    np.savez_compressed(models / "stance.npz", **arrays)


if __name__ == "__main__":
    train(Path(sys.argv[1]))

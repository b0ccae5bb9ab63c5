"""Train the stance scorer on headline-article pairs. ``ondit train stance``; fixed seeds.

First the labels of pairs are read back into where each text stands (``standpoints``); two scores learn that, a third
learns the pairs from what the first two say of texts that they were not trained on. Folds are by rumour throughout.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.logistic import Logistic, logistic_of
from ondit.linking.stance_cues import KINDS
from ondit.linking.stance_model import CLASSES, STEPS, StanceModel
from ondit.linking.stance_pairs import Table, table_of, weighed
from ondit.linking.stance_sides import Side, side_of
from ondit.linking.training.pairs import read_items
from ondit.linking.training.standpoints import camps
from ondit.page.plain import block_spans
from ondit.records import Article

MODELS = Path(__file__).resolve().parent.parent / "models"
RELATED = 0.5
_INNER = 4
_OPENS = [KINDS.index(kind) for kind in ("deny", "fake", "doubt", "opens", "negation")]
_OPENING = 3  # sentences that are read for contradicting words
_AGREE = (0.6, 0.8, 1.0, 1.25, 1.5, 2.0)
_DISAGREE = (0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_CAMP, _BOTH = 0.003, 0.01  # strengths of the scores
_SURE, _UNSURE = 0.8, 0.3  # a text whose camp is less sure than this weighs so much less
Array = np.ndarray[Any, Any]


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Rows of a ``stances.tsv``: headline, article, stance."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def sides_of(items: Iterable[Mapping[str, Any]]) -> dict[str, Side]:
    """The sides of the texts of an ``articles.jsonl``, each read as plain text."""
    from ondit.reading import read_many

    articles = (_article(item) for item in items if item["text"].strip())
    return {reading.article.key: side_of(reading) for reading in read_many(articles)}


def _article(item: Mapping[str, Any]) -> Article:
    text = item["text"]
    return Article(item["id"], text, item.get("language", "en"), paragraphs=block_spans(text))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Related pairs as a table, with their labels (numbers of ``CLASSES``), the chances of ``CAMPS`` of each headline
    and article, and the rumours of the headlines, articles and pairs."""

    table: Table
    labels: Array
    head_camps: Array
    body_camps: Array
    head_rumours: Array
    body_rumours: Array

    @property
    def rumours(self) -> Array:
        """The rumour of each pair."""
        return np.asarray(self.head_rumours[self.table.left])


def lessons(pairs: Sequence[Mapping[str, str]], sides: Mapping[str, Side], rumour: Mapping[str, str]) -> Lessons:
    """What there is to learn from labelled pairs; ``rumour`` is that of each text."""
    some = [p for p in pairs if p["stance"] in CLASSES and p["headline"] in sides and p["article"] in sides]
    by_rumour: dict[str, list[tuple[str, str, int]]] = {}
    for p in some:
        told = (p["headline"], p["article"], CLASSES.index(p["stance"]))
        by_rumour.setdefault(rumour[p["headline"]], []).append(told)
    against = {key: float(side.cues[:_OPENING, _OPENS].sum()) for key, side in sides.items()}
    where: dict[str, Array] = {}
    for told_of_one in by_rumour.values():
        where.update(camps(told_of_one, against))
    table = table_of([(p["headline"], p["article"]) for p in some], sides, rumour)
    return Lessons(
        table,
        np.array([CLASSES.index(p["stance"]) for p in some]),
        np.stack([where[key] for key in table.heads]),
        np.stack([where[key] for key in table.bodies]),
        np.array([rumour[key] for key in table.heads]),
        np.array([rumour[key] for key in table.bodies]),
    )


def fitted(of: Lessons, known: Iterable[str], *, related: float = RELATED) -> StanceModel:
    """A model from the lessons about ``known`` rumours. The weights of the classes are chosen on parts of these."""
    inside = np.array(sorted(known))
    fold = {name: i % _INNER for i, name in enumerate(np.random.RandomState(1).permutation(inside).tolist())}
    table = of.table
    head = _unseen(table.head_rows, of.head_camps, of.head_rumours, fold)
    body = _unseen(table.body_rows, of.body_camps, of.body_rumours, fold)
    pairs = np.isin(of.rumours, inside)
    rows, labels, rumours = weighed(table, head, body)[pairs], of.labels[pairs], of.rumours[pairs]
    folds = np.array([fold[name] for name in rumours.tolist()])
    chances = np.zeros((len(rows), len(CLASSES)))
    for part in range(_INNER):
        mine = folds == part
        chances[mine] = logistic_of(rows[~mine], labels[~mine], _even(rumours[~mine]), _BOTH).chances(rows[mine])
    best = max((_macro(labels, chances * np.array([a, d, 1.0])), -a, -d) for a in _AGREE for d in _DISAGREE)
    return StanceModel(
        _camp_score(table.head_rows, of.head_camps, of.head_rumours, np.isin(of.head_rumours, inside)),
        _camp_score(table.body_rows, of.body_camps, of.body_rumours, np.isin(of.body_rumours, inside)),
        logistic_of(rows, labels, _even(rumours), _BOTH),
        np.array([-best[1], -best[2], 1.0]),
        related,
    )


def _unseen(rows: Array, chances: Array, rumours: Array, fold: Mapping[str, int]) -> Array:
    """Chances of camps for each known text, from scores that were not trained on its rumour."""
    where = np.array([fold.get(name, -1) for name in rumours.tolist()])
    out = np.zeros((len(rows), chances.shape[1]))
    for part in range(_INNER):
        score = _camp_score(rows, chances, rumours, (where >= 0) & (where != part))
        out[where == part] = score.chances(rows[where == part])
    return out


def _camp_score(rows: Array, chances: Array, rumours: Array, use: Array) -> Logistic:
    """A score of camps that are known by their chances: a text weighs as much as its camp is sure."""
    weight = _even(rumours[use]) * np.where(chances[use].max(axis=1) < _SURE, _UNSURE, 1.0)
    return logistic_of(rows[use], chances[use].argmax(axis=1), weight, _CAMP)


def _even(rumours: Array) -> Array:
    """Weights that give each rumour, not each text, its say."""
    _, place = np.unique(rumours, return_inverse=True)
    weights = 1 / np.sqrt(np.bincount(place)[place])
    return np.asarray(weights / weights.mean())


def _macro(labels: Array, chances: Array) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(labels, np.argmax(chances, axis=1), average="macro"))


def store(out: Path, made: StanceModel) -> None:
    """Write a model as plain arrays."""
    arrays: dict[str, Any] = {"weights": made.weights, "related": np.asarray(made.related)}
    for name in STEPS:
        arrays.update(getattr(made, name).arrays(f"{name}_"))
    np.savez_compressed(out, **arrays)


def train(data: Path, models: Path = MODELS) -> None:
    """Read ``data``, write ``stance.npz`` into ``models``."""
    items = read_items(data / "rumours" / "articles.jsonl")
    rumour = {item["id"]: item["rumour"] for item in items}
    of = lessons(read_pairs(data / "rumours" / "stances.tsv"), sides_of(items), rumour)
    store(models / "stance.npz", fitted(of, set(rumour.values())))

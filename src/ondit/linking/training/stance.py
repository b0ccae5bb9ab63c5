"""Train the stance scorer on headline-article pairs. ``ondit train stance``; fixed seeds.

First the labels of pairs are read back into where each text stands (``standpoints``); two scores learn that, a third
learns the pairs from what the first two say of texts that they were not trained on. Folds are by rumour throughout.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.logistic import Logistic, logistic_of
from ondit.linking.stance_cues import KINDS
from ondit.linking.stance_features import BODY, BOTH, HEAD, given_by
from ondit.linking.stance_model import CLASSES, STEPS, TOGETHER, StanceModel
from ondit.linking.stance_pairs import Table, table_of, weighed, weighed_alone
from ondit.linking.stance_sides import Side, side_of
from ondit.linking.training.pairs import read_items
from ondit.linking.training.standpoints import camps
from ondit.page.plain import block_spans
from ondit.records import Article, Reading

MODELS = Path(__file__).resolve().parent.parent / "models"
RELATED = 0.5
_INNER = 4
_OPENS = [KINDS.index(kind) for kind in ("deny", "fake", "doubt", "opens", "negation")]
_OPENING = 3  # sentences that are read for contradicting words
_AGREE = (0.6, 0.8, 1.0, 1.25, 1.5, 2.0)
_DISAGREE = (0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_CAMP, _BOTH = 0.003, 0.05  # strengths of the scores
_SURE, _UNSURE = 0.8, 0.3  # a text whose camp is less sure than this weighs so much less
Array = np.ndarray[Any, Any]


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Rows of a ``stances.tsv``: headline, article, stance."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def sides_of(items: Iterable[Mapping[str, Any]]) -> dict[str, Side]:
    """The sides of the texts of an ``articles.jsonl``, each read as plain text."""
    from ondit.reading import read_many

    articles = [
        Article(item["id"], item["text"], item.get("language", "en"), paragraphs=block_spans(item["text"]))
        for item in items
    ]
    blank = [Reading(article, ()) for article in articles if not article.paragraphs]
    readings = [*blank, *read_many(article for article in articles if article.paragraphs)]
    return {reading.article.key: side_of(reading) for reading in readings}


@dataclass(frozen=True, slots=True)
class Lessons:
    """Related pairs as a table, with their labels (numbers of ``CLASSES``), the chances of ``CAMPS`` of each headline
    and article, and the rumours of the headlines, articles and pairs. ``hidden`` are columns of ``together`` that are
    not to be learnt from."""

    table: Table
    labels: Array
    head_camps: Array
    body_camps: Array
    head_rumours: Array
    body_rumours: Array
    hidden: tuple[int, ...] = ()

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
    against = {key: int(side.cues[:_OPENING, _OPENS].sum()) for key, side in sides.items()}
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


def without(of: Lessons, part: str | None) -> Lessons:
    """The same lessons with nothing in the columns that one part gives: ``cues``, ``reading``, ``encoder``, or
    ``company`` (what the other texts about the claim say). A column that never varies is given no weight."""
    if part is None:
        return of
    table, camps_told = of.table, len(TOGETHER) - len(BOTH)
    if part == "company":
        heads, bodies = (list(range(len(names), 2 * len(names))) for names in (HEAD, BODY))
        both, hidden = [], tuple(i for i, name in enumerate(TOGETHER) if name.startswith("company"))
    else:
        heads, bodies = ([i + n for i in given_by(part, names) for n in (0, len(names))] for names in (HEAD, BODY))
        both = given_by(part, BOTH)
        hidden = tuple(camps_told + i for i in both)
    blank = replace(table, head_rows=_zeroed(table.head_rows, heads), body_rows=_zeroed(table.body_rows, bodies))
    return replace(of, table=replace(blank, both=_zeroed(table.both, both)), hidden=hidden)


def _zeroed(rows: Array, columns: Sequence[int]) -> Array:
    out = rows.copy()
    out[:, list(columns)] = 0.0
    return out


def fitted(of: Lessons, known: Iterable[str], *, related: float = RELATED) -> StanceModel:
    """A model from the lessons about ``known`` rumours. The weights of the classes are chosen on parts of these."""
    inside = np.array(sorted(known))
    fold = {name: i % _INNER for i, name in enumerate(np.random.RandomState(1).permutation(inside).tolist())}
    table = of.table
    head = _unseen(table.head_rows, of.head_camps, of.head_rumours, fold)
    body = _unseen(table.body_rows, of.body_camps, of.body_rumours, fold)
    pairs = np.isin(of.rumours, inside)
    labels, rumours = of.labels[pairs], of.rumours[pairs]
    company, alone = (rows(table, head, body)[pairs] for rows in (weighed, weighed_alone))
    company[:, list(of.hidden)] = alone[:, list(of.hidden)] = 0.0
    folds = np.array([fold[name] for name in rumours.tolist()])
    chances = np.zeros((len(labels), len(CLASSES)))
    for part in range(_INNER):
        mine = folds == part
        score = _pair_score(company[~mine], alone[~mine], labels[~mine], rumours[~mine])
        chances[mine] = score.chances(company[mine])
    best = max((_macro(labels, chances * np.array([a, d, 1.0])), -a, -d) for a in _AGREE for d in _DISAGREE)
    return StanceModel(
        _camp_score(table.head_rows, of.head_camps, of.head_rumours, np.isin(of.head_rumours, inside)),
        _camp_score(table.body_rows, of.body_camps, of.body_rumours, np.isin(of.body_rumours, inside)),
        _pair_score(company, alone, labels, rumours),
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


def _pair_score(company: Array, alone: Array, labels: Array, rumours: Array) -> Logistic:
    """A score of pairs, each seen twice: in company, and as if nobody else spoke of the claim."""
    weight = _even(rumours)
    return logistic_of(np.concatenate([company, alone]), np.tile(labels, 2), np.tile(weight, 2) / 2, _BOTH)


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

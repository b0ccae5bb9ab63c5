"""Train what judges single pairs: boosted trees within a language, a logistic score across two.

Pairs are of articles of known rumours, whole and cut short. Weights give each rumour, not each pair, its say. Fixed
seeds throughout.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.blocks import Blocks, rank
from ondit.linking.gist import Gist, gist_of, sentences_of
from ondit.linking.keys import keys_of
from ondit.linking.pair_score import FEATURES, Judge, PairModel, features
from ondit.linking.trees import Forest, forest_of
from ondit.records import Article, Reading
from ondit.vectors import encode

_CELLS = 384
_MIXED = 25_000  # pairs with an article cut short or a headline in them
Array = np.ndarray[Any, Any]


def read_items(path: Path, kinds: Sequence[str] = ("article", "headline")) -> list[dict[str, Any]]:
    """The items of an ``articles.jsonl`` or ``french.jsonl`` in file order."""
    with path.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    return [item for item in items if item.get("kind", "article") in kinds]


def gist_of_item(item: dict[str, Any]) -> Gist:
    """A gist from the text alone."""
    return gist_of(Reading(Article(item["id"], item["text"], item.get("language", "en")), ()))


def cut_short(item: dict[str, Any]) -> dict[str, Any]:
    """The item's first one to three sentences: what a brief would say. How many depends on its id alone."""
    spans = sentences_of(item["text"])
    keep = 1 + int(rank(item["id"]), 16) % 3
    end = spans[min(keep, len(spans)) - 1][1] if spans else len(item["text"])
    return {**item, "id": "short:" + item["id"], "text": item["text"][:end]}


def blocked(gists: Sequence[Gist], use: PairModel) -> tuple[Blocks, list[tuple[int, int]]]:
    """The blocks of some articles, and the index pairs that they propose, i < j."""
    blocks, index, found = Blocks(), {g.key: i for i, g in enumerate(gists)}, set()
    for gist in gists:
        came, went = blocks.add(gist.key, keys_of(gist, use))
        found |= came
        found -= went
    return blocks, sorted((min(index[a], index[b]), max(index[a], index[b])) for a, b in found)


def rows_of(pairs: Sequence[tuple[Gist, Gist]]) -> Array:
    """Features of pairs, one row each."""
    return np.round(np.array([features(a, b) for a, b in pairs]), 4).reshape(-1, len(FEATURES))


def grown(rows: Array, same: Array, weights: Array, rounds: int = 120, leaves: int = 12, rate: float = 0.07) -> Forest:
    """Boosted trees for yes and no."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        max_iter=rounds,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        l2_regularization=5.0,
        min_samples_leaf=150,
        random_state=0,
    )
    return forest_of(trees.fit(rows, same, sample_weight=weights / weights.mean()))


def line(rows: Array, same: Array, weights: Array, strength: float = 1.0) -> Array:
    """Logistic weights, one a column, then the bias; columns are brought to one scale before they are held back."""
    from sklearn.linear_model import LogisticRegression

    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    plain = LogisticRegression(C=strength, max_iter=300)
    plain.fit((rows - middle) / spread, same, sample_weight=weights / weights.mean())
    slopes = plain.coef_[0] / spread
    return np.append(slopes, plain.intercept_[0] - slopes @ middle)


def fit_cells(data: Path) -> Array:
    """Centres of the leads of English and French news: points by which texts without a shared name are found.

    Not of the rumours' articles: what they are about must be as new here as it is in use.
    """
    from sklearn.cluster import KMeans

    leads = []
    for name in ("wikinews-fr/articles.jsonl", "polnear/train.jsonl"):
        with (data / name).open(encoding="utf-8") as lines:
            leads += [" ".join(json.loads(line)["text"][:600].split()) for line in lines]
    centres = KMeans(_CELLS, n_init=1, max_iter=30, random_state=0).fit(encode(leads)).cluster_centers_
    return np.asarray(centres / np.linalg.norm(centres, axis=1, keepdims=True), dtype=np.float32)


def only_cells(cells: Array) -> PairModel:
    """A model that knows where to look and nothing else."""
    whole, none = np.zeros(0, dtype=np.int32), np.zeros(0)
    no_trees = Forest(whole, whole, whole, none, whole, whole, none, none)
    return PairModel(no_trees, 1.0, none, Judge(none, no_trees), none, 0.0, 0.0, 0.0, cells)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Rows of features, which rumours the two sides of each are about, and how much all of them together count."""

    left: Array
    right: Array
    rows: Array
    weight: float = 1.0

    def chosen(self, known: frozenset[str] | None) -> tuple[Any, Any, Any]:
        """Rows, labels and weights of those both of whose rumours are ``known`` (None: all)."""
        names, number = np.unique(np.concatenate([self.left, self.right]), return_counts=True)
        size = dict(zip(names.tolist(), number.tolist(), strict=True))
        both = zip(self.left.tolist(), self.right.tolist(), strict=True)
        weights = np.array([1 / np.sqrt(size[a] * size[b]) for a, b in both])
        keep = np.ones(len(self.left), dtype=bool)
        if known is not None:
            inside = np.array(sorted(known))
            keep = np.isin(self.left, inside) & np.isin(self.right, inside)
        weights = weights[keep]
        return self.rows[keep], (self.left == self.right)[keep], self.weight * weights / max(weights.mean(), 1e-9)


def lessons_within(
    whole: Sequence[Gist], rumours: Sequence[str], short: Sequence[Gist], short_rumours: Sequence[str], use: PairModel
) -> list[Lessons]:
    """Pairs of whole articles; and pairs of one with a text that is short (an article cut, a headline)."""
    blocks, pairs = blocked(whole, use)
    index = {gist.key: at for at, gist in enumerate(whole)}
    mixed = []
    for at, gist in enumerate(short):
        found = blocks.candidates(keys_of(gist, use)) - {gist.key.removeprefix("short:")}
        mixed += [(index[key], at) for key in sorted(found)]
    drawn = np.random.RandomState(0).choice(len(mixed), min(_MIXED, len(mixed)), replace=False)
    some = [mixed[k] for k in sorted(drawn)]
    here, there = np.array(rumours), np.array(short_rumours)
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    c, d = (np.array(side) for side in zip(*some, strict=True))
    return [
        Lessons(here[a], here[b], rows_of([(whole[i], whole[j]) for i, j in pairs])),
        Lessons(here[c], there[d], rows_of([(whole[i], short[j]) for i, j in some]), 0.5),
    ]


def lessons_across(
    whole: Sequence[Gist], rumours: Sequence[str], briefs: Sequence[Gist], brief_rumours: Sequence[str], use: PairModel
) -> Lessons:
    """Candidate pairs of an English article and a French brief."""
    n = len(whole)
    _, pairs = blocked([*whole, *briefs], use)
    some = [(i, j - n) for i, j in pairs if i < n <= j]
    here, there = np.array(rumours), np.array(brief_rumours)
    a, b = (np.array(side) for side in zip(*some, strict=True))
    return Lessons(here[a], there[b], rows_of([(whole[i], briefs[j]) for i, j in some]))

"""Train the pair model: boosted trees on pairs of articles of known rumours, whole and cut short.

Folds are by rumour; weights give each rumour, not each pair, its say. Fixed seeds throughout.
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
from ondit.linking.pair_score import FEATURES, PairModel, features
from ondit.linking.stories import keys_of
from ondit.linking.trees import Forest, forest_of
from ondit.records import Article, Reading
from ondit.vectors import encode

SCALE = 1.5  # softens the trees' margins, which are too sure of themselves
COMPANY = (0.5, 6.0, -2.2)  # chosen on three foldings by rumour (docs/decisions)
_CELLS = 384


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


def candidate_pairs(gists: Sequence[Gist], use: PairModel | None = None) -> list[tuple[int, int]]:
    """Index pairs that blocking proposes, i < j."""
    blocks, index, pairs = Blocks(anchors=48), {g.key: i for i, g in enumerate(gists)}, set()
    for gist in gists:
        came, went = blocks.add(gist.key, keys_of(gist, use))
        pairs |= came
        pairs -= went
    return sorted((min(index[a], index[b]), max(index[a], index[b])) for a, b in pairs)


def rows_of(gists: Sequence[Gist], pairs: Sequence[tuple[int, int]]) -> np.ndarray[Any, Any]:
    """Features of pairs, one row each."""
    if not pairs:
        return np.zeros((0, len(FEATURES)))
    return np.round(np.array([features(gists[i], gists[j]) for i, j in pairs]), 4)


def fit_within(rows: np.ndarray[Any, Any], same: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Any:
    """Boosted trees for two texts of one language."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        max_iter=120, max_leaf_nodes=12, learning_rate=0.07, l2_regularization=5.0, min_samples_leaf=150, random_state=0
    )
    return forest_of(trees.fit(rows, same, sample_weight=weights / weights.mean()))


def fit_across(rows: np.ndarray[Any, Any], same: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Any:
    """Logistic weights (then the bias) for two texts of different languages."""
    from sklearn.linear_model import LogisticRegression

    plain = LogisticRegression(C=3.0, max_iter=1000).fit(rows, same, sample_weight=weights / weights.mean())
    return np.append(plain.coef_[0], plain.intercept_[0])


def store(out: Path, use: PairModel) -> None:
    """Write a model as plain arrays."""
    arrays: dict[str, Any] = use.within.arrays("within_")
    for name in ("feature", "left", "right", "roots", "target"):
        arrays["within_" + name] = arrays["within_" + name].astype(np.int32)
    arrays.update(across=use.across, company=use.company, join=use.join, land=use.land, scale=use.scale)
    arrays["cells"] = use.cells.astype(np.float16)
    np.savez_compressed(out, **arrays)


def fit_cells(data: Path, gists: Sequence[Gist]) -> np.ndarray[Any, Any]:
    """Centres of the leads of English and French news: points by which texts without a shared name are found."""
    from sklearn.cluster import KMeans

    with (data / "wikinews-fr" / "articles.jsonl").open(encoding="utf-8") as lines:
        leads = [" ".join(json.loads(line)["text"][:600].split()) for line in lines]
    vectors = np.concatenate([encode(leads), np.stack([g.opening for g in gists])])
    centres = KMeans(_CELLS, n_init=1, max_iter=30, random_state=0).fit(vectors).cluster_centers_
    return np.asarray(centres / np.linalg.norm(centres, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything that training pairs are drawn from, with features worked out once for all folds."""

    rumours: list[str]
    pairs: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]
    weight: float

    def chosen(self, known: frozenset[str] | None) -> tuple[Any, Any, Any]:
        """Rows, labels and weights of the pairs both of whose rumours are ``known`` (None: all)."""
        labels = np.array(self.rumours)
        left, right = labels[self.pairs[:, 0]], labels[self.pairs[:, 1]]
        names, number = np.unique(labels, return_counts=True)
        size = dict(zip(names.tolist(), number.tolist(), strict=True))
        weights = np.array([1 / np.sqrt(size[a] * size[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)])
        keep = np.ones(len(left), dtype=bool)
        if known is not None:
            inside = np.array(sorted(known))
            keep = np.isin(left, inside) & np.isin(right, inside)
        weights = weights[keep]
        return self.rows[keep], (left == right)[keep], self.weight * weights / weights.mean()


def lessons_within(articles: Sequence[dict[str, Any]], headlines: Sequence[dict[str, Any]]) -> list[Lessons]:
    """Pairs of whole articles; and pairs with an article cut short or a headline in them."""
    whole = [gist_of_item(a) for a in articles]
    short = [gist_of_item(cut_short(a)) for a in articles] + [gist_of_item(h) for h in headlines]
    rumours = [a["rumour"] for a in articles]
    n = len(whole)
    pairs = np.array(candidate_pairs(whole))
    mixed = [(i, j) for i, j in candidate_pairs(whole + short) if j >= n and j - n != i]
    drawn = np.random.RandomState(0).choice(len(mixed), min(60_000, len(mixed)), replace=False)
    some = np.array([mixed[k] for k in sorted(drawn)])
    labels = rumours + rumours + [h["rumour"] for h in headlines]
    return [
        Lessons(labels, pairs, rows_of(whole, [(i, j) for i, j in pairs]), 1.0),
        Lessons(labels, some, rows_of(whole + short, [(i, j) for i, j in some]), 0.5),
    ]


def lessons_across(
    articles: Sequence[dict[str, Any]], briefs: Sequence[dict[str, Any]], cells: np.ndarray[Any, Any]
) -> Lessons:
    """Candidate pairs of a French brief and an English article."""
    gists = [gist_of_item(i) for i in [*articles, *briefs]]
    n = len(articles)
    whole, none = np.zeros(0, dtype=np.int32), np.zeros(0)
    no_trees = Forest(whole, whole, whole, none, whole, whole, none, none)
    only_cells = PairModel(no_trees, none, none, 0.0, 0.0, 1.0, cells)
    pairs = np.array([(i, j) for i, j in candidate_pairs(gists, only_cells) if i < n <= j])
    labels = [i["rumour"] or "none:" + i["id"] for i in [*articles, *briefs]]
    return Lessons(labels, pairs, rows_of(gists, [(i, j) for i, j in pairs]), 1.0)


def fitted(
    within: Sequence[Lessons],
    across: Lessons | None,
    cells: np.ndarray[Any, Any],
    known: frozenset[str] | None = None,
    *,
    join: float = 0.62,
    land: float = 0.5,
) -> PairModel:
    """A model from the lessons about ``known`` rumours (None: all)."""
    parts = [lesson.chosen(known) for lesson in within]
    rows, same, weights = (np.concatenate([p[k] for p in parts]) for k in range(3))
    forest = fit_within(rows, same, weights)
    weights_across = np.zeros(len(FEATURES) + 1) if across is None else fit_across(*across.chosen(known))
    return PairModel(forest, weights_across, np.array(COMPANY), join, land, SCALE, cells)

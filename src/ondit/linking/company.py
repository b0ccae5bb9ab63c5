"""Pair scores seen in company: what a pair's neighbours, and the words that all of them share, say about the pair.

Ten articles about one telephone share its name, its maker and its price, so among them those words tell nothing; what
tells is the battery, the colour, the date. So in a component (articles held together by likely pairs) words are
weighed again by how rare they are *there*, scores are compared with those of each article's nearest, and a second
learned score, trained on what the first gives for rumours that it never saw, judges the pair.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np

from ondit.linking.gist import Bag, Gist
from ondit.linking.pair_score import FEATURES, PairModel, Table, chance
from ondit.linking.pair_tables import BAGS, features_between, weights_of
from ondit.linking.terms import rarity
from ondit.linking.trees import Forest

NEIGHBOURS = 16  # of an article, looked at for how many it shares with another
IN_COMPANY = (
    "likely", "neighbours", "least_held", "most_held", "nearest", "farthest", "articles",
    *(f"{name} here" for name in BAGS), "bag above", "wide above", "bag beyond", *FEATURES,
)  # fmt: skip
# Articles of a component that are no company yet (among few, everything is everything's neighbour); that are company.
# The score in company was learnt from long texts, so short ones trust it later.
_LONG_TEXTS, _SHORT_TEXTS = (4, 16), (12, 40)
_WORDS = (140, 220)  # words up to which a text is short; from which it is long
_DOUBT = 1.9  # off the first score's log-odds for short texts, which share their parties' names and little else
_ORDINARY = 15.0  # how many ordinary articles a component is mixed with before its words are counted
_SPREAD = math.log(4000)  # what ``rarity`` divides by: a word of rarity 1 stands in one of so many articles
_HELD = 5  # nearest articles whose scores say how well an article is held


def in_company(gists: Sequence[Gist], use: PairModel) -> Table:
    """Chances of all pairs of a component, symmetric, shape ``(n, n)``; the diagonal is 0."""
    table = company_features(gists, use.within, use.scale)
    upper = np.triu_indices(len(gists), 1)
    found = np.zeros((len(gists), len(gists)))
    if len(upper[0]):
        rows = table[upper]
        short = _short(np.expm1(rows[:, IN_COMPANY.index("smaller")]))
        few, many = (small + short * (large - small) for small, large in zip(_LONG_TEXTS, _SHORT_TEXTS, strict=True))
        told = np.clip((len(gists) - few) / (many - few), 0.0, 1.0)
        found[upper] = chance((1 - told) * (rows[:, 0] - _DOUBT * short) + told * use.company.margin(rows))
    return found + found.T


def _short(words: Table) -> Table:
    """1 for a text of few words, 0 for one of many."""
    return np.clip((_WORDS[1] - words) / (_WORDS[1] - _WORDS[0]), 0.0, 1.0)


def company_features(gists: Sequence[Gist], within: Forest, scale: float) -> Table:
    """Shape ``(n, n, len(IN_COMPANY))``, symmetric; ``within`` and ``scale`` give the first score."""
    n, rows = len(gists), features_between(gists, gists)
    upper = np.triu_indices(n, 1)
    logit = np.zeros((n, n))
    logit[upper] = within.margins(rows[upper])[:, 0] / scale
    logit += logit.T
    likely = chance(logit)
    np.fill_diagonal(likely, 0.0)
    held = _top(likely)
    rank = np.log1p(np.argsort(np.argsort(-likely, axis=1, kind="stable"), axis=1))
    bag, wide = rows[:, :, FEATURES.index("bag")].copy(), rows[:, :, FEATURES.index("wide")].copy()
    np.fill_diagonal(bag, 0.0)
    np.fill_diagonal(wide, 0.0)
    near = _top(bag)
    pairs = max(1, n * (n - 1))
    columns = [
        logit,
        _neighbours(likely),
        np.minimum(held[:, None], held[None]),
        np.maximum(held[:, None], held[None]),
        np.minimum(rank, rank.T),
        np.maximum(rank, rank.T),
        np.full((n, n), math.log(max(1, n))),
        *(_here([getattr(gist, name) for gist in gists], gists[0].language) for name in BAGS),
        bag - bag.sum() / pairs,
        wide - wide.sum() / pairs,
        2 * bag - near[:, None] - near[None],
        *np.moveaxis(rows, -1, 0),
    ]
    return np.round(np.stack(columns, axis=-1), 4)


def _top(table: Table) -> Table:
    """Mean of each row's largest."""
    return np.asarray(np.sort(table, axis=1)[:, ::-1][:, :_HELD].mean(axis=1))


def _neighbours(likely: Table) -> Table:
    """Cosine of two articles' nearest, each weighed by how likely it is."""
    n = len(likely)
    near = likely.copy()
    np.fill_diagonal(near, 1.0)
    kept = np.zeros_like(near)
    order = np.argsort(-near, axis=1, kind="stable")[:, :NEIGHBOURS]
    rows = np.arange(n)[:, None]
    kept[rows, order] = near[rows, order]
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    return np.asarray(kept @ kept.T)


def _here(bags: Sequence[Bag], language: str) -> Table:
    """Cosines after each word is weighed again by how rare it is among these articles, as against anywhere."""
    n = len(bags)
    count = Counter(chain.from_iterable(bags))
    factor = {word: _local(seen, n, word, language) for word, seen in count.items()}
    again = [{word: weight * factor[word] for word, weight in bag.items()} for bag in bags]
    rows, _ = weights_of(again)
    length = np.array([math.sqrt(sum(x * x for x in bag.values())) for bag in again])
    rows /= np.maximum(length, 1e-9)[:, None]
    return np.asarray(rows @ rows.T, dtype=np.float64)


def _local(seen: int, n: int, word: str, language: str) -> float:
    """Between 0 (in every article here) and about 1 (as rare here as anywhere)."""
    parts = [rarity(part, language) for part in word.split()] or [0.0]
    rare = min(1.0, sum(parts) if len(parts) == 2 else max(parts))
    anywhere = math.exp(-rare * _SPREAD)
    here = math.log((n + _ORDINARY) / (seen + _ORDINARY * anywhere))
    return min(1.5, max(0.0, here / math.log(1 / min(anywhere, 0.9))))

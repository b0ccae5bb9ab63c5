"""The features of ``pair_score`` for all pairs of two lists of articles at once: matrix products instead of loops.

Used where everything in a small set is compared with everything else in it (a component of likely pairs, a story and
those who may land on it), never over all articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from ondit.linking.gist import Bag, Gist
from ondit.linking.pair_score import FEATURES, SENTENCES
from ondit.vectors import DIMENSIONS, Vectors

Table = npt.NDArray[np.float64]

BAGS = ("bag", "lead", "things", "called", "pairs", "names")


def weights_of(bags: Sequence[Bag]) -> tuple[Vectors, list[str]]:
    """One row a bag, one column a word that at least two bags have: the others add nothing to what two bags share."""
    common = Counter(chain.from_iterable(bags))
    words = sorted(word for word, n in common.items() if n > 1)
    at = {word: place for place, word in enumerate(words)}
    rows = np.zeros((len(bags), len(words)), dtype=np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for word, weight in bag.items():
            place = at.get(word)
            if place is not None:
                row[place] = weight
    return rows, words


def features_between(here: Sequence[Gist], there: Sequence[Gist]) -> Table:
    """Shape ``(len(here), len(there), len(FEATURES))``, in the order of ``FEATURES``, rounded as single pairs are."""
    n, both = len(here), [*here, *there]
    shared = {}
    for name in BAGS:
        rows, _ = weights_of([getattr(gist, name) for gist in both])
        shared[name] = rows[:n] @ rows[n:].T
        if name == "bag":
            squares, there_at_all = rows**2, (rows > 0).astype(np.float32)
            held = np.maximum(squares[:n] @ there_at_all[n:].T, there_at_all[:n] @ squares[n:].T)
    numbers, _ = weights_of([dict.fromkeys(gist.numbers, 1.0) for gist in both])
    count = np.array([len(gist.numbers) for gist in both], dtype=np.float64)
    opening, wide = (np.stack([getattr(gist, name) for gist in both]) for name in ("opening", "wide"))
    meeting, crossing, first = _meetings(here, there, opening[:n], opening[n:])
    size = np.log1p([gist.size for gist in both])
    found = {
        **shared,
        "numbers": numbers[:n] @ numbers[n:].T / np.maximum(1.0, np.sqrt(count[:n, None] * count[None, n:])),
        "held": held,
        "opening": opening[:n] @ opening[n:].T,
        "wide": wide[:n] @ wide[n:].T,
        "first": first,
        "meeting": meeting,
        "crossing": crossing,
        "smaller": np.minimum(size[:n, None], size[None, n:]),
        "larger": np.maximum(size[:n, None], size[None, n:]),
    }
    return np.asarray(np.round(np.stack([found[name] for name in FEATURES], axis=-1), 4), dtype=np.float64)


def _meetings(
    here: Sequence[Gist], there: Sequence[Gist], here_opening: Vectors, there_opening: Vectors
) -> tuple[Vectors, Vectors, Vectors]:
    """How near first sentences lie to their nearest, a lead to any sentence, and the first to the first."""
    left, left_there = _sentences(here)
    right, right_there = _sentences(there)
    near = np.full((left.shape[1], right.shape[1], len(here), len(there)), -1.0, dtype=np.float32)
    crossing = np.zeros((len(here), len(there)), dtype=np.float32)
    for i in range(left.shape[1]):
        for j in range(right.shape[1]):
            if i < SENTENCES or j < SENTENCES:
                known = left_there[:, i, None] & right_there[None, :, j]
                near[i, j] = np.where(known, left[:, i] @ right[:, j].T, -1.0)
        crossing = np.maximum(crossing, left[:, i] @ there_opening.T)
    for j in range(right.shape[1]):
        crossing = np.maximum(crossing, here_opening @ right[:, j].T)
    told, told_there = left_there[:, :SENTENCES].sum(axis=1), right_there[:, :SENTENCES].sum(axis=1)
    from_here = np.where(left_there.T[:SENTENCES, :, None], near[:SENTENCES].max(axis=1), 0.0).sum(axis=0)
    from_there = np.where(right_there.T[:SENTENCES, None, :], near[:, :SENTENCES].max(axis=0), 0.0).sum(axis=0)
    meeting = (from_here / np.maximum(told, 1)[:, None] + from_there / np.maximum(told_there, 1)[None, :]) / 2
    first = np.where(left_there[:, 0, None] & right_there[None, :, 0], near[0, 0], 0.0)
    return meeting.astype(np.float32), crossing, first.astype(np.float32)


def _sentences(gists: Sequence[Gist]) -> tuple[Vectors, npt.NDArray[np.bool_]]:
    most = max((len(gist.vectors) for gist in gists), default=1) or 1
    vectors = np.zeros((len(gists), most, DIMENSIONS), dtype=np.float32)
    known = np.zeros((len(gists), most), dtype=bool)
    for at, gist in enumerate(gists):
        vectors[at, : len(gist.vectors)] = gist.vectors
        known[at, : len(gist.vectors)] = True
    return vectors, known

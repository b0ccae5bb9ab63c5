"""Gathering a component's articles into stories: shared neighbours correct the scores, then normalised average link.

Average link alone either splits a story that was told in many ways or merges two stories about the same people. So what
joins two groups is their average score **over how well each holds together itself**: two halves of one loose story lie
as near each other as the members of each; two tight stories about one person do not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ondit.linking.pair_score import PairModel

Matrix = npt.NDArray[np.float64]

ALPHA = 1.8  # how much a group's own coherence counts
PRIOR, PRIOR_WEIGHT = 0.6, 3.0  # a group's coherence before anything is known of it, worth so many pairs
PRIOR_ALONE = 0.9  # the same in a small component, where a middling score has nobody to contradict it
NEIGHBOURS = 16
_SMALL = 4


def company(n: int) -> float:
    """How much neighbours tell in a component of ``n`` articles: 0 for a few, 1 for as many as are looked at."""
    return min(1.0, max(0.0, (n - _SMALL) / (NEIGHBOURS - _SMALL)))


def in_company(table: Matrix, use: PairModel) -> Matrix:
    """Pair scores corrected by the neighbours that two articles share. ``table`` is symmetric, its diagonal ignored."""
    n = len(table)
    told = company(n)
    if not told:
        return table
    near = table.copy()
    np.fill_diagonal(near, 1.0)
    kept = np.zeros_like(near)
    order = np.argsort(-near, axis=1, kind="stable")[:, :NEIGHBOURS]
    rows = np.arange(n)[:, None]
    kept[rows, order] = near[rows, order]
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    shared = kept @ kept.T
    clipped = np.clip(table, 1e-4, 1 - 1e-4)
    own = np.log(clipped / (1 - clipped))
    logits = (1 - told) * own + told * (use.company[0] * own + use.company[1] * shared + use.company[2])
    return np.asarray(np.round(1 / (1 + np.exp(-logits)), 4))


def gather(keys: Sequence[str], table: Matrix, least: float) -> list[frozenset[str]]:
    """Groups of keys. Joins the two groups of highest linkage while it is at least ``least``; ties go to the first."""
    n = len(keys)
    between = table.copy()
    np.fill_diagonal(between, 0.0)
    prior = PRIOR_ALONE + (PRIOR - PRIOR_ALONE) * company(n)
    sizes, inside, holds = np.ones(n), np.zeros(n), np.full(n, prior)
    alive = np.ones(n, dtype=bool)
    members = [[k] for k in keys]
    link = between / np.power(holds[:, None] * holds[None, :], ALPHA / 2)
    np.fill_diagonal(link, -1.0)
    link = np.round(link, 6)
    mate = link.argmax(axis=1)
    best = link[np.arange(n), mate]
    while n > 1:
        first = int(best.argmax())
        if best[first] < least:
            break
        i, j = sorted((first, int(mate[first])))
        inside[i] += inside[j] + between[i, j] * sizes[i] * sizes[j]
        merged = (between[i] * sizes[i] + between[j] * sizes[j]) / (sizes[i] + sizes[j])
        sizes[i] += sizes[j]
        members[i] += members[j]
        alive[j] = False
        between[i], between[:, i] = merged, merged
        holds[i] = (PRIOR_WEIGHT * prior + inside[i]) / (PRIOR_WEIGHT + sizes[i] * (sizes[i] - 1) / 2)
        row = np.round(between[i] / np.power(holds[i] * holds, ALPHA / 2), 6)
        row[~alive] = -1.0
        row[i] = -1.0
        link[i], link[:, i] = row, row
        link[j], link[:, j] = -1.0, -1.0
        stale = np.nonzero(alive & ((mate == i) | (mate == j)))[0]
        stale = np.union1d(stale, [i])
        mate[stale] = link[stale].argmax(axis=1)
        best[stale] = link[stale, mate[stale]]
        better = alive & ((row > best) | ((row == best) & (mate > i)))
        mate[better], best[better] = i, row[better]
        best[j] = -2.0
    return [frozenset(members[k]) for k in range(n) if alive[k]]

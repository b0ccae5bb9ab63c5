"""Gathering a component's articles into stories: average link, over how well each group holds together itself.

Average link alone either splits a story that was told in many ways or merges two stories about the same people. So what
joins two groups is their average score **over how well each holds together itself**: two halves of one loose story lie
as near each other as the members of each; two tight stories about one person do not.

What is left over then, an article or two beside a story, is mostly told at length, or about something else first, and
nothing holds it; it goes to the story that it is likeliest about, for much less than what joins two stories.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Merges = tuple[tuple[int, int, float], ...]  # the second group goes into the first, at this linkage

PRIOR, PRIOR_WEIGHT = 0.6, 3.0  # a group's coherence before anything is known of it, worth so many pairs
PRIOR_ALONE = 0.9  # the same in a small component, where a middling score has nobody to contradict it
_STORY = 3  # members of a story that what is smaller may go to
_NEAREST = 2  # articles of a story whose mean score says how likely a stray is about it
_SMALL, _LARGE = 4, 16  # members of a component that is small; of one that no longer is


def merges_of(table: Matrix, least: float, firmness: float) -> Merges:
    """The merges in their order, the two groups of highest linkage first, while it is at least ``least``.

    ``table`` is symmetric, scores in [0, 1]; its diagonal is ignored. ``firmness`` is how much a group's own coherence
    counts: 0 is plain average link. Ties go to the first.
    """
    n = len(table)
    between = table.copy()
    np.fill_diagonal(between, 0.0)
    prior = PRIOR_ALONE + (PRIOR - PRIOR_ALONE) * min(1.0, max(0.0, (n - _SMALL) / (_LARGE - _SMALL)))
    sizes, inside, holds = np.ones(n), np.zeros(n), np.full(n, prior)
    alive = np.ones(n, dtype=bool)
    link = between / np.power(holds[:, None] * holds[None, :], firmness / 2)
    np.fill_diagonal(link, -1.0)
    link = np.round(link, 6)
    mate = link.argmax(axis=1)
    best = link[np.arange(n), mate]
    merges = []
    while n > 1:
        first = int(best.argmax())
        if best[first] < least:
            break
        i, j = sorted((first, int(mate[first])))
        merges.append((i, j, float(best[first])))
        inside[i] += inside[j] + between[i, j] * sizes[i] * sizes[j]
        merged = (between[i] * sizes[i] + between[j] * sizes[j]) / (sizes[i] + sizes[j])
        sizes[i] += sizes[j]
        alive[j] = False
        between[i], between[:, i] = merged, merged
        holds[i] = (PRIOR_WEIGHT * prior + inside[i]) / (PRIOR_WEIGHT + sizes[i] * (sizes[i] - 1) / 2)
        row = np.round(between[i] / np.power(holds[i] * holds, firmness / 2), 6)
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
    return tuple(merges)


def groups_at(keys: Sequence[str], merges: Merges, least: float) -> list[frozenset[str]]:
    """Groups of keys after the merges up to the first whose linkage is below ``least``."""
    members = [[key] for key in keys]
    for i, j, linkage in merges:
        if linkage < least:
            break
        members[i] += members[j]
        members[j] = []
    return [frozenset(some) for some in members if some]


def with_strays(
    keys: Sequence[str], groups: Sequence[frozenset[str]], table: Matrix, least: float
) -> list[frozenset[str]]:
    """The groups after each of one or two articles went to the story that it is likeliest about, if to any.

    ``table`` has the scores of ``keys``, as in ``merges_of``; ``least`` is the least mean score with a story's nearest.
    """
    stories = [group for group in groups if len(group) >= _STORY]
    if not stories:
        return list(groups)
    index = {key: at for at, key in enumerate(keys)}
    rows = [[index[key] for key in sorted(story)] for story in stories]
    whole, left = [set(story) for story in stories], []
    for group in groups:
        if len(group) >= _STORY:
            continue
        stray = [index[key] for key in group]
        likely = [float(np.sort(table[np.ix_(stray, row)].mean(axis=0))[-_NEAREST:].mean()) for row in rows]
        best = int(np.argmax(np.round(likely, 6)))
        if likely[best] >= least:
            whole[best] |= group
        else:
            left.append(group)
    return [*map(frozenset, whole), *left]

"""Articles about the same thing, gathered: candidates from blocks, edges from pair scores, average link inside.

The result is a function of the set of articles alone: candidates are (``blocks``), scores are, and the gathering inside
a connected component runs over its members in the order of their keys. Only components that a new article touched are
gathered again.
"""

from __future__ import annotations

import numpy as np

from ondit.linking.blocks import Blocks
from ondit.linking.gist import Gist
from ondit.linking.pair_score import PairModel, model, score

_TERMS, _NAMES = 14, 8  # keys of an article: its weightiest words and names


def keys_of(gist: Gist) -> set[str]:
    """What an article is looked up by."""
    top = sorted(gist.bag, key=lambda w: (-gist.bag[w], w))[:_TERMS]
    named = sorted(gist.names, key=lambda w: (-gist.names[w], w))[:_NAMES]
    return {f"w:{w}" for w in top} | {f"n:{w}" for w in named}


class Stories:
    """A growing set of articles and how they fall together."""

    def __init__(self, use: PairModel | None = None, *, join: float | None = None) -> None:
        self._model = use or model()
        self._join = self._model.join if join is None else join
        self._blocks = Blocks()
        self.gists: dict[str, Gist] = {}
        self._near: dict[str, set[str]] = {}
        self._scores: dict[tuple[str, str], float] = {}
        self._gathered: dict[frozenset[str], tuple[frozenset[str], ...]] = {}

    def add(self, gist: Gist) -> None:
        """Take in one article; its key must be new."""
        self.gists[gist.key] = gist
        self._near[gist.key] = set()
        came, went = self._blocks.add(gist.key, keys_of(gist))
        for a, b in came:
            if self.score(a, b) >= self._join:
                self._near[a].add(b)
                self._near[b].add(a)
        for a, b in went:
            self._near[a].discard(b)
            self._near[b].discard(a)

    def score(self, a: str, b: str) -> float:
        """The pair's score, worked out once."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._scores:
            self._scores[pair] = score(self.gists[pair[0]], self.gists[pair[1]], self._model)
        return self._scores[pair]

    def nearest(self, gist: Gist) -> list[tuple[float, str]]:
        """Articles that an outside text may be about, best first, with their scores."""
        found = self._blocks.candidates(keys_of(gist)) - {gist.key}
        return sorted(((score(gist, self.gists[k], self._model), k) for k in found), key=lambda x: (-x[0], x[1]))

    def stories(self) -> list[frozenset[str]]:
        """Every article in exactly one story; in the order of their smallest keys."""
        found: list[frozenset[str]] = []
        for component in self._components():
            if component not in self._gathered:
                self._gathered[component] = tuple(
                    average_link(sorted(component), self.score, self._join) if len(component) > 1 else [component]
                )
            found.extend(self._gathered[component])
        return sorted(found, key=min)

    def _components(self) -> list[frozenset[str]]:
        seen: set[str] = set()
        parts = []
        for key in sorted(self._near):
            if key in seen:
                continue
            part, todo = {key}, [key]
            while todo:
                for other in self._near[todo.pop()]:
                    if other not in part:
                        part.add(other)
                        todo.append(other)
            seen |= part
            parts.append(frozenset(part))
        return parts


def average_link(keys: list[str], score: object, least: float) -> list[frozenset[str]]:
    """Join the two groups whose members score highest on average, while that is at least ``least``.

    ``score(a, b)`` is symmetric. Ties go to the groups that come first in the order of ``keys``.
    """
    assert callable(score)
    n = len(keys)
    table = np.full((n, n), -1.0)
    for i in range(n):
        for j in range(i + 1, n):
            table[i, j] = table[j, i] = score(keys[i], keys[j])
    sizes = np.ones(n)
    members: list[list[str]] = [[k] for k in keys]
    alive = np.ones(n, dtype=bool)
    best = table.max(axis=1)
    while alive.sum() > 1:
        i = int(np.argmax(np.where(alive, best, -2.0)))
        if round(float(best[i]), 9) < least:
            break
        j = int(np.argmax(np.where(alive, table[i], -2.0)))
        i, j = min(i, j), max(i, j)
        merged = (table[i] * sizes[i] + table[j] * sizes[j]) / (sizes[i] + sizes[j])
        table[i], table[:, i] = merged, merged
        table[j], table[:, j], table[i, i] = -1.0, -1.0, -1.0
        table[:, ~alive] = -1.0
        alive[j] = False
        sizes[i] += sizes[j]
        members[i] += members[j]
        best = np.where(alive, np.where(alive[None, :], table, -1.0).max(axis=1), -2.0)
    return [frozenset(members[i]) for i in range(n) if alive[i]]

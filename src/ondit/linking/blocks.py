"""Which items are worth comparing: those that share a key (a rare word, a name, a cell of vector space).

Never all pairs, and not even all pairs of one key: each key keeps its ``ANCHORS`` members with the smallest hash,
and an item is compared with the anchors of its keys only. The anchors of a set are the same in whatever order its
members came, so the candidates are order-free; and since a new member displaces an anchor with probability
``ANCHORS / n``, the comparisons that an arrival causes grow as the logarithm of the number of members
(bottom-k sampling; Cohen and Kaplan 2007).
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping

ANCHORS = 24
LEAST = 2  # keys that two items must share: one rare word in common is mostly chance


def rank(item: str) -> str:
    """A hash that orders items, the same on every machine and in every run."""
    return hashlib.blake2b(item.encode(), digest_size=8).hexdigest()


class Blocks:
    """Items under keys. ``add`` gives what changed in the set of candidate pairs."""

    def __init__(self, anchors: int = ANCHORS) -> None:
        self._size = anchors
        self._anchors: dict[str, list[tuple[str, str]]] = {}
        self._members: dict[str, list[str]] = {}
        self._shared: Counter[tuple[str, str]] = Counter()

    def add(self, item: str, keys: Iterable[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Pairs (sorted) that became candidates, and pairs that no longer are. An item is added once."""
        before: dict[tuple[str, str], int] = {}
        mine = (rank(item), item)
        for key in sorted(set(keys)):
            anchors = self._anchors.setdefault(key, [])
            members = self._members.setdefault(key, [])
            for _, other in anchors:
                self._count(item, other, 1, before)
            if len(anchors) < self._size or mine < anchors[-1]:
                known = {name for _, name in anchors}
                for other in members:
                    if other not in known:
                        self._count(item, other, 1, before)
                insort(anchors, mine)
                if len(anchors) > self._size:
                    gone = anchors.pop()[1]
                    kept = {name for _, name in anchors}
                    for other in [*members, item]:
                        if other != gone and other not in kept:
                            self._count(gone, other, -1, before)
            members.append(item)
        came = {p for p, n in before.items() if n < LEAST <= self._shared[p]}
        went = {p for p, n in before.items() if self._shared[p] < LEAST <= n}
        for pair in [p for p in before if self._shared[p] <= 0]:
            del self._shared[pair]
        return came, went

    def candidates(self, keys: Iterable[str]) -> set[str]:
        """What an item that stays outside would be compared with."""
        shared = Counter(name for key in set(keys) for _, name in self._anchors.get(key, ()))
        return {name for name, n in shared.items() if n >= LEAST}

    def shared(self) -> Mapping[tuple[str, str], int]:
        """Under how many keys each pair (sorted) is compared; those of ``LEAST`` and more are the candidates.

        Who divides the keys among machines adds these up: each key counts alone.
        """
        return self._shared

    def _count(self, a: str, b: str, by: int, before: dict[tuple[str, str], int]) -> None:
        pair = (a, b) if a < b else (b, a)
        before.setdefault(pair, self._shared[pair])
        self._shared[pair] += by

"""Which items are worth comparing: those that share a key (a rare word, a name, a cell of vector space).

Never all pairs, and not even all pairs of one key: each key keeps its ``anchors_of`` members with the smallest hash,
and an item is compared with the anchors of its keys only. The anchors of a set are the same in whatever order its
members came, so the candidates are order-free; and since a new member displaces an anchor with probability
``anchors / n``, the comparisons that an arrival causes grow as the logarithm of the number of members
(bottom-k sampling; Cohen and Kaplan 2007).
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ondit.linking.keys import ENOUGH, anchors_of, looked_under, worth_of


def rank(item: str) -> str:
    """A hash that orders items, the same on every machine and in every run."""
    return hashlib.blake2b(item.encode(), digest_size=8).hexdigest()


class Blocks:
    """Items under keys. ``add`` gives what changed in the set of candidate pairs."""

    def __init__(self) -> None:
        self._anchors: dict[str, list[tuple[str, str]]] = {}
        self._members: dict[str, list[str]] = {}
        self._shared: Counter[tuple[str, str]] = Counter()

    def add(self, item: str, keys: Iterable[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Pairs (sorted) that became candidates, and pairs that no longer are. An item is added once."""
        before: dict[tuple[str, str], int] = {}
        mine = (rank(item), item)
        for key in sorted(set(keys)):
            worth = worth_of(key)
            for there in looked_under(key):
                for _, other in self._anchors.get(there, ()):
                    self._count(item, other, worth, before)
            anchors = self._anchors.setdefault(key, [])
            members, size = self._members.setdefault(key, []), anchors_of(key)
            if len(anchors) < size or mine < anchors[-1]:
                for other in self._beside_anchors(key):
                    self._count(item, other, worth, before)
                insort(anchors, mine)
                if len(anchors) > size:
                    gone = anchors.pop()[1]
                    for other in self._beside_anchors(key):
                        if other != gone:
                            self._count(gone, other, -worth, before)
            members.append(item)
        came = {p for p, n in before.items() if n < ENOUGH <= self._shared[p]}
        went = {p for p, n in before.items() if self._shared[p] < ENOUGH <= n}
        for pair in [p for p in before if self._shared[p] <= 0]:
            del self._shared[pair]
        return came, went

    def candidates(self, keys: Iterable[str]) -> set[str]:
        """What an item that stays outside would be compared with."""
        shared: Counter[str] = Counter()
        for key in set(keys):
            for there in looked_under(key):
                for _, name in self._anchors.get(there, ()):
                    shared[name] += worth_of(key)
        return {name for name, worth in shared.items() if worth >= ENOUGH}

    def _beside_anchors(self, key: str) -> Iterator[str]:
        """Whom an anchor of ``key`` meets although they are no anchors."""
        for there in looked_under(key):
            anchors = {name for _, name in self._anchors.get(there, ())}
            yield from (other for other in self._members.get(there, ()) if other not in anchors)

    def shared(self) -> Mapping[tuple[str, str], int]:
        """What the keys are worth under which each pair (sorted) is compared; from ``ENOUGH`` on they are candidates.

        Who divides the keys among machines adds these up: each key counts alone.
        """
        return self._shared

    def _count(self, a: str, b: str, by: int, before: dict[tuple[str, str], int]) -> None:
        pair = (a, b) if a < b else (b, a)
        before.setdefault(pair, self._shared[pair])
        self._shared[pair] += by

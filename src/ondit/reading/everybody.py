"""All whom an article names or describes, found by their kind and by where they were last spoken of, without a look at
each of the thousands that a long article names.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from ondit.reading.somebody import Somebody

# Kind, and whether they are several.
Sort = tuple[str, bool]


class Everybody:
    """Those of an article in the order in which they were given; their kind and number then hold."""

    def __init__(self, those: Iterable[Somebody]) -> None:
        self.those = list(those)
        self.places = {who: number for number, who in enumerate(self.those)}
        self.mentions: defaultdict[Sort, list[tuple[int, int]]] = defaultdict(list)
        for who in self.those:
            self.mentions[sort_of(who)] += [(at, self.places[who]) for at in who.seen]
        for rows in self.mentions.values():
            rows.sort()

    def __iter__(self) -> Iterator[Somebody]:
        return iter(self.those)

    def see(self, who: Somebody, at: int) -> None:
        """Record that somebody is spoken of at an offset."""
        who.see(at)
        if who in self.places:
            insort(self.mentions[sort_of(who)], (at, self.places[who]))

    def before(self, at: int, kinds: Set[str], *, plural: bool) -> Iterator[tuple[int, Somebody]]:
        """Those of some kinds spoken of before an offset, the last first, each with its last mention."""
        lists = [rows for kind in kinds if (rows := self.mentions.get((kind, plural)))]
        ends = [bisect_left(rows, (at, -1)) for rows in lists]
        met: set[int] = set()
        while True:
            nearest = max(range(len(lists)), key=lambda i: lists[i][ends[i] - 1][0] if ends[i] else -1, default=-1)
            if nearest < 0 or not ends[nearest]:
                return
            ends[nearest] -= 1
            seen, place = lists[nearest][ends[nearest]]
            if place not in met:
                met.add(place)
                yield seen, self.those[place]


def sort_of(who: Somebody) -> Sort:
    """By what descriptions and pronouns tell apart whom they mean."""
    return who.kind, bool(who.plural)

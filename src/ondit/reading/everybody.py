"""All whom an article names or describes, found by where they were last spoken of and by the words said of them: to
look at each of the thousands that a long article names, for every pronoun and description, took most of its time.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from ondit.reading.somebody import Somebody, tokens_of

# Kind, and whether they are several.
Sort = tuple[str, bool]


class Everybody:
    """Those of an article in the order in which they were added; their kind, number, name and roles then hold."""

    def __init__(self, those: Iterable[Somebody]) -> None:
        self.those: list[Somebody] = []
        self.places: dict[Somebody, int] = {}
        self.mentions: defaultdict[Sort, list[tuple[int, int]]] = defaultdict(list)
        self.by_word: defaultdict[str, list[int]] = defaultdict(list)
        self.by_stem: defaultdict[str, list[int]] = defaultdict(list)
        self.unnamed: defaultdict[tuple[str, ...], list[Somebody]] = defaultdict(list)
        self.largest = 0.0
        for who in those:
            self._place(who)
            self.mentions[sort_of(who)] += [(at, self.places[who]) for at in who.seen]
        for rows in self.mentions.values():
            rows.sort()

    def __iter__(self) -> Iterator[Somebody]:
        return iter(self.those)

    def add(self, who: Somebody) -> None:
        """Somebody new, after all others."""
        self._place(who)
        for at in who.seen:
            insort(self.mentions[sort_of(who)], (at, self.places[who]))

    def _place(self, who: Somebody) -> None:
        number = self.places[who] = len(self.those)
        self.those.append(who)
        self.largest = max(self.largest, who.weight)
        for word in who.roles.union(tokens_of(who.name)):
            self.by_word[word].append(number)
        for part in {stem(role) for role in who.roles}:
            self.by_stem[part].append(number)
        if not who.named:
            self.unnamed[tokens_of(who.name)].append(who)

    def see(self, who: Somebody, at: int) -> None:
        """Record that somebody is spoken of at an offset."""
        who.see(at)
        if who in self.places:
            insort(self.mentions[sort_of(who)], (at, self.places[who]))

    def since(self, start: int, at: int) -> list[Somebody]:
        """Those spoken of between two offsets, in order."""
        places = {
            place
            for rows in self.mentions.values()
            for _, place in rows[bisect_left(rows, (start, -1)) : bisect_left(rows, (at, -1))]
        }
        return [self.those[place] for place in sorted(places)]

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

    def told(self, words: Iterable[str], stems: Iterable[str] = ()) -> list[Somebody]:
        """Those of whom one of some words is said, as a role or in the name, or a role with one of some stems; in order."""
        places = {place for word in words for place in self.by_word.get(word, ())}
        places |= {place for part in stems for place in self.by_stem.get(part, ())}
        return [self.those[place] for place in sorted(places)]


def sort_of(who: Somebody) -> Sort:
    """By what descriptions and pronouns tell apart whom they mean."""
    return who.kind, bool(who.plural)


def stem(word: str) -> str:
    """The part of a word that its number and gender leave alone, roughly."""
    return word[: max(4, len(word) - 3)]

"""Which articles may be about the same, for a set that grows for years: the index lives where its owner keeps it.

``Index`` does over a ``LinkStore`` what ``Stories`` does in memory, one article at a time: the same candidates
(``blocks``), the same scores. What it gives are closed sets (``closed_sets``): each can be gathered alone and comes out
as it would among all, so an arrival costs what its closed set holds, however large the desk is. An article is known by
its number, a hash of its key that also orders it.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar

from ondit.linking.blocks import rank
from ondit.linking.closed_sets import Ties, closed_set, matters, tier
from ondit.linking.gist import Gist
from ondit.linking.keys import ENOUGH, anchors_at, keys_of, place_of, places_looked_under, worth_at
from ondit.linking.pair_score import PairModel, model, scores
from ondit.linking.stories import Stories

T = TypeVar("T", int, str)

_HALF = 1 << 63
_AT_ONCE = 200  # gists that are held at a time; who becomes an anchor of a frequent word has thousands to meet


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair of articles (numbers, the smaller first) whose score matters: how likely they are about the
    same."""

    a: int
    b: int
    score: float
    one_language: bool

    def other(self, number: int) -> int:
        """The one that is not ``number``."""
        return self.b if self.a == number else self.a


class LinkStore(Protocol):
    """Where an index is kept. Numbers are signed and of 64 bits. It is asked about many at once, since a question to a
    database costs more than its answer; what has nothing is not in an answer."""

    def first(self, keys: Collection[int], most: int) -> dict[int, Sequence[int]]:
        """Under each key, so many articles with the smallest numbers, in their order."""

    def members(self, keys: Collection[int]) -> dict[int, Sequence[int]]:
        """All articles under each key, in the order of their numbers."""

    def keys(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        """The keys of each article."""

    def gists(self, numbers: Iterable[int]) -> dict[int, Gist]:
        """The gists of those that are there."""

    def put(self, number: int, gist: Gist, keys: Iterable[int]) -> None:
        """Takes in an article that is not there."""

    def drop(self, number: int) -> None:
        """Takes an article out, with its pairs."""

    def pairs(self, numbers: Collection[int]) -> Sequence[Scored]:
        """The scored pairs with at least one of these articles."""

    def keep(self, pairs: Iterable[Scored]) -> None:
        """Puts pairs in, in place of what was there of the same articles."""

    def lose(self, pairs: Iterable[Scored]) -> None:
        """Takes pairs out."""


def number_of(key: str) -> int:
    """The number of an article. In the order of numbers, articles stand as the blocks rank them."""
    return int(rank(key), 16) - _HALF


class Index:
    """The index in a store. ``put`` and ``drop`` keep it true, and it remembers what they changed; ``closed`` and
    ``stories`` ask it. While one is in use nobody else may change the store: it keeps the anchors that it asked for.
    """

    def __init__(self, store: LinkStore, use: PairModel | None = None) -> None:
        self._store = store
        self._model = use or model()
        self._was: dict[tuple[int, int], Scored | None] = {}  # pairs that changed, as they were before
        self._ahead: dict[int, list[int]] = {}  # of a place: its anchors and the one that would be next

    def places(self, gist: Gist) -> frozenset[int]:
        """The keys that an article stands under, as numbers."""
        return frozenset(place_of(key) for key in keys_of(gist, self._model))

    def looked_under(self, gist: Gist) -> frozenset[int]:
        """The keys that others must stand under to be compared with an article."""
        return frozenset(there for place in self.places(gist) for there in places_looked_under(place))

    def put(self, gist: Gist) -> frozenset[int]:
        """Takes in an article, in place of what was there under its key; gives the keys under which either stands."""
        number, keys = number_of(gist.key), self.places(gist)
        former = frozenset(self._keys(number))
        self._take_out(number, former)
        full = [first[-1] for key, first in self._anchors(keys).items() if len(first) == anchors_at(key)]
        self._store.put(number, gist, keys)
        for key in keys:
            insort(self._ahead[key], number)
            del self._ahead[key][anchors_at(key) + 1 :]
        self._keep(number, gist, self._candidates(number, keys))
        self._prune({last for last in full if number < last})
        return keys | former

    def drop(self, key: str) -> None:
        """Takes an article out, if it is there."""
        number = number_of(key)
        self._take_out(number, frozenset(self._keys(number)))

    def _take_out(self, number: int, keys: Collection[int]) -> None:
        promoted = set()
        for place, first in self._anchors(keys, and_next=1).items():
            size = anchors_at(place)
            if len(first) > size and number <= first[size - 1]:
                promoted.add(first[size])
        if keys:  # else nothing was ever compared with it
            for pair in self._store.pairs([number]):
                self._was.setdefault((pair.a, pair.b), pair)
        self._store.drop(number)
        for place in keys:
            if number in self._ahead[place]:
                del self._ahead[place]  # who is next now is not known
        for each in sorted(promoted):
            self._score(each)

    def touched(self) -> frozenset[int]:
        """The articles of all pairs that came or went since this index was opened, and those that were in a closed set
        with them: outside the closed sets that these are in now, all is as it was."""
        ends = {number for pair in self._was for number in pair}
        gone: dict[int, list[Scored]] = {}
        for pair in self._was.values():
            if pair is not None:
                gone.setdefault(pair.a, []).append(pair)
                gone.setdefault(pair.b, []).append(pair)

        def ties_then(numbers: Collection[int]) -> Ties[int]:
            now = (pair for pair in self._store.pairs(numbers) if (pair.a, pair.b) not in self._was)
            return _ties(numbers, chain(now, *(gone.get(number, ()) for number in numbers)))

        found: set[int] = set()
        for number in sorted(ends):
            if number not in found:
                found |= closed_set(number, ties_then)
        return frozenset(found)

    def closed(self, numbers: Iterable[int], ties: Mapping[int, Collection[int]] | None = None) -> list[frozenset[int]]:
        """The closed sets of these articles, and of those that ``ties`` join to any in them by hand, however far."""
        found: dict[int, frozenset[int]] = {}
        todo = sorted(numbers)
        while todo:
            number = todo.pop()
            if number not in found:
                closed = closed_set(number, lambda some: _ties(some, self._store.pairs(some)))
                found |= dict.fromkeys(closed, closed)
                todo += sorted(other for each in closed for other in (ties or {}).get(each, ()))
        return sorted(set(found.values()), key=min)

    def stories(self, closed: Iterable[Collection[int]]) -> Stories:
        """How some closed sets fall together, each by itself."""
        home = {number: place for place, one in enumerate(closed) for number in one}
        gists = self._store.gists(home)
        scored = {
            _in_order(gists[pair.a].key, gists[pair.b].key): pair.score
            for pair in self._store.pairs(home)
            if pair.a in gists and pair.b in gists and home[pair.a] == home[pair.b]
        }
        return Stories.of(gists.values(), scored, self._model)

    def nearest(self, gist: Gist) -> list[tuple[float, int]]:
        """Articles that an outside text may be about, best first, with their scores; as ``Stories.nearest``."""
        shared: Counter[int] = Counter()
        for place, first in self._anchors(self.looked_under(gist)).items():
            for number in first:
                shared[number] += worth_at(place)
        there = self._store.gists(number for number, worth in shared.items() if worth >= ENOUGH)
        found = sorted(there, key=lambda number: there[number].key)
        scored = scores([(gist, there[number]) for number in found], self._model)
        return sorted(zip(scored, found, strict=True), key=lambda x: (-x[0], there[x[1]].key))

    def _keys(self, number: int) -> Sequence[int]:
        return self._store.keys([number]).get(number, ())

    def _anchors(self, places: Iterable[int], and_next: int = 0) -> dict[int, Sequence[int]]:
        """The anchors of each place, and so many articles (at most one) that would be anchors next."""
        wanted, by_size = sorted(set(places)), dict[int, list[int]]()
        for place in wanted:
            if place not in self._ahead:
                by_size.setdefault(anchors_at(place) + 1, []).append(place)
        for size, some in by_size.items():
            found = self._store.first(some, size)
            self._ahead |= {place: [*found.get(place, ())] for place in some}
        return {place: ahead[: anchors_at(place) + and_next] for place in wanted if (ahead := self._ahead[place])}

    def _candidates(self, number: int, keys: Iterable[int]) -> set[int]:
        """Whom an article is compared with: who shares enough keys with it under which one of the two is an anchor."""
        looked = {place: places_looked_under(place) for place in keys}
        anchors = self._anchors({*looked, *(there for all_there in looked.values() for there in all_there)})
        anchored = {place for place in looked if number in anchors[place]}
        members = self._store.members({there for place in anchored for there in looked[place]})
        shared: Counter[int] = Counter()
        for place, all_there in looked.items():
            met, worth = members if place in anchored else anchors, worth_at(place)
            for there in all_there:
                for other in met.get(there, ()):
                    shared[other] += worth
        del shared[number]
        return {other for other, worth in shared.items() if worth >= ENOUGH}

    def _score(self, number: int) -> None:
        """Brings an article's pairs up to its candidates: those that are new are scored."""
        known = {pair.other(number) for pair in self._store.pairs([number])}
        gist = self._store.gists([number])[number]
        self._keep(number, gist, self._candidates(number, self._keys(number)) - known)

    def _keep(self, number: int, gist: Gist, others: Collection[int]) -> None:
        """Scores an article with others, and keeps the pairs that matter."""
        ordered, found = sorted(others), []
        for at in range(0, len(ordered), _AT_ONCE):
            new = ordered[at : at + _AT_ONCE]
            gists = self._store.gists(new)
            pairs = [sorted((gist, gists[other]), key=lambda each: each.key) for other in new]
            scored = scores([(a, b) for a, b in pairs], self._model)
            for other, (a, b), score in zip(new, pairs, scored, strict=True):
                one_language = a.language == b.language
                if matters(score, one_language):
                    found.append(Scored(*_in_order(number, other), score, one_language))
                    self._was.setdefault((found[-1].a, found[-1].b), None)
        self._store.keep(found)

    def _prune(self, numbers: Collection[int]) -> None:
        """Takes out the pairs of these articles that are candidates no more. Only those that they have are looked at:
        they are few, their candidates many."""
        pairs = self._store.pairs(numbers)
        keys = {n: {*some} for n, some in self._store.keys({n for pair in pairs for n in (pair.a, pair.b)}).items()}
        met = {
            pair: [(a, b) for a in keys[pair.a] for b in places_looked_under(a) if b in keys[pair.b]] for pair in pairs
        }
        anchors = self._anchors(place for some in met.values() for both in some for place in both)
        lost = [
            pair
            for pair, some in met.items()
            if sum(worth_at(a) for a, b in some if pair.a in anchors[a] or pair.b in anchors[b]) < ENOUGH
        ]
        for pair in lost:
            self._was.setdefault((pair.a, pair.b), pair)
        self._store.lose(lost)


def _ties(numbers: Collection[int], pairs: Iterable[Scored]) -> Ties[int]:
    """The ties of some articles, from the pairs that have one of them."""
    found: dict[int, dict[int, int]] = {number: {} for number in numbers}
    for pair in pairs:
        held = tier(pair.score, pair.one_language)
        for number in (pair.a, pair.b):
            if number in found:
                found[number][pair.other(number)] = held
    return found


def _in_order(a: T, b: T) -> tuple[T, T]:
    return (a, b) if a < b else (b, a)

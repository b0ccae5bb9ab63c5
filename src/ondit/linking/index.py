"""Which articles may be about the same, for a set that grows for years: the index lives where its owner keeps it.

``Index`` does over a ``LinkStore`` what ``Stories`` does in memory, one article at a time: the same candidates
(``blocks``), the same scores. What it gives are **closed sets**: articles that no sufficient score joins to any other.
Each can be gathered alone and comes out as it would among all, so an arrival costs what its closed set holds, however
large the desk is. An article is known by its number, a hash of its key that also orders it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ondit.linking.blocks import ANCHORS, LEAST, rank
from ondit.linking.gist import Gist
from ondit.linking.pair_score import PairModel, model, scores
from ondit.linking.stories import Stories, keys_of, matters

_HALF = 1 << 63
_MOST_KEPT = 400  # articles of a closed set up to which the scores of all its pairs are worth keeping


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of articles (numbers, the smaller first) and how likely they are about the same.

    ``candidate``: they meet in the blocks. Otherwise they were only scored because they stood in one closed set.
    """

    a: int
    b: int
    score: float
    candidate: bool
    one_language: bool

    def other(self, number: int) -> int:
        """The one that is not ``number``."""
        return self.b if self.a == number else self.a


class LinkStore(Protocol):
    """Where an index is kept. Numbers are signed and of 64 bits; ``first`` and ``members`` are in their order."""

    def first(self, key: int, most: int) -> Sequence[int]:
        """The articles under a key with the smallest numbers."""

    def members(self, key: int) -> Sequence[int]:
        """All articles under a key."""

    def keys(self, number: int) -> Sequence[int]:
        """The keys of an article; none if it is not there."""

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


def places(gist: Gist, use: PairModel) -> frozenset[int]:
    """The keys that an article is looked up by, hashed to 64 bits."""
    named = (hashlib.blake2b(key.encode(), digest_size=8).digest() for key in keys_of(gist, use))
    return frozenset(int.from_bytes(digest, "big", signed=True) for digest in named)


class Index:
    """The index in a store. ``put`` and ``drop`` keep it true; ``closed`` and ``stories`` ask it."""

    def __init__(self, store: LinkStore, use: PairModel | None = None) -> None:
        self._store = store
        self._model = use or model()

    def put(self, gist: Gist) -> None:
        """Takes in an article, in place of what was there under its key."""
        number = number_of(gist.key)
        self.drop(gist.key)
        keys = places(gist, self._model)
        full = [first[-1] for first in (self._store.first(key, ANCHORS) for key in keys) if len(first) == ANCHORS]
        self._store.put(number, gist, keys)
        self._score(number)
        for demoted in sorted({last for last in full if number < last}):
            self._prune(demoted)

    def drop(self, key: str) -> None:
        """Takes an article out, if it is there."""
        number = number_of(key)
        promoted = set()
        for place in self._store.keys(number):
            first = self._store.first(place, ANCHORS + 1)
            if len(first) > ANCHORS and number <= first[ANCHORS - 1]:
                promoted.add(first[ANCHORS])
        self._store.drop(number)
        for each in sorted(promoted):
            self._score(each)

    def closed(self, numbers: Iterable[int], ties: Mapping[int, Collection[int]] | None = None) -> frozenset[int]:
        """These articles with all that sufficient scores join to them, however far; ``ties`` join others by hand."""
        found: set[int] = set()
        edge = set(numbers)
        while edge:
            found |= edge
            ahead = {number for each in edge for number in (ties or {}).get(each, ())}
            for pair in self._store.pairs(edge):
                if pair.candidate and matters(pair.score, pair.one_language):
                    ahead |= {pair.a, pair.b}
            edge = ahead - found
        return frozenset(found)

    def stories(self, numbers: Collection[int]) -> Stories:
        """The stories of a closed set. Scores that they need beyond those of candidates are kept for the next time."""
        gists = self._store.gists(numbers)
        inside = [pair for pair in self._store.pairs(numbers) if pair.a in gists and pair.b in gists]
        names = {number: gist.key for number, gist in gists.items()}
        candidates = {_named(pair, names): pair.score for pair in inside if pair.candidate}
        others = {_named(pair, names): pair.score for pair in inside if not pair.candidate}
        made = Stories.of(gists.values(), candidates, self._model, others)
        made.stories()
        if len(gists) <= _MOST_KEPT:
            known = candidates.keys() | others.keys()
            self._store.keep(
                self._pair(a, b, score, gists, candidate=False)
                for (a, b), score in sorted(made.scored.items())
                if (a, b) not in known
            )
        return made

    def nearest(self, gist: Gist) -> list[tuple[float, int]]:
        """Articles that an outside text may be about, best first, with their scores; as ``Stories.nearest``."""
        shared = Counter(number for place in places(gist, self._model) for number in self._store.first(place, ANCHORS))
        there = self._store.gists(number for number, count in shared.items() if count >= LEAST)
        found = sorted(there, key=lambda number: there[number].key)
        scored = scores([(gist, there[number]) for number in found], self._model)
        return sorted(zip(scored, found, strict=True), key=lambda x: (-x[0], there[x[1]].key))

    def _candidates(self, number: int) -> set[int]:
        """Whom an article is compared with: who shares enough keys with it under which one of the two is an anchor."""
        shared: Counter[int] = Counter()
        for place in self._store.keys(number):
            first = self._store.first(place, ANCHORS)
            anchored = len(first) < ANCHORS or number <= first[-1]
            shared.update(self._store.members(place) if anchored else first)
        del shared[number]
        return {other for other, count in shared.items() if count >= LEAST}

    def _score(self, number: int) -> None:
        """Brings an article's pairs up to its candidates: those that are new are scored."""
        known = {pair.other(number): pair for pair in self._store.pairs([number])}
        new = sorted(other for other in self._candidates(number) if other not in known or not known[other].candidate)
        gists = self._store.gists([number, *new])
        unscored = [other for other in new if other not in known]
        fresh = scores([_in_order(gists[number], gists[other]) for other in unscored], self._model)
        found = dict(zip(unscored, fresh, strict=True))
        self._store.keep(
            self._pair(gists[number].key, gists[other].key, score, gists, candidate=True)
            for other in new
            for score in [known[other].score if other in known else found[other]]
            if matters(score, gists[number].language == gists[other].language)
        )

    def _prune(self, number: int) -> None:
        """Takes out the pairs of an article that are candidates no more."""
        still = self._candidates(number)
        pairs = self._store.pairs([number])
        self._store.lose(pair for pair in pairs if pair.candidate and pair.other(number) not in still)

    def _pair(self, a: str, b: str, score: float, gists: Mapping[int, Gist], *, candidate: bool) -> Scored:
        first, last = sorted((number_of(a), number_of(b)))
        return Scored(first, last, score, candidate, gists[first].language == gists[last].language)


def _named(pair: Scored, names: Mapping[int, str]) -> tuple[str, str]:
    a, b = sorted((names[pair.a], names[pair.b]))
    return a, b


def _in_order(a: Gist, b: Gist) -> tuple[Gist, Gist]:
    return (a, b) if a.key < b.key else (b, a)

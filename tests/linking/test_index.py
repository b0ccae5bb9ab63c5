"""The index that lives in a store gives what the stories in memory give, however it grew."""

from __future__ import annotations

import random
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pytest

from ondit.linking import closed_sets
from ondit.linking.gist import Gist, gist_of
from ondit.linking.gist_bytes import from_bytes, to_bytes
from ondit.linking.index import Index, Scored, number_of
from ondit.linking.stories import Stories
from ondit.records import Article, Reading
from ondit.vectors import DIMENSIONS


class InMemory:
    """The least that a store can be; gists go through their bytes."""

    def __init__(self) -> None:
        self._gists: dict[int, bytes] = {}
        self._keys: dict[int, set[int]] = {}
        self._under: dict[int, list[int]] = defaultdict(list)
        self._pairs: dict[tuple[int, int], Scored] = {}

    def first(self, keys: Collection[int], most: int) -> dict[int, Sequence[int]]:
        return {key: self._under[key][:most] for key in keys if key in self._under}

    def members(self, keys: Collection[int]) -> dict[int, Sequence[int]]:
        return {key: list(self._under[key]) for key in keys if key in self._under}

    def keys(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        return {number: sorted(self._keys[number]) for number in numbers if number in self._keys}

    def gists(self, numbers: Iterable[int]) -> dict[int, Gist]:
        return {n: from_bytes(self._gists[n]) for n in numbers if n in self._gists}

    def put(self, number: int, gist: Gist, keys: Iterable[int]) -> None:
        self._gists[number], self._keys[number] = to_bytes(gist), set(keys)
        for key in self._keys[number]:
            insort(self._under[key], number)

    def drop(self, number: int) -> None:
        self._gists.pop(number, None)
        for key in self._keys.pop(number, ()):
            del self._under[key][bisect_left(self._under[key], number)]
        self._pairs = {at: pair for at, pair in self._pairs.items() if number not in at}

    def pairs(self, numbers: Collection[int]) -> Sequence[Scored]:
        return [pair for at, pair in sorted(self._pairs.items()) if at[0] in numbers or at[1] in numbers]

    def keep(self, pairs: Iterable[Scored]) -> None:
        self._pairs |= {(pair.a, pair.b): pair for pair in pairs}

    def lose(self, pairs: Iterable[Scored]) -> None:
        for pair in list(pairs):
            del self._pairs[pair.a, pair.b]


def made(key: str, chance: random.Random) -> Gist:
    """An article of few words, so that many meet under one key and anchors are displaced."""
    topic = chance.randrange(4)
    said = chance.sample([f"word{topic}{i}" for i in range(14)], 9) + chance.sample([f"word{i}" for i in range(9)], 4)
    bag = {word: 1 / len(said) ** 0.5 for word in said}
    names = {f"name{topic}{chance.randrange(2)}": 1.0}
    rows = np.zeros((3, DIMENSIONS), dtype=np.float32)
    rows[:, topic] = np.float16(0.8)
    rows[:, 10 + chance.randrange(8)] = np.float16(0.6)
    language = chance.choice(["en", "en", "fr"])
    return Gist(key, language, bag, bag, bag, names, {}, names, frozenset(), rows[:1], rows[1], rows[2], ((0, 9),), 90)


def grouped(index: Index, gists: Iterable[Gist]) -> list[frozenset[str]]:
    """All stories, closed set by closed set."""
    left, found = {number_of(gist.key) for gist in gists}, []
    while left:
        closed = index.closed([min(left)])
        left = left.difference(*closed)
        found += index.stories(closed).stories()
    return sorted(found, key=min)


def sets_of(index: Index, numbers: Iterable[int]) -> dict[int, frozenset[int]]:
    """Of each article, its closed set."""
    return {number: closed for each in sorted(numbers) for closed in index.closed([each]) for number in closed}


def in_memory(gists: Iterable[Gist]) -> list[frozenset[str]]:
    stories = Stories()
    for gist in gists:
        stories.add(gist)
    return stories.stories()


@pytest.mark.parametrize("largest", [5, closed_sets.LARGEST])
@pytest.mark.parametrize("seed", range(4))
def test_it_gathers_what_stories_in_memory_gather_at_every_size(
    seed: int, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed_sets, "LARGEST", largest)
    chance = random.Random(seed)
    gists = [made(f"page{i}", chance) for i in range(90)]
    chance.shuffle(gists)
    index = Index(InMemory())
    for count, gist in enumerate(gists, 1):
        index.put(gist)
        if count in (10, 40, 90):
            expected = in_memory(gists[:count])
            assert grouped(index, gists[:count]) == expected
            assert max(map(len, expected)) > 1


@pytest.mark.parametrize("largest", [5, closed_sets.LARGEST])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_replaced_or_taken_out_leaves_no_trace(
    seed: int, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed_sets, "LARGEST", largest)
    chance = random.Random(seed)
    now = {f"page{i}": made(f"page{i}", chance) for i in range(70)}
    index = Index(InMemory())
    for gist in now.values():
        index.put(gist)
    for key in chance.sample(sorted(now), 30):
        if chance.random() < 0.5:
            now[key] = made(key, chance)
            index.put(now[key])
        else:
            del now[key]
            index.drop(key)
    assert grouped(index, now.values()) == in_memory(now.values())


@pytest.mark.parametrize("seed", range(6))
def test_outside_what_a_change_touched_all_closed_sets_are_as_they_were(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed_sets, "LARGEST", 5)
    chance, store = random.Random(seed), InMemory()
    now: set[int] = set()
    before: dict[int, tuple[frozenset[int], list[Scored]]] = {}
    spared = 0
    for step in range(90):
        index = Index(store)
        for _ in range(chance.choice((1, 1, 3))):  # as many as come in one turn
            key = f"page{chance.randrange(step // 2 + 4)}"
            if chance.random() < 0.2:
                index.drop(key)
                now.discard(number_of(key))
            else:
                index.put(made(key, chance))
                now.add(number_of(key))
        again = {number for closed in index.closed(index.touched()) for number in closed}
        sets = sets_of(index, now)
        after = {number: (sets[number], store.pairs(sets[number])) for number in now}
        assert {number for number in now & before.keys() if before[number][0] != after[number][0]} <= again
        assert {
            number
            for number in now & before.keys() - again
            if [pair for pair in before[number][1] if {pair.a, pair.b} <= sets[number]]
            != [pair for pair in after[number][1] if {pair.a, pair.b} <= sets[number]]
        } == set()
        spared += len(now - again)
        before = after
    assert spared, "every change touched everything: nothing was looked at"


@pytest.mark.parametrize("seed", range(20))
def test_a_closed_set_found_from_one_member_is_that_of_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed_sets, "LARGEST", 4)
    chance = random.Random(seed)
    ties: dict[int, dict[int, int]] = {number: {} for number in range(40)}
    for _ in range(chance.randrange(20, 90)):
        a, b = chance.sample(range(40), 2)
        ties[a][b] = ties[b][a] = closed_sets.tier(chance.random(), chance.random() < 0.7)
    ties = {a: {b: held for b, held in some.items() if held >= 0} for a, some in ties.items()}
    whole = closed_sets.closed_sets(ties)
    assert sorted(number for one in whole for number in one) == [*range(40)]
    for one in whole:
        for number in one:
            assert closed_sets.closed_set(number, lambda some: {each: ties[each] for each in some}) == one


def test_an_article_that_comes_again_tells_under_which_keys_it_stood_and_stands() -> None:
    chance = random.Random(3)
    index = Index(InMemory())
    first, again = made("page", chance), made("page", chance)
    assert index.places(first) - index.places(again)
    assert index.put(first) == index.places(first)
    assert index.put(again) == index.places(first) | index.places(again)


def test_an_outside_text_finds_the_same_articles() -> None:
    chance = random.Random(1)
    gists = [made(f"page{i}", chance) for i in range(60)]
    index, stories = Index(InMemory()), Stories()
    for gist in gists:
        index.put(gist)
        stories.add(gist)
    asked = made("asked", chance)
    named = {number_of(gist.key): gist.key for gist in gists}
    assert [(score, named[number]) for score, number in index.nearest(asked)] == stories.nearest(asked)


def test_ties_join_what_scores_do_not() -> None:
    chance = random.Random(2)
    index = Index(InMemory())
    here, there = number_of("here"), number_of("there")
    index.put(made("here", chance))
    assert index.closed([here]) == [{here}]
    assert index.closed([here], {here: {there}, there: {here}}) == sorted([{here}, {there}], key=min)


def test_a_gist_comes_back_from_its_bytes_as_it_was() -> None:
    text = "Le Fanal : 1 200 emplois à Saint-Nazaire ?\n\nSelon Le Fanal, l'usine « ouvrirait » en mai. 😀 \ud83d Fin."
    gist = gist_of(Reading(Article("https://fanal.example/é", text, "fr"), ()))
    back = from_bytes(to_bytes(gist))
    for name in Gist.__slots__:
        assert np.array_equal(getattr(back, name), getattr(gist, name)), name

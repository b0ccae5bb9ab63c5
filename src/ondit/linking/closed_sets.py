"""Closed sets: articles that are gathered with one another, and apart from all others.

A pair whose score matters holds its two articles together. In much news all things hang together that way, by pairs
that are hardly likely; so where more than ``LARGEST`` articles do, only likelier pairs count among them, tier by tier.
Whether a set is too large shows after that many, so it is found from any of its members without looking at the rest,
and a pair that comes or goes changes no sets but those that its two articles are in or were in. That is why an article
more costs what its closed set holds, however large the desk is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

T = TypeVar("T", int, str)
Ties = Mapping[T, Mapping[T, int]]  # to each article those that a pair that matters joins it to, with the pair's tier

LARGEST = 1600
COMPONENT = 400  # articles of one language that are judged in one another's company, at most
_STEPS = 12
_LOOSE = tuple(1 - 0.75 * (2 / 3) ** step for step in range(_STEPS))  # from 0.25 on: each cuts a third of what is left
# Least scores of a pair of one language and of two languages, tier by tier. In one language a component stays whole
# until nothing but near certainty holds it to others abroad: a landing is lost sooner than a story.
_ABROAD = (0.05, 0.1, 0.2, 0.4)
_NEAR = (*(_LOOSE[0] for _ in _ABROAD), *_LOOSE[1:])
_FAR = (*_ABROAD, *(max(near, 0.6) for near in _LOOSE[1:]))
_TIERS = len(_NEAR)


def tier(score: float, one_language: bool) -> int:
    """Up to which tier a pair holds a set together; -1 where it does not matter at all: sets that no pair that matters
    joins can be gathered apart."""
    return bisect_right(_NEAR if one_language else _FAR, score) - 1


def matters(score: float, one_language: bool) -> bool:
    """Whether a candidate pair's score has any say: whether it may hold a set together in one language, or bring a
    story in one language to the notice of one in another."""
    return tier(score, one_language) >= 0


def closed_set(start: T, ties_of: Callable[[Collection[T]], Ties[T]]) -> frozenset[T]:
    """The closed set of one article. ``ties_of`` is asked for the ties of some articles at a time."""
    known: dict[T, Mapping[T, int]] = {}
    for least in range(_TIERS):
        found, edge = {start}, {start}
        most = LARGEST if least < _TIERS - 1 else None
        while edge and (most is None or len(found) <= most):
            known.update(ties_of(edge - known.keys()))
            edge = {other for each in edge for other, held in known.get(each, {}).items() if held >= least} - found
            found |= edge
        if most is None or len(found) <= most:
            break
    return frozenset(found)


def closed_sets(ties: Ties[T]) -> list[frozenset[T]]:
    """All closed sets of these articles, which nothing joins to others; in the order of their smallest members."""
    return _cut(ties, LARGEST, 0)


def components(ties: Ties[T]) -> list[frozenset[T]]:
    """The parts of a closed set that are gathered by themselves, from its ties within one language."""
    return _cut(ties, COMPONENT, 0)


def _cut(ties: Ties[T], most: int, least: int) -> list[frozenset[T]]:
    """What is connected, as it is, or where it is too large, taken apart a tier higher."""
    found: list[frozenset[T]] = []
    for whole in connected(ties, least):
        if len(whole) <= most or least == _TIERS - 1:
            found.append(whole)
        else:
            found += _cut({each: ties[each] for each in whole}, most, least + 1)
    return sorted(found, key=min)


def connected(ties: Ties[T], least: int = 0) -> list[frozenset[T]]:
    """Parts held together by ties of at least this tier, in the order of their smallest members."""
    seen: set[T] = set()
    parts: list[frozenset[T]] = []
    for each in sorted(ties):
        if each in seen:
            continue
        part, todo = {each}, [each]
        while todo:
            for other, held in ties[todo.pop()].items():
                if held >= least and other not in part and other in ties:
                    part.add(other)
                    todo.append(other)
        seen |= part
        parts.append(frozenset(part))
    return parts

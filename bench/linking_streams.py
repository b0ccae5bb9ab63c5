"""Streams of articles, as gists, for what linking costs: one that is generated, one of real news over and over."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ondit.linking.gist import Bag, Gist
from ondit.linking.training.pairs import gist_of_item
from ondit.vectors import DIMENSIONS, Vectors

_WORDS = 300_000  # of the language; the n-th most frequent is as frequent as 1/n says
SAME = 0.15  # cosine of two leads of one story in this stream; of two stories it is near 0
_OPEN = 60  # stories that are told at a time


class _Growing:
    """Names, or words, that come again the more often they came before, and new ones for ever: after ``n`` draws some
    ``n ** more`` are known (Simon 1955; Pitman and Yor 1997)."""

    def __init__(self, kind: str, more: float, first: float) -> None:
        self._kind, self._more, self._first = kind, more, first
        self._drawn: list[int] = []
        self._known = 0

    def draw(self, draw: np.random.RandomState) -> str:
        """One more."""
        drawn = self._drawn
        new = (self._first + self._more * self._known) / (self._first + len(drawn))
        if draw.rand() < new:
            drawn.append(self._known)
            self._known += 1
        else:
            drawn.append(drawn[draw.randint(len(drawn))])
        return f"{self._kind}{drawn[-1]}"


@dataclass(frozen=True, slots=True)
class _Story:
    names: tuple[str, ...]
    words: tuple[str, ...]
    centre: Vectors


def generated(count: int, seed: int = 0) -> Iterator[Gist]:
    """Gists of a stream of articles: each tells one of the stories that are open, or opens one."""
    draw = np.random.RandomState(seed)
    spread = np.cumsum(1 / np.arange(1, _WORDS + 1))
    rare = np.log1p(np.arange(_WORDS)) / np.log(_WORDS)
    parties, topics = _Growing("n", 0.7, 400.0), _Growing("t", 0.7, 800.0)
    stories: list[_Story] = []
    for number in range(count):
        if not stories or draw.rand() < 0.12:
            stories = [*stories[-_OPEN + 1 :], _story(draw, parties, topics)]
        story = stories[int(len(stories) * draw.rand() ** 0.5)]
        common = {int(w) for w in np.searchsorted(spread, spread[-1] * draw.random_sample(80))}
        told = {w: 1.0 for w in story.words if draw.rand() < 0.6}
        named = {w: 1.0 for w in story.names if draw.rand() < 0.8}
        named |= {parties.draw(draw): 0.9 for _ in range(4)}
        things = {f"w{w}": float(rare[w]) for w in common} | told
        words, names = _unit(things | named), _unit(named)
        near = _turned(story.centre, draw, 0.6)
        sentences = np.stack([_turned(near, draw, 0.8) for _ in range(3)])
        yield Gist(
            f"a{number:06}", "en", words, words, _unit(things), names, {}, names, frozenset(), sentences, near,
            near, (), 200,
        )  # fmt: skip


def again(items: Sequence[dict[str, Any]], count: int, seed: int = 0) -> Iterator[Gist]:
    """Real texts in an order drawn once, over and over. Each time half of all words and names are others, and each
    rumour has moved halfway to some other text in vector space. Keys are ``time~rumour~id``."""
    draw = np.random.RandomState(seed)
    rows = [items[at] for at in draw.permutation(len(items))]
    gists = [gist_of_item(item) for item in rows]
    to: dict[str, Gist] = {}
    for number in range(count):
        time, at = divmod(number, len(rows))
        if at == 0:
            to = {str(item["rumour"]): gists[draw.randint(len(gists))] for item in rows}
        rumour = str(rows[at]["rumour"])
        key = f"{time}~{rumour}~{rows[at]['id']}"
        yield replace(_altered(gists[at], to[rumour], time) if time else gists[at], key=key)


def told(gist: Gist) -> str:
    """What a text of ``again`` tells: the rumour, and which time."""
    return gist.key.rpartition("~")[0]


def rumour_of(gist: Gist) -> str:
    """Which rumour a text of ``again`` tells, whatever time it is."""
    return gist.key.split("~")[1]


def _altered(gist: Gist, to: Gist, time: int) -> Gist:
    def other(bag: Bag) -> Bag:
        return {f"{word}~{time}" if zlib.crc32(f"{time} {word}".encode()) % 2 else word: x for word, x in bag.items()}

    bags = {name: other(getattr(gist, name)) for name in ("bag", "lead", "things", "called", "names")}
    vectors = gist.vectors + to.opening
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    opening, wide = (_normal(vector + to.opening) for vector in (gist.opening, gist.wide))
    return replace(gist, **bags, pairs={}, vectors=vectors, opening=opening, wide=wide)


def _story(draw: np.random.RandomState, parties: _Growing, topics: _Growing) -> _Story:
    names = tuple(parties.draw(draw) for _ in range(4))
    words = tuple(topics.draw(draw) for _ in range(14))
    return _Story(names, words, _turned(np.zeros(DIMENSIONS, dtype=np.float32), draw, 1.0))


def _turned(centre: Vectors, draw: np.random.RandomState, by: float) -> Vectors:
    away = draw.standard_normal(DIMENSIONS)
    turned = centre * (1 - by) + by * away / np.linalg.norm(away)
    return _normal(turned)


def _normal(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _unit(weights: Bag) -> Bag:
    length = float(np.sqrt(sum(x * x for x in weights.values()))) or 1.0
    return {w: x / length for w, x in weights.items()}

"""What linking costs as the collection grows: comparisons and time an article, on a generated stream.

``python -m bench.linking_cost 100000`` goes on to 10^5 articles, which takes a while; the benchmark stops at 10^4. The
stream has stories of every size, names that several stories share, and words as unevenly spread as in news.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.figures import Figure, Result, table
from ondit.linking.gist import Bag, Gist
from ondit.linking.stories import Stories
from ondit.vectors import DIMENSIONS, Vectors

SIZES = (1_000, 3_000, 10_000)
_WORDS, _NAMES = 30_000, 4_000
_SAME = 0.15  # cosine of two leads of one story in this stream; of two stories it is near 0
_OPEN = 60  # stories that are told at a time


@dataclass(frozen=True, slots=True)
class _Story:
    names: tuple[str, ...]
    words: tuple[str, ...]
    centre: Vectors


def stream(count: int, seed: int = 0) -> Iterator[Gist]:
    """Gists of a stream of articles: each tells one of the stories that are open, or opens one."""
    draw = np.random.RandomState(seed)
    spread = 1 / np.arange(1, _WORDS + 1)
    spread /= spread.sum()
    rare = np.minimum(1.0, np.log1p(np.arange(_WORDS)) / np.log(_WORDS))
    stories: list[_Story] = []
    for number in range(count):
        if not stories or draw.rand() < 0.12:
            stories = [*stories[-_OPEN + 1 :], _story(draw)]
        story = stories[int(len(stories) * draw.rand() ** 0.5)]
        common = {int(w) for w in draw.choice(_WORDS, 80, p=spread)}
        told = {w: 1.0 for w in story.words if draw.rand() < 0.6}
        names = {w: 1.0 for w in story.names if draw.rand() < 0.8}
        words = _unit({f"w{w}": float(rare[w]) for w in common} | told | names)
        near = _turned(story.centre, draw, 0.6)
        sentences = np.stack([_turned(near, draw, 0.8) for _ in range(3)])
        yield Gist(
            f"a{number:06}", "en", words, words, words, _unit(names), {}, _unit(names), frozenset(), sentences, near,
            near, (), 200,
        )  # fmt: skip


def costs(sizes: Sequence[int]) -> list[tuple[int, float, float]]:
    """For each size: pairs compared, and seconds, for each of the last tenth of the articles."""
    compared = 0

    def scorer(pairs: Sequence[tuple[Gist, Gist]]) -> list[float]:
        nonlocal compared
        compared += len(pairs)
        return [0.9 if float(a.opening @ b.opening) > _SAME else 0.01 for a, b in pairs]

    stories, found = Stories(scorer=scorer), []
    since: tuple[int, float] = (0, 0.0)
    for number, gist in enumerate(stream(max(sizes)), start=1):
        if any(number == size - size // 10 + 1 for size in sizes):
            since = (compared, time.perf_counter())
        stories.add(gist)
        if number in sizes:
            last = number // 10
            found.append((number, (compared - since[0]) / last, (time.perf_counter() - since[1]) / last))
    return found


def measure(data: Path) -> Result:
    """Figures for ``ondit bench linking_cost``; the stream is generated, no data are read."""
    rows = costs(SIZES)
    first, last = rows[0], rows[-1]
    grown = last[1] / first[1]
    exponent = float(np.log(grown) / np.log(last[0] / first[0]))
    figures = (
        Figure("pairs compared an article", last[1], f"at {last[0]} articles", unit="pairs", pinned=False),
        Figure("growth of comparisons", grown, f"from {first[0]} to {last[0]} articles", unit="×", pinned=False),
        Figure("its exponent", exponent, "1 is all pairs, 0 a cost that does not grow", pinned=False),
    )
    return Result(figures, "generated", "A generated stream, one article at a time.", shown(rows))


def shown(rows: Sequence[tuple[int, float, float]]) -> str:
    """Rows as a table."""
    head = ["articles", "pairs compared for one more", "milliseconds for one more, scoring aside"]
    return table([head, *([f"{n}", f"{pairs:.1f}", f"{1000 * seconds:.1f}"] for n, pairs, seconds in rows)])


def _story(draw: np.random.RandomState) -> _Story:
    names = tuple(f"n{int(_NAMES * draw.rand() ** 2)}" for _ in range(4))
    words = tuple(f"w{int(w)}" for w in draw.randint(200, _WORDS, 14))
    return _Story(names, words, _turned(np.zeros(DIMENSIONS, dtype=np.float32), draw, 1.0))


def _turned(centre: Vectors, draw: np.random.RandomState, by: float) -> Vectors:
    away = draw.standard_normal(DIMENSIONS)
    turned = centre * (1 - by) + by * away / np.linalg.norm(away)
    return np.asarray(turned / np.linalg.norm(turned), dtype=np.float32)


def _unit(weights: Bag) -> Bag:
    length = float(np.sqrt(sum(x * x for x in weights.values()))) or 1.0
    return {w: x / length for w, x in weights.items()}


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    print(shown(costs(sorted({*(size for size in SIZES if size < most), most}))))

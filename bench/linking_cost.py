"""What linking costs as the collection grows: comparisons and time an article, on two streams (``linking_streams``).

One is generated: stories of every size that end, names and words that come again the more often they came before, and
new ones for ever. The other is real news over and over, altered each time: a rumour told another time still has a
quarter of its words, so that those pairs grow with the times by how the stream is made; they are counted, and left out
of a figure of their own. ``python -m bench.linking_cost 100000`` goes on to 10^5 articles of the first, and with the
folder of the data behind it to so many of the second, which takes a while; the benchmark stops at 10^4.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.figures import Figure, Result, digest_of, table
from bench.linking_streams import SAME, again, generated, rumour_of, told
from ondit.errors import MissingPart
from ondit.linking.gist import Gist
from ondit.linking.stories import Stories
from ondit.linking.training.pairs import read_items

SIZES = (1_000, 3_000, 10_000)


class Cost(NamedTuple):
    """At so many articles, for each of the last tenth of them: pairs compared, those that are not one rumour told
    another time, and seconds."""

    articles: int
    pairs: float
    others: float
    seconds: float


def near(a: Gist, b: Gist) -> bool:
    """Whether two articles of the generated stream tell the same."""
    return float(a.opening @ b.opening) > SAME


def alike(a: Gist, b: Gist) -> bool:
    """Whether two articles of the real one do."""
    return told(a) == told(b)


def another_time(a: Gist, b: Gist) -> bool:
    """Whether two articles of the real one tell one rumour at two times."""
    return told(a) != told(b) and rumour_of(a) == rumour_of(b)


def never(_a: Gist, _b: Gist) -> bool:
    """No story of the generated stream comes again."""
    return False


def costs(
    sizes: Sequence[int],
    gists: Iterable[Gist],
    same: Callable[[Gist, Gist], bool] = near,
    repeated: Callable[[Gist, Gist], bool] = never,
) -> list[Cost]:
    """What one more article costs at each size."""
    compared, others = 0, 0

    def scorer(pairs: Sequence[tuple[Gist, Gist]]) -> list[float]:
        nonlocal compared, others
        compared += len(pairs)
        others += sum(not repeated(a, b) for a, b in pairs)
        return [0.9 if same(a, b) else 0.01 for a, b in pairs]

    stories, found = Stories(scorer=scorer), []
    since: tuple[int, int, float] = (0, 0, 0.0)
    for number, gist in enumerate(gists, start=1):
        if any(number == size - size // 10 + 1 for size in sizes):
            since = (compared, others, time.perf_counter())
        stories.add(gist)
        if number in sizes:
            last = number // 10
            spent = time.perf_counter() - since[2]
            found.append(Cost(number, (compared - since[0]) / last, (others - since[1]) / last, spent / last))
    return found


def files_in(data: Path) -> list[Path]:
    """Where the texts of the second stream are. Raises MissingPart where they are not."""
    files = [data / "rumours" / name for name in ("articles.jsonl", "french.jsonl")]
    for file in files:
        if not file.is_file():
            raise MissingPart(
                f"there is no {file.name} here", where=str(file.parent), remedy="name a folder that has one"
            )
    return files


def costs_of_real(sizes: Sequence[int], data: Path) -> list[Cost]:
    """What one more article of the second stream costs at each size."""
    articles, briefs = files_in(data)
    real = [*read_items(articles, ("article",)), *read_items(briefs)]
    return costs(sizes, again(real, sizes[-1]), alike, another_time)


def measure(data: Path) -> Result:
    """Figures for ``ondit bench linking_cost``; the second stream is of ``data``'s rumours."""
    ours, theirs = costs(SIZES, generated(SIZES[-1])), costs_of_real(SIZES, data)
    figures = (
        *_figures("generated", [(row.articles, row.pairs) for row in ours]),
        *_figures("real, altered", [(row.articles, row.pairs) for row in theirs]),
        *_figures("real, altered, but one rumour told again", [(row.articles, row.others) for row in theirs]),
    )
    about = (
        "Two streams, one article at a time: a generated one; and 1,776 real texts over and over, altered each time."
    )
    more = f"Generated:\n\n{shown(ours)}\n\nReal, altered:\n\n{shown(theirs)}"
    return Result(figures, digest_of(files_in(data)), about, more)


def shown(rows: Sequence[Cost]) -> str:
    """Rows as a table."""
    head = ["articles", "pairs compared for one more", "of other rumours or of this time", "milliseconds for one more"]
    body = [[f"{r.articles}", f"{r.pairs:.1f}", f"{r.others:.1f}", f"{1000 * r.seconds:.1f}"] for r in rows]
    return table([head, *body])


def _figures(stream: str, rows: Sequence[tuple[int, float]]) -> tuple[Figure, ...]:
    first, last = rows[0], rows[-1]
    grown, logarithm = last[1] / first[1], float(np.log(last[0]) / np.log(first[0]))
    note = f"from {first[0]} to {last[0]} articles; their logarithm grows {logarithm:.2f} ×"
    return (
        Figure(f"{stream}: pairs compared an article", last[1], f"at {last[0]} articles", unit="pairs", pinned=False),
        Figure(f"{stream}: growth of comparisons", grown, note, unit="×", pinned=False),
    )


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    wanted = sorted({*(size for size in SIZES if size < most), most})
    print(shown(costs_of_real(wanted, Path(sys.argv[2])) if len(sys.argv) > 2 else costs(wanted, generated(most))))

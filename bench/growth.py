"""A desk that grows: what one more article costs when it holds a thousand, ten thousand and a hundred thousand.

``python -m bench.growth DATA FOLDER 1000 10000 100000 [--write]`` grows one to these sizes and keeps it in FOLDER; what
was measured before is not measured again, so that it can be broken off and gone on with. ``ondit bench growth`` takes a
short one. The last thousand of each size is added one by one, by a process that does nothing else; what comes before
goes in at once, with another process beside it. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from bench.figures import Result, digest_of, publish, table, unpinned
from bench.growth_stream import READER, TEXTS, readings
from bench.memory import highest_memory
from ondit.desk import Desk, listing
from ondit.desk.stages import Stages, real_stages
from ondit.linking.gist import Gist, gist_of
from ondit.records import Reading

SIZES = (1_000, 3_000)  # of the short one
ONE_BY_ONE = 1_000
AT_ONCE = 500  # that are stored before they are caught up with
QUESTIONS = 50
DESK, MEASURED = "growth.db", "growth.jsonl"
LARGE = "growth_large"  # the section of the long one


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size: seconds of the processor an add (the mean of the last thousand and their median)
    and a question (medians), bytes on disk an article, the process's peak memory in MiB, the machine's load."""

    articles: int
    add: float
    add_median: float
    show: float
    search: float
    search_frequent: float
    bytes: float
    memory: float
    load: float


def stages(made: Callable[[Reading], Gist] = gist_of) -> Stages:
    """The real ones; what is read is given."""
    return replace(real_stages(), reader=READER, gist=made)


def stored(folder: Path) -> int:
    """How many articles the desk in a folder holds."""
    with Desk(folder / DESK, stages=stages()) as desk:
        return len(listing.versions(desk))


def put(take: Callable[..., object], reading: Reading) -> None:
    """Gives an article to ``Desk.store`` or ``Desk.add``, as if it had been seen when it was published."""
    article = reading.article
    take(article, article.text.encode(), reading=reading, seen=article.published)


def fill(data: Path, folder: Path, until: int, tell: bool = False) -> None:
    """Grows the desk, some hundred articles at a time. Another process makes what linking compares of the next ones."""
    held = stored(folder)
    ready: dict[str, Future[Gist]] = {}

    def made(reading: Reading) -> Gist:
        known = ready.get(reading.article.key)
        return gist_of(reading) if known is None else known.result()  # none: stored by a run that was broken off

    started = time.monotonic()
    with (
        ProcessPoolExecutor(1, get_context("spawn")) as beside,
        Desk(folder / DESK, stages=stages(made)) as desk,
    ):
        parts = _parts(islice(readings(data), held, until), AT_ONCE)
        ahead = _ahead(beside, ready, next(parts, []))
        while ahead:
            part, ahead = ahead, _ahead(beside, ready, next(parts, []))
            for reading in part:
                put(desk.store, reading)
            desk.catch_up()
            for reading in part:
                del ready[reading.article.key]
            held += len(part)
            if tell:
                print(f"{held:7} articles after {time.monotonic() - started:6.0f} s", flush=True)


def _ahead(beside: ProcessPoolExecutor, ready: dict[str, Future[Gist]], part: list[Reading]) -> list[Reading]:
    ready |= {reading.article.key: beside.submit(gist_of, reading) for reading in part}
    return part


def _parts(some: Iterator[Reading], size: int) -> Iterator[list[Reading]]:
    while part := list(islice(some, size)):
        yield part


def one_by_one(data: Path, folder: Path, until: int) -> Size:
    """Adds the last thousand to a desk, each with its own commit, and asks it."""
    gist_of(next(readings(data)))  # the encoder is there before anything is timed
    seconds: list[float] = []
    with Desk(folder / DESK, stages=stages()) as desk:
        for reading in islice(readings(data), len(listing.versions(desk)), until):
            seconds.append(timed(partial(put, desk.add, reading)))
        memory = highest_memory()
        show, search, frequent = questions(data, desk, until)
    size = sum(file.stat().st_size for file in folder.glob(f"{DESK}*"))
    add_mean, add_median = statistics.mean(seconds), statistics.median(seconds)
    return Size(until, add_mean, add_median, show, search, frequent, size / until, memory, os.getloadavg()[0])


def questions(data: Path, desk: Desk, held: int) -> tuple[float, float, float]:
    """Median seconds of ``show``, of a search for two words of a headline, and of one for two frequent words."""
    chance = random.Random(3)
    shows = [timed(partial(desk.show, name)) for name in chance.choices(sorted(listing.digests(desk)), k=QUESTIONS)]
    asked = list(islice(readings(data), 0, held, max(1, held // QUESTIONS)))[:QUESTIONS]
    rare = [timed(partial(desk.search, " ".join(each.article.text.split()[:2]))) for each in asked]
    frequent = [timed(partial(desk.search, " ".join(each.article.text.split()[-13:-11]))) for each in asked]
    return statistics.median(shows), statistics.median(rare), statistics.median(frequent)


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


def grown(data: Path, folder: Path, sizes: Sequence[int], tell: bool = False) -> list[Size]:
    """Measures at each size; what the folder has measured already is taken from there."""
    notes = folder / MEASURED
    known = [Size(**json.loads(line)) for line in notes.read_text().splitlines()] if notes.is_file() else []
    for size in sorted(set(sizes) - {each.articles for each in known}):
        if stored(folder) < size - ONE_BY_ONE:
            fill(data, folder, size - ONE_BY_ONE, tell)
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            known.append(alone.submit(one_by_one, data, folder, size).result())
        with notes.open("a") as file:
            file.write(json.dumps(asdict(known[-1])) + "\n")
        if tell:
            print(known[-1], flush=True)
    return sorted(known, key=lambda each: each.articles)


def result_of(data: Path, found: Sequence[Size]) -> Result:
    """The figures of the sizes that were measured."""
    first, last = found[0], found[-1]

    peaks = ", ".join(f"{each.memory:.0f}" for each in found)
    figures = (
        unpinned("articles", last.articles, "in the largest desk", " "),
        unpinned("last thousand against the first", last.add / first.add, "time per add; the goal is at most 2", "×"),
        unpinned("an add at the end", last.add * 1000, "mean of the last thousand", "ms"),
        unpinned("show, median", last.show * 1000, "the goal is 100", "ms"),
        unpinned("search, median", last.search * 1000, "two words of a headline; the goal is 100", "ms"),
        unpinned("search for frequent words, median", last.search_frequent * 1000, "the same", "ms"),
        unpinned("bytes stored an article", last.bytes, "page, version, reading, words, index, dossiers", "bytes"),
        unpinned("peak memory", last.memory, f"of the process that adds, at each size: {peaks}", "MiB"),
    )
    about = (
        "Seed 7, generated articles of some 110 words. The last thousand of each size are added one by one, each with "
        "its own commit; times are of the processor."
    )
    return Result(figures, digest_of([data / TEXTS]), about, table(list(rows_of(found))))


def rows_of(found: Iterable[Size]) -> Iterator[list[str]]:
    """One row a size."""
    yield ["articles", "ms an add", "median", "ms a show", "ms a search", "frequent words", "bytes", "MiB", "load"]
    for each in found:
        times = (each.add, each.add_median, each.show, each.search, each.search_frequent)
        yield [
            f"{each.articles:,}",
            *(f"{1000 * seconds:.1f}" for seconds in times),
            f"{each.bytes:.0f}",
            f"{each.memory:.0f}",
            f"{each.load:.1f}",
        ]


def measure(data: Path) -> Result:
    """The short one."""
    with tempfile.TemporaryDirectory() as folder:
        return result_of(data, grown(data, Path(folder), SIZES))


def main() -> None:
    """The long one, from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", help="none: what was measured in the folder")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    found = result_of(given.data, grown(given.data, given.folder, given.sizes, tell=True))
    publish(LARGE, found, "python -m bench.growth DATA FOLDER 1000 10000 …", write=given.write)


if __name__ == "__main__":
    main()

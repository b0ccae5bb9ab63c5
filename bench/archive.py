"""Archives on Ray: one worker and two, beside spaCy with two processes; growth with size; what 10^8 articles cost.

``ondit bench archive`` takes ARTICLES; ``python -m bench.archive DATA 20000 FOLDER [--write]`` any number, whose
quarter, half and whole are read; what was timed before is kept in FOLDER and not timed again, so that it can be broken
off. Everything runs end to end in processes of its own, start of Ray and loading of models included. Runs that are
compared take turns in one run, but on a machine that others use too, ratios between one and two workers mean little.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count, islice
from pathlib import Path

from bench.archive_input import write_lines, write_warc
from bench.figures import Figure, Result, digest_of, publish, table
from bench.stories import START, story

ARTICLES, PAGES = 800, 120  # half as many are linked
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
TIMES, LARGE = "times.json", "archive_large"  # the notes of a run, and the section of a long one
PRICE = 0.05  # of a core hour, assumed: about what spot instances for computing cost; put in your own
CORES, EFFICIENCY = 256, 0.85  # of the cluster on paper: eight instances of 32; what of a worker's time is work

PARSE = """
import json, sys
import spacy
from importlib import import_module
from ondit.reading.languages import language
texts = {"fr": [], "en": []}
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    texts[row["language"]].append(row["text"])
print(sum(len(doc) for code, some in texts.items()
          for doc in import_module(language(code).parser).load().pipe(some, n_process=2, batch_size=64)))
"""


def measure(data: Path, articles: int = ARTICLES) -> Result:
    """Figures for ``ondit bench archive``."""
    with tempfile.TemporaryDirectory() as name:
        return measured(data, articles, Path(name))


def measured(data: Path, articles: int, folder: Path) -> Result:
    """Figures of so many articles, their files and times in a folder."""
    sizes = [articles // 4, articles // 2, articles]
    words = {size: write_lines(data, folder / f"{size}.jsonl", size) for size in sizes}
    file = folder / f"{articles}.jsonl"
    one = once(folder, f"one worker, {articles}", lambda: read(folder, articles, 1))
    two = {articles: once(folder, f"two workers, {articles}", lambda: read(folder, articles, 2))}
    parse = once(folder, f"spaCy, {articles}", lambda: wall([sys.executable, "-W", "ignore", "-c", PARSE, str(file)]))
    two |= {size: once(folder, f"two workers, {size}", partial(read, folder, size, 2)) for size in sizes[:2]}
    write_warc(data, folder / "pages.warc.gz", PAGES)
    pages = once(folder, "a page", lambda: a_page(folder / "pages.warc.gz"))
    link_sizes = (articles // 8, articles // 4, articles // 2)
    linked = {size: once(folder, f"linked, {size}", partial(link, folder, size)) for size in link_sizes}
    whole = words[articles]
    each = (two[articles] - two[sizes[0]]) / (articles - sizes[0])
    first = (two[sizes[1]] - two[sizes[0]]) / (sizes[1] - sizes[0])
    last = (two[articles] - two[sizes[1]]) / (articles - sizes[1])
    figures = (
        Figure(
            "one worker, words a second", whole / one, f"{articles} articles, {whole} words, end to end", "/s", False
        ),
        Figure("two workers, words a second", whole / two[articles], "the same", "/s", False),
        Figure("two workers against one", one / two[articles], "end to end; the goal is 1.8", "×", False),
        Figure("spaCy, nlp.pipe(n_process=2), words a second", whole / parse, "the same, end to end", "/s", False),
        Figure("two workers against spaCy", parse / two[articles], "the goal is 1", "×", False),
        Figure("a page of a WARC", pages, "core seconds from bytes to article", "s", False),
        Figure("seconds an article more, two workers", each, f"from {sizes[0]} to {articles} articles", "s", False),
        Figure("the last half against the first", last / first, "seconds an article more; 1 is linear", "×", False),
        Figure("growth of linking", exponent(linked), "exponent of articles; n log n is about 1.1 here", " ", False),
    )
    grown = [["articles", "seconds, two workers"], *([str(n), f"{s:.1f}"] for n, s in sorted(two.items()))]
    links = [["articles linked", "seconds"], *([str(n), f"{s:.1f}"] for n, s in sorted(linked.items()))]
    about = (
        f"Shared articles in French and English, altered copies up to {articles}, as JSON lines; {PAGES} pages as "
        "WARC; generated stories for linking. The goal's 20,000 articles: `python -m bench.archive DATA 20000 FOLDER`."
    )
    least, _, most = sorted(linked)
    a_link = 2 * (linked[most] - linked[least]) / (most - least)
    more = "\n\n".join([table(grown), table(links), on_paper(2 * each, pages, a_link)])
    files = [data / "wikinews-fr" / "articles.jsonl", data / "rumours" / "articles.jsonl"]
    return Result(figures, digest_of(files), about, more)


def once(folder: Path, what: str, timed: Callable[[], float]) -> float:
    """Seconds of something, from the notes of an earlier run or timed and noted now."""
    notes = folder / TIMES
    known: dict[str, float] = json.loads(notes.read_text()) if notes.is_file() else {}
    if what not in known:
        known[what] = timed()
        notes.write_text(json.dumps(known, indent=1))
    return known[what]


def read(folder: Path, articles: int, workers: int) -> float:
    """Seconds on the clock of ``ondit archive read``."""
    out = folder / f"out-{articles}-{workers}"
    shutil.rmtree(out, ignore_errors=True)  # of a run that was broken off, which would be gone on with
    part = max(20_000, (folder / f"{articles}.jsonl").stat().st_size // 16)
    return wall(
        ondit("read", folder / f"{articles}.jsonl", "--out", out, "--workers", workers, "--part-characters", part)
    )


def a_page(file: Path) -> float:
    """Core seconds from the bytes of a page to its article."""
    from ondit.archive.inputs import units_of
    from ondit.archive.raw_records import records_of
    from ondit.archive.to_articles import article_of

    (unit,) = units_of([str(file)])
    raws = list(records_of(unit))
    article_of(raws[0], unit)
    start = time.process_time()
    for raw in raws:
        article_of(raw, unit)
    return (time.process_time() - start) / len(raws)


def link(folder: Path, articles: int) -> float:
    """Seconds on the clock of ``ondit archive link`` over so many generated articles."""
    from ondit.archive.from_readings import archive_of
    from ondit.desk.same_words import version_id
    from ondit.desk.versions import Kept

    found = (reading for seed in count(1) for reading in story(seed).records()[1].values())
    kept = [
        Kept(version_id(reading.article), (reading.article.published or START) + timedelta(hours=1), reading)
        for reading in islice(found, articles)
    ]
    out = folder / f"linked-{articles}"
    shutil.rmtree(out, ignore_errors=True)
    archive_of(kept, str(out), per_part=max(20, articles // 16))
    return wall(ondit("link", out, "--workers", 2))


def exponent(times: dict[int, float]) -> float:
    """By which power time grows over the larger two steps, the start of Ray taken out by their difference."""
    small, middle, large = sorted(times)
    return math.log2(max(times[large] - times[middle], 1e-9) / max(times[middle] - times[small], 1e-9))


def on_paper(a_read: float, a_page: float, a_link: float) -> str:
    """Time and cost of large archives on a cluster, from the measured constants: core seconds an article."""
    rows = [["articles", "core hours", f"hours on {CORES} cores", f"cost at {PRICE} a core hour"]]
    for power in (6, 7, 8):
        linking = a_link * 2 * power / 3  # n log n from the size that was measured, about 10^3
        hours = 10**power * (a_read + a_page + linking) / 3600
        rows.append([f"10^{power}", f"{hours:,.0f}", f"{hours / CORES / EFFICIENCY:,.1f}", f"{hours * PRICE:,.0f}"])
    words = (
        f"On paper, for WARC: {a_page:.3f} core seconds a page to its article, {a_read:.3f} to read it (Ray's own work "
        f"included), {a_link:.3f} to link it at the size measured, grown as n log n; {CORES} cores (eight "
        f"c7i.8xlarge) at {EFFICIENCY:.0%}. A virtual core there is half a core: double the hours if you count "
        "those. Not measured."
    )
    return f"{words}\n\n{table(rows)}"


def ondit(*arguments: object) -> list[str]:
    """A command line of `ondit archive`."""
    return [sys.executable, "-c", "from ondit.cli import main; main()", "archive", *map(str, arguments), "--quiet"]


def wall(command: list[str]) -> float:
    """Seconds on the clock until the command ends."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env=os.environ | ONE_THREAD)
    return time.perf_counter() - start


def main() -> None:
    """The long one, from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    found = measured(given.data, given.articles, given.folder)
    publish(LARGE, found, "python -m bench.archive DATA 20000 FOLDER", write=given.write)


if __name__ == "__main__":
    main()

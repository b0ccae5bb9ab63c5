"""How fast and how large: reading against a bare parse of the same texts, long articles, memory, and cold starts.

Every measurement runs in a process of its own on one core with one thread. Reading and the bare parse take turns in
the same run, so that their ratio does not depend on how busy the machine is.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from bench.figures import ROOT, Figure, Result, digest_of

ARTICLES, ROUNDS, STARTS = 120, 3, 5
LENGTHS = (100, 1_000, 10_000, 100_000)

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}

ONE_CORE = """
import json, os, sys, time
from bench.memory import highest_memory
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
texts = json.load(open(sys.argv[2], encoding="utf-8"))
def read(some):
    from ondit import reading
    from ondit.records import Article
    return sum(1 for _ in reading.read_many(
        [Article(key=str(n), text=text, language="fr") for n, text in enumerate(some)]))
"""

PROBE = (
    ONE_CORE
    + """
if sys.argv[1] == "parse":
    import spacy
    nlp = spacy.load("fr_core_news_md")
    run = lambda some: sum(1 for _ in nlp.pipe(some))
else:
    run = read
run(texts[:2])
start = time.process_time()
run(texts)
print(json.dumps([time.process_time() - start, highest_memory()]))
"""
)

# Texts are given shortest first; all words are met once before the clock starts, or the longest would gain by it.
LONG_PROBE = (
    ONE_CORE
    + """
read(texts)
speeds = []
for text in texts:
    words, times = len(text.split()), max(1, 3000 // len(text.split()))
    start = time.process_time()
    for _ in range(times):
        read([text])
    speeds.append(words * times / (time.process_time() - start))
print(json.dumps(speeds))
"""
)

LIBRARY = "import sys, ondit; print(len(ondit.read(sys.argv[1]).statements))"


def measure(data: Path) -> Result:
    """Words a second on French Wikinews, the ratio to a bare parse, long articles, peak memory, and cold starts."""
    file = data / "wikinews-fr" / "articles.jsonl"
    everything = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    texts = everything[:ARTICLES]
    load = os.getloadavg()[0]
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "texts.json"
        sample.write_text(json.dumps(texts), encoding="utf-8")
        reads, parses = zip(*((probe("read", sample), probe("parse", sample)) for _ in range(ROUNDS)), strict=True)
        lengths = Path(folder) / "lengths.json"
        lengths.write_text(json.dumps([first_words("\n\n".join(everything), n) for n in LENGTHS]), encoding="utf-8")
        speeds = json.loads(run(LONG_PROBE, "read", lengths))
        page = Path(folder) / "page.txt"
        page.write_text(texts[0], encoding="utf-8")
        ondit = [sys.executable, "-c", "from ondit.cli import main; main()"]
        command = least([*ondit, "read", "--json", str(page)])
        library = least([sys.executable, "-c", LIBRARY, str(page)])
        help_ = least([*ondit, "--help"])
    read, parse = statistics.median(t for t, _ in reads), statistics.median(t for t, _ in parses)
    return Result(
        (
            Figure(
                "reading, words a second", words / read, f"{words} words, processor time, one core", "/s", pinned=False
            ),
            Figure("bare parse, words a second", words / parse, "spaCy `nlp.pipe`, all components", "/s", pinned=False),
            Figure(
                "reading against bare parse", parse / read, "times as fast, medians of the same run", "×", pinned=False
            ),
            Figure("memory at its highest, reading", max(m for _, m in reads), "", "MiB", pinned=False),
            Figure("memory at its highest, bare parse", max(m for _, m in parses), "", "MiB", pinned=False),
            *(
                Figure(f"reading one article of {length:,} words, words a second", speed, "", "/s", pinned=False)
                for length, speed in zip(LENGTHS, speeds, strict=True)
            ),
            Figure("cold start of `import ondit; ondit.read(…)`", library, f"least of {STARTS}", "s", pinned=False),
            Figure("cold start of `ondit read` on one French page", command, f"least of {STARTS}", "s", pinned=False),
            Figure("cold start of `ondit --help`", help_, f"least of {STARTS}", "s", pinned=False),
        ),
        digest_of([file]),
        f"The first {ARTICLES} articles of French Wikinews, {ROUNDS} rounds, reading and bare parse in turns. "
        f"Load of the {os.cpu_count()} cores when it began: {load:.1f}. All times are of the processor.",
    )


def probe(what: str, sample: Path) -> tuple[float, float]:
    """Seconds of processor time and MiB of one process that reads or parses the sample."""
    seconds, memory = json.loads(run(PROBE, what, sample))
    return seconds, memory


def run(code: str, what: str, sample: Path) -> str:
    """The last line that a process of its own prints."""
    command = [sys.executable, "-W", "ignore", "-c", code, what, str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | ONE_THREAD)
    return done.stdout.splitlines()[-1]


def first_words(text: str, count: int) -> str:
    """A text up to the end of its ``count``-th word, its paragraphs as they are."""
    words = re.finditer(r"\S+", text)
    return text[: next(islice(words, count - 1, None)).end()]


def least(command: list[str]) -> float:
    """The least seconds of some starts: what others do on the machine (they share its caches) only adds to them, as the
    documentation of Python's ``timeit`` has it."""
    return min(cold(command) for _ in range(STARTS))


def cold(command: list[str]) -> float:
    """Seconds of processor time of a process from its start to its end: its clock where nothing else runs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True, env=os.environ | ONE_THREAD)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

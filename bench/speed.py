"""How fast and how large: reading against a bare parse of the same texts, memory, and a cold start.

Every measurement runs in a process of its own on one core with one thread. Reading and the bare parse take turns in
the same run, so that their ratio does not depend on how busy the machine is.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, Result, digest_of

ARTICLES, ROUNDS, STARTS = 120, 3, 5

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}

PROBE = """
import json, os, resource, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
texts = json.load(open(sys.argv[2], encoding="utf-8"))
if sys.argv[1] == "parse":
    import spacy
    nlp = spacy.load("fr_core_news_md")
    run = lambda some: sum(1 for _ in nlp.pipe(some))
else:
    from ondit import reading
    from ondit.records import Article
    run = lambda some: sum(1 for _ in reading.read_many(
        [Article(key=str(n), text=text, language="fr") for n, text in enumerate(some)]))
run(texts[:2])
start = time.process_time()
run(texts)
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure(data: Path) -> Result:
    """Words a second on French Wikinews, the ratio to a bare parse, peak memory, and cold starts of the command."""
    file = data / "wikinews-fr" / "articles.jsonl"
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()[:ARTICLES]]
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "texts.json"
        sample.write_text(json.dumps(texts), encoding="utf-8")
        reads, parses = zip(*((probe("read", sample), probe("parse", sample)) for _ in range(ROUNDS)), strict=True)
        page = Path(folder) / "page.txt"
        page.write_text(texts[0], encoding="utf-8")
        ondit = [sys.executable, "-c", "from ondit.cli import main; main()"]
        cold = statistics.median(wall([*ondit, "read", "--json", str(page)]) for _ in range(STARTS))
        help_ = statistics.median(wall([*ondit, "--help"]) for _ in range(STARTS))
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
            Figure("cold start of `ondit read` on one French page", cold, f"median of {STARTS}", "s", pinned=False),
            Figure("cold start of `ondit --help`", help_, f"median of {STARTS}", "s", pinned=False),
        ),
        digest_of([file]),
        f"The first {ARTICLES} articles of French Wikinews, {ROUNDS} rounds, reading and bare parse in turns.",
    )


def probe(what: str, sample: Path) -> tuple[float, float]:
    """Seconds of processor time and MiB of one process that reads or parses the sample."""
    command = [sys.executable, "-W", "ignore", "-c", PROBE, what, str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD)
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory


def wall(command: list[str]) -> float:
    """Seconds on the clock until the command ends."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env=os.environ | ONE_THREAD)
    return time.perf_counter() - start

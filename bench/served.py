"""What a server of a large desk costs: time and bytes of each page, and fifty readers at once.

``python -m bench.served DATA DESK [ARTICLES] [--write]``: a desk that is not there is made, of 100,000 generated
articles. Its stories are told as they were generated (linking and tracing them is what ``bench.growth`` measures); all
that is shown of them is the real thing. Times are of the processor, in the server's own process, unless it says so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from bench.figures import ROOT, Result, digest_of, publish, table, unpinned
from bench.growth_stream import TEXTS
from bench.served_desk import ARTICLES, make_desk
from ondit.web import create_app
from ondit.web.settings import Settings

TIMES = 40  # that each page is asked for
READERS, TURNS = 50, 6
SHORT = 2_000  # articles of the short one
LARGE = "served_large"  # the section of the long one
ASSETS = ("/static/ondit.css", "/static/ondit.js", "/static/ondit.svg")
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page: median and slowest seconds, most bytes over the wire (compressed)."""

    name: str
    median: float
    slowest: float
    bytes: int


def pages(client: TestClient, names: Sequence[str], largest: Sequence[str], words: Sequence[str]) -> list[Page]:
    """Asks for each kind of page some times, never twice for the same one where there are others."""
    chance = random.Random(5)
    some = chance.sample(sorted(names), min(TIMES, len(names)))
    kinds: dict[str, Callable[[int], str]] = {
        "board": lambda n: "/",
        "board, of a status": lambda n: f"/?status={('denied', 'unverified')[n % 2]}",
        "board, by origins": lambda n: "/?sort=origins",
        "board, of a party": lambda n: f"/?party={words[n % len(words)].replace(' ', '%20')}",
        "board, as of a moment": lambda n: f"/?as_of=2026-0{1 + n % 4}-11",
        "board, searched": lambda n: f"/?q={words[n % len(words)].split()[0]}",
        "board, searched for frequent words": lambda n: f"/?q={('said', 'that', 'matter', 'would')[n % 4]}",
        "search": lambda n: f"/search?q={words[n % len(words)].split()[0]}",
        "search for frequent words": lambda n: f"/search?q={('said', 'that', 'matter', 'would')[n % 4]}",
        "dossier": lambda n: f"/rumours/{some[n % len(some)]}",
        "dossier of the largest": lambda n: f"/rumours/{largest[n % len(largest)]}",
        "dossier, as of a moment": lambda n: f"/rumours/{some[n % len(some)]}?as_of=2026-02-0{1 + n % 9}",
        "outlets": lambda n: "/outlets",
        "API, rumours": lambda n: "/api/v1/rumours",
    }
    return [_asked(client, name, address) for name, address in kinds.items()]


def _asked(client: TestClient, name: str, address: Callable[[int], str]) -> Page:
    seconds, most = [], 0
    for number in range(TIMES):
        start = time.process_time()
        answer = client.get(address(number), headers={"Accept-Encoding": "gzip"})
        seconds.append(time.process_time() - start)
        assert answer.status_code == 200, (address(number), answer.status_code, answer.text[:300])
        most = max(most, answer.num_bytes_downloaded)
    return Page(name, statistics.median(seconds), max(seconds), most)


def crowd(desk: Path, addresses: Sequence[str]) -> tuple[int, list[str], float]:
    """Fifty readers at once of a server in a process of its own: answers, errors, median seconds on the clock."""
    times: list[float] = []
    errors: list[str] = []
    with server(desk) as root:

        def read(reader: int) -> None:
            for turn in range(TURNS):
                start = time.monotonic()
                try:
                    with urllib.request.urlopen(
                        root + addresses[(reader + 7 * turn) % len(addresses)], timeout=60
                    ) as it:
                        it.read()
                except OSError as error:
                    errors.append(str(error))
                times.append(time.monotonic() - start)

        readers = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
        for each in readers:
            each.start()
        for each in readers:
            each.join()
    return len(times) - len(errors), errors, statistics.median(times)


@contextmanager
def server(desk: Path) -> Iterator[str]:
    """The address of ``ondit serve`` on a desk, which has loaded all of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.served", "--serve", str(port), str(desk)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        root, deadline = f"http://127.0.0.1:{port}", time.monotonic() + _PATIENCE
        while not _whole(root):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.5)
        yield root
    finally:
        process.terminate()
        process.wait(timeout=60)


def _whole(root: str) -> bool:
    try:
        with urllib.request.urlopen(f"{root}/healthz", timeout=30) as answer:
            return bool(json.load(answer)["complete"])
    except OSError:
        return False


def look(data: Path, desk: Path) -> Result:
    """Asks a desk for all its pages, alone and in a crowd."""
    app = create_app(_settings(desk))
    with TestClient(app, follow_redirects=False, base_url="http://localhost") as client:
        shelf = app.state.house.shelf
        start = time.process_time()
        shelf.refresh()
        loading = time.process_time() - start
        rows = sorted(shelf.rows.values(), key=lambda row: (-len(row.articles), row.id))
        chance = random.Random(3)
        words = [row.parties[0] for row in chance.sample(rows, TIMES)]
        largest = [row.id for row in rows[:TIMES]]
        found = pages(client, [row.id for row in rows], largest, words)
        assets = {each: len(gzip.compress(client.get(each).content, 5)) for each in ASSETS}
        start = time.process_time()
        shelf.refresh()
        idle = time.process_time() - start
        held, rumours, most = len(shelf.articles), len(rows), len(rows[0].articles)
    addresses = ["/", *(f"/rumours/{name}" for name in [largest[0], *(row.id for row in rows[::500])][:20])]
    addresses += [f"/?q={word.split()[0]}" for word in words[:5]] + ["/?status=denied", "/outlets", "/api/v1/rumours"]
    answers, errors, patience = crowd(desk, addresses)
    script = sum(size for name, size in assets.items() if name.endswith(".js"))
    by_name = {each.name: each for each in found}
    board, dossier, large = (by_name[name] for name in ("board", "dossier", "dossier of the largest"))
    heaviest = max(found, key=lambda each: each.bytes)

    figures = (
        unpinned("board, median", 1000 * board.median, "server time; the goal is 100", "ms"),
        unpinned("dossier, median", 1000 * dossier.median, "the same", "ms"),
        unpinned("dossier of many articles, median", 1000 * large.median, f"up to {most} articles", "ms"),
        unpinned("heaviest page, over the wire", heaviest.bytes / 1000, f"{heaviest.name}; the goal is 300", "kB"),
        unpinned("script, over the wire", script / 1000, "the goal is 60", "kB"),
        unpinned("all else that a page loads", (sum(assets.values()) - script) / 1000, "style and picture", "kB"),
        unpinned("answers to 50 readers at once", answers, f"{len(errors)} errors of {READERS * TURNS}", " "),
        unpinned("how long one of them waited, median", patience, "on the clock, all 50 asking without a pause", "s"),
        unpinned("loading the desk", loading, "once, when the server starts", "s"),
        unpinned("looking whether anything is new", 1000 * idle, "every second", "ms"),
    )
    about = (
        f"A desk of {held:,} generated articles and {rumours:,} rumours, each page asked for {TIMES} times. Times are "
        f"of the processor in the server's process. Load of the machine at the end: {os.getloadavg()[0]:.1f}."
    )
    rows_shown = [["page", "ms, median", "ms, slowest", "kB over the wire"]]
    rows_shown += [
        [each.name, f"{1000 * each.median:.1f}", f"{1000 * each.slowest:.1f}", f"{each.bytes / 1000:.1f}"]
        for each in found
    ]
    return Result(figures, digest_of([data / TEXTS]), about, table(rows_shown))


def _settings(desk: Path) -> Settings:
    return Settings(str(desk), warm_reader=False, requests_a_minute=1_000_000, costly_a_minute=1_000_000)


def measure(data: Path) -> Result:
    """The short one."""
    with tempfile.TemporaryDirectory() as folder:
        make_desk(data, Path(folder) / "served.db", SHORT)
        return look(data, Path(folder) / "served.db")


def main() -> None:
    """The long one, from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.served", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("desk", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    parser.add_argument("--serve", type=int, metavar="PORT", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        uvicorn.run(create_app(_settings(given.desk)), port=given.serve, log_config=None)
        return
    if not given.desk.exists():
        make_desk(given.data, given.desk, given.articles)
    found = look(given.data, given.desk)
    publish(LARGE, found, f"python -m bench.served DATA DESK {given.articles}", write=given.write)


if __name__ == "__main__":
    main()

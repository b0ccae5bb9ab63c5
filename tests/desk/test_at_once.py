"""The long form, for `make soak`: watching, adding and serving on one desk for ten minutes, with people looking."""

from __future__ import annotations

import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from as_used import PATIENCE, done, ondit
from sqlalchemy import select

import news_site
from news_site import Reply, rss
from ondit import demo
from ondit.desk import Desk, schema
from soak import SOAK

SECONDS = 600
LOOK_AT = ("/", "/?q=usine", "/outlets", "/api/v1/rumours", "/healthz")


def renamed(page: bytes, number: int) -> bytes:
    """The page about other parties, so that every turn brings news: its longer names get another ending."""
    ending = b"" if not number else b"o" + bytes([97 + number % 26, 97 + number // 26])
    return re.sub(rb"\b([A-Z][a-z]{5,})\b", rb"\g<1>" + ending, page)


def looked(address: str, until: float, answers: list[int | str]) -> None:
    """Somebody who looks at one page after another until the time is over; every answer's status or error."""
    turn = 0
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address + LOOK_AT[turn % len(LOOK_AT)], timeout=60) as answer:
                answers.append(answer.status)
        except (urllib.error.URLError, OSError) as error:
            answers.append(str(error))
        turn += 1
        time.sleep(0.5)


@pytest.mark.skipif(not SOAK, reason="ten minutes: `make soak` runs it")
def test_nobody_meets_a_lock_while_three_programs_share_a_desk(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + SECONDS
    pages = demo.pages()
    (tmp_path / "channels.toml").write_text("")  # nobody is told
    answers: list[int | str] = []
    expected: set[str] = set()
    with news_site.running() as site:
        site.put("/feed", rss([]))
        done(tmp_path, "read", str(pages[0]))  # the reader's files are warm, whatever ran before
        watching = ondit(tmp_path, "watch", "--every", "1s", "--pause", "0s", f"{site.root()}/feed")
        serving = ondit(tmp_path, "serve", "--port", str(port))
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(address + "/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        people = [threading.Thread(target=looked, args=(address, until, answers)) for _ in range(2)]
        for each in people:
            each.start()
        number = 0
        while time.monotonic() < until - 30:
            shown = [(f"/{number}/{each.name}", renamed(each.read_bytes(), number)) for each in pages]
            fed, added = shown[::2], shown[1::2]
            for path, body in shown:
                site.put(path, Reply(body))
            site.put("/feed", rss([(site.root() + path, "t", None) for path, _ in fed]))
            done(tmp_path, "add", *(site.root() + path for path, _ in added))
            expected |= {site.root() + path for path, _ in added}
            number += 1
        for each in people:
            each.join()
        for process in (watching, serving):
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0 and "holds the desk" not in err and "Traceback" not in err, err
    assert answers and set(answers) == {200}, sorted({str(each) for each in answers})
    with Desk(tmp_path / "ondit.db", create=False) as opened:
        with opened._store.reading() as connection:
            keys = list(connection.execute(select(schema.version.c.key)).scalars())
        before = opened.rumours()
        opened.rebuild()
        assert opened.rumours() == before
    assert len(keys) == len(set(keys)) and expected <= set(keys)
    print(len(keys), "articles,", len(answers), "pages looked at,", number, "turns")

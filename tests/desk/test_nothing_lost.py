"""Killed in the middle, two at once, no space left: what was acknowledged is there, once, and the desk is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cheap import article, desk, tables
from sqlalchemy import func, select, text

from ondit.desk import Desk, schema
from ondit.errors import DeskUnavailable

HERE = Path(__file__).parent
WRITER = """
import sys
from cheap import article, desk
place, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with desk(place) as opened:
    print("open", flush=True)
    for number in range(count):
        page = article(f"{name}{number}", f"who > topic{number % 5} > denies", "x > plant > supports", at=number)
        opened.add(page, page.text.encode() * 50)
        print(page.key, flush=True)
"""


def writer(place: str, name: str, count: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, place, name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def check_whole(opened: Desk) -> set[str]:
    """Foreign keys hold, nothing is there by halves or twice, and rebuilding changes nothing. Returns the keys."""
    opened.rumours()
    with opened._store.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        keys = list(connection.execute(select(schema.version.c.key)).scalars())
        counts = [
            connection.execute(select(func.count()).select_from(t)).scalar() for t in (schema.reading, schema.page)
        ]
    assert len(keys) == len(set(keys))
    assert counts == [len(keys), len(keys)]
    before = tables(opened)
    opened.rebuild()
    assert tables(opened) == before
    return set(keys)


def test_what_was_acknowledged_before_a_kill_is_there_once(place: str) -> None:
    chance = random.Random(20260302)
    acknowledged: set[str] = set()
    for round_number in range(6):
        process = writer(place, f"p{round_number}-", 1000)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n", process.communicate()[1]
        time.sleep(chance.uniform(0.0, 0.6))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        acknowledged |= {line for line in out.splitlines() if line.endswith(".example/")}
    with desk(place) as opened:
        keys = check_whole(opened)
    assert acknowledged and acknowledged <= keys
    assert len(keys) <= len(acknowledged) + 6, "at most the one page a round that was stored and not yet told"


def test_two_writers_at_once_lose_nothing_and_meet_no_error(place: str) -> None:
    desk(place).close()
    both = [writer(place, name, 25) for name in ("left", "right")]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
    with desk(place) as opened:
        assert len(check_whole(opened)) == 50


def test_two_that_open_a_new_desk_at_once_make_one(place: str) -> None:
    both = [writer(place, name, 3) for name in ("left", "right", "middle")]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
    with desk(place) as opened:
        assert len(check_whole(opened)) == 9


def test_when_no_space_is_left_the_line_says_so_and_the_desk_is_intact(tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk's end: the system refuses the write in the same place."""
    path = tmp_path / "ondit.db"
    with desk(path) as opened:
        opened.add(article("first", "Company > plant > denies"), b"page")
    code = (
        "import os, resource, signal, sys\n"
        "from cheap import article, desk\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with desk(sys.argv[1]) as opened:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))\n"
        "    opened.add(article('second', 'Company > talks > denies'), os.urandom(2_000_000))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, env=environment)
    assert "DeskUnavailable" in done.stderr.splitlines()[-1], done.stderr
    with desk(path) as opened:
        assert check_whole(opened) == {"https://first.example/"}


def test_a_desk_that_another_holds_too_long_is_told_and_intact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ondit.desk import open_store

    monkeypatch.setattr(open_store, "WAIT_SECONDS", 0.2)
    path = tmp_path / "ondit.db"
    second = article("second", "Company > talks > denies")
    told = pytest.raises(DeskUnavailable, match="another program holds the desk")
    with desk(path) as one, desk(path) as other, one._store.writing(), told:
        other.store(second)


def test_a_server_that_drops_its_connections_is_asked_again(database: str) -> None:
    with desk(database) as opened:
        opened.add(article("first", "Company > plant > denies"))
        with opened._store.writing() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
        with pytest.raises(DeskUnavailable, match="does not answer"), opened._store.writing() as connection:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        opened.add(article("second", "Company > talks > denies"))
        assert {dossier.rumour.id for dossier in opened.rumours()} == {"r-plant", "r-talks"}

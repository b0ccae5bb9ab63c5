"""Killed in the middle, two at once, no space left: what was acknowledged is there, once, and the desk is whole."""

from __future__ import annotations

import random
import shutil
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
from postgresql_server import Server, new_database
from processes import environment
from soak import SOAK

KILLS = 200 if SOAK else 6
SERVER_KILLS = 50 if SOAK else 2
WRITER = """
import sys
from cheap import article, desk
place, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with desk(place) as opened:
    print("open", flush=True)
    for number in range(count):
        told = f"who > {name}topic{number % 5} > denies", f"x > {name}plant > supports"
        page = article(f"{name}{number}", *told, at=number)
        opened.add(page, page.text.encode() * 50)
        print(page.key, flush=True)
"""


def writer(place: str, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, place, name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def begun(place: str, name: str, pages: int) -> tuple[subprocess.Popen[str], str]:
    """A writer that has the desk open and so many pages acknowledged, on a machine however busy; and its lines."""
    process = writer(place, name, 1000)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(1 + pages)]
    assert lines[0] == "open\n", process.communicate()[1]
    return process, "".join(lines)


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
    for round_number in range(KILLS):
        process, first = begun(place, f"p{round_number}-", round_number % 2)
        time.sleep(chance.uniform(0.0, 0.6))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        acknowledged |= {line for line in (first + out).splitlines() if line.endswith(".example/")}
    with desk(place) as opened:
        keys = check_whole(opened)
    assert acknowledged and acknowledged <= keys
    assert len(keys) <= len(acknowledged) + KILLS, "at most the one page a round that was stored and not yet told"


def test_what_was_acknowledged_before_the_server_was_killed_is_there_once(postgresql_to_kill: Server) -> None:
    """The database's server dies, as when its machine loses power; whoever writes is told so in one line."""
    server, chance = postgresql_to_kill, random.Random(20260303)
    place = new_database(server.url)
    acknowledged: set[str] = set()
    for round_number in range(SERVER_KILLS):
        process, first = begun(place, f"p{round_number}-", round_number % 2)
        time.sleep(chance.uniform(0.0, 0.6))
        server.kill()
        out, err = process.communicate(timeout=60)
        assert "DeskUnavailable: " in err.splitlines()[-1], err
        acknowledged |= {line for line in (first + out).splitlines() if line.endswith(".example/")}
        server.start()
    with desk(place) as opened:
        keys = check_whole(opened)
    assert acknowledged and acknowledged <= keys
    assert len(keys) <= len(acknowledged) + SERVER_KILLS


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


FILLS = """
import os, resource, signal, sys
from cheap import article, desk
if limit := int(sys.argv[2]):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with desk(sys.argv[1]) as opened:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for number in range(100):
        key = f"p{number}"
        opened.add(article(key, f"Company > topic{number % 5} > denies"), os.urandom(2_000_000 if limit else 100_000))
        print(key, flush=True)
"""


def filled(path: Path, limit: int) -> set[str]:
    """Adds pages until the system refuses; what was acknowledged. ``limit``: the most bytes of a file, 0 for none."""
    command = [sys.executable, "-c", FILLS, str(path), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert "DeskUnavailable" in done.stderr.splitlines()[-1], done.stderr
    return {f"https://{key}.example/" for key in done.stdout.split()}


def test_when_a_file_may_not_grow_the_line_says_so_and_the_desk_is_intact(tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk's end: the system refuses the write in the same place."""
    path = tmp_path / "ondit.db"
    with desk(path) as opened:
        opened.add(article("first", "Company > plant > denies"), b"page")
    assert filled(path, 400_000) == set()
    with desk(path) as opened:
        assert check_whole(opened) == {"https://first.example/"}


def test_when_the_disk_is_full_the_line_says_so_and_the_desk_is_intact(small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "ondit.db"
    acknowledged = filled(path, 0)
    assert acknowledged, "the disk is too small to begin with"
    shutil.copytree(small_disk, tmp_path / "copy")  # a full disk leaves no room to look at it either
    with desk(tmp_path / "copy" / "ondit.db") as opened:
        keys = check_whole(opened)
    assert acknowledged <= keys and len(keys) <= len(acknowledged) + 1
    with (small_disk / "ondit.db").open("rb") as kept:
        assert kept.read(16) == b"SQLite format 3\0"


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

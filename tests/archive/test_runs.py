"""Reading and linking on Ray: the same as in one process, whatever dies on the way."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from bench.stories import START, story
from ondit.archive.cutting import bundles_of
from ondit.archive.extract_part import extract_part
from ondit.archive.inputs import units_of
from ondit.archive.layout import TABLES
from ondit.archive.notes import agree
from ondit.archive.read_part import read_part
from ondit.archive.storage import Place, files_in, read_rows
from ondit.archive.whole_readings import parts_of, readings_of
from ondit.cli import run
from ondit.desk import Desk
from ondit.desk.same_words import version_id
from ondit.desk.versions import Kept
from ondit.errors import UnknownLanguage
from ondit.records import Article, Reading, StatusName
from soak import SOAK

slow = pytest.mark.skipif(not SOAK, reason="two starts of Ray: in `make soak`")
STATUSES = set(get_args(StatusName))
PART = 700  # characters: about seven parts of these few articles


@pytest.fixture(scope="module")
def undisturbed(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as one process makes it, step by step, without Ray."""
    from ondit.archive.run_read import BUCKETS, NEAR, passed_over_rows, write_duplicates
    from ondit.reading import read_many

    folder = tmp_path_factory.mktemp("undisturbed")
    out = Place(str(folder))
    (unit,) = units_of([str(lines)])
    agree(out, {"part_characters": PART}, [unit])
    for bundle in bundles_of(unit, PART):
        extract_part(bundle, out)
    prints = [name for name, _ in files_in(out / "_prints", ".parquet")]
    write_duplicates(out, prints, range(BUCKETS), NEAR)
    passed_over = passed_over_rows(out)
    for name, _ in files_in(out / "articles", ".parquet"):
        part = name.removesuffix(".parquet")
        read_part(part, sorted(passed_over.get(part, ())), out, read_many)
    return folder


def tables(folder: Path) -> dict[str, bytes]:
    """Every file of the tables, byte by byte."""
    found = {str(file.relative_to(folder)): file for name in TABLES for file in (folder / name).rglob("*.parquet")}
    return {name: file.read_bytes() for name, file in found.items()}


def test_a_worker_that_is_killed_changes_nothing(
    small_ray: Any, lines: Path, undisturbed: Path, tmp_path: Path
) -> None:
    from ondit.archive.on_ray import Cluster
    from ondit.archive.run_read import Task, read_archive

    killed: list[int] = []

    def kill_the_first(stage: str, note: dict[str, Any]) -> None:
        if stage == "read" and not killed:
            killed.append(note["pid"])
            os.kill(note["pid"], signal.SIGKILL)

    task = Task((str(lines),), str(tmp_path), PART)
    totals = read_archive(task, Cluster(workers=1), kill_the_first)
    assert killed
    assert tables(tmp_path) == tables(undisturbed)
    assert (totals["articles"], totals["read"], totals["duplicates"], totals["dead_letters"]) == (14, 12, 2, 5)

    stages: list[tuple[str, dict[str, Any]]] = []
    assert read_archive(task, Cluster(workers=1), lambda stage, note: stages.append((stage, note))) == totals
    assert [stage for stage, _ in stages] == ["start", "plan"], "a second run finds nothing to do"
    assert stages[1][1]["parts"] == 0


def told_stories(articles: int) -> list[Kept]:
    """About so many generated articles of rumours whose truth is known, some of them in a second version."""
    kept: list[Kept] = []
    for seed in itertools.count(1):
        _, readings = story(seed).records()
        for number, reading in enumerate(readings.values()):
            article = replace(reading.article, key=f"{reading.article.key}?{seed}")
            seen = (article.published or START) + timedelta(hours=1)
            kept.append(Kept(version_id(article), seen, replace(reading, article=article, reader="true")))
            if number % 9 == 0:
                later = replace(article, text=article.text + "\n\nMore later.", updated=seen + timedelta(hours=5))
                kept.append(Kept(version_id(later), seen, replace(reading, article=later, reader="true")))
        if len(kept) >= articles:
            return kept


def test_linking_on_ray_gives_what_the_desk_gives(small_ray: Any, tmp_path: Path) -> None:
    from ondit.archive.from_readings import archive_of
    from ondit.archive.link_archive import Cut, link_archive
    from ondit.archive.load_archive import dossiers_of, load_archive
    from ondit.archive.on_ray import Cluster

    kept = told_stories(3000 if SOAK else 90)
    folder, desk = str(tmp_path / "archive"), tmp_path / "desk.db"
    archive_of(kept, folder, per_part=30)
    out = Place(folder)
    assert sorted(each.version for part in parts_of(out) for each in readings_of(out, part)) == sorted(
        each.version for each in kept
    )
    totals = link_archive(folder, Cluster(workers=2), cut=Cut(30, 30, 12))
    first = load_archive(folder, str(desk), derive=False)
    assert first["new"] + first["version"] == len(kept)
    with Desk(desk) as opened:
        expected = {each.rumour.id: each for each in opened.rumours()}
    linked = {each.rumour.id: each for _, each in dossiers_of(out)}
    assert len(expected) == totals["rumours"] > 4
    assert linked == expected
    assert {read["status"] for read in read_rows(out / "rumours/group-000000.parquet")} <= STATUSES
    assert load_archive(folder, str(desk))["known"] == len(kept), "loading again changes nothing"
    loaded = load_archive(folder, str(tmp_path / "second.db"))
    assert loaded["rumours"] == len(linked)
    with Desk(tmp_path / "second.db") as opened:
        assert {each.rumour.id: each for each in opened.rumours()} == expected
        assert opened.rebuild() == (), "what was put in is what the desk derives"


def test_readings_come_back_whole(undisturbed: Path) -> None:
    from ondit.reading import read

    out = Place(str(undisturbed))
    kept = [each for part in parts_of(out) for each in readings_of(out, part)]
    assert len(kept) == 12
    for each in kept[:2]:
        assert read(each.reading.article) == replace(each.reading)


def test_duckdb_reads_the_tables_as_they_lie(undisturbed: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    query = f"""
        SELECT a.language, count(*) FROM read_parquet('{undisturbed}/statements/*/*.parquet') s
        JOIN read_parquet('{undisturbed}/articles/*/*.parquet') a ON a.version = s.version
        WHERE s.polarity = 'deny' GROUP BY a.language ORDER BY 1
    """
    found = dict(duckdb.sql(query).fetchall())
    assert found["en"] >= 6


def test_every_query_in_the_docs_runs(undisturbed: Path, root: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    from ondit.archive.gist_parts import gists_of
    from ondit.archive.link_group import finish, split

    out = Place(str(undisturbed))
    members = []
    for number, part in enumerate(parts_of(out)):
        gists = gists_of(out, part, number, frozenset(range(99)), 1)[0]
        members += split(out, part, number, 1, dict.fromkeys(range(99), 0), gists)[0]
    assert finish(out, 0, [], members)["rumours"] > 0
    page = (root / "docs" / "archive.md").read_text(encoding="utf-8")
    queries = [
        each for block in re.findall(r"```sql\n(.*?)```", page, re.DOTALL) for each in block.split(";") if each.strip()
    ]
    found = [duckdb.sql(query.replace("news.archive", str(undisturbed))).fetchall() for query in queries]
    assert len(found) >= 4 and found[0] and found[-1]


def test_an_article_that_the_reader_fails_on_is_a_dead_letter(undisturbed: Path, tmp_path: Path) -> None:
    """The reader that fails on one article of a part still reads the others."""
    out = Place(str(tmp_path))
    (name, *_) = [name for name, _ in files_in(Place(str(undisturbed)) / "articles", ".parquet") if "fr" in name]
    (tmp_path / "articles" / name).parent.mkdir(parents=True)
    (tmp_path / "articles" / name).write_bytes((undisturbed / "articles" / name).read_bytes())
    keys = [row["key"] for row in read_rows(out / f"articles/{name}")]

    def fails_on_the_first(articles: Iterable[Article]) -> Iterator[Reading]:
        for each in articles:
            if each.key == keys[0]:
                raise UnknownLanguage("no reader") if len(keys) % 2 else ZeroDivisionError("bug")
            yield Reading(each, (), reader="test")

    note = read_part(name.removesuffix(".parquet"), [], out, fails_on_the_first)
    assert (note["articles"], note["dead"]) == (len(keys) - 1, 1)
    ((letters, _),) = files_in(out / "dead_letters", ".parquet")
    assert [row["article"] for row in read_rows(out / f"dead_letters/{letters}")] == [keys[0]]


def test_another_setting_or_a_changed_input_is_refused(
    undisturbed: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = units_of([str(lines)])
    agree(Place(str(tmp_path)), {"part_characters": PART}, units)
    arguments = ["archive", "read", "--out", str(tmp_path), "--quiet"]
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    assert run([*arguments, str(lines), "--part-characters", "5000"]) == 2
    assert "part_characters" in capsys.readouterr().err
    copy = tmp_path / "grown.jsonl"
    copy.write_bytes(lines.read_bytes())
    agree(Place(str(tmp_path)), {"part_characters": PART}, units_of([str(copy)]))
    copy.write_bytes(lines.read_bytes() * 2)
    assert run([*arguments, str(copy), "--part-characters", str(PART)]) == 2
    assert "changed" in capsys.readouterr().err


@slow
def test_a_driver_that_is_killed_is_taken_up_where_it_was(lines: Path, undisturbed: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    command = [sys.executable, "-m", "ondit", "archive", "read", str(lines)]
    command += ["--out", str(tmp_path), "--part-characters", str(PART), "--workers", "1", "--store", "100"]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    done = tmp_path / "_done" / "articles"
    end = time.monotonic() + 120
    while not (done.is_dir() and len(list(done.iterdir())) >= 2):
        assert first.poll() is None and time.monotonic() < end
        time.sleep(0.02)
    first.kill()
    first.wait()
    # What was running goes on for a moment; what it leaves half done must not be taken for done.
    finished = subprocess.run(command, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    assert tables(tmp_path) == tables(undisturbed)


@slow
def test_a_node_that_is_lost_changes_nothing(lines: Path, undisturbed: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    program = Path(__file__).with_name("two_nodes.py")
    command = [sys.executable, str(program), str(lines), str(tmp_path), str(PART)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["alive"], len(said["lost_at"])) == (1, 1)
    assert tables(tmp_path) == tables(undisturbed)

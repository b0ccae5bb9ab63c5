"""Opening: what is a desk, what is not, and what a person is told."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pg8000.exceptions
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cheap import article, desk, hour, read
from sqlalchemy import text

from ondit import errors
from ondit.desk import journal, open_store, schema
from ondit.desk.failures import told
from processes import environment


@pytest.mark.parametrize(
    "error",
    [pg8000.exceptions.InterfaceError("network error"), sqlite3.OperationalError("unable to open database file"),
     ConnectionResetError(104, "Connection reset by peer"), BrokenPipeError(32, "Broken pipe")],
)  # fmt: skip
def test_what_a_driver_itself_raises_is_told_in_one_line(error: Exception) -> None:
    """A server that dies while SQLAlchemy puts its connection back makes the driver fail outside of SQLAlchemy."""
    with pytest.raises(errors.DeskUnavailable, match=r"does not answer|cannot be opened"), told("here"):
        raise error


def test_a_mistake_in_the_program_is_no_failure_of_the_desk() -> None:
    with pytest.raises(ZeroDivisionError), told("here"):
        raise ZeroDivisionError


def _text_file(folder: Path) -> Path:
    (folder / "notes.txt").write_text("not a database, only words, and enough of them to fill a header or more " * 9)
    return folder / "notes.txt"


def _others_database(folder: Path) -> Path:
    connection = sqlite3.connect(folder / "other.db")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    return folder / "other.db"


@pytest.mark.parametrize(
    ("target", "error", "words"),
    [
        (lambda folder: folder, errors.DeskUnavailable, "a folder"),
        (lambda folder: folder / "no" / "such" / "desk.db", errors.DeskUnavailable, "no such folder"),
        (_text_file, errors.DeskUnavailable, "not a desk"),
        (_others_database, errors.DeskUnavailable, "another program"),
        (lambda _: "postgresql://nobody@127.0.0.1:1/none", errors.DeskUnavailable, "does not answer"),
        (lambda _: "mysql://somewhere/desk", errors.SettingError, "mysql"),
        (lambda _: "postgresql://host:port/none", errors.SettingError, "not a URL"),
        (lambda _: "", errors.SettingError, "path or a URL"),
    ],
    ids=["folder", "no folder", "text", "other tables", "nobody there", "mysql", "bad port", "empty"],
)
def test_what_is_no_desk_is_told_in_one_line(tmp_path: Path, target, error: type, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error) as caught:
        desk(target(tmp_path))
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = _others_database(tmp_path)
    before = path.read_bytes()
    with pytest.raises(errors.DeskUnavailable):
        desk(path)
    assert path.read_bytes() == before


def test_a_question_makes_no_desk(tmp_path: Path) -> None:
    with pytest.raises(errors.DeskUnavailable, match="no desk here"):
        desk(tmp_path / "ondit.db", create=False)
    assert not (tmp_path / "ondit.db").exists()


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(errors.DeskUnavailable) as caught:
        desk("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_a_desk_of_a_newer_release_is_refused_and_one_of_an_older_asks_for_migrate(place: str) -> None:
    desk(place).close()
    for revision, words in (("9999", "newer release"), ("0000", "ondit migrate")):
        store = desk(place) if revision == "9999" else None
        if store is None:
            store = _raw(place)
        with store._store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
        store.close()
        with pytest.raises(errors.DeskVersion, match=words):
            desk(place)


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, int(open_store.HEAD))])
def test_a_desk_of_every_older_release_opens_after_migrate_with_all_that_it_held(place: str, revision: str) -> None:
    """Made with the migrations up to that release; what a desk has held since the first is in it."""
    from alembic import command
    from alembic.config import Config

    old = _raw(place)
    if old._store.engine.dialect.name == "sqlite":
        with old._store.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA journal_mode = WAL")
    config = Config()
    config.set_main_option("script_location", str(Path(open_store.__file__).with_name("migrations")))
    with old._store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        page = article("wire", "Company > plant > denies")
        journal.append(connection, page, b"the page", read(page), hour(3))
    old.close()
    with pytest.raises(errors.DeskVersion, match="ondit migrate"):
        desk(place)
    with desk(place, migrate=True) as opened:
        (dossier,) = opened.rumours()
        assert (dossier.rumour.id, dossier.rumour.reports[0].seen) == ("r-plant", hour(3))
        opened.note("r-plant", "still here", by="ada")
        opened.add(article("echo", "x > plant > supports"))
        assert opened.rebuild() == ()


def _raw(place: str):  # type: ignore[no-untyped-def]
    """A desk object on tables that open_store would refuse."""
    url, where = open_store._address(place)

    class Raw:
        _store = open_store.Store(open_store._engine(url, where), where)

        def close(self) -> None:
            self._store.close()

    return Raw()


def test_the_migrations_make_exactly_the_tables_of_the_schema(place: str) -> None:
    with desk(place) as opened, opened._store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or not name.startswith("words")}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_asks_for() -> None:
    folder = Path(open_store.__file__).with_name("migrations")
    assert ScriptDirectory(str(folder)).get_heads() == [open_store.HEAD]


def test_sqlite_keeps_a_write_ahead_log_and_checks_foreign_keys(tmp_path: Path) -> None:
    with desk(tmp_path / "ondit.db") as opened, opened._store.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_a_desk_that_cannot_be_written_can_be_asked_and_refuses_additions() -> None:
    """In a process without root's rights, which may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    try:
        with desk(folder / "ondit.db") as opened:
            opened.add(article("wire", "Company > plant > denies"))
        (folder / "ondit.db").chmod(0o444)
        folder.chmod(0o555)
        code = (
            "import os, sys\nfrom cheap import article, desk\n"
            "import importlib.readers, importlib.resources.readers\n"
            "desk(':memory:').rumours()\n"  # what is loaded late is loaded before the rights are gone
            "os.getuid() or os.setuid(65534)\n"
            "with desk(sys.argv[1]) as opened:\n"
            "    print(len(opened.rumours()))\n"
            "    opened.add(article('other', 'Company > talks > denies'))\n"
        )
        command = [sys.executable, "-c", code, str(folder / "ondit.db")]
        done = subprocess.run(command, capture_output=True, text=True, env=environment())
        assert done.stdout == "1\n", done.stderr
        assert "the desk is read-only" in done.stderr.splitlines()[-1]
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)

"""A desk as one file that can be put away, and a desk again from it.

The file is a compressed tar: ``desk.db`` (SQLite, whatever the desk lives in), ``people.db`` where there are accounts,
and ``manifest.json`` with the release and a SHA-256 of each. A backup is of one moment, also while others write. What
is derived is not needed in it: a desk makes it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select, text

from ondit import __version__, codec
from ondit.desk import schema, words
from ondit.desk.failures import told
from ondit.desk.open_store import HEAD, Store, open_store
from ondit.errors import DeskUnavailable, DeskVersion, SettingError
from ondit.records import Article

BATCH = 500


def back_up(desk: str, file: Path, people: Path | None = None) -> int:
    """Puts a desk, and its accounts if there are any, into a file that is not there yet. Returns its size.

    Raises DeskUnavailable, SettingError.
    """
    if file.exists():
        raise SettingError("there is a file of this name already", where=str(file), remedy="name another")
    with told(str(file)), tempfile.TemporaryDirectory(prefix="ondit-backup-") as folder:
        parts = {"desk.db": Path(folder) / "desk.db"}
        store = open_store(desk, create=False)
        try:
            if store.engine.dialect.name == "sqlite":
                _copy_file(Path(desk), parts["desk.db"])
            else:
                with_copy = open_store(str(parts["desk.db"]))
                _copy_rows(store, with_copy)
                with_copy.close()
        finally:
            store.close()
        if people is not None and people.exists():
            parts["people.db"] = Path(folder) / "people.db"
            _copy_file(people, parts["people.db"])
        sums = {name: _sum(path) for name, path in parts.items()}
        manifest = {"ondit": __version__, "schema": HEAD, "made": datetime.now(UTC).isoformat(), "sha256": sums}
        parts["manifest.json"] = Path(folder) / "manifest.json"
        parts["manifest.json"].write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        beside = file.with_name(f".{file.name}.part")
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as out:
                with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
                    for name, path in parts.items():
                        archive.add(path, name)
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, file)
        finally:
            beside.unlink(missing_ok=True)
        return file.stat().st_size


def restore(file: Path, desk: str, people: Path | None = None) -> bool:
    """Makes a desk from a backup, where there is none yet; True if accounts came with it.

    Raises SettingError where there is one, DeskUnavailable for a file that is no backup or is damaged.
    """
    with told(str(file)), tempfile.TemporaryDirectory(prefix="ondit-restore-") as folder:
        manifest = _unpack(file, Path(folder))
        if str(manifest.get("schema", "")) > HEAD:
            raise DeskVersion("made by a newer release of ondit", where=str(file), remedy="update ondit")
        made = Path(folder) / "desk.db"
        if "://" not in desk:
            _place(made, Path(desk))
        else:
            source, target = open_store(str(made), migrate=True), open_store(desk)
            try:
                with target.reading() as connection:
                    if connection.execute(select(func.count()).select_from(schema.log)).scalar_one():
                        raise SettingError(
                            "there is a desk already", where=target.where, remedy="name an empty database"
                        )
                _copy_rows(source, target)
            finally:
                source.close()
                target.close()
        accounts = Path(folder) / "people.db"
        if not accounts.exists() or people is None:
            return False
        _place(accounts, people)
        return True


def _place(made: Path, wanted: Path) -> None:
    if wanted.exists():
        raise SettingError("there is one already", where=str(wanted), remedy="name another, or move it away first")
    beside = wanted.with_name(f".{wanted.name}.part")
    beside.write_bytes(made.read_bytes())
    os.chmod(beside, 0o600)
    os.replace(beside, wanted)


def _unpack(file: Path, folder: Path) -> dict[str, object]:
    """The parts of a backup into a folder, each as its sum says."""
    damaged = DeskUnavailable("not a backup of a desk, or damaged", where=str(file), remedy="take another copy of it")
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                if member.name not in ("desk.db", "people.db", "manifest.json") or not member.isfile():
                    raise damaged
                archive.extract(member, folder, filter="data")
        manifest: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        sums = manifest["sha256"]
        assert isinstance(sums, dict)
        if "desk.db" not in sums or any(_sum(folder / name) != known for name, known in sums.items()):
            raise damaged
    except FileNotFoundError as error:
        if not file.exists():
            raise
        raise damaged from error
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, AssertionError) as error:
        raise damaged from error
    return manifest


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's own online copy: of one moment, while others read and write."""
    try:
        with sqlite3.connect(source.absolute().as_uri() + "?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise DeskUnavailable(f"cannot be copied ({error})", where=str(source)) from error
    new.close()
    old.close()


def _copy_rows(source: Store, target: Store) -> None:
    """All rows of the log's tables from one store to an empty one of another kind, and the words indexed there."""
    derived = {table.name for table in schema.DERIVED}
    with source.reading() as old, target.writing() as new:
        for table in schema.metadata.sorted_tables:
            if table.name in derived:
                continue
            rows = old.execution_options(yield_per=BATCH).execute(select(table)).mappings()
            for some in rows.partitions(BATCH):
                new.execute(insert(table), [dict(row) for row in some])
            if new.dialect.name == "postgresql" and "seq" in table.c:
                name = f"pg_get_serial_sequence('{table.name}', 'seq')"
                new.execute(text(f"SELECT setval({name}, (SELECT coalesce(max(seq), 0) + 1 FROM {table.name}), false)"))
        v = schema.version
        for row in new.execute(select(v.c.seq, v.c.article).order_by(v.c.seq)).all():
            words.index(new, row.seq, codec.loads(Article, zlib.decompress(row.article)))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

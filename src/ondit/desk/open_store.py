"""A path or URL → an engine on a desk whose tables are of this release.

A path is a SQLite file (WAL, foreign keys, every commit on disk before it is acknowledged); ``postgresql://…`` is
the same tables on PostgreSQL; ``:memory:`` lasts as long as the object. Nothing is ever written into a database
that holds somebody else's tables, or a newer release's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from ondit.desk.failures import told
from ondit.errors import DeskUnavailable, DeskVersion, MissingPart, SettingError

HEAD = "0006"  # the newest migration; a test compares it with the folder
WAIT_SECONDS = 120  # how long a writer waits for others: SQLite lets in whom it likes, not who came first
_LOCK = 0x6F6E646974  # "ondit": the advisory lock that lets one writer in at a time on PostgreSQL


class Store:
    """An open database with one way to read and one way to write. ``where`` names it without a password."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on one consistent state of the desk."""
        with told(self.where), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer overlaps; it is on disk when the block ends, or nothing of it is.

        One writer at a time also makes the log's numbers rise in the order of commits, on which the derived
        tables count.
        """
        with told(self.where), self.engine.connect() as connection:
            connection = connection.execution_options(writing=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()


def open_store(target: str | os.PathLike[str], *, create: bool = True, migrate: bool = False) -> Store:
    """The desk at a path or URL; made if it is not there (``create``), brought up to date if asked (``migrate``).

    Raises DeskUnavailable (cannot be opened; not there and not ``create``; not a desk), DeskVersion, SettingError
    (a URL that makes no sense), MissingPart (no driver).
    """
    url, where = _address(os.fspath(target))
    if url.get_backend_name() == "sqlite":
        _check_file(url.database or ":memory:", where, create)
    store = Store(_engine(url, where), where)
    try:
        with told(where):
            _bring_to_head(store, create=create, migrate=migrate)
    except BaseException:
        store.close()
        raise
    return store


def _address(target: str) -> tuple[URL, str]:
    if not re.match(r"[A-Za-z][A-Za-z0-9+]*://", target):
        if not target or "\0" in target:
            raise SettingError("a desk needs a path or a URL", where="--desk")
        return URL.create("sqlite", database=target), target
    try:
        url = make_url(re.sub(r"^postgres(ql)?://", "postgresql+pg8000://", target))
    except (ArgumentError, ValueError) as error:
        raise SettingError("not a URL of a database", where="--desk", remedy="use a path or postgresql://…") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise SettingError(
            f"a desk cannot live in {url.get_backend_name()}", where="--desk", remedy="use a path or postgresql://…"
        )
    return url, url.render_as_string(hide_password=True).replace("+pg8000", "")


def _check_file(path: str, where: str, create: bool) -> None:
    """What the driver would say less clearly."""
    if path == ":memory:":
        return
    file = Path(path)
    with told(where):
        if file.is_dir():
            raise DeskUnavailable("a folder, not a desk", where=where, remedy="name a file with --desk")
        if not file.exists():
            if not create:
                raise DeskUnavailable("no desk here yet", where=where, remedy="ondit add PAGE makes one")
            if not file.absolute().parent.is_dir():
                raise DeskUnavailable("no such folder for a desk", where=where, remedy="create the folder first")


def _engine(url: URL, where: str) -> Engine:
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        url = _read_only(url)
        options["connect_args"] = {"timeout": WAIT_SECONDS, "check_same_thread": False}
        if (url.database or ":memory:") == ":memory:":
            options["poolclass"] = StaticPool
    else:
        options["pool_pre_ping"] = True
    try:
        engine = create_engine(url, **options)
    except (ImportError, NoSuchModuleError) as error:
        raise MissingPart(
            f"no driver for {url.drivername}", where=where, remedy="pip install 'ondit[postgresql]'"
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _read_only(url: URL) -> URL:
    """The same URL, or one that asks SQLite to write nothing at all where nothing can be written.

    Even to read, it would make files beside a desk that has a write-ahead log. Without such files there is no writer.
    """
    file = Path(url.database or ":memory:")
    if not file.exists() or Path(f"{file}-wal").exists():
        return url
    if os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK):
        return url
    return url.set(database=file.absolute().as_uri(), query={"mode": "ro", "immutable": "1", "uri": "true"})


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver would say it too late
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # a page that was acknowledged survives a power cut, too
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that starts as a reader can be refused in the middle; one that announces itself only waits.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_to_head(store: Store, *, create: bool, migrate: bool) -> None:
    with store.reading() as connection:
        found = _revision(connection, store.where)
    if found == HEAD:
        return
    if found is None and not create:
        raise DeskUnavailable("no desk here yet", where=store.where, remedy="ondit add PAGE makes one")
    if found is not None and found > HEAD:
        raise DeskVersion("made by a newer release of ondit", where=store.where, remedy="update ondit")
    if found is not None and not migrate:
        raise DeskVersion("made by an older release of ondit", where=store.where, remedy="run: ondit migrate")
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA journal_mode = WAL")  # kept in the file; cannot be set inside a transaction
    with store.writing() as connection:
        if _revision(connection, store.where) != HEAD:  # another process may have done it while we waited
            _migrate(connection)


def _revision(connection: Connection, where: str) -> str | None:
    """The newest migration that a database has had; None for an empty one."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names and "log" in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None
    if names:
        raise DeskUnavailable(
            "a database of another program", where=where, remedy="name another file or database with --desk"
        )
    return None


def _migrate(connection: Connection) -> None:
    from alembic import command  # takes 0.2 s to import, and is wanted once in the life of a desk
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""Out of the file: a deleted row leaves its bytes in free pages, in the write-ahead log and in old index segments."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from ondit.desk import schema
from ondit.desk.failures import told
from ondit.desk.open_store import Store
from ondit.errors import DeskUnavailable

_REMEDY = "stop what uses the desk for a moment, and run: ondit forget --scrub"


def scrub(store: Store) -> None:
    """Writes the desk anew without what was deleted. It takes as long as copying it, and as much room meanwhile.

    Raises DeskUnavailable where another program does not let go of the old bytes.
    """
    with told(store.where):
        if store.engine.dialect.name == "sqlite":
            _scrub_sqlite(store)
        else:
            _scrub_postgresql(store)


def _scrub_sqlite(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO words (words) VALUES ('optimize')"))  # one segment, without what is gone
    with store.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("VACUUM")
        (busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        what = "what was forgotten is out of the desk, but its bytes are still in the file: another program reads it"
        raise DeskUnavailable(what, where=store.where, remedy=_REMEDY)


def _scrub_postgresql(store: Store) -> None:
    tables = [*(table.name for table in schema.metadata.sorted_tables), "words"]
    with store.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.rollback()  # the pool's ping has opened a transaction, in which there is no VACUUM
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in tables:
            connection.execute(text(f'VACUUM FULL "{name}"'))

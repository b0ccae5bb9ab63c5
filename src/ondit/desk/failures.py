"""What SQLAlchemy, the drivers and the system raise, as the one error that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from ondit.errors import DeskUnavailable

DRIVERS = ("sqlite3", "pg8000", "psycopg", "psycopg2")

# (words in the driver's message, what happened, what to do), the first that fits.
MEANINGS = (
    (("unable to open database file",), "the desk cannot be opened", "check the folder and its permissions"),
    (("database is locked", "database table is locked", "lock timeout"), "another program holds the desk",
     "try again when it is done"),
    (("readonly database", "read-only"), "the desk is read-only", "give write permission, or another --desk"),
    (("disk is full", "no space left", "disk full"), "no space is left for the desk",
     "make room and try again; what was stored is intact"),
    (("file is not a database", "disk image is malformed", "unsupported file format"), "this file is not a desk",
     "name another file with --desk"),
    (("disk i/o error",), "the disk failed under the desk", "check the disk and its free space"),
    (("password authentication", "no password", "authentication"), "the database refuses these credentials",
     "check user and password in --desk"),
    (("does not exist",), "the database is not there", "create it, or name another with --desk"),
    (("can't create a connection", "connection refused", "network error", "server closed", "name or service",
      "terminating connection", "the connection is closed", "connection reset", "broken pipe"),
     "the database does not answer", "check host and port in --desk, and that it runs"),
)  # fmt: skip


@contextmanager
def told(where: str) -> Iterator[None]:
    """Runs a block on the store ``where``; whatever it fails with leaves as DeskUnavailable."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (exc.SQLAlchemyError, OSError)) or _by_a_driver(error):
            raise unavailable(where, error) from error
        raise


def _by_a_driver(error: Exception) -> bool:
    """Whether it is a driver's own (PEP 249's Error), which SQLAlchemy lets through where it puts a connection back."""
    return any(kind.__name__ == "Error" and kind.__module__.split(".")[0] in DRIVERS for kind in type(error).__mro__)


def unavailable(where: str, error: Exception) -> DeskUnavailable:
    """The error for people that stands for a driver's or the system's."""
    message = _message(error)
    low = message.lower()
    for words, what, remedy in MEANINGS:
        if any(word in low for word in words):
            return DeskUnavailable(what, where=where, remedy=remedy)
    return DeskUnavailable(f"the desk failed ({message})", where=where)


def _message(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    first = origin.args[0] if origin.args else ""
    if isinstance(first, dict):  # pg8000 hands the server's fields on as a dict; M is the message
        first = first.get("M", "")
    text = str(first) if isinstance(first, str) and first else str(origin)
    return " ".join(text.split())[:200] or type(origin).__name__

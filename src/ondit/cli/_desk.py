"""What the commands on a desk share: which desk, as of when, by which clock."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ondit.cli._settings import setting
from ondit.errors import SettingError

if TYPE_CHECKING:
    from ondit.desk import Desk
    from ondit.parties import Parties

F = TypeVar("F", bound=Callable[..., Any])

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:?\d\d)?")


def desk_option(command: F) -> F:
    """``--desk``, also as ``ONDIT_DESK``."""
    option = setting("--desk", key="desk", metavar="PATH_OR_URL", help="The desk: a file (SQLite) or postgresql://…")
    return option(command)


def open_desk(where: str, *, create: bool = True, migrate: bool = False) -> Desk:
    """The desk at a path or URL, with the parties that the newsroom knows.

    Every command has to open it so, since what is derived depends on them.
    """
    from ondit.desk import Desk

    return Desk(where, create=create, migrate=migrate, parties=parties())


def parties() -> Parties:
    """Those of the file that is set, else nobody."""
    from ondit.parties import NOBODY, load_parties

    file = os.environ.get("ONDIT_PARTIES", "").strip()
    return load_parties(Path(file)) if file else NOBODY


def moment_options(command: F) -> F:
    """``--as-of`` and ``--by``."""
    as_of = click.option(
        "--as-of",
        metavar="WHEN",
        callback=lambda _ctx, _option, value: None if value is None else moment(value),
        help="As it stood then: a date (the end of that day) or a time, ISO 8601, in UTC unless it names a zone.",
    )
    by = click.option(
        "--by",
        type=click.Choice(["published", "seen"]),
        default="published",
        show_default=True,
        help="Count time by when pages were published, or by when the desk saw them.",
    )
    return as_of(by(command))


def json_option(command: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")(command)


def moment(words: str) -> datetime:
    """An ISO 8601 date or time as an aware moment in UTC; a bare date is the end of that day.

    Raises SettingError.
    """
    text = words.strip()
    try:
        if date := _DATE.fullmatch(text):
            zone = datetime.fromisoformat(f"2000-01-01T00:00{date[2] or 'Z'}").tzinfo
            found = datetime.combine(datetime.fromisoformat(date[1]), time.max, zone)
        else:
            found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise SettingError(
            f"no time: {words!r}", where="--as-of", remedy="use 2026-03-05 or 2026-03-05T14:30+01:00"
        ) from error
    return found

"""Ages in words ("90 days", "2 years") as spans of time."""

from __future__ import annotations

import re
from datetime import timedelta

from ondit.errors import SettingError

_AGE = re.compile(r"(\d{1,6})\s*(day|week|month|year)s?|(\d{1,6})([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_MOST_DAYS = 365 * 200
REMEDY = "write it like 90 days, 18 months or 2 years"


def age(words: str, *, where: str = "") -> timedelta:
    """A number of days, weeks, months (30 days each) or years (365), also as 90d, 18m, 2y. Raises SettingError."""
    match = _AGE.fullmatch(words.strip())
    if match is None:
        raise SettingError(f"no age: {words!r}", where=where, remedy=REMEDY)
    days = int(match[1] or match[3]) * _DAYS[(match[2] or match[4])[0].lower()]
    if not 0 < days <= _MOST_DAYS:
        raise SettingError(f"an age of 1 day to 200 years is wanted, not {words!r}", where=where, remedy=REMEDY)
    return timedelta(days=days)


def rule(words: str, *, where: str = "") -> tuple[str, timedelta]:
    """ "SOURCE: AGE" as both. Raises SettingError."""
    source, colon, rest = words.rpartition(":")
    if not colon or not source.strip():
        raise SettingError(f"no rule: {words!r}", where=where, remedy="write it like Daily Herald: 90 days")
    return source.strip(), age(rest, where=where)

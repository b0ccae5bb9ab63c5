"""Words for a moment to an aware datetime in UTC.

A time with its zone keeps its moment. A time without one is taken in ``zone`` (what other times of the same page
say), else as UTC; so the clock on the page is kept even where its zone cannot be known.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_COLONLESS = re.compile(r"([+-]\d{2})(\d{2})$")
# Zone names that pages use and dateutil would drop. Hours from UTC.
_ZONES: dict[str, float] = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES |= {"GMT": 0, "UTC": 0, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "IST": 5.5}
_ZONES |= {"ET": -5, "PT": -8, "MSK": 3, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11}
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def moment(said: object, *, zone: tzinfo | None = None) -> datetime | None:
    """The moment that ``said`` (ISO 8601, RFC 2822, epoch seconds or milliseconds) names, or None.

    Nothing before 1990 and nothing more than two days ahead of now is believed.
    """
    parsed = _parse(str(said).strip()) if isinstance(said, str | int | float) else None
    if parsed is None:
        return None
    try:
        parsed = (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone or UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return parsed if _EARLIEST <= parsed <= datetime.now(UTC) + timedelta(days=2) else None


def zone_of(said: object) -> tzinfo | None:
    """The zone that ``said`` carries, or None. A bare "Z" or "+00:00" counts: the page chose it."""
    parsed = _parse(str(said).strip()) if isinstance(said, str) else None
    return parsed.tzinfo if parsed is not None else None


def _parse(said: str) -> datetime | None:
    if not said or len(said) > 80:
        return None
    if _EPOCH.match(said):
        seconds = int(said) / (1000 if len(said) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    try:
        return datetime.fromisoformat(_COLONLESS.sub(r"\1:\2", said))
    except ValueError:
        pass
    if not re.search(r"\d{4}", said):
        return None
    from dateutil import parser

    names = {name: int(hours * 3600) for name, hours in _ZONES.items()}
    try:
        parsed: datetime = parser.parse(said, tzinfos=names, fuzzy=False)
        return parsed
    except (parser.ParserError, ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None

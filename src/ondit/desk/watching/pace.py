"""When to ask again: pure functions of what an address did, with a little chance, so that many do not ask at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(
    hours=24
)  # between two visits of anything that is still watched, and the most that a server can ask
_LONGEST_WISH = 3600.0  # seconds: a feed that wishes to be asked more rarely than that is asked so often


@dataclass(frozen=True, slots=True)
class Pace:
    """``every``: seconds between two visits of a feed. ``pause``: seconds between two requests to one host, at least.

    ``recheck``: the shortest time, in seconds, until a page is looked at again; it grows with the time that the page
    did not change, up to a day; after ``days`` without a change it is left. ``jitter``: the part of a time that chance
    adds. ``most_new``: pages that one visit of a feed may bring in; the others come with the next one.
    """

    every: float = 900.0
    pause: float = 2.0
    recheck: float = 1800.0
    days: float = 14.0
    jitter: float = 0.1
    workers: int = 8
    most_new: int = 200


def next_visit_of_feed(pace: Pace, now: datetime, chance: float, failures: int, wish: float | None = None) -> datetime:
    """When a feed is due: sooner or later as it wishes, later each time that it fails. ``chance`` is in [0, 1]."""
    seconds = max(pace.every, min(wish or 0.0, _LONGEST_WISH)) * 2 ** min(failures, 12)
    return now + _spread(pace, seconds, chance)


def next_visit_of_page(
    pace: Pace, now: datetime, chance: float, failures: int, added: datetime, changed: datetime | None
) -> datetime | None:
    """When a page is due again; None when it has not changed, or not been there, for long enough."""
    age = now - (changed or added)
    if age >= timedelta(days=pace.days):
        return None
    seconds = pace.recheck * 2 ** min(failures, 12) if failures else max(pace.recheck, age.total_seconds() / 2)
    return now + _spread(pace, seconds, chance)


def retry_after(said: str | None, now: datetime) -> datetime | None:
    """What ``Retry-After`` asks for (seconds or a date, RFC 9110, 10.2.3), at most a day ahead; None for nothing."""
    text = (said or "").strip()
    try:
        if text.isascii() and text.isdigit():
            asked = now + timedelta(seconds=min(int(text[:9]), LONGEST.total_seconds()))
        else:
            asked = parsedate_to_datetime(text)
            asked = asked.replace(tzinfo=UTC) if asked.tzinfo is None else asked.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(asked, now + LONGEST) if asked > now else None


def _spread(pace: Pace, seconds: float, chance: float) -> timedelta:
    return timedelta(seconds=min(seconds * (1 + pace.jitter * chance), LONGEST.total_seconds()))

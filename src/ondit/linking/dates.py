"""Dates in what is said, resolved against the time of publication: a day, a month, a year, or from-to (ISO 8601)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from ondit.linking.sums import either, words_for_details
from ondit.records import Span


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = words_for_details(language)
    if not table:
        return ()
    months, weekdays = either(table["months"]), either(table["weekdays"])
    year = r"(?:19|20)\d\d"
    written = (
        ("day", rf"(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{months})(?:\s+(?P<y>{year}))?"),
        ("day", rf"(?P<m>{months})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y>{year}))?"),
        ("part", rf"(?P<p>{either(table['parts'])})[\s-](?:de\s+)?(?P<y>{year})"),
        ("month", rf"(?P<m>{months})\s+(?P<y>{year})"),
        ("span", rf"(?P<s>{either(table['spans'])})"),
        ("near", rf"(?P<n>{either(table['days'])})"),
        ("weekday", rf"(?P<w>{weekdays})"),
        ("year", rf"(?P<y>{year})"),
    )
    return tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in written)


def dates_in(
    text: str, language: str, published: date | None, start: int, end: int, *, future: bool = False
) -> Iterator[tuple[str, Span]]:
    """Value and span of each date between two offsets, each stretch of text once, the most telling reading first.

    What is relative stays out where ``published`` is unknown. A weekday is the nearest before, or after where the
    statement speaks of the ``future``.
    """
    taken: list[Span] = []
    for kind, pattern in _patterns(language):
        for match in pattern.finditer(text, start, end):
            span = match.span()
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            value = _value(kind, match, language, published, future)
            if value:
                taken.append(span)
                yield value, span


def _value(kind: str, match: re.Match[str], language: str, published: date | None, future: bool) -> str | None:
    table = words_for_details(language)
    said = {name: text.lower().replace("’", "'") for name, text in match.groupdict().items() if text}
    if kind == "year":
        return said["y"]
    if kind == "part":
        first, last = table["parts"][said["p"]]
        return f"{said['y']}-{first:02d}/{said['y']}-{last:02d}"
    if kind == "month":
        return f"{said['y']}-{table['months'].index(said['m']) + 1:02d}"
    if kind == "day":
        month = table["months"].index(said["m"]) + 1
        year = int(said["y"]) if "y" in said else published.year if published else None
        if year is None:
            return f"--{month:02d}-{int(said['d']):02d}"
        return (
            date(year, month, int(said["d"])).isoformat() if 0 < int(said["d"]) <= monthrange(year, month)[1] else None
        )
    if published is None:
        return None
    if kind == "near":
        return (published + timedelta(days=table["days"][said["n"]])).isoformat()
    if kind == "weekday":
        back = (published.weekday() - table["weekdays"].index(said["w"])) % 7
        return (published + timedelta(days=(7 - back) if future else -back)).isoformat()
    unit, steps = table["spans"][said["s"]]
    return _span(published, unit, steps)


def _span(published: date, unit: str, steps: int) -> str:
    if unit == "year":
        return str(published.year + steps)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + steps
        return f"{months // 12}-{months % 12 + 1:02d}"
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"

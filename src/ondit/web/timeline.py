"""When what was said, as places on a line: for the timeline of a dossier, its slider, and the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WIDTH = 1000.0  # of the drawing's own units; the page stretches it


@dataclass(frozen=True, slots=True)
class Band:
    """A status while it held."""

    x: float
    width: float
    status: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Dot:
    """An article at its time; articles of one place stand on each other."""

    x: float
    level: int
    stance: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """The whole line, from ``start`` to ``end``. ``ticks`` are days to write below: (x, moment)."""

    start: datetime
    end: datetime
    bands: tuple[Band, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, datetime], ...]
    levels: int

    def x(self, at: datetime) -> float:
        """The place of a moment."""
        return _place(at, self.start, self.end)


def line_of(
    ticks: Sequence[tuple[datetime, str]], moves: Sequence[tuple[datetime, str]], *, most_levels: int = 6
) -> Line | None:
    """The line of a rumour from its articles and the moves of its status; None where nothing has a date."""
    times = [at for at, _ in (*ticks, *moves)]
    if not times:
        return None
    first, last = min(times), max(times)
    margin = max((last - first) * 0.03, timedelta(hours=2))
    start, end = first - margin, last + margin
    dots: list[Dot] = []
    columns: dict[int, int] = {}
    for at, stance in ticks:
        x = _place(at, start, end)
        column = round(x / 12)
        level = columns.get(column, 0)
        columns[column] = level + 1
        if level < most_levels:
            dots.append(Dot(column * 12.0, level, stance, at))
    return Line(
        start,
        end,
        _bands(moves, start, end),
        tuple(dots),
        _days(start, end),
        min(max(columns.values(), default=1), most_levels),
    )


def _place(at: datetime, start: datetime, end: datetime) -> float:
    share = (at - start) / (end - start) if end > start else 0.5
    return round(WIDTH * min(max(share, 0.0), 1.0), 1)


def _bands(moves: Sequence[tuple[datetime, str]], start: datetime, end: datetime) -> tuple[Band, ...]:
    found: list[Band] = []
    kept: list[tuple[datetime, str]] = []
    for move in moves:
        if not kept or kept[-1][1] != move[1]:
            kept.append(move)
    for index, (at, status) in enumerate(kept):
        left = _place(at, start, end)
        right = _place(kept[index + 1][0], start, end) if index + 1 < len(kept) else WIDTH
        found.append(Band(left, round(max(right - left, 1.0), 1), status, at))
    return tuple(found)


def _days(start: datetime, end: datetime, most: int = 9) -> tuple[tuple[float, datetime], ...]:
    """Beginnings of days, few enough to be written side by side."""
    length = max((end - start).days, 1)
    step = next((days for days in (1, 2, 7, 14, 30, 90, 180, 365) if length / days <= most), 730)
    day = start.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = []
    while day <= end:
        x = _place(day, start, end)
        if 12 < x < WIDTH - 12:
            found.append((x, day))
        day += timedelta(days=step)
    return tuple(found)

"""The rows of a board: filtered, sorted, counted, a page at a time."""

from __future__ import annotations

import base64
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nsmallest
from operator import itemgetter
from typing import Literal, get_args

from ondit.errors import InputError
from ondit.records import StatusName
from ondit.web.rows import Row, fold
from ondit.web.shelf import Shelf

STATUSES: tuple[str, ...] = get_args(StatusName)
Sort = Literal["changed", "first", "origins"]
SORTS: tuple[str, ...] = get_args(Sort)
MOST_FOUND = 2000  # articles that a search of the board looks through
MOST_OFFERED = 200  # names in a filter's list


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of the board. Times are of the last change; ``as_of`` shows it as it stood then."""

    q: str = ""
    status: str = ""
    party: str = ""
    language: str = ""
    outlet: str = ""
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    sort: str = "changed"
    cursor: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything but the order was asked."""
        return replace(self, sort="changed", cursor="") != Asked()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows; ``after`` is the cursor of the next one, empty on the last. ``counts`` are by status."""

    rows: tuple[Row, ...]
    after: str
    total: int
    counts: dict[str, int]


def page_of(shelf: Shelf, asked: Asked, size: int) -> Page:
    """The page of the board that was asked for. Raises InputError for a cursor that is none of ours."""
    if asked.as_of is not None:
        return _page_then(shelf, asked, asked.as_of, size)
    if replace(asked, status="").filtered:
        rows: Sequence[Row] = ordered(shelf, asked.sort)
        if asked.q.strip():
            rows = _holding(shelf, rows, asked.q)
        rows = [row for row in rows if _fits(row, asked) and _in_time(row.changed, asked)]
        counts = Counter(row.status for row in rows)
        chosen: Sequence[Row] = [row for row in rows if row.status == asked.status] if asked.status else rows
    else:
        chosen = ordered(shelf, asked.sort, asked.status)
        counts = shelf.pages.get(("counts", shelf.state), lambda: Counter(row.status for row in shelf.rows.values()))

    def order(row: Row) -> tuple[float, str]:
        return _order(row, asked.sort)

    start = bisect_right(chosen, _read_cursor(asked.cursor), key=order) if asked.cursor else 0
    shown = tuple(chosen[start : start + size])
    more = start + len(shown) < len(chosen)
    return Page(shown, _cursor(order(shown[-1])) if more and shown else "", len(chosen), dict(counts))


def ordered(shelf: Shelf, sort: str, status: str = "") -> tuple[Row, ...]:
    """All rows (of a status) in an order; sorted once for a state of the desk."""

    def make() -> tuple[Row, ...]:
        if status:
            return tuple(row for row in ordered(shelf, sort) if row.status == status)
        return tuple(sorted(shelf.rows.values(), key=lambda row: _order(row, sort)))

    return shelf.pages.get(("ordered", shelf.state, sort, status), make)


def _page_then(shelf: Shelf, asked: Asked, at: datetime, size: int) -> Page:
    """The page as of a moment. Rows are made only of what is shown."""
    rows: Iterable[Row] = [row for row in shelf.rows.values() if row.first is not None and row.first <= at]
    if asked.q.strip():
        rows = _holding(shelf, rows, asked.q, at)
    found = []
    narrow = bool(asked.party or asked.language or asked.outlet)
    for row in rows:
        if narrow and not _fits(row, asked):
            continue
        status, changed = _standing(row, at)
        if _in_time(changed, asked):
            found.append((_place_then(row, changed, asked.sort, at), status, row))
    counts = Counter(status for _, status, _ in found)
    chosen = [(place, row) for place, status, row in found if not asked.status or status == asked.status]
    ahead = chosen
    if asked.cursor:
        after = _read_cursor(asked.cursor)
        ahead = [each for each in chosen if each[0] > after]
    # The first ones of tens of thousands, without sorting them all.
    first = nsmallest(size, ahead, key=itemgetter(0))
    more = len(first) < len(ahead)
    shown = tuple(then for _, row in first if (then := row_at(row, at)) is not None)
    return Page(shown, _cursor(first[-1][0]) if more and first else "", len(chosen), dict(counts))


def row_at(row: Row, at: datetime) -> Row | None:
    """A row as it stood at a moment: status, articles and times; None where nothing had been reported.

    The counts of origins and the voices are those of now until a dossier is opened; the page says so.
    """
    if row.first is None or row.first > at:
        return None
    ticks = tuple(tick for tick in row.ticks if tick[0] <= at)
    status, changed = _standing(row, at)
    return replace(
        row,
        status=status,
        moves=tuple(move for move in row.moves if move[0] <= at),
        ticks=ticks,
        articles=_articles_then(row, at),
        changed=changed,
        latest=max((tick[0] for tick in ticks), default=row.first),
        voices=tuple(voice for voice in row.voices if voice.at is None or voice.at <= at),
        origins=_origins_then(row, at),
        chance=None,
    )


def _standing(row: Row, at: datetime) -> tuple[str, datetime | None]:
    """The status of a row at a moment, and when it had become that."""
    moves = row.moves if not row.moves or row.moves[-1][0] <= at else [move for move in row.moves if move[0] <= at]
    return (moves[-1][1], _last_change(moves)) if moves else (row.status, row.first)


def _articles_then(row: Row, at: datetime) -> tuple[str, ...]:
    if len(row.ticks) != len(row.articles):
        return row.articles
    return row.articles[: sum(tick[0] <= at for tick in row.ticks)]


def _origins_then(row: Row, at: datetime) -> int:
    return min(row.origins, max(sum(tick[0] <= at for tick in row.ticks), 1))


def _place_then(row: Row, changed: datetime | None, sort: str, at: datetime) -> tuple[float, str]:
    """``_order`` at a moment."""
    if sort == "origins":
        return (-_origins_then(row, at), row.id)
    return _at(row.first if sort == "first" else changed, row.id)


def offered(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """The parties, languages and outlets that a board can be filtered by, the most frequent ones, by name."""

    def most(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted((name for name, _ in Counter(names).most_common(MOST_OFFERED)), key=fold))

    def make() -> dict[str, tuple[str, ...]]:
        rows: Collection[Row] = shelf.rows.values()
        return {
            "party": most(name for row in rows for name in row.parties),
            "language": most(name for row in rows for name in row.languages),
            "outlet": most(name for row in rows for name in row.outlets),
        }

    return shelf.pages.get(("offered", shelf.state), make)


def _last_change(moves: Sequence[tuple[datetime, str]]) -> datetime | None:
    if len(moves) == 1:
        return moves[0][0]
    changed, name = None, ""
    for at, status in moves:
        if status != name:
            changed, name = at, status
    return changed


def _holding(shelf: Shelf, rows: Iterable[Row], query: str, at: datetime | None = None) -> list[Row]:
    """The rows whose own words, or one of whose articles (until a moment), hold every word of a query."""
    words = sorted(fold(query).split(), key=len, reverse=True)
    articles = set(shelf.desk.search(query, MOST_FOUND))
    about = shelf.by_article
    told = {name for key in articles for name in about.get(key, ())}
    rows = list(rows)
    saying = rows if words else []
    for word in words:
        saying = [row for row in saying if word in row.folded]
    said = {row.id for row in saying}
    return [
        row
        for row in rows
        if row.id in said or (row.id in told and (at is None or not articles.isdisjoint(_articles_then(row, at))))
    ]


def _fits(row: Row, asked: Asked) -> bool:
    return (
        (not asked.party or asked.party in row.parties)
        and (not asked.language or asked.language in row.languages)
        and (not asked.outlet or asked.outlet in row.outlets)
    )


def _in_time(changed: datetime | None, asked: Asked) -> bool:
    return (asked.since is None or (changed is not None and changed >= asked.since)) and (
        asked.until is None or (changed is not None and changed <= asked.until)
    )


def _order(row: Row, sort: str) -> tuple[float, str]:
    if sort == "origins":
        return (-row.origins, row.id)
    return _at(row.first if sort == "first" else row.changed, row.id)


def _at(moment: datetime | None, name: str) -> tuple[float, str]:
    """The latest first, what has no time last."""
    return (-moment.timestamp() if moment else 0.0, name)


def _cursor(place: tuple[float, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[float, str]:
    try:
        number, name = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        return float(number), str(name)
    except (ValueError, TypeError) as error:
        raise InputError("not a cursor of this list", where="cursor", remedy="take it from the page before") from error

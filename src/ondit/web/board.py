"""The rows of a board: filtered, sorted, counted, a page at a time."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nsmallest
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
    rows: Iterable[Row] = shelf.rows.values()
    if asked.as_of is not None:
        rows = [then for row in rows if (then := row_at(row, asked.as_of)) is not None]
    if asked.q.strip():
        rows = _holding(rows, asked.q, set(shelf.desk.search(asked.q, MOST_FOUND)))
    rows = [row for row in rows if _fits(row, asked)] if asked.filtered else list(rows)
    counts = Counter(row.status for row in rows)
    chosen = [row for row in rows if not asked.status or row.status == asked.status]
    ahead = chosen
    if asked.cursor:
        after = _read_cursor(asked.cursor)
        ahead = [row for row in chosen if _order(row, asked.sort) > after]
    # The first ones of tens of thousands, without sorting them all.
    shown = tuple(nsmallest(size, ahead, key=lambda row: _order(row, asked.sort)))
    more = len(shown) < len(ahead)
    return Page(shown, _cursor(_order(shown[-1], asked.sort)) if more and shown else "", len(chosen), dict(counts))


def row_at(row: Row, at: datetime) -> Row | None:
    """A row as it stood at a moment: status, articles and times; None where nothing had been reported.

    The counts of origins and the voices are those of now until a dossier is opened; the page says so.
    """
    if row.first is None or row.first > at:
        return None
    moves = tuple(move for move in row.moves if move[0] <= at)
    ticks = tuple(tick for tick in row.ticks if tick[0] <= at)
    changed = _last_change(moves) or row.first
    return replace(
        row,
        status=moves[-1][1] if moves else row.status,
        moves=moves,
        ticks=ticks,
        articles=row.articles[: len(ticks)] if len(row.ticks) == len(row.articles) else row.articles,
        changed=changed,
        latest=max((tick[0] for tick in ticks), default=row.first),
        voices=tuple(voice for voice in row.voices if voice.at is None or voice.at <= at),
        origins=min(row.origins, max(len(ticks), 1)),
        chance=None,
    )


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
    changed, name = None, ""
    for at, status in moves:
        if status != name:
            changed, name = at, status
    return changed


def _holding(rows: Iterable[Row], query: str, articles: AbstractSet[str]) -> list[Row]:
    """The rows whose own words, or one of whose articles, hold every word of a query."""
    words = fold(query).split()
    return [
        row
        for row in rows
        if not articles.isdisjoint(row.articles) or (words and all(word in row.folded for word in words))
    ]


def _fits(row: Row, asked: Asked) -> bool:
    return (
        (not asked.party or asked.party in row.parties)
        and (not asked.language or asked.language in row.languages)
        and (not asked.outlet or asked.outlet in row.outlets)
        and (asked.since is None or (row.changed is not None and row.changed >= asked.since))
        and (asked.until is None or (row.changed is not None and row.changed <= asked.until))
    )


def _order(row: Row, sort: str) -> tuple[float, str]:
    if sort == "origins":
        return (-row.origins, row.id)
    moment = row.first if sort == "first" else row.changed
    return (-moment.timestamp() if moment else 0.0, row.id)


def _cursor(place: tuple[float, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[float, str]:
    try:
        number, name = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        return float(number), str(name)
    except (ValueError, TypeError) as error:
        raise InputError("not a cursor of this list", where="cursor", remedy="take it from the page before") from error

"""The board: every rumour, what changed last on top; filters, search, saved views, and a box to paste a page into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ondit.errors import InputError
from ondit.show.quotes import Quote, quote_at
from ondit.web.board import SORTS, STATUSES, Asked, offered, page_of
from ondit.web.house import house_of
from ondit.web.login_page import safe_path
from ondit.web.render import answer, link, render
from ondit.web.rows import Row, Voice
from ondit.web.timeline import Line, line_of
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)
SIZE = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with the words of its voices and its line."""

    row: Row
    voices: tuple[tuple[Voice, Quote | None], ...]
    line: Line | None


@router.get("/")
def board(request: Request) -> Response:
    """The board."""
    needs(request, "reader")
    asked = asked_of(request)
    return answer(request, lambda: render(request, "board.html.j2", **board_values(request, asked)))


def board_values(request: Request, asked: Asked) -> dict[str, Any]:
    """What the board's template needs."""
    house = house_of(request)
    shelf = house.shelf
    page = page_of(shelf, asked, SIZE)
    keys = {voice.article for row in page.rows for voice in row.voices}
    readings = shelf.readings(keys) if keys else {}
    shown = [
        Shown(row, tuple((v, quote_at(readings, v.article, v.span)) for v in row.voices), line_of(row.ticks, row.moves))
        for row in page.rows
    ]
    everything = page.total if not asked.status else sum(page.counts.values())
    return {
        "asked": asked,
        "page": page,
        "shown": shown,
        "everything": everything,
        "statuses": STATUSES,
        "sorts": SORTS,
        "offered": offered(shelf),
        "empty": not shelf.articles and shelf.complete,
        "articles": len(shelf.articles),
        "views": house.people.views(needs(request, "reader").name) if house.people else (),
    }


def asked_of(request: Request) -> Asked:
    """What the query asks of the board. Raises InputError for a time that is none or a word that is not offered."""
    query = request.query_params
    status, sort = query.get("status", ""), query.get("sort") or "changed"
    if status and status not in STATUSES:
        raise InputError(f"no status: {status!r}", where="status", remedy=f"use one of {', '.join(STATUSES)}")
    if sort not in SORTS:
        raise InputError(f"no order: {sort!r}", where="sort", remedy=f"use one of {', '.join(SORTS)}")
    return Asked(
        q=query.get("q", "")[:300],
        status=status,
        party=query.get("party", ""),
        language=query.get("language", ""),
        outlet=query.get("outlet", ""),
        since=moment_of(query.get("since"), "since", early=True),
        until=moment_of(query.get("until"), "until"),
        as_of=moment_of(query.get("as_of"), "as_of"),
        sort=sort,
        cursor=query.get("cursor", ""),
    )


def moment_of(words: str | None, where: str, early: bool = False) -> datetime | None:
    """A time of a query: ISO 8601, or minutes since 1970; a bare date is its end (``early``: its beginning) in UTC.

    Raises InputError.
    """
    words = (words or "").strip()
    if not words:
        return None
    try:
        if words.isdigit() and len(words) > 5:
            return datetime.fromtimestamp(60 * int(words), UTC)
        found = datetime.fromisoformat(words)
        if len(words) == 10:
            found = datetime.combine(found, time.min if early else time.max)
        return (found.replace(tzinfo=UTC) if found.tzinfo is None else found).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f"no time: {words[:40]!r}", where=where, remedy="use 2026-03-05 or 2026-03-05T14:30Z"
        ) from error


@router.get("/language/{code}")
def choose_language(request: Request, code: str, back: str = "/") -> Response:
    """Speaks another language from now on, and goes back to where the reader was."""
    house = house_of(request)
    response = RedirectResponse(link(house.settings.prefix, safe_path(back)), 303)
    response.set_cookie(
        "ondit_language", code[:8], max_age=31_536_000, path=house.settings.prefix or "/", samesite="lax",
        secure=house.settings.https,
    )  # fmt: skip
    return response

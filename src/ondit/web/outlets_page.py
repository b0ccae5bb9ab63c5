"""Outlets and their track record; the rules by which a status follows."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from ondit.desk.judgement.judging import records_by
from ondit.web.house import house_of
from ondit.web.render import answer, render
from ondit.web.shelf import Shelf
from ondit.web.visit import needs
from ondit.weighing.rules import REMARKS, RULES
from ondit.weighing.track_record import LEAST, Record

router = APIRouter(include_in_schema=False)


def records_of(shelf: Shelf) -> tuple[Record, ...]:
    """The record of every outlet, those that originated most on top. Counted once a day and state of the desk."""
    now = datetime.now(UTC)

    def make() -> tuple[Record, ...]:
        found = records_by(shelf.endings(), now)
        return tuple(sorted(found, key=lambda each: (-each.originated, -each.relayed, each.outlet)))

    return shelf.pages.get(("outlets", shelf.state, now.date()), make)


@router.get("/outlets")
def outlets(request: Request) -> Response:
    """What each outlet originated, relayed, got right."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    day = datetime.now(UTC).date()
    return answer(
        request, lambda: render(request, "outlets.html.j2", records=records_of(shelf), least=LEAST), day=day.isoformat()
    )


@router.get("/rules")
def rules(request: Request) -> Response:
    """The rules of status."""
    needs(request, "reader")
    return answer(request, lambda: render(request, "rules.html.j2", rules=RULES, remarks=REMARKS))

"""The dossier of a rumour: where it stands and why, as of any moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ondit.desk.judgement.judging import outcome_of
from ondit.desk.times import first_time, last_change
from ondit.records import Dossier, Edge, Span
from ondit.show.claim_review import claim_review
from ondit.show.dossier_parts import articles_of, details_of, ledger_of, reasons_of
from ondit.show.quotes import quote_at
from ondit.tracing.trees import shown_nodes
from ondit.web import provenance
from ondit.web.board_page import moment_of
from ondit.web.editor_page import editor_values
from ondit.web.house import House, house_of
from ondit.web.render import absolute, answer, link, render
from ondit.web.rows import ticks_of
from ondit.web.timeline import line_of
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)
WHOLE_LEDGER = 2000
MOST_EDGES = 60


@router.get("/rumours/{name}")
def dossier(request: Request, name: str) -> Response:
    """The page of one rumour. A former id leads to the one that it goes by now."""
    needs(request, "reader")
    house = house_of(request)
    at = moment_of(request.query_params.get("as_of") or request.query_params.get("t"), "as_of")
    now = house.shelf.dossier(name)
    if now.rumour.id != name:
        return RedirectResponse(link(house.settings.prefix, f"/rumours/{now.rumour.id}"), 308)

    def make() -> str:
        return render(request, "dossier.html.j2", **dossier_values(request, now, at))

    return answer(request, make)


def then(house: House, now: Dossier, at: datetime | None) -> tuple[Dossier, bool]:
    """The dossier as of a moment, and whether anything had been reported by then (else it is the first moment's)."""
    first = first_time(now)
    if at is None:
        return now, True
    if first is not None and at < first:
        return house.shelf.dossier(now.rumour.id, first), False
    return house.shelf.dossier(now.rumour.id, at), True


def dossier_values(request: Request, now: Dossier, at: datetime | None) -> dict[str, Any]:
    """What the dossier's template needs."""
    house = house_of(request)
    found, reported = then(house, now, at)
    readings = house.shelf.readings(articles_of(found), at)
    whole = request.query_params.get("ledger") == "all"
    accounts, left_out = ledger_of(found, readings, *([WHOLE_LEDGER] if whole else []))
    differ, agree = details_of(found)
    line = line_of(ticks_of(now.rumour.reports), [(s.at, s.name) for s in now.timeline if s.at])
    edges = provenance.ledger(found.trace, shown_nodes(found.trace, readings))
    keys = {report.article for report in found.rumour.reports}
    moves = [(move, reasons_of(move.reasons[:1], readings)) for move in reversed(found.timeline)]
    return {
        "dossier": found,
        "rumour": found.rumour,
        "row": house.shelf.rows.get(now.rumour.id),
        "status": found.status,
        "at": at,
        "reported": reported,
        "first": first_time(found),
        "changed": last_change(found),
        "articles": len(keys),
        "reasons": reasons_of(found.status.reasons, readings),
        "accounts": accounts,
        "left_out": left_out,
        "differ": differ,
        "agree": agree,
        "line": line,
        "line_at": line.x(at) if line and at else None,
        "slider": slider_of(line.start, line.end, at) if line else None,
        "moves": moves,
        "drawing": provenance.draw(found.trace, readings),
        "edges": [
            (echo, target, edge, [(kind, quote_at(readings, edge.echo, span)) for kind, span in _proofs(edge)])
            for echo, target, edge in edges[:MOST_EDGES]
        ],
        "edges_left": max(len(edges) - MOST_EDGES, 0),
        "origins": [
            (origin, quote_at(readings, origin.article, origin.proof[0] if origin.proof else None))
            for origin in found.trace.origins
        ],
        "withdrawals": [(w, quote_at(readings, w.article, w.span)) for w in found.trace.withdrawals],
        "claim_review": claim_review(
            found, readings, url=absolute(request, f"/rumours/{found.rumour.id}"), home=absolute(request, "/")
        ),
        "outcome": outcome_of(now),
        "edited": [key for key in keys if house.shelf.edited(key)],
        **(editor_values(house, now) if at is None else {"others": (), "its_articles": (), "judgements": []}),
    }


def _proofs(edge: Edge) -> list[tuple[str, Span | None]]:
    """Each kind of evidence of an edge with the first words that show it."""
    kinds = provenance.kinds_of(edge)
    return [(kind, next((e.span for e in edge.evidence if e.kind == kind and e.span), None)) for kind in kinds]


def slider_of(start: datetime, end: datetime, at: datetime | None) -> tuple[int, int, int]:
    """The ends and the place of the slider, in minutes since 1970."""
    first, last = int(start.timestamp() // 60), int(end.timestamp() // 60) + 1
    place = last if at is None else int((at + timedelta(seconds=59)).timestamp() // 60)
    return first, last, min(max(place, first), last)

"""An editor's actions on a dossier: merge, split, correct, mark an outcome, note, undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from ondit.errors import InputError
from ondit.records import Dossier
from ondit.show.judgement_json import said
from ondit.web.guard import check_form
from ondit.web.house import House, house_of
from ondit.web.judging import judge
from ondit.web.render import link
from ondit.web.rows import Row
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)
MOST_OTHERS = 30


def editor_values(house: House, dossier: Dossier) -> dict[str, Any]:
    """What the editor's part of the dossier's template needs: rumours that it could be one with, and its articles."""
    rumour = dossier.rumour
    keys = dict.fromkeys(report.article for report in rumour.reports)
    listed = [house.shelf.articles[key] for key in keys if key in house.shelf.articles]
    return {
        "others": others_of(house, dossier),
        "its_articles": sorted(listed, key=lambda each: (each.published or each.seen, each.key)),
        "judgements": [(each, said(each)) for each in dossier.judgements],
    }


def others_of(house: House, dossier: Dossier) -> tuple[Row, ...]:
    """Other rumours, those that share most parties first; of as many, as they stand on the board."""
    shelf, name = house.shelf, dossier.rumour.id
    by_party = shelf.pages.get(("by party", shelf.state), lambda: _by_party(shelf.rows.values()))
    shared = Counter(each for party in set(dossier.rumour.parties) for each in by_party.get(party, ()))
    rows = shelf.rows
    sharing = [each for _, each in sorted(shared, key=lambda each: (-shared[each], each[0]))]
    there = set(sharing)
    others = islice((each for each in rows if each not in there), MOST_OTHERS + 1)
    found = [each for each in [*sharing, *others] if each != name and each in rows]
    return tuple(rows[each] for each in found[:MOST_OTHERS])


def _by_party(rows: Iterable[Row]) -> dict[str, list[tuple[int, str]]]:
    """The places on the board, and the names, of the rumours that each party is in."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, row in enumerate(rows):
        for party in set(row.parties):
            found.setdefault(party, []).append((place, row.id))
    return found


@router.post("/rumours/{name}/judge")
def act(
    request: Request,
    name: str,
    kind: Annotated[str, Form()],
    csrf: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    articles: Annotated[list[str] | None, Form()] = None,
    value: Annotated[str, Form()] = "",
    link_to: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    judgement: Annotated[str, Form()] = "",
    article: Annotated[str, Form()] = "",
    statement: Annotated[str, Form()] = "",
    stance: Annotated[str, Form()] = "",
) -> Response:
    """One judgement; afterwards the dossier as it is then."""
    visit = needs(request, "editor")
    check_form(request, csrf)
    house = house_of(request)
    fields: dict[str, Any] = {}
    match kind:
        case "merge":
            fields = {"other": other}
        case "split":
            fields = {"articles": articles or []}
        case "outcome":
            fields = {"value": value, "link": link_to.strip() or None}
        case "note":
            fields = {"text": text}
        case "correct":
            fields = {"article": article, "statement": int(statement) - 1 if statement.isdigit() else None}
            fields |= {"removed": True} if stance == "removed" else {"stance": stance}
        case "undo":
            fields = {}
        case _:
            raise InputError("no such action", where=kind[:40])
    made = judge(house, visit.name or "local", kind, judgement if kind == "undo" else name, **fields)
    if house.people is not None:
        house.people.note(visit.name or "local", kind, said(made))
    back = name if name in house.shelf.rows else house.shelf.dossier(name).rumour.id
    return RedirectResponse(link(house.settings.prefix, f"/rumours/{back}") + "#editor", 303)

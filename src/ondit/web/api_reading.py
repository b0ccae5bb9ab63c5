"""The API, what only reads: rumours, dossiers, traces, articles, search, outlets. Feeds are in ``feeds.py``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from ondit.errors import InputError, NotFound
from ondit.records import Reading
from ondit.show.as_json import line, reading_object, statement_object
from ondit.show.dossier_parts import articles_of
from ondit.show.edit_text import edit_object
from ondit.show.judgement_json import judgement_object
from ondit.show.rumour_json import dossier_object, time_text
from ondit.tracing.drawings import trace_object
from ondit.web.api_shapes import gives
from ondit.web.board import Asked, page_of
from ondit.web.house import house_of
from ondit.web.outlets_page import records_of
from ondit.web.render import answer
from ondit.web.rows import Row
from ondit.web.search_page import hits_of
from ondit.web.shelf import Shelf
from ondit.web.visit import needs

router = APIRouter(prefix="/api/v1", tags=["read"])
MOST = 100

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many a page.")]
Cursor = Annotated[str, Query(max_length=200, description="`next` of the page before.")]
Moment = Annotated[datetime | None, Query(description="As it stood then; UTC unless it names a zone.")]
Key = Annotated[str, Query(description="The article's key: its canonical URL, else its path as it was given.")]
Words = Annotated[str, Query(max_length=300, description="Words that must all be there; accents and case folded.")]
Status = Literal["", "unverified", "contested", "denied", "confirmed", "retracted", "dormant"]


def aware(at: datetime | None) -> datetime | None:
    """A moment of a query in UTC. Raises InputError for one that no clock has shown."""
    try:
        return None if at is None else (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise InputError("no such time", where="as_of", remedy="use 2026-03-05T14:30:00Z") from error


def as_json(value: Any) -> bytes:
    """JSON as the command line writes it."""
    return line(value).encode()


@router.get("/rumours", responses=gives("RumourPage"))
def rumours(
    request: Request,
    q: Words = "",
    status: Status = "",
    party: str = "",
    language: str = "",
    outlet: str = "",
    since: Moment = None,
    until: Moment = None,
    as_of: Moment = None,
    sort: Literal["changed", "first", "origins"] = "changed",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Response:
    """Rumours, what changed last first; every filter narrows. The same as the board."""
    needs(request, "reader")
    since, until, as_of = aware(since), aware(until), aware(as_of)
    asked = Asked(q, status, party, language, outlet, since, until, as_of, sort, cursor)
    shelf = house_of(request).shelf

    def make() -> bytes:
        page = page_of(shelf, asked, limit)
        items = [row_object(row) for row in page.rows]
        return as_json({"items": items, "next": page.after or None, "total": page.total})

    return answer(request, make, "application/json")


def row_object(row: Row) -> dict[str, Any]:
    """A row of the board."""
    chance = None if row.chance is None else dict(zip(("value", "low", "high"), row.chance, strict=True))
    return {
        "id": row.id,
        "question": row.question,
        "questions": dict(row.questions),
        "parties": list(row.parties),
        "status": row.status,
        "probability": chance,
        "independent_origins": row.origins,
        "articles": list(row.articles),
        "outlets": list(row.outlets),
        "languages": list(row.languages),
        "first_seen": time_text(row.first),
        "last_changed": time_text(row.changed),
    }


@router.get("/rumours/{id}", responses=gives("Dossier"))
def dossier(request: Request, id: str, as_of: Moment = None) -> Response:
    """One rumour with its reasons, reports, details and timeline, as `ondit show --json` prints it."""
    needs(request, "reader")
    at, shelf = aware(as_of), house_of(request).shelf
    found = shelf.dossier(id, at)
    return answer(
        request, lambda: as_json(dossier_object(found, shelf.readings(articles_of(found), at))), "application/json"
    )


@router.get("/rumours/{id}/trace", responses=gives("Trace"))
def trace(request: Request, id: str, as_of: Moment = None) -> Response:
    """Who had it from whom, as `ondit trace --json` prints it."""
    needs(request, "reader")
    found = house_of(request).shelf.dossier(id, aware(as_of))
    return answer(request, lambda: as_json(trace_object(found.trace)), "application/json")


@router.get("/rumours/{id}/judgements", responses=gives("Judgements"))
def judgements(request: Request, id: str) -> Response:
    """What people judged about a rumour, oldest first."""
    needs(request, "reader")
    found = house_of(request).shelf.dossier(id)
    return answer(request, lambda: as_json([judgement_object(each) for each in found.judgements]), "application/json")


@router.get("/articles", responses=gives("ArticlePage"))
def articles(
    request: Request, outlet: str = "", language: str = "", limit: Limit = 50, cursor: Cursor = ""
) -> Response:
    """Articles of the desk, the last to be stored first."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    try:
        before = int(cursor) if cursor else None
    except ValueError as error:
        raise InputError("not a cursor of this list", where="cursor", remedy="take it from the page before") from error

    def make() -> bytes:
        rows = [
            row
            for row in sorted(tuple(shelf.articles.values()), key=lambda each: -each.seq)
            if (not outlet or row.outlet == outlet) and (not language or row.language == language)
        ]
        rest = rows if before is None else [row for row in rows if row.seq < before]
        items = [
            {
                "key": row.key,
                "outlet": row.outlet,
                "title": row.title,
                "language": row.language,
                "published": time_text(row.published),
                "seen": time_text(row.seen),
                "rumours": list(shelf.by_article.get(row.key, ())),
            }
            for row in rest[:limit]
        ]
        more = len(rest) > limit
        return as_json({"items": items, "next": str(rest[limit - 1].seq) if more else None, "total": len(rows)})

    return answer(request, make, "application/json")


@router.get(
    "/article",
    responses={
        200: {
            "description": "As asked",
            "content": {
                "application/json": {
                    "schema": {
                        "anyOf": [
                            {"$ref": "#/components/schemas/Reading"},
                            {"$ref": "#/components/schemas/PublicReading"},
                        ]
                    }
                }
            },
        }
    },
)
def article(request: Request, key: Key, as_of: Moment = None) -> Response:
    """One article, read, as `ondit read --json` prints it; without its full text for who may not see that."""
    visit = needs(request, "reader")
    reading = house_of(request).shelf.reading(key, aware(as_of))
    made = reading_object if visit.whole_texts else public_object
    return answer(request, lambda: as_json(made(reading)), "application/json")


def public_object(reading: Reading) -> dict[str, Any]:
    """A reading of which only the sentences that hold a statement are given."""
    article = reading.article
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        "published": time_text(article.published),
        "statements": [
            {**statement_object(each), "words": article.text[slice(*each.sentence)]} for each in reading.statements
        ],
    }


@router.get("/article/edits", responses=gives("Edits"))
def edits(request: Request, key: Key) -> Response:
    """How an article changed from version to version, as `ondit diff --json` prints it."""
    visit = needs(request, "reader")
    if not visit.whole_texts:
        raise NotFound("edits are shown to who may read full texts", where=key)
    shelf = house_of(request).shelf
    shelf.reading(key)

    def make() -> bytes:
        texts = {kept.version: kept.reading.article.text for kept in shelf.desk.versions(key)}
        return as_json([edit_object(each, texts[each.after]) for each in shelf.desk.edits(key)])

    return answer(request, make, "application/json")


@router.get("/search", responses=gives("Found"))
def search(request: Request, q: Words, limit: Limit = 20) -> Response:
    """Rumours and articles that hold all the words."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    return answer(request, lambda: as_json(found_object(shelf, q, limit)), "application/json")


def found_object(shelf: Shelf, q: str, limit: int) -> Mapping[str, Any]:
    """What a search found, as an object."""
    rows = page_of(shelf, Asked(q=q), limit).rows if q.strip() else ()
    hits = hits_of(shelf, q, limit)
    return {
        "rumours": [row_object(row) for row in rows],
        "articles": [
            {
                "article": hit.listed.key,
                "title": hit.listed.title,
                "outlet": hit.listed.outlet,
                "words": f"{hit.quote.before}{hit.quote.words}{hit.quote.after}" if hit.quote else None,
                "span": list(hit.quote.span) if hit.quote and hit.quote.span else None,
                "statement": None if hit.number is None else hit.number - 1,
                "source_name": hit.says or None,
            }
            for hit in hits
        ],
    }


@router.get("/outlets", responses=gives("Outlets"))
def outlets(request: Request) -> Response:
    """The track record of every outlet."""
    needs(request, "reader")
    names = ("outlet", "originated", "relayed", "right", "wrong", "corrected", "share", "low", "high")
    records = records_of(house_of(request).shelf)
    return answer(
        request,
        lambda: as_json([{n: getattr(each, n) for n in names} for each in records]),
        "application/json",
        day=datetime.now(UTC).date().isoformat(),  # a rumour ends by time alone, too
    )


@router.get("/followed", responses=gives("Followed"))
def followed(request: Request) -> Response:
    """The questions that the desk follows."""
    needs(request, "reader")
    questions = [each.question for each in house_of(request).shelf.desk.followed()]
    return answer(request, lambda: as_json({"questions": questions}), "application/json", n=len(questions))

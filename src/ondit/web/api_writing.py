"""The API, what reads a page that is given, and what changes the desk: add, follow, judge."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from ondit.errors import InputError
from ondit.records import Article, Judgement
from ondit.show.as_json import reading_object
from ondit.show.judgement_json import judgement_object, said
from ondit.web.api_reading import as_json
from ondit.web.api_shapes import gives
from ondit.web.guard import costly
from ondit.web.house import house_of
from ondit.web.judging import judge
from ondit.web.reading_page import article_given
from ondit.web.visit import Visit, needs

router = APIRouter(prefix="/api/v1", tags=["write"])


class Body(BaseModel):
    """What is sent; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Page(Body):
    """A page: its words (text or HTML), or an http(s) address."""

    text: str = Field(min_length=1, max_length=5_000_000)


class Question(Body):
    """A claim in a person's words."""

    question: str = Field(min_length=1, max_length=1000)


class Merge(Body):
    """The rumour that is about the same, and goes into this one."""

    other: str = Field(min_length=1, max_length=200)


class Split(Body):
    """The articles, by key, whose reports become a rumour of their own."""

    articles: list[str] = Field(min_length=1, max_length=500)


class Outcome(Body):
    """How it ended, and where that is shown."""

    value: Literal["true", "false", "partly"]
    link: str | None = Field(default=None, max_length=2000, pattern=r"^https?://\S+$")


class Note(Body):
    """A note beside a rumour."""

    text: str = Field(min_length=1, max_length=4000)


class Correct(Body):
    """What is otherwise in one statement (from 0) of an article, or in the article as a whole."""

    article: str
    statement: int | None = Field(default=None, ge=0)
    stance: Literal["supports", "denies", "confirms", "doubts", "context"] | None = None
    role: Literal["principal", "outlet", "authority", "expert", "other"] | None = None
    scope: Literal["whole", "date", "sum", "party", "place", "wording"] | None = None
    source_name: str | None = Field(default=None, max_length=200)
    polarity: Literal["affirm", "deny", "decline"] | None = None
    certainty: Literal["stated", "hedged", "question"] | None = None
    removed: bool = False


def _json(value: Any, status: int = 200) -> Response:
    return Response(as_json(value), status, media_type="application/json")


def _given(page: Page) -> tuple[Article, bytes]:
    if any("\ud800" <= c <= "\udfff" for c in page.text):
        raise InputError("half a character", where="text", remedy="send the text as UTF-8")
    return article_given(page.text)


@router.post("/read", responses=gives("Reading"))
def read(request: Request, page: Page) -> Response:
    """Who said what on a page; nothing is kept."""
    needs(request, "reader")
    costly(request)
    found, _ = _given(page)
    return _json(reading_object(house_of(request).read(found)))


@router.post("/articles", status_code=201, responses=gives("Added", status=201))
def add(request: Request, page: Page) -> Response:
    """Reads a page and puts it into the desk; what follows from it is there a moment later."""
    visit = needs(request, "editor")
    costly(request)
    house = house_of(request)
    found, data = _given(page)
    outcome = house.shelf.keep(found, data, house.read(found))
    _note(request, visit, "keep", f"{found.key} ({outcome})")
    return _json({"article": found.key, "outcome": outcome}, 201)


@router.post("/followed", status_code=201, responses=gives("Followed", status=201))
def follow(request: Request, question: Question) -> Response:
    """Keeps an eye on a claim; what the desk has about it becomes a rumour."""
    visit = needs(request, "editor")
    costly(request)
    house = house_of(request)
    house.shelf.follow(question.question)
    _note(request, visit, "follow", question.question)
    return _json({"questions": [each.question for each in house.shelf.desk.followed()]}, 201)


@router.post("/rumours/{id}/merge", status_code=201, responses=gives("Judgement", status=201))
def merge(request: Request, id: str, body: Merge) -> Response:
    """Another rumour is about the same and goes into this one."""
    return _judged(request, "merge", id, other=body.other)


@router.post("/rumours/{id}/split", status_code=201, responses=gives("Judgement", status=201))
def split(request: Request, id: str, body: Split) -> Response:
    """The reports of some articles become a rumour of their own."""
    return _judged(request, "split", id, articles=body.articles)


@router.post("/rumours/{id}/outcome", status_code=201, responses=gives("Judgement", status=201))
def outcome(request: Request, id: str, body: Outcome) -> Response:
    """How a rumour ended; the last mark counts."""
    return _judged(request, "outcome", id, value=body.value, link=body.link)


@router.post("/rumours/{id}/notes", status_code=201, responses=gives("Judgement", status=201))
def note(request: Request, id: str, body: Note) -> Response:
    """A note beside a rumour."""
    return _judged(request, "note", id, text=body.text)


@router.post("/rumours/{id}/corrections", status_code=201, responses=gives("Judgement", status=201))
def correct(request: Request, id: str, body: Correct) -> Response:
    """What was read wrongly in one statement of an article."""
    return _judged(request, "correct", id, **body.model_dump(exclude_none=True, exclude_defaults=True))


@router.post("/judgements/{id}/undo", status_code=201, responses=gives("Judgement", status=201))
def undo(request: Request, id: str) -> Response:
    """Takes a judgement back; to undo the undoing brings it back."""
    return _judged(request, "undo", id)


def _judged(request: Request, kind: str, subject: str, **fields: Any) -> Response:
    visit = needs(request, "editor")
    made: Judgement = judge(house_of(request), visit.name or "local", kind, subject, **fields)
    _note(request, visit, kind, said(made))
    return _json(judgement_object(made), 201)


def _note(request: Request, visit: Visit, what: str, about: str) -> None:
    people = house_of(request).people
    if people is not None:
        people.note(visit.name or "local", what, about)

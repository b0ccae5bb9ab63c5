"""The reading view: an article with sources, cues and contents marked, its statements and who is who beside it.

Also the box where a page is pasted, uploaded or named by its address, and read at once without being kept.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from ondit.errors import InputError, NotFound
from ondit.records import Article, Reading, Span
from ondit.web.article_view import View, view_of
from ondit.web.board_page import moment_of
from ondit.web.guard import check_form, costly
from ondit.web.house import house_of
from ondit.web.render import answer, link, page, render
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)


@router.get("/article")
def article(request: Request, key: str, at: str = "") -> Response:
    """An article of the desk, read; ``at`` (120-180) lights words up."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    as_of = moment_of(request.query_params.get("as_of"), "as_of")
    reading = shelf.reading(key, as_of)

    def make() -> str:
        return render(request, "article.html.j2", **article_values(request, reading, span_of(at), kept=True))

    return answer(request, make)


def article_values(request: Request, reading: Reading, lit: Span | None, kept: bool) -> dict[str, Any]:
    """What the reading view's template needs."""
    house = house_of(request)
    rows = house.shelf.about(reading.article.key) if kept else ()
    ties: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        for report in house.shelf.dossier(row.id).rumour.reports:
            if report.article == reading.article.key and report.statement is not None:
                tie = (row.id, row.asked(reading.article.language), report.stance)
                if tie not in ties.setdefault(report.statement + 1, []):
                    ties[report.statement + 1].append(tie)
    visit = needs(request, "reader")
    shown: View = view_of(reading, lit, whole=visit.whole_texts or not kept)
    return {"view": shown, "rows": rows, "ties": ties, "kept": kept, "reading": reading, "token": ""}


def span_of(words: str) -> Span | None:
    """``120-180`` as a span; None for anything else."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", words)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return int(found[1]), int(found[2])


@router.get("/article/edits")
def edits(request: Request, key: str) -> Response:
    """How an article was edited, word by word, and which statements that touched."""
    visit = needs(request, "reader")
    shelf = house_of(request).shelf
    reading = shelf.reading(key)
    found = shelf.desk.edits(key) if visit.whole_texts else ()
    return answer(request, lambda: render(request, "edits.html.j2", edits=found, article=reading.article))


@router.post("/read")
def read(
    request: Request,
    text: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Reads what was pasted (words or an address) or uploaded, and shows it; the desk does not keep it yet."""
    needs(request, "reader")
    check_form(request, csrf)
    costly(request)
    house = house_of(request)
    found, data = article_given(text, file)
    reading = house.read(found)
    token = secrets.token_urlsafe(12)
    house.drafts.put(token, (reading, data))
    return RedirectResponse(link(house.settings.prefix, f"/readings/{token}"), 303)


def article_given(text: str, file: UploadFile | None = None) -> tuple[Article, bytes]:
    """The article in a form's field or file, and the bytes that it came in. Raises InputError or FetchError."""
    from ondit.page.targets import article_from_bytes, load_with_bytes

    if file is not None and file.filename:
        data = file.file.read()
        name = re.sub(r"[^\w.() -]", "_", file.filename)[-100:]
        kind = "text/plain" if name.lower().endswith((".txt", ".md")) else None
        found = article_from_bytes(data, key=f"upload:{sha256(data).hexdigest()[:16]}:{name}", content_type=kind)
    elif re.fullmatch(r"https?://\S+", text.strip()):
        found, data = load_with_bytes(text.strip())
    elif text.strip():
        data = text.encode("utf-8", "replace")
        found = article_from_bytes(data, key=f"pasted:{sha256(data).hexdigest()[:16]}")
    else:
        raise InputError("nothing to read", where="text", remedy="paste a text or an address, or choose a file")
    if not found.text.strip():
        raise InputError("no text in it", where=found.key, remedy="give a page with an article")
    return found, data


@router.get("/readings/{token}")
def draft(request: Request, token: str) -> Response:
    """What was read and not kept. It is forgotten when the server stops, or when many others came after it."""
    needs(request, "reader")
    reading, _ = _draft(request, token)
    values = article_values(request, reading, None, kept=False) | {"token": token}
    return page(request, "article.html.j2", **values)


@router.post("/readings/{token}/keep")
def keep(request: Request, token: str, csrf: Annotated[str, Form()] = "") -> Response:
    """Puts what was read into the desk."""
    visit = needs(request, "editor")
    check_form(request, csrf)
    house = house_of(request)
    reading, data = _draft(request, token)
    outcome = house.shelf.keep(reading.article, data, reading)
    if house.people:
        house.people.note(visit.name, "keep", f"{reading.article.key} ({outcome})", datetime.now(UTC))
    return RedirectResponse(link(house.settings.prefix, "/article", key=reading.article.key), 303)


def _draft(request: Request, token: str) -> tuple[Reading, bytes]:
    found = house_of(request).drafts.peek(token)
    if found is None:
        raise NotFound("this reading is no longer here", where=token[:24], remedy="paste the page again")
    reading, data = found
    return reading, data

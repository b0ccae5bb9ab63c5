"""Search: the rumours and the articles that hold all the words asked for, accents and case folded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from ondit.desk.listing import Listed
from ondit.records import Reading, Span
from ondit.show.quotes import Quote, quote_at
from ondit.web.board import Asked, page_of
from ondit.web.house import house_of
from ondit.web.render import answer, render
from ondit.web.rows import fold
from ondit.web.shelf import Shelf
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)
MOST_RUMOURS, MOST_ARTICLES = 20, 30


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: where, and in which statement (from 1), if it is in one."""

    listed: Listed
    quote: Quote | None
    number: int | None
    says: str


@router.get("/search")
def search(request: Request, q: str = "") -> Response:
    """What holds the words."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    asked = q[:300]

    def make() -> str:
        rumours = page_of(shelf, Asked(q=asked), MOST_RUMOURS) if asked.strip() else None
        hits = hits_of(shelf, asked, MOST_ARTICLES)
        return render(request, "search.html.j2", asked=asked, rumours=rumours, hits=hits)

    return answer(request, make)


def hits_of(shelf: Shelf, asked: str, most: int) -> tuple[Hit, ...]:
    """The articles that hold every word, newest first, each with the sentence that holds the most of them."""
    words = frozenset(fold(asked).split())
    keys = [key for key in shelf.desk.search(asked, most) if key in shelf.articles] if words else []
    readings = shelf.readings(keys)
    return tuple(_hit(shelf.articles[key], readings[key], words) for key in keys if key in readings)


def _hit(listed: Listed, reading: Reading, words: frozenset[str]) -> Hit:
    best: tuple[int, int, Span | None, int | None] = (0, 0, None, None)
    text = reading.article.text
    for number, statement in enumerate(reading.statements, 1):
        start, end = statement.sentence
        found = len(words & set(fold(text[start:end]).split()))
        if found > best[0]:
            best = (found, -number, statement.sentence, number)
    if best[0] < len(words):
        for start, end in reading.article.paragraphs:
            found = len(words & set(fold(text[start:end]).split()))
            if found > best[0]:
                best = (found, 0, (start, end), None)
    span, place = best[2], best[3]
    quote = quote_at({listed.key: reading}, listed.key, _first_word(text, span, words) if span else None)
    says = ""
    if place is not None:
        says = reading.statements[place - 1].source_name or ""
    return Hit(listed, quote, place, says)


def _first_word(text: str, span: Span, words: frozenset[str]) -> Span:
    """The first of the words inside a span; the span where folding moved them."""
    for found in re.finditer(r"[^\W_]+", text[span[0] : span[1]]):
        if fold(found[0]) in words:
            return span[0] + found.start(), span[0] + found.end()
    return span

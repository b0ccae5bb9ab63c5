"""Whom a title names at its end: "Ex-mayor took bribes: prosecutors", "Valmera prépare une offre (presse)", "… - sources".

Titles save words: who says it stands behind a mark, without an article and without a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ondit import outlets
from ondit.reading.found import Document, Found, Piece, by_piece, overlap, token_at, tokens_in
from ondit.reading.parsing import Parsed
from ondit.reading.source_nouns import by_nouns
from ondit.reading.wording import fold, words
from ondit.records import Span

# What is told, the mark, and who tells it; a site's own name behind a dash begins with a capital.
COLON = re.compile(r"(?P<told>.{12,}\S)\s?(?P<mark>:)\s+(?P<who>[^:()–—]{2,60}?)\s*$")
BRACKET = re.compile(r"(?P<told>.{12,}\S)\s(?P<mark>\()(?P<who>[^()]{2,60})\)\s*$")
DASH = re.compile(r"(?P<told>.{12,}\S)\s(?P<mark>[-–—])\s?(?P<who>[a-zà-ÿ][^:()–—]{1,60}?)\s*$")
TABLE = "according"
MOST = 6  # tokens of who tells it
SAYERS = frozenset(("NOUN", "PROPN", "ADJ", "ADP", "PUNCT", "X"))
# Persons behind a mark are as often what a title is about ("the budget: winners and losers") as who speaks.
KINDS = frozenset(("anonymous", "official", "outlet"))


def with_headline_sources(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, with those at the ends of titles; a title that is told so is no hearsay of nobody's."""
    homes = by_piece(found)
    out = list(found)
    for number, piece in enumerate(document.pieces):
        if not piece.title or piece.parsed is None:
            continue
        made = at_end(piece, number, document.article.outlet)
        if made is None or any(one.source is not None and meets(one, made) for one in homes[number]):
            continue
        out = [one for one in out if one.piece != number or one.source is not None or not meets(one, made)]
        out.append(made)
    return out


def at_end(piece: Piece, number: int, own: str | None) -> Found | None:
    """The attribution that a mark and a source make of a title; None where it has none."""
    parsed = piece.parsed
    assert parsed is not None
    for form in (COLON, BRACKET, DASH):
        match = form.match(piece.text)
        if match is None:
            continue
        told, mark, who = (
            (piece.start + match.start(name), piece.start + match.end(name)) for name in ("told", "mark", "who")
        )
        if tells(piece, parsed, told) and may_say(piece, parsed, match["who"], who, own):
            anchor = token_at(parsed, match.start("mark"))
            return Found(number, anchor, who, mark, (told,), "headline-source", 0.5)
    return None


def tells(piece: Piece, parsed: Parsed, span: Span) -> bool:
    """Whether what stands before the mark says that something happens: it has a verb."""
    return any(parsed.tags[token] in ("VERB", "AUX") for token in tokens_in(piece, span))


def may_say(piece: Piece, parsed: Parsed, name: str, span: Span, own: str | None) -> bool:
    """Whether what stands behind the mark is an outlet, or a short noun phrase without an article of those who tell."""
    outlet = outlets.find(name)
    if outlet is not None:
        return own is None or outlets.find(own) != outlet
    tokens = tokens_in(piece, span)
    if len(tokens) > MOST or any(parsed.tags[token] not in SAYERS for token in tokens):
        return False
    # Of documents only those that report: others are what a page holds ("(video)", ": analysis").
    if words(parsed.language, TABLE, "behind_titles").match(fold(name)):
        return True
    kind = by_nouns(fold(name), parsed.language)
    return kind is not None and kind[0] in KINDS


def meets(one: Found, made: Found) -> bool:
    """Whether an attribution has its content where the other one has."""
    return any(overlap(span, made.content[0]) for span in one.content)

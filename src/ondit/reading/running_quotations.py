"""Quotations that run over paragraphs: each of them opens with a mark again, only the last one closes (Chicago Manual of
Style 13.30); French papers also put a closing mark at the head of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece
from ondit.reading.laid_out import LABEL
from ondit.reading.quotations import CLOSING, OPENING, PLAIN, quoted_spans
from ondit.records import Span

HEADS = OPENING + CLOSING + PLAIN
# A quotation runs over so many paragraphs at most.
LONGEST = 40


def run_on(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, those of a quotation that its paragraph leaves open given the paragraphs that go on with it; what
    was found inside of these as a quotation of its own without a source is theirs."""
    more: dict[int, tuple[Span, ...]] = {}
    for index, one in enumerate(found):
        piece = document.pieces[one.piece]
        start = left_open(piece.text)
        if start is not None and any(span[1] > piece.start + start for span in one.content):
            tail = continued(document.pieces, one.piece + 1)
            if tail:
                more[index] = tail
    out = []
    for index, one in enumerate(found):
        if index in more:
            out.append(replace(one, content=(*one.content, *more[index])))
        elif one.source is not None or not any(within(one, tail) for tail in more.values()):
            out.append(one)
    return out


def left_open(text: str) -> int | None:
    """Where a quotation opens that a paragraph does not close; None where all are closed."""
    spans = quoted_spans(text)
    if not spans or spans[-1][1] != len(text):
        return None
    start, end = spans[-1]
    last, mark = text[end - 1], text[start]
    closed = last == PLAIN and end - start > 1 if mark == PLAIN else last in CLOSING
    return None if closed else start


def continued(pieces: Sequence[Piece], number: int) -> tuple[Span, ...]:
    """What goes on with a quotation, from a paragraph on: one span a paragraph, up to the mark that closes it."""
    out: list[Span] = []
    for piece in pieces[number : number + LONGEST]:
        text = piece.text
        if not text or text[0] not in HEADS or LABEL.match(text):
            break  # another speaker's line is no part of it
        if text[0] in CLOSING:
            end = next((at + 1 for at in range(1, len(text)) if text[at] in CLOSING), len(text))
        else:
            end = next((stop for start, stop in quoted_spans(text) if start == 0), len(text))
        out.append((piece.start, piece.start + end))
        if text[end - 1] in CLOSING + PLAIN and end > 1:
            break
    return tuple(out)


def within(one: Found, spans: Sequence[Span]) -> bool:
    """Whether all that an attribution conveys lies in some spans."""
    return all(any(first <= start and end <= last for first, last in spans) for start, end in one.content)

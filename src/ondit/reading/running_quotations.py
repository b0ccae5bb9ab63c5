"""Quotations that go on: over paragraphs, of which each opens with a mark again and only the last one closes (Chicago
Manual of Style 13.30; French papers also put a closing mark at the head of each); and after the words that say who
speaks ("« Oui, dit-il. C'est vrai. »", "“Yes,” she said. “It is true.”").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece, overlap
from ondit.reading.laid_out import LABEL
from ondit.reading.quotations import CLOSING, DOUBLED, OPENING, PLAIN, quoted_spans
from ondit.reading.stretches import Stretches
from ondit.records import Span

DOUBLE = "«»“”„"
HEADS = OPENING + CLOSING + PLAIN
FIRST = OPENING + PLAIN + "‘'`"
# What stands between the one who speaks and the words that follow.
BETWEEN = " ,;:.!?\u00a0\u202f–—-\n"
NEAR = 6
# Words that say who speaks are no longer; behind more, something else has been said.
LONGEST_SPEAKER = 160
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
    before = {index: head for index, one in enumerate(found) if (head := opened_before(document, one, found))}
    tails = [*more.values(), *before.values()]
    out = []
    for index, one in enumerate(found):
        if index in more or index in before:
            out.append(replace(one, content=(*before.get(index, ()), *one.content, *more.get(index, ()))))
        elif one.source is not None or not any(within(one, tail) for tail in tails):
            out.append(one)
    return out


def opened_before(document: Document, one: Found, found: Sequence[Found]) -> tuple[Span, ...]:
    """The paragraphs of a quotation whose speaker is named in a later one: each opens with a mark and closes with none."""
    pieces, number = document.pieces, one.piece
    if one.source is None or not one.content or not pieces[number].text[:1] or pieces[number].text[0] not in FIRST:
        return ()
    if not pieces[number].start <= one.content[0][0] <= pieces[number].start + 3:
        return ()
    mark = pieces[number].text[one.content[0][0] - pieces[number].start]
    out: list[Span] = []
    while number and len(out) < LONGEST:
        number -= 1
        piece = pieces[number]
        if not piece.text or left_open(piece.text) != 0 or LABEL.match(piece.text):
            break
        if piece.text[0] != mark or any(sign in DOUBLE for sign in piece.text[1:]):
            break
        span = (piece.start, piece.start + len(piece.text.rstrip()))
        if any(other.source is not None and any(overlap(part, span) for part in other.content) for other in found):
            break
        out.append(span)
    return tuple(reversed(out))


def said_further(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, those that break off at the words which say who speaks given what is quoted right after these."""
    told = Stretches((span, None) for one in found for span in one.content)
    return [replace(one, content=(*one.content, *further(document, one, told))) for one in found]


def further(document: Document, one: Found, told: Stretches[None]) -> Iterator[Span]:
    """What is quoted right after cue and source, where what stands before them is a quotation and nobody has it."""
    piece = document.pieces[one.piece]
    if one.cue is None or one.source is None or not one.content:
        return
    first, last = min(one.cue[0], one.source[0]), max(one.cue[1], one.source[1])
    begin, end = one.content[0][0], one.content[-1][1]
    if not end <= first <= end + NEAR or last - first > LONGEST_SPEAKER:
        return
    for start, stop in quoted_spans(piece.text):
        start, stop = start + piece.start, stop + piece.start
        after = document.article.text[last:stop]
        gap = len(after) - len(after.lstrip(BETWEEN))
        if start <= begin <= start + 3 and last < stop:  # the speaker stands within the marks
            rest = (last + gap, stop)
        elif start == last + gap and "." in after[:gap] and any(mark in FIRST for mark in piece_head(piece, begin)):
            rest = (start, stop)
        else:
            continue
        if any(letter.isalnum() for letter in document.article.text[slice(*rest)]) and not any(told.over(rest)):
            yield rest
            return


def piece_head(piece: Piece, at: int) -> str:
    """The character of a paragraph at an offset of the article, and the one before."""
    return piece.text[max(0, at - piece.start - 1) : at - piece.start + 1]


def left_open(text: str) -> int | None:
    """Where a quotation opens that a paragraph does not close; None where all are closed."""
    spans = quoted_spans(text)
    if not spans or spans[-1][1] != len(text):
        return None
    start, end = spans[-1]
    if text[start] in "‘`'":
        return start if text[start:].startswith(("''", "``")) and not text[start + 2 : end].endswith(DOUBLED) else None
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

"""Denials that grammar proves: a verb, a noun or an idiom that denies, with its subject and what it denies.

"La rumeur a été rejetée par le maire", "le démenti de l'ambassade", "Sarvex poured cold water on the report": the scorer
finds most of them, but takes some for affirmations and passes over others. Which words deny is data (``denials.toml``);
where source and content stand is grammar over Universal Dependencies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.corrections import corrections
from ondit.reading.denial_nouns import nouns
from ondit.reading.denying_verbs import idioms, judgements, verbs
from ondit.reading.features import classes_of
from ondit.reading.found import Document, Found, Piece, token_span
from ondit.reading.frames import Frame
from ondit.reading.grammar import tells
from ondit.reading.no_statements import quoted
from ondit.records import Span

BREAK = re.compile(r"[.!?:;–—]\s+")
# What a bare denial answers was said at most so many paragraphs before.
FAR = 2


def denials(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, denials among them known as such, with those that were passed over."""
    out = list(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for frame in frames(piece):
            out = [one for one in out if one.piece != number or not by_denial(piece, one, frame)]
            same = [one for one in out if one.piece == number and at_frame(piece, one, frame)]
            if same and frame.polarity is None:
                continue
            if same:
                out = [mended(piece, one, frame) if one in same else one for one in out]
            elif frame.source is not None or frame.content:
                made = stated(document, number, frame, out)
                if made is not None:
                    out.append(made)
    return out


def by_denial(piece: Piece, one: Found, frame: Frame) -> bool:
    """Whether what was taken for a speaker is a denial that somebody makes, and its verb tells nothing ("The treasurer's
    denials did not convince the judges")."""
    parsed = piece.parsed
    assert parsed is not None
    if one.source is None or one.rule != "scorer" or parsed.tags[frame.anchor] != "NOUN" or frame.source is None:
        return False
    at = token_span(piece, frame.anchor, frame.anchor)
    inside = one.source[0] <= frame.source[0] and one.source[1] == at[1]
    return inside and 0 <= one.anchor < len(parsed) and not tells(classes_of(parsed, one.anchor))


def at_frame(piece: Piece, one: Found, frame: Frame) -> bool:
    """Whether an attribution stands at a denial's cue."""
    start, end = token_span(piece, *frame.cue)
    at = token_span(piece, frame.anchor, frame.anchor)
    if one.cue is None:
        return one.anchor == frame.anchor
    return (
        one.anchor == frame.anchor or (one.cue[0] <= at[0] < one.cue[1]) or (start <= one.cue[0] and one.cue[1] <= end)
    )


def mended(piece: Piece, one: Found, frame: Frame) -> Found:
    """An attribution with what grammar knows better: that it denies, who does, and where what is denied begins and ends."""
    source = one.source if one.source is not None else frame.source
    if source and frame.source and frame.source[0] <= source[0] and source[1] < frame.source[1]:
        source = frame.source  # "le démenti de [la] compagnie"
    known = replace(one, source=source, polarity=frame.polarity)
    inside = [span for span in one.content if piece.start <= span[0] < piece.start + len(piece.text)]
    at = token_span(piece, frame.anchor, frame.anchor)
    if frame.cue[0] < frame.anchor and any(start <= at[0] < end for start, end in one.content):
        # "issued [a flat denial]": the noun is no content but part of the cue.
        return replace(known, cue=token_span(piece, *frame.cue), content=frame.content or (at,))
    if frame.cue[0] < frame.anchor and one.cue is not None and one.cue[1] <= at[0]:
        known = replace(known, cue=token_span(piece, *frame.cue))
    if (
        frame.source is not None
        and one.source is None
        and any(start <= frame.source[0] < end for start, end in one.content)
    ):
        return replace(known, content=frame.content or (token_span(piece, *frame.cue),))
    if not frame.content or not inside:
        return known
    start, end = frame.content[0]
    if within(one.cue, start):
        rest = max(last for _, last in inside)
        return replace(known, cue=trimmed(one.cue, start), content=((start, max(end, rest)),))
    if start < inside[0][0] and inside[-1][1] <= end and (one.cue is None or one.cue[1] <= start):
        return replace(known, content=frame.content)  # "retracted its dispatch announcing [the takeover]"
    strays = len(inside) > 1 and inside[0] == (start, end) and not any(quoted(piece, span) for span in inside[1:])
    if strays or (start == inside[0][0] and end < inside[-1][1] and stops(piece, end)):
        return replace(known, content=frame.content)
    return known


def within(cue: Span | None, at: int) -> bool:
    """Whether an offset lies in a cue, but not at its beginning: the cue swallowed the first word of what is denied."""
    return cue is not None and cue[0] < at < cue[1]


def trimmed(cue: Span | None, at: int) -> Span | None:
    """A cue up to an offset, the space before it left out."""
    return None if cue is None else (cue[0], max(cue[0] + 1, at - 1))


def stops(piece: Piece, at: int) -> bool:
    """Whether a colon stands at an offset of the article: what follows explains, and is not denied."""
    return piece.text[at - piece.start :].lstrip(" \u00a0\u202f")[:1] in (":", ";")


def stated(document: Document, number: int, frame: Frame, found: Sequence[Found]) -> Found | None:
    """A frame as an attribution. A bare denial ("Brontel dément.") takes over the claim before it."""
    piece = document.pieces[number]
    cue = token_span(piece, *frame.cue)
    content = frame.content or question_before(piece, frame) or claim_before(found, number, cue, frame.source) or (cue,)
    for one in found:
        if one.cue and one.cue[0] < cue[1] and cue[0] < one.cue[1]:
            return None
        said = any(start <= cue[0] < end for start, end in one.content)
        if said and (one.rule == "hearsay" or frame.source is None):
            return None
    return Found(number, frame.anchor, frame.source, cue, content, "denial", 0.6, polarity=frame.polarity)


def question_before(piece: Piece, frame: Frame) -> tuple[Span, ...]:
    """The question that a bare denial answers: "Un mort à Tressange ? La mairie dément"."""
    start = (frame.source or token_span(piece, *frame.cue))[0] - piece.start
    text = piece.text[:start].rstrip(" \u00a0\u202f–—-")
    if not text.endswith("?"):
        return ()
    asked = text[:-1].rstrip(" \u00a0\u202f")
    begin = max((match.end() for match in BREAK.finditer(asked)), default=0)
    return ((piece.start + begin, piece.start + len(asked)),) if asked[begin:] else ()


def claim_before(found: Sequence[Found], number: int, cue: Span, source: Span | None) -> tuple[Span, ...]:
    """The content of the nearest earlier attribution that affirms something, by somebody else."""
    before = [
        one
        for one in found
        if number - FAR <= one.piece <= number
        and one.polarity is None
        and max(end for _, end in one.content) <= cue[0]
        and (one.source is None or one.source != source)
    ]
    return max(before, key=lambda one: one.content[0]).content if before else ()


def frames(piece: Piece) -> list[Frame]:
    """The denials of a piece, in order, no two at one cue."""
    assert piece.parsed is not None
    out: list[Frame] = []
    for frame in (*corrections(piece), *idioms(piece), *verbs(piece), *nouns(piece), *judgements(piece)):
        if not any(one.cue[0] <= frame.cue[1] and frame.cue[0] <= one.cue[1] for one in out):
            out.append(frame)
    return sorted(out, key=lambda frame: frame.cue)

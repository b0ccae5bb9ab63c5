"""How a content is given: direct (all in quotation marks), mixed (some words quoted), indirect (none)."""

from __future__ import annotations

import re
from bisect import bisect_right

from ondit.reading.surroundings import Folded, Surroundings
from ondit.records import Quote

WORD = re.compile(r"\w+")
# A word or two that a span took too much must not make a quotation mixed.
WHOLLY = 0.93


def manner(scene: Surroundings, folded: Folded) -> tuple[Quote, str]:
    """The manner of a statement and the rule that decided."""
    inside = outside = 0
    opens = True
    text = scene.text
    cue = scene.found.cue[0] if scene.found.cue else -1
    firsts = {start for start, _ in scene.found.content}
    for start, end in scene.found.content:
        # Who is quoted while saying that somebody said: the inner statement is not itself in marks. A speaker put into the
        # midst of a quotation stands in its marks too, but then the content begins with them.
        quoted = [q for q in _quoted(scene, folded, start, end) if not q[0] <= cue < q[1] or q[0] in firsts]
        for word in WORD.finditer(text, start, end):
            at = word.start()
            if any(s <= at < e for s, e in quoted):
                inside += 1
            else:
                opens = opens and inside > 0
                outside += 1
    if not inside:
        return "indirect", "no-marks"
    if opens and inside >= WHOLLY * (inside + outside):
        return "direct", "all-in-marks"
    return "mixed", "some-in-marks"


def _quoted(scene: Surroundings, folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    piece = scene.piece
    if piece.start <= start and end <= piece.start + len(piece.text):
        return scene.ground.quoted
    found: list[tuple[int, int]] = []
    pieces = folded.document.pieces
    number = max(0, bisect_right(pieces, start, key=lambda other: other.start) - 1)
    while number < len(pieces) and pieces[number].start < end:
        if pieces[number].start + len(pieces[number].text) > start:
            found.extend(folded.ground(number).quoted)
        number += 1
    return found

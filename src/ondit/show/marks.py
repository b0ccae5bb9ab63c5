"""Spans that nest and overlap → one sequence of pieces, each with all the marks that lie on it.

HTML elements nest and statements do not always: a content can hold a whole other statement, begin inside of one and end
outside, or be interrupted by its own cue. So the text is cut at every border of every mark. Neighbouring pieces with
the same marks cannot occur, and the pieces joined are the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ondit.records import Reading, Span

Part = Literal["source", "cue", "content", "verdict", "question"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of one statement; of the article's own voice where ``number`` (the index in the reading) is None."""

    part: Part
    span: Span
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks that lie on all of it, the longest first."""

    span: Span
    marks: tuple[Mark, ...]


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """Every mark of a reading."""
    found: list[Mark] = []
    for number, statement in enumerate(reading.statements):
        found += [Mark("content", span, number) for span in statement.content]
        found += [Mark("source", statement.source, number)] if statement.source else []
        found += [Mark("cue", statement.cue, number)] if statement.cue else []
    found += [Mark("verdict", each.span) for each in reading.assessments]
    found += [Mark("question", reading.question)] if reading.question else []
    return tuple(found)


def pieces(within: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut ``within`` at every border of the marks that touch it."""
    start, end = within
    touching = [mark for mark in marks if mark.span[0] < end and start < mark.span[1]]
    borders = {start, end}
    for mark in touching:
        borders |= {border for border in mark.span if start < border < end}
    cuts = sorted(borders)
    return tuple(
        Piece((left, right), tuple(sorted(_covering(touching, left, right), key=_longest_first)))
        for left, right in pairwise(cuts)
    )


def _covering(marks: Sequence[Mark], left: int, right: int) -> list[Mark]:
    return [mark for mark in marks if mark.span[0] <= left and right <= mark.span[1]]


def _longest_first(mark: Mark) -> tuple[int, int, str]:
    return mark.span[0] - mark.span[1], -1 if mark.number is None else mark.number, mark.part

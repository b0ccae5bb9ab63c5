"""A reading → what the reading view shows: blocks of marked pieces, statements, who is who.

With ``whole`` false only the sentences that hold a statement are shown, a mark where something was left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ondit.linking.headline import HeadlineGap, headline_gap
from ondit.records import Article, Entity, Reading, Span
from ondit.show.as_html import Card, Words, blocks_of, card, words
from ondit.show.marks import Piece, marks_of, pieces

MOST_STATEMENTS = 400  # on one page; a page with more is hardly an article
KINDS = ("person", "organisation", "outlet", "place", "other")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece with the mark of the words that a link led to. ``first``: of the lit pieces of the page."""

    words: Words
    lit: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    heading: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whom the article names. ``numbers`` are the statements of which they are the source."""

    entity: Entity
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One article as it is shown; ``left_out`` says that this is not all of it."""

    article: Article
    link: str | None
    reader: str
    asks: bool
    headline: HeadlineGap | None
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    who: tuple[Who, ...]
    verdicts: tuple[tuple[str, str], ...]
    left_out: bool
    more: int


def view_of(reading: Reading, lit: Span | None = None, *, whole: bool = True) -> View:
    """What is shown of a reading, the words at ``lit`` marked."""
    article = reading.article
    marks = [mark for mark in marks_of(reading) if mark.number is None or mark.number < MOST_STATEMENTS]
    inside = blocks_of(article) if whole else _sentences(reading)
    blocks, begun = [], False
    for span in inside:
        row = []
        # The lit words are one more mark: the text is cut at their ends too.
        for piece in _cut(pieces(span, marks), lit):
            on = lit is not None and lit[0] <= piece.span[0] and piece.span[1] <= lit[1]
            row.append(Stretch(words(reading, piece), on, on and not begun))
            begun = begun or on
        blocks.append(Block(span == article.title_span, tuple(row)))
    shown = reading.statements[:MOST_STATEMENTS]
    return View(
        article=article,
        link=article.url if article.url and re.match(r"https?://", article.url) else None,
        reader=reading.reader,
        asks=reading.question is not None,
        headline=headline_gap(reading),
        blocks=tuple(blocks),
        cards=tuple(card(article.text, number, each) for number, each in enumerate(shown, 1)),
        who=_who(reading),
        verdicts=tuple((each.verdict, article.text[slice(*each.span)]) for each in reading.assessments),
        left_out=not whole,
        more=len(reading.statements) - len(shown),
    )


def _sentences(reading: Reading) -> tuple[Span, ...]:
    """The title, and the sentences of statements and verdicts, joined where they touch."""
    spans = [each.sentence for each in reading.statements] + [each.span for each in reading.assessments]
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    title = reading.article.title_span
    return (*([title] if title else []), *(span for span in found if not title or span[0] >= title[1]))


def _cut(row: Sequence[Piece], lit: Span | None) -> list[Piece]:
    if lit is None:
        return list(row)
    found: list[Piece] = []
    for piece in row:
        start, end = piece.span
        borders = [start, *(border for border in lit if start < border < end), end]
        found += [Piece((left, right), piece.marks) for left, right in pairwise(borders)]
    return found


def _who(reading: Reading) -> tuple[Who, ...]:
    speaks: dict[str, list[int]] = {}
    for number, statement in enumerate(reading.statements, 1):
        if statement.source_name:
            speaks.setdefault(statement.source_name, []).append(number)
    found = [
        Who(entity, tuple(speaks.get(entity.name, ())))
        for entity in reading.entities
        if entity.kind in KINDS[:3] or entity.name in speaks
    ]
    return tuple(sorted(found, key=lambda who: (-len(who.numbers), -len(who.entity.mentions), who.entity.name))[:30])

"""Readings as one HTML page: the article in the middle, its statements beside it, no script.

Whatever came from a page is escaped by the template engine; links are kept only where they lead to http or https. The
page allows itself no script and no outside resource (Content-Security-Policy), so it can be opened from anywhere.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from ondit.records import Article, Reading, Span, Statement
from ondit.show.headline_note import headline_note
from ondit.show.marks import Mark, Piece, marks_of, pieces


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text as the template wants it.

    ``numbers`` are those of its statements, ``starts`` those whose content begins here, and ``depth`` counts the
    contents that lie on it.
    """

    text: str
    classes: str
    numbers: str
    title: str
    starts: tuple[int, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Card:
    """One statement as it stands beside the article."""

    number: int
    statement: Statement
    source: str
    said: str
    cue: str
    content: str
    sentence: str


@dataclass(frozen=True, slots=True)
class View:
    """One article of the page. ``blocks`` are the heading and the paragraphs: (is the heading?, words)."""

    index: int
    article: Article
    link: str | None
    question: bool
    headline: str
    reader: str
    blocks: tuple[tuple[bool, tuple[Words, ...]], ...]
    cards: tuple[Card, ...]
    verdicts: tuple[tuple[str, str], ...]


def reading_page(readings: Sequence[Reading]) -> str:
    """The whole page for these readings, in their order."""
    views = [view(index, reading) for index, reading in enumerate(readings)]
    most = max((len(each.cards) for each in views), default=0)
    return environment().get_template("reading.html.j2").render(views=views, numbers=range(1, most + 1))


@functools.cache
def environment() -> Environment:
    """The template engine; it escapes whatever is not marked as markup, and knows every name or fails."""
    return Environment(
        loader=PackageLoader("ondit.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def view(index: int, reading: Reading) -> View:
    """What the template needs to know about one reading."""
    article, marks = reading.article, marks_of(reading)
    blocks = tuple(
        (span == article.title_span, tuple(words(reading, piece) for piece in pieces(span, marks)))
        for span in blocks_of(article)
    )
    return View(
        index=index,
        article=article,
        link=article.url if article.url and re.match(r"https?://", article.url) else None,
        question=reading.question is not None,
        headline=headline_note(reading),
        reader=reading.reader,
        blocks=blocks,
        cards=tuple(card(article.text, number, each) for number, each in enumerate(reading.statements, 1)),
        verdicts=tuple((each.verdict, article.text[slice(*each.span)]) for each in reading.assessments),
    )


def blocks_of(article: Article) -> tuple[Span, ...]:
    """Title and paragraphs as spans that cover all words of the text; blank lines divide where the page gave none."""
    known = [*([article.title_span] if article.title_span else []), *article.paragraphs]
    covered = sorted(set(known))
    blocks: list[Span] = []
    at = 0
    for start, end in [*covered, (len(article.text), len(article.text))]:
        blocks += [(at + m.start(), at + m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", article.text[at:start])]
        if end > max(at, start):
            blocks.append((max(at, start), end))
        at = max(at, end)
    return tuple(blocks)


def words(reading: Reading, piece: Piece) -> Words:
    """One piece with its classes, the numbers of its statements and what a pointer resting on it is told."""
    numbered = [mark for mark in piece.marks if mark.number is not None]
    classes = dict.fromkeys(mark.part for mark in piece.marks)
    # the innermost content gives the colour: what it says is closest to these words
    innermost = [_statement(reading, mark) for mark in numbered if mark.part == "content"][-1:]
    tone = [label for statement in innermost for label in (statement.polarity, statement.certainty)]
    numbers = dict.fromkeys(str(mark.number + 1) for mark in numbered if mark.number is not None)
    return Words(
        text=reading.article.text[slice(*piece.span)],
        classes=" ".join([*classes, *tone]),
        numbers=" ".join(numbers),
        title="\n".join(_told(reading, mark) for mark in reversed(piece.marks)),
        starts=tuple(
            mark.number + 1
            for mark in piece.marks
            if mark.number is not None and mark.part == "content" and _begins(reading, mark, piece)
        ),
        depth=sum(mark.part == "content" for mark in piece.marks),
    )


def card(text: str, number: int, statement: Statement) -> Card:
    """One statement in words."""
    said = "" if statement.source is None else text[slice(*statement.source)]
    source = statement.source_name or said or statement.source_kind
    return Card(
        number=number,
        statement=statement,
        source=source,
        said=said if said != source else "",
        cue="" if statement.cue is None else text[slice(*statement.cue)],
        content=" … ".join(text[slice(*span)] for span in statement.content),
        sentence=text[slice(*statement.sentence)],
    )


def _statement(reading: Reading, mark: Mark) -> Statement:
    assert mark.number is not None
    return reading.statements[mark.number]


def _begins(reading: Reading, mark: Mark, piece: Piece) -> bool:
    return piece.span[0] == min(span[0] for span in _statement(reading, mark).content)


def _told(reading: Reading, mark: Mark) -> str:
    if mark.part == "verdict":
        return "the article's own verdict"
    if mark.part == "question":
        return "the headline asks"
    statement = _statement(reading, mark)
    text = reading.article.text
    who = statement.source_name or (text[slice(*statement.source)] if statement.source else statement.source_kind)
    via = f", via {' ← '.join(statement.channel)}" if statement.channel else ""
    how = f"{statement.polarity}, {statement.certainty}, {statement.quote}"
    assert mark.number is not None
    return f"{mark.number + 1} · {mark.part} · {who} ({statement.source_kind}){via}: {how}"

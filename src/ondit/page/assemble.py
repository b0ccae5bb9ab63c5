"""Title and paragraphs, each with its links, to one text with exact spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ondit.records import Article, Link, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article on one line; the spans of its links are offsets into ``text``."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its article, apart from the text. Times are aware, in UTC."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    declared_language: str | None = None
    other_links: tuple[Link, ...] = field(default=())


def assemble(
    paragraphs: Sequence[Paragraph],
    facts: Facts,
    *,
    key: str,
    language: str,
    related: Sequence[Link] = (),
    sha256: str | None = None,
) -> Article:
    """The Article: title, blank line, paragraphs joined by blank lines; spans are moved along."""
    parts: list[str] = []
    spans: list[Span] = []
    links: list[Link] = []
    title_span: Span | None = None
    length = 0
    if facts.title:
        parts.append(facts.title)
        title_span = (0, len(facts.title))
        length = len(facts.title)
    for paragraph in paragraphs:
        start = length + 2 if parts else 0
        parts.append(paragraph.text)
        length = start + len(paragraph.text)
        spans.append((start, length))
        for link in paragraph.links:
            moved = None if link.span is None else (link.span[0] + start, link.span[1] + start)
            links.append(Link(link.url, link.text, moved))
    return Article(
        key=key,
        text="\n\n".join(parts),
        language=language,
        title=facts.title,
        title_span=title_span,
        paragraphs=tuple(spans),
        byline=facts.byline,
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published,
        updated=facts.updated,
        links=(*links, *facts.other_links),
        related=tuple(related),
        page_sha256=sha256,
    )

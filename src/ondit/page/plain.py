"""A text that is the article itself: not a character is changed, only its blocks are found."""

from __future__ import annotations

from ondit.errors import NotAPage
from ondit.page.language import language_of
from ondit.records import Article, Span


def article_as_it_is(text: str, *, key: str, url: str | None, sha256: str | None) -> Article:
    """An Article whose text is ``text``, unchanged; paragraphs are the runs between blank lines. No title."""
    paragraphs = block_spans(text)
    if not paragraphs:
        raise NotAPage("no text in it", where=key, remedy="give a text with words")
    return Article(key=key, text=text, language=language_of(text), paragraphs=paragraphs, url=url, page_sha256=sha256)


def block_spans(text: str) -> tuple[Span, ...]:
    """Half-open spans of the runs of lines between blank lines, without whitespace at their ends."""
    spans: list[Span] = []
    start = end = -1
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            if start < 0:
                start = position + len(line) - len(line.lstrip())
            end = position + len(line.rstrip())
        elif start >= 0:
            spans.append((start, end))
            start = -1
        position += len(line)
    if start >= 0:
        spans.append((start, end))
    return tuple(spans)

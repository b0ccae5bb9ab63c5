"""What an article says in its own voice about a rumour: its verdict, and the question that its headline asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from ondit.reading.found import Document, Found
from ondit.reading.stretches import Stretches
from ondit.reading.wording import fold, words
from ondit.records import Article, Assessment, Span

Verdict = Literal["speculation", "false", "true"]


def assessments(document: Document, found: Sequence[Found]) -> tuple[Assessment, ...]:
    """Verdicts of the article itself: wordings of ``assessments.toml`` that stand in no statement's source or content."""
    article = document.article
    taken = Stretches((span, None) for one in found for span in (*one.content, *((one.source,) if one.source else ())))
    out = []
    for piece in document.pieces:
        if piece.title:
            continue
        text = fold(piece.text)
        for verdict in get_args(Verdict):
            for match in words(article.language, "assessments", verdict).finditer(text):
                at = piece.start + match.start()
                if not any(taken.holding(at)):
                    start, end = sentence_around(piece.text, match.start())
                    out.append(Assessment((piece.start + start, piece.start + end), verdict))
                    break
    return tuple(sorted(set(out), key=lambda one: one.span))


def sentence_around(text: str, at: int) -> Span:
    """The stretch between sentence ends around an offset."""
    start = max((text.rfind(mark, 0, at) + 2 for mark in (". ", "! ", "? ")), default=0)
    ends = [text.find(mark, at) + 1 for mark in (". ", "! ", "? ") if text.find(mark, at) >= 0]
    return max(0, start if start > 1 else 0), min(ends, default=len(text))


def question(article: Article) -> Span | None:
    """The title, where it asks."""
    if article.title_span is None:
        return None
    start, end = article.title_span
    return article.title_span if article.text[start:end].rstrip("\u00a0\u202f \"'»”").endswith("?") else None

"""Readings built by hand: texts with the spans named by their words. All names and events are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ondit.records import Article, Assessment, Entity, Reading, Span, Statement


def at(text: str, words: str, after: int = 0) -> Span:
    """Where some words stand in a text."""
    start = text.index(words, after)
    return (start, start + len(words))


def said(text: str, content: str, *, source: str | None = None, cue: str | None = None, **more: Any) -> Statement:
    """One statement; ``content``, ``source`` and ``cue`` are words of the text."""
    span = at(text, content)
    start = max(text.rfind(". ", 0, span[0]) + 2, text.rfind("\n", 0, span[0]) + 1, 0)
    if start < 2:
        start = 0
    end = text.find(".", span[1])
    sentence = (start, len(text) if end < 0 else end + 1)
    near = sentence[0]
    return Statement(
        at(text, source, near) if source else None,
        at(text, cue, near) if cue else None,
        (span,),
        sentence,
        **more,
    )


def reading(
    key: str,
    title: str,
    body: str,
    *statements: dict[str, Any],
    language: str = "fr",
    outlet: str | None = None,
    day: int | None = None,
    entities: dict[str, Any] | None = None,
    question: bool = False,
    assessment: tuple[str, str] | None = None,
) -> Reading:
    """One reading. ``entities`` maps a name to (kind, aliases…); mentions are found by their words."""
    text = f"{title}\n\n{body}"
    found = []
    for name, described in (entities or {}).items():
        kind, *aliases = described if isinstance(described, (list, tuple)) else (described,)
        mentions = sorted(
            (i, i + len(form)) for form in (name, *aliases) for i in range(len(text)) if text.startswith(form, i)
        )
        found.append(Entity(name, kind, tuple(mentions), tuple(aliases)))
    verdicts = (Assessment(at(text, assessment[0]), assessment[1]),) if assessment else ()  # type: ignore[arg-type]
    article = Article(
        key,
        text,
        language,
        title,
        (0, len(title)),
        ((len(title) + 2, len(text)),),
        outlet=outlet,
        published=None if day is None else datetime(2026, 3, day, 8, tzinfo=UTC),
    )
    return Reading(
        article,
        tuple(said(text, **s) for s in statements),
        tuple(found),
        verdicts,
        (0, len(title)) if question else None,
    )

"""Words of an article as they are shown elsewhere: in their sentence, marked, with a link to the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ondit.records import Reading, Span

LONGEST = 320  # characters of a quotation
DASHES = "-–— "


@dataclass(frozen=True, slots=True)
class Quote:
    """``before``, ``words`` and ``after`` joined are the quotation; ``span`` is where the words stand."""

    article: str
    outlet: str
    language: str
    before: str
    words: str
    after: str
    span: Span | None


def quote_at(readings: Mapping[str, Reading], key: str | None, span: Span | None) -> Quote | None:
    """The words at a span of an article, in their sentence; None where the article is not here."""
    if key is None or key not in readings:
        return None
    reading = readings[key]
    text, outlet = reading.article.text, reading.article.outlet or key
    if span is None:
        return Quote(key, outlet, reading.article.language, "", "", "", None)
    start, end = sentence_of(reading, span)
    room = max(LONGEST - (span[1] - span[0]), 0) // 2
    left, right = max(start, span[0] - room), min(end, span[1] + room)
    words = text[span[0] : min(span[1], span[0] + LONGEST)]
    leads = not text[start : span[0]].strip()
    more = "…" if len(words) < span[1] - span[0] else ""
    return Quote(
        article=key,
        outlet=outlet,
        language=reading.article.language,
        before=_flat(("… " if left > start else "") + text[left : span[0]], lead=True),
        words=_flat(words, leads or None).rstrip() + more,
        after=_flat(text[span[1] : right] + (" …" if right < end else ""), lead=False),
        span=span,
    )


def sentence_of(reading: Reading, span: Span) -> Span:
    """The sentence of a statement that holds a span, else its line."""
    text = reading.article.text
    for statement in reading.statements:
        start, end = statement.sentence
        if start <= span[0] and span[1] <= end:
            return start, end
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return start, len(text) if end < 0 else end


def _flat(words: str, lead: bool | None = None) -> str:
    """The words on one line; a blank at an end stays where other words follow there."""
    flat = " ".join(words.split())
    if lead and flat[:1] in DASHES:
        flat = flat.lstrip(DASHES)  # what marks the lead of an agency's brief says nothing
    if not flat:
        return " " if words and lead is not None else ""
    first = " " if lead is False and words[:1].isspace() else ""
    last = " " if lead and words[-1:].isspace() else ""
    return f"{first}{flat}{last}"

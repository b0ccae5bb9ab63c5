"""How an unnamed source is described: how close to the matter, and why it goes unnamed."""

from __future__ import annotations

from ondit.reading.lexicon import Lexicon
from ondit.records import Anonymity, Span


def anonymity(
    text: str, source: Span | None, sentence: Span, following: Span | None, lexicon: Lexicon
) -> Anonymity | None:
    """What the source's own words and its sentence say; a reason may stand in the sentence that follows."""
    if source is None:
        return None
    closeness = search(text, source, lexicon, "closeness")
    if closeness is None:
        tail = (source[1], min(sentence[1], source[1] + 90))
        near = search(text, tail, lexicon, "closeness")
        closeness = near if near is not None and near[0] - source[1] <= 3 else None
    reason = search(text, sentence, lexicon, "reason")
    if reason is None and following is not None:
        reason = search(text, following, lexicon, "reason")
    return Anonymity(closeness, reason) if closeness or reason else None


def search(text: str, span: Span, lexicon: Lexicon, name: str) -> Span | None:
    """First match of a pattern inside a span, trimmed."""
    pattern = lexicon.patterns.get(name)
    if pattern is None or (match := pattern.search(text, span[0], span[1])) is None:
        return None
    said = match.group()
    return match.start() + len(said) - len(said.lstrip()), match.start() + len(said.rstrip(" ,\u00a0"))

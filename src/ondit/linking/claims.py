"""What each article claims: its headline (or first sentence), and the content of each of its statements."""

from __future__ import annotations

from dataclasses import dataclass

from ondit.linking.gist import sentences_of
from ondit.linking.own_words import says
from ondit.records import Reading, Span, Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one article. ``statement`` is its index in the reading, None for the headline's.

    ``text`` is what is claimed, ``around`` the sentence that it stands in; ``span`` is where ``text`` begins and ends.
    """

    article: str
    statement: int | None
    text: str
    around: str
    span: Span
    proof: tuple[Span, ...]


def headline_of(reading: Reading) -> Span:
    """The span of the title, or of the first sentence where there is no title; empty for an empty text."""
    article = reading.article
    if article.title_span is not None:
        return article.title_span
    found = sentences_of(article.text[:2000])
    return found[0] if found else (0, 0)


def claims_of(reading: Reading) -> list[Claim]:
    """The headline's claim first, then one a statement, in the order of the reading."""
    text, key = reading.article.text, reading.article.key
    head = headline_of(reading)
    words = text[head[0] : head[1]]
    claims = [Claim(key, None, words, words, head, (head,) if words else ())]
    for index, statement in enumerate(reading.statements):
        claims.append(_claim(reading, index, statement))
    return claims


def _claim(reading: Reading, index: int, statement: Statement) -> Claim:
    text = reading.article.text
    spans = statement.content
    if _is_told_of(reading, statement):
        assert statement.source is not None
        spans = ((statement.source[0], max(b for _, b in statement.content)),)
    said = " ".join(text[a:b] for a, b in spans)
    start = min((a for a, _ in spans), default=statement.sentence[0])
    end = max((b for _, b in spans), default=statement.sentence[1])
    around = text[statement.sentence[0] : statement.sentence[1]]
    proof = tuple(sorted({s for s in (statement.source, statement.cue, *statement.content) if s is not None}))
    return Claim(reading.article.key, index, said or around, around, (start, end), proof)


def _is_told_of(reading: Reading, statement: Statement) -> bool:
    """Whether the outlet tells what somebody plans or does ("Corvane intends to buy Ostrel"): then who does it is part
    of what is claimed, and not who says it."""
    if statement.source is None or not statement.content or statement.polarity != "affirm":
        return False
    if statement.source_kind not in ("organisation", "person"):
        return False
    first = min(a for a, _ in statement.content)
    return statement.source[0] < first <= statement.sentence[1] and not says(statement, reading)

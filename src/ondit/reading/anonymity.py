"""How an unnamed source is described: how close to the matter, and why it goes unnamed (``anonymity.toml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ondit.reading.found import Document, Found, Piece, tokens_in
from ondit.reading.languages import table
from ondit.reading.wording import compiled, fold, spelt, word_set, words
from ondit.records import Anonymity, Span

TABLE = "anonymity"
# A closeness may stand so far behind its source.
BEHIND, APART = 90, 3


def anonymity(
    text: str, source: Span | None, sentence: Span, following: Span | None, content: Sequence[Span], code: str
) -> Anonymity | None:
    """What the source's own words and its sentence say; a reason may stand in the sentence that follows, but not in
    what the source says."""
    if source is None:
        return None
    close = words(code, TABLE, "closeness")
    closeness = search(text, source, close)
    if closeness is None:
        near = search(text, (source[1], min(sentence[1], source[1] + BEHIND)), close)
        closeness = near if near is not None and near[0] - source[1] <= APART else None
    reason = search(text, sentence, requests(code)) or search(text, sentence, words(code, TABLE, "alone"), content)
    if reason is None and following is not None:
        reason = search(text, following, requests(code)) or search(text, following, words(code, TABLE, "alone"))
    return Anonymity(closeness, reason) if closeness or reason else None


@cache
def requests(code: str) -> re.Pattern[str]:
    """Requests not to be named, each with the reason that follows it: "asked not to be named for fear of losing her job"."""
    lists = table(code, TABLE).get("lists", {})
    grounds = "|".join(spelt(form, lists) for form in lists.get("grounds", ())) or "(?!)"
    return compiled([spelt(form, lists) + f"(?:,? (?:{grounds}))?" for form in lists.get("asks", ())])


def search(text: str, span: Span, pattern: re.Pattern[str], outside: Sequence[Span] = ()) -> Span | None:
    """First match of a pattern inside a span and outside of others, trimmed."""
    for match in pattern.finditer(fold(text[span[0] : span[1]])):
        start, said = span[0] + match.start(), match.group()
        if not any(first <= start < last for first, last in outside):
            return start + len(said) - len(said.lstrip()), start + len(said.rstrip(" ,"))
    return None


def without_requests(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions without what is but a request not to be named, and its reason: "a guard, who would not give his
    name because he feared for his job, says" conveys no such thing, and it is he who speaks."""
    code = document.article.language
    hints, pattern = word_set(code, TABLE, "hints"), requests(code)
    out = []
    for one in found:
        said = fold(" ".join(document.article.text[start:end] for start, end in one.content))
        if any(hint in said for hint in hints):
            piece = document.pieces[one.piece]
            matches = [m.span() for m in pattern.finditer(fold(piece.text))]
            asked = [(piece.start + start, piece.start + end) for start, end in matches]
            kept = tuple(span for span in one.content if not any(a <= span[0] and span[1] <= b for a, b in asked))
            if not kept:
                continue
            one = speaks(piece, replace(one, content=kept) if kept != one.content else one, asked)
        out.append(one)
    return out


def speaks(piece: Piece, one: Found, asked: Sequence[Span]) -> Found:
    """The attribution with whoever asks not to be named for its source, where they were taken for what is said: a noun
    phrase with such a request behind it, before the cue."""
    if one.cue is None or piece.parsed is None:
        return one
    for span in one.content:
        request = next((a for a in asked if span[0] < a[0] < span[1] and a[1] <= one.cue[0] + 1), None)
        if request is None or span[1] > one.cue[0]:
            continue
        named = tokens_in(piece, (span[0], request[0]))
        rest = tuple(other for other in one.content if other != span)
        if any(piece.parsed.tags[i] in ("VERB", "AUX") for i in named) or not (rest or one.source):
            continue
        whole = piece.text[span[0] - piece.start : request[0] - piece.start].rstrip(" ,")
        theirs = (span[0], span[0] + len(whole))
        if rest:
            return replace(one, source=theirs, content=rest)
        if one.source is not None and one.source[0] > one.cue[0]:
            return replace(one, source=theirs, content=(one.source,))
    return one

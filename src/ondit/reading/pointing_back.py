"""A sentence that only says who said the one before: "C'est ce que laisse entendre un récent article", "That is what
the paper reports". The content is the sentence before it, the source the subject that follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from ondit.reading.features import CLASSES, NO_CLASS, cue_classes
from ondit.reading.found import Document, Found, Piece, token_span, unbroken
from ondit.reading.wording import fold, words
from ondit.records import Span

# Only verbs of telling point back: "that is what she hopes" tells a wish of its own.
TELLING = [name in ("say", "report", "show", "confess", "accuse", "think") for name in CLASSES]
# The source stands within so many tokens after the verb.
REACH = 14


def pointing_back(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, those made by a sentence that points back given the sentence before as their content."""
    pattern = words(document.article.language, "ellipsis", "points_back")
    out = list(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None:
            continue
        for match in pattern.finditer(fold(piece.text)):
            at = match.start() + piece.start
            if any(start <= at < end for one in out if one.piece == number for start, end in one.content):
                continue  # somebody's own words: the scorer has seen whether they attribute
            made = at_match(document, number, match.end())
            if made is None or made.cue is None:
                continue
            same = [one for one in out if one.cue and one.cue[0] < made.cue[1] and made.cue[0] < one.cue[1]]
            out = [one for one in out if one not in same]
            known = next((one for one in same if one.seen is not None), None)
            out.append(made if known is None else replace(made, seen=known.seen, score=known.score))
    return out


def at_match(document: Document, number: int, at: int) -> Found | None:
    """The attribution whose verb follows offset ``at`` of a piece; None where there is no verb that attributes, no source
    or nothing before it."""
    piece = document.pieces[number]
    parsed = piece.parsed
    assert parsed is not None
    classes = cue_classes(document.article.language)
    first = int(parsed.starts.searchsorted(max(at - 1, 0)))
    home = parsed.sentences[min(first, len(parsed) - 1)]
    token = next(
        (
            i
            for i in range(first, min(first + REACH, len(parsed)))
            if parsed.sentences[i] == home
            and parsed.tags[i] == "VERB"
            and any(compress(classes.get(fold(parsed.words[i]), NO_CLASS), TELLING))
        ),
        None,
    )
    content = sentence_before(document, number, home)
    if token is None or content is None:
        return None
    last = token
    while last + 1 < len(parsed) and parsed.labels[last + 1] == "xcomp" and parsed.heads[last + 1] == token:
        last += 1
    begin = token
    while begin - 1 >= first and parsed.tags[begin - 1] == "AUX":
        begin -= 1
    above = parsed.heads[token]
    if parsed.labels[token] in ("xcomp", "ccomp", "fixed") and first <= above < token and token - above <= 2:
        begin = above  # "laisse entendre"
    heads = {token, last, above}
    subjects = [i for i, label in enumerate(parsed.labels) if parsed.sentences[i] == home and i >= first]
    subject = next((i for i in subjects if parsed.labels[i].startswith("nsubj") and parsed.heads[i] in heads), None)
    if subject is None:
        after = range(last + 1, min(last + 8, len(parsed)))
        subject = next((i for i in after if parsed.tags[i] in ("NOUN", "PROPN") and parsed.sentences[i] == home), None)
    if subject is None:
        return None
    source = phrase(piece, subject, begin, last)
    return Found(number, token, source, token_span(piece, begin, last), (content,), "points-back", 0.6)


def phrase(piece: Piece, head: int, begin: int, last: int) -> Span:
    """The noun phrase of a source, without the verb group if the parse hung it there."""
    parsed = piece.parsed
    assert parsed is not None
    start, end = unbroken(parsed, head)
    start = max(start, last + 1) if head > last else start
    end = min(end, begin - 1) if head < begin else end
    while end > head and parsed.tags[end] == "PUNCT":
        end -= 1
    return token_span(piece, start, end)


def sentence_before(document: Document, number: int, home: int) -> Span | None:
    """The sentence before sentence ``home`` of a piece, in the piece or at the end of the one before."""
    piece = document.pieces[number]
    if piece.parsed is not None and home > 0:
        inside = [i for i, sentence in enumerate(piece.parsed.sentences) if sentence == home - 1]
        return without_stop(document, token_span(piece, inside[0], inside[-1]))
    for other in reversed(document.pieces[:number]):
        if other.parsed is not None and len(other.parsed):
            inside = [i for i, sentence in enumerate(other.parsed.sentences) if sentence == other.parsed.sentences[-1]]
            return without_stop(document, token_span(other, inside[0], inside[-1]))
        return without_stop(document, (other.start, other.start + len(other.text)))
    return None


def without_stop(document: Document, span: Span) -> Span:
    """A sentence without its full stop or exclamation mark and the space before it."""
    start, end = span
    text = document.article.text
    while end > start and text[end - 1] in ".!… \u00a0\u202f":
        end -= 1
    return start, end

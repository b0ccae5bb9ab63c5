"""What is said behind a phrase between commas: "Le maire concède, contre l'avis du conseil, que la caisse est vide", "croit
savoir, sur la foi d'un rapport, que six digues cèdent". Parsers seldom hang such a clause on its verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.reading.features import in_class
from ondit.reading.found import Document, Found, Piece, overlap, token_span
from ondit.reading.frames import phrase, subject_of
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set
from ondit.records import Span

# Classes of verbs that have what is said for a clause.
TELLING = ("say", "report", "confess", "think", "know", "promise", "deny")
# Tokens between the two commas, and before the verb for a source that the parse does not tell.
LONGEST, BEFORE = 24, 14
STOPS = (".", ";", "!", "?", ":")
INFINITIVE = MORPHOLOGY.index("VerbForm=Inf")


def interposed(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions with those whose clause stands behind a phrase between commas, in the place of what was made of
    the verb and of the phrase."""
    out = list(found)
    that = word_set(document.article.language, "noun_cues", "that")
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        quoted = quoted_spans(piece.text)
        for verb, tag in enumerate(parsed.tags):
            if tag != "VERB" or parsed.morphology[verb, INFINITIVE] or not in_class(parsed, verb, TELLING):
                continue
            first = verb + 1
            while first < len(parsed) and parsed.morphology[first, INFINITIVE] and parsed.tags[first] == "VERB":
                first += 1  # "croit savoir"
            second = closing(parsed, first, that)
            if second is None or any(s <= parsed.starts[second] < e for s, e in quoted):
                continue
            source = speaker(piece, parsed, verb)
            if source is None:
                continue
            made = at(piece, number, parsed, (verb, first - 1, second), source)
            out = with_it(out, made, (token_span(piece, verb, verb)[0], token_span(piece, second, second)[1]))
    return out


def closing(parsed: Parsed, first: int, that: frozenset[str]) -> int | None:
    """The comma behind a phrase that a comma opens at a token, where a clause with "that" follows it."""
    if first >= len(parsed) or parsed.words[first] != ",":
        return None
    for i in range(first + 2, min(first + LONGEST, len(parsed) - 3)):
        if parsed.words[i] in STOPS:
            return None
        if parsed.words[i] == "," and fold(parsed.words[i + 1]) in that:
            return i
    return None


def speaker(piece: Piece, parsed: Parsed, verb: int) -> Span | None:
    """The subject of a verb before it, or the noun phrase that its sentence opens with and that ends right before it."""
    subject = subject_of(parsed, verb)
    if subject is not None:
        return phrase(piece, subject) if subject < verb else None
    first = verb
    while first and parsed.words[first - 1] not in STOPS and verb - first < BEFORE:
        first -= 1
    named = range(first, verb)
    if not named or parsed.tags[first] not in ("DET", "NOUN", "PROPN", "NUM", "PRON"):
        return None
    return (
        None if any(parsed.tags[i] in ("VERB", "AUX", "PUNCT") for i in named) else token_span(piece, first, verb - 1)
    )


def at(piece: Piece, number: int, parsed: Parsed, places: tuple[int, int, int], source: Span) -> Found:
    """The attribution at a verb: its clause goes to the end of the sentence."""
    verb, end, comma = places
    last = comma + 1
    while last + 1 < len(parsed) and parsed.words[last + 1] not in STOPS:
        last += 1
    cue, content = token_span(piece, verb, end), token_span(piece, comma + 1, last)
    return Found(number, verb, source, cue, (content,), "interposed", 0.6)


def with_it(found: Sequence[Found], made: Found, between: Span) -> list[Found]:
    """The attributions with one made, unless one has that clause already; without those that have their cue at its verb
    or in what stands between, or its words for their own."""
    start = made.content[0][0]
    same = [one for one in found if one.piece == made.piece and one.cue is not None and overlap(one.cue, between)]
    if any(
        one.source is not None
        and any(first <= start < last for first, last in one.content)
        and one.anchor == made.anchor
        for one in same
    ):
        return list(found)
    return [*(one for one in found if one not in same), made]

"""Lines of dialogue: a dash, what is said, and who says it after a verb ("— On ferme, annonce le patron.").

The parser takes the dash for anything and the scorer knows few such lines, but their form is the same in many languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ondit.reading.features import NO_CLASS, cue_classes
from ondit.reading.found import Document, Found, Piece, token_span
from ondit.reading.laid_out import held
from ondit.reading.parsing import Parsed
from ondit.reading.stretches import contents
from ondit.reading.wording import fold
from ondit.records import Span

# A dash at the head of a paragraph or of a sentence in it.
TURN = re.compile(r"(?:^|(?<=[.!?…]\s))[—–-]\s")
SPOKEN = frozenset(",?!…")
END = frozenset(".?!…")
NOMINAL = ("NOUN", "PROPN", "PRON")
# Between the verb and the end of its subject stand so many tokens at most.
REACH = 12


def dialogue(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions of turns that no statement with a source holds."""
    told = contents([one for one in found if one.source is not None])
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        turns = [match.end() for match in TURN.finditer(piece.text)]
        if not turns or not TURN.match(piece.text):
            continue
        for start, after in zip(turns, [*turns[1:], len(piece.text) + 2], strict=True):
            made = turn(piece, number, start, after - 2)
            if made is not None and not held(told, made.content[0]):
                yield made


def turn(piece: Piece, number: int, start: int, end: int) -> Found | None:
    """The attribution of one turn, between two offsets of its piece; None where no verb says who speaks."""
    parsed = piece.parsed
    assert parsed is not None
    first, stop = int(parsed.starts.searchsorted(start)), int(parsed.starts.searchsorted(end))
    classes = cue_classes(parsed.language)
    for verb in range(first + 1, stop):
        known = any(classes.get(fold(parsed.words[verb]), NO_CLASS)[:-2])
        # After a turn's comma any verb before its subject tells who speaks: "— Non, trancha la veuve."
        if parsed.tags[verb] not in (("VERB", "AUX") if known else ("VERB",)):
            continue
        begin = verb
        while (
            begin - 1 > first
            and parsed.tags[begin - 1] in ("AUX", "PRON", "ADV")
            and parsed.words[begin - 1] not in SPOKEN
        ):
            begin -= 1
        if parsed.words[begin - 1] in SPOKEN:
            speaker = after_verb(parsed, verb, stop)
            if speaker is not None and (known or parsed.tags[verb + 1] in ("DET", "PROPN")):
                return made(piece, number, (first, begin - 1), (begin, verb), speaker, stop)
        before = before_verb(parsed, verb, first) if known else None
        if before is not None:
            return made(piece, number, (first, before[0] - 1), (before[1] + 1, verb), before, stop)
    return None


def after_verb(parsed: Parsed, verb: int, stop: int) -> Span | None:
    """The noun phrase after a verb, up to the next mark, as first and last token."""
    last = verb
    while last + 1 < stop and parsed.tags[last + 1] != "PUNCT" and last - verb < REACH:
        last += 1
    here = range(verb + 1, last + 1)
    return (verb + 1, last) if any(parsed.tags[i] in NOMINAL for i in here) else None


def before_verb(parsed: Parsed, verb: int, first: int) -> Span | None:
    """The noun phrase between a mark and a verb that ends its sentence ("…, the defendant replied.")."""
    following = verb + 1
    if following < len(parsed) and parsed.words[following] not in END | {","}:
        return None
    begin = verb
    while begin - 1 > first and parsed.words[begin - 1] not in SPOKEN and verb - begin < REACH:
        begin -= 1
    last = verb - 1
    while last > begin and parsed.tags[last] == "AUX":
        last -= 1
    if parsed.words[begin - 1] not in SPOKEN or not any(parsed.tags[i] in NOMINAL for i in range(begin, last + 1)):
        return None
    return begin, last


def made(piece: Piece, number: int, said: Span, cue: Span, source: Span, stop: int) -> Found:
    """The attribution: what stands before the mark (kept if it asks or calls) and after the speaker's comma."""
    parsed = piece.parsed
    assert parsed is not None
    last = said[1] if parsed.words[said[1]] in END else said[1] - 1
    content = [token_span(piece, said[0], max(last, said[0]))]
    after = max(cue[1], source[1]) + 1
    if after + 1 < stop and parsed.words[after] == ",":
        final = stop - 1
        while final > after + 1 and parsed.tags[final] in ("PUNCT", "SPACE"):
            final -= 1
        content.append(token_span(piece, after + 1, final))
    return Found(number, cue[1], token_span(piece, *source), token_span(piece, *cue), tuple(content), "dialogue", 0.5)

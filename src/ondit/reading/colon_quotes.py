"""A quotation behind a colon, whatever the verb before it: "Le sélectionneur coupe court : « Pas de question. »".

Any verb may introduce one ("sourit", "shrugs"), and parsers take some for adjectives. Here the order of words decides: a
phrase for somebody opens the sentence, a few words follow, then a colon and the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.according import somebody, source_after
from ondit.reading.found import Document, Found, Piece, by_piece, overlap, token_span, tokens_in
from ondit.reading.quotations import quoted_spans

# Words between who speaks and the colon; characters that a quotation has at least.
LONGEST, SHORTEST = 8, 12
SPACES = " \u00a0\u202f"


def behind_colons(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions of quotations behind a colon that no statement has."""
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for start, end in quoted_spans(piece.text):
            span = (piece.start + start, piece.start + end)
            before = piece.text[:start].rstrip(SPACES)
            if end - start < SHORTEST or not before.endswith(":"):
                continue
            if any(overlap(part, span) for one in homes[number] for part in one.content):
                continue
            if not any(piece.parsed.tags[i] in ("VERB", "AUX") for i in tokens_in(piece, span)):
                continue  # a name or a title
            made = introduced(piece, number, len(before) - 1, span)
            if made is not None and not any(
                one.cue and made.cue and overlap(one.cue, made.cue) for one in homes[number]
            ):
                yield made


def introduced(piece: Piece, number: int, colon: int, span: tuple[int, int]) -> Found | None:
    """The attribution of a quotation behind a colon at an offset of its piece; None where nobody opens the sentence."""
    parsed = piece.parsed
    assert parsed is not None
    last = int(parsed.starts.searchsorted(colon)) - 1
    if last < 1:
        return None
    first = last
    while first and parsed.sentences[first - 1] == parsed.sentences[last] and parsed.words[first - 1] not in ("»", "”"):
        first -= 1
    phrase = source_after(parsed, first, last)
    if phrase is None or not somebody(parsed, *phrase, parsed.language, strictly=True):
        return None
    end = phrase[2]
    if parsed.tags[phrase[1]] in ("NOUN", "PROPN"):
        # What a parse hangs on the noun may be the verb ("Le sélectionneur [coupe court]").
        loose = (i for i in range(phrase[1] + 1, end + 1) if parsed.heads[i] == phrase[1] and parsed.tags[i] == "ADJ")
        end = min([end, *(i - 1 for i in loose)])
    words = range(end + 1, last + 1)
    if not 0 < len(words) <= LONGEST or any(parsed.tags[i] == "PUNCT" for i in words):
        return None
    source, cue = token_span(piece, phrase[0], end), token_span(piece, end + 1, last)
    return Found(number, end + 1, source, cue, (span,), "colon-quote", 0.5)

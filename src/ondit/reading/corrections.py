"""A paper that takes back its own report: "Contrairement à ce que nous avions écrit, Tamarion n'a pas déposé le bilan"."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.reading.found import Piece, token_span, tokens_in
from ondit.reading.frames import Frame
from ondit.reading.polarity import TABLE
from ondit.reading.wording import fold, words

STOPS = (".", ";", "!", "?")


def corrections(piece: Piece) -> Iterator[Frame]:
    """What follows such words, up to the end of the sentence, denies what was written; the paper speaks."""
    parsed = piece.parsed
    assert parsed is not None
    yield from behind(piece)
    for match in words(parsed.language, TABLE, "contrary_to_own").finditer(fold(piece.text)):
        inside = tokens_in(piece, (piece.start + match.start(), piece.start + match.end()))
        if not inside:
            continue
        while inside and parsed.tags[inside[-1]] == "PUNCT":
            inside.pop()
        first = last = inside[-1] + 1
        while first < len(parsed) and parsed.tags[first] in ("PUNCT", "SPACE"):
            first = last = first + 1
        while last + 1 < len(parsed) and parsed.words[last + 1] not in STOPS:
            last += 1
        if first >= len(parsed):
            continue
        yield taken_back(piece, inside, first, last)


def behind(piece: Piece) -> Iterator[Frame]:
    """ "L'usine emploie 240 personnes et non 2 400, comme nous l'avons écrit par erreur": what stands before such words, from
    the beginning of the sentence or behind its colon, denies what was written."""
    parsed = piece.parsed
    assert parsed is not None
    for match in words(parsed.language, TABLE, "as_wrongly_told").finditer(fold(piece.text)):
        inside = tokens_in(piece, (piece.start + match.start(), piece.start + match.end()))
        if not inside or inside[0] == 0:
            continue
        last = first = inside[0] - 1
        while first and parsed.words[first - 1] not in (*STOPS, ":"):
            first -= 1
        while last > first and parsed.tags[last] in ("PUNCT", "SPACE"):
            last -= 1
        while first < last and parsed.tags[first] in ("PUNCT", "SPACE"):
            first += 1
        yield taken_back(piece, inside, first, last)


def taken_back(piece: Piece, inside: list[int], first: int, last: int) -> Frame:
    """The denial, between two tokens, of what words of one's own ("ce que nous avions écrit") say was written; who
    speaks is their pronoun, if they have one."""
    parsed = piece.parsed
    assert parsed is not None
    speaker = next((i for i in inside if parsed.tags[i] == "PRON" and parsed.labels[i].startswith("nsubj")), None)
    source = token_span(piece, speaker, speaker) if speaker is not None else None
    return Frame(inside[0], (inside[0], inside[-1]), source, (token_span(piece, first, last),), "deny")

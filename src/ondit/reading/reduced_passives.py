"""Hearsay by a bare participle: "Corvane said to be planning a bid", "le ministre, réputé proche du départ".

A passive without its auxiliary, as headlines and appositions have it: whoever the clause is about says nothing, and
nobody is named who does. The participles are data (``hedges.toml``, ``reduced_passives``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece, below, by_piece, token_span
from ondit.reading.mended_sources import noun_phrase
from ondit.reading.parsing import Parsed
from ondit.reading.wording import fold, words
from ondit.records import Span

NOUNS = ("NOUN", "PROPN", "PRON")
# Between the participle and the noun that it speaks of: a comma, an adverb.
BETWEEN = 3


def reduced_passives(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, with those by a bare participle in the place of what the scorer made of the same words."""
    pattern = words(document.article.language, "hedges", "reduced_passives")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None:
            continue
        out = homes[number]
        for match in pattern.finditer(fold(piece.text)):
            token = int(piece.parsed.ends.searchsorted(match.start(), "right"))
            made = attribution(piece, number, token, match.end())
            if made is None or made.cue is None:
                continue
            first, last = made.cue
            same = [one for one in out if one.cue and one.cue[0] < last and first < one.cue[1]]
            if same and helped(piece.parsed, token):
                continue  # "is said to be": the scorer knows it
            named = [one for one in out if one not in same and one.source is not None]
            if any(start <= first < end for one in named for start, end in one.content):
                continue  # within what somebody says it is their word
            out = homes[number] = [shared(piece, one, token, made) for one in out if one not in same] + [made]
    return [one for number in sorted(homes) for one in homes[number]]


def shared(piece: Piece, one: Found, token: int, made: Found) -> Found:
    """An attribution by the main verb, with its subject: the noun that a parser gave to the participle before it ("The
    company, said to be in talks, declined to comment")."""
    parsed = piece.parsed
    assert parsed is not None
    if one.anchor != parsed.heads[token] or parsed.labels[token].startswith("acl"):
        return one
    noun, said = made.content
    if one.source is None or said[0] <= one.source[0] < said[1]:
        return replace(one, source=noun)
    return one


def attribution(piece: Piece, number: int, token: int, end: int) -> Found | None:
    """What is said of the noun that a participle belongs to; None without such a noun. ``end`` is where what is said
    begins, in the piece."""
    parsed = piece.parsed
    assert parsed is not None
    if (noun := about(parsed, token)) is None:
        return None
    after = [i for i in below(parsed, token) if int(parsed.starts[i]) >= end - 1]
    last = clause_end(parsed, max(after, default=token), end)
    while last > token and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    if last <= token:
        return None
    said: Span = (piece.start + end, token_span(piece, last, last)[1])
    auxiliary = [child for child in parsed.children[token] if parsed.labels[child].split(":")[0] == "aux"]
    cue = token_span(piece, min([token, *auxiliary]), token)
    return Found(number, token, None, cue, (noun_phrase(piece, parsed, noun), said), "hearsay-word", 0.5)


def helped(parsed: Parsed, token: int) -> bool:
    """Whether an auxiliary stands with the verb ("is widely said to be")."""
    if any(parsed.labels[child].split(":")[0] in ("aux", "cop") for child in parsed.children[token]):
        return True
    return any(parsed.tags[i] == "AUX" for i in range(max(0, token - 2), token))


def about(parsed: Parsed, token: int) -> int | None:
    """The noun that a bare participle speaks of: the one that it hangs on, its subject, else the nearest before it."""
    above = parsed.heads[token]
    if parsed.labels[token].split(":")[0] in ("acl", "amod") and above < token and parsed.tags[above] in NOUNS:
        return above
    for child in parsed.children[token]:
        if parsed.labels[child].split(":")[0] == "nsubj" and child < token:
            return child
    for i in range(token - 1, max(-1, token - 1 - BETWEEN), -1):
        if parsed.sentences[i] != parsed.sentences[token]:
            return None
        if parsed.tags[i] in NOUNS:
            return i
    return None


def clause_end(parsed: Parsed, last: int, start: int) -> int:
    """The last token of what is said: the parser's, or up to the next comma where the parser saw no clause there."""
    first = int(parsed.starts.searchsorted(start))
    if last >= first:
        comma = next((i for i in range(first, last + 1) if parsed.words[i] == ","), None)
        return last if comma is None else comma - 1
    while first + 1 < len(parsed) and parsed.sentences[first + 1] == parsed.sentences[first]:
        if parsed.tags[first + 1] == "PUNCT":
            return first
        first += 1
    return min(first, len(parsed) - 1)

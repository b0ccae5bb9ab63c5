"""What the judges of a statement look at: its cue with the clause around it, its source and its content, folded."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ondit.reading.found import Document, Found, Piece
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set
from ondit.records import Span

BREAK = re.compile(r"[;§]|[.!?…](?=\s|$)")
LONG = re.compile(r"[^\W\d_]{4,}")
EMPTY = frozenset(("PUNCT", "SPACE", "ADP", "SCONJ", "CCONJ", "DET"))
# Characters on each side of the cue that may belong to it.
REACH = 60


@dataclass(slots=True)
class Ground:
    """A piece made ready once: sentences as article spans, children of its tokens, quoted stretches (article spans),
    and its conditionals once ``hearsay`` has sorted them."""

    sentences: list[Span]
    children: list[list[int]]
    quoted: list[Span]
    conditionals: dict[int, str] | None = None


@dataclass(slots=True)
class Surroundings:
    """A found attribution with what stands around it; all spans are of the article, all strings folded.

    ``zone`` is what surrounds the cue in its sentence, contents and source blanked with §; ``clause`` the same with the
    contents left in. ``at`` and ``clause_at`` are the cue's place in each. ``tokens`` are the content's tokens in its
    piece and ``main`` the one that heads them (-1: none).
    """

    document: Document
    found: Found
    piece: Piece
    ground: Ground
    language: str
    text: str
    cue: str
    zone: str
    at: Span
    clause: str
    clause_at: Span
    source: str
    content: str
    tokens: list[int]
    main: int
    sentence: Span


class Folded:
    """The article folded once, its pieces made ready when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = fold(document.article.text)
        self.grounds: dict[int, Ground] = {}

    def ground(self, number: int) -> Ground:
        """Piece ``number`` made ready."""
        known = self.grounds.get(number)
        if known is None:
            known = self.grounds[number] = _ground(self.document.pieces[number])
        return known

    def around(self, found: Found) -> Surroundings:
        """The surroundings of a found attribution."""
        piece = self.document.pieces[found.piece]
        ground = self.ground(found.piece)
        text = self.text
        spans = [s for s in found.content if s[1] > s[0]]
        cue = found.cue or _anchor_span(piece, found)
        sentence = _sentence(piece, ground, cue[0] if cue else (spans[0][0] if spans else piece.start))
        first, last = cue = cue or (sentence[0], sentence[0])
        start = max(min(sentence[0], first), first - REACH)
        end = min(max(sentence[1], last), last + REACH)
        zone = _blanked(text, start, end, [*spans, found.source] if found.source else spans, cue)
        zone, at = _cut(zone, first - start, last - start)
        near = [s for s in spans if sentence[0] <= s[0] < sentence[1]]
        if near:
            start = min(first, max(sentence[0], min(first - REACH, *(s[0] for s in near))))
            end = max(last, min(sentence[1], max(last + REACH, *(s[1] for s in near))))
        tokens = _content_tokens(piece, spans)
        return Surroundings(
            self.document, found, piece, ground, self.document.article.language, text,
            text[first:last], zone, at, text[start:end], (first - start, last - start),
            text[found.source[0] : found.source[1]] if found.source else "",
            " ".join(text[s:e] for s, e in spans), tokens, _main(piece, tokens), sentence,
        )  # fmt: skip


def _ground(piece: Piece) -> Ground:
    quoted = [(piece.start + s, piece.start + e) for s, e in quoted_spans(piece.text)]
    parsed = piece.parsed
    if parsed is None or not len(parsed):
        return Ground([(piece.start, piece.start + len(piece.text))], [], quoted)
    sentences: list[list[int]] = []
    starts, ends = (parsed.starts + piece.start).tolist(), (parsed.ends + piece.start).tolist()
    for number, start, end in zip(parsed.sentences, starts, ends, strict=True):
        if number >= len(sentences):
            sentences.append([start, end])
        else:
            sentences[-1][1] = end
    return Ground([(s, e) for s, e in sentences], parsed.children, quoted)


def _anchor_span(piece: Piece, found: Found) -> Span | None:
    parsed = piece.parsed
    if parsed is None or not 0 <= found.anchor < len(parsed):
        return None
    return piece.start + int(parsed.starts[found.anchor]), piece.start + int(parsed.ends[found.anchor])


def _sentence(piece: Piece, ground: Ground, at: int) -> Span:
    for span in ground.sentences:
        if span[0] <= at < span[1]:
            return span
    return piece.start, piece.start + len(piece.text)


def _blanked(text: str, start: int, end: int, blanks: Sequence[Span], cue: Span) -> str:
    """The stretch with the blanks as runs of § (as long as before), the cue always kept."""
    letters = list(text[start:end])
    for s, e in blanks:
        for i in range(max(s, start), min(e, end)):
            if not cue[0] <= i < cue[1]:
                letters[i - start] = "§"
    return "".join(letters)


def _cut(zone: str, first: int, last: int) -> tuple[str, Span]:
    """The zone from the last break before the cue to the first one after it."""
    start = 0
    for mark in BREAK.finditer(zone, 0, max(first, 0)):
        start = mark.end()
    stop = BREAK.search(zone, max(last, 0))
    return zone[start : stop.start() if stop else None], (first - start, last - start)


def _content_tokens(piece: Piece, spans: Sequence[Span]) -> list[int]:
    parsed = piece.parsed
    if parsed is None or not spans or not len(parsed):
        return []
    tokens: list[int] = []
    for start, end in spans:
        low = int(parsed.ends.searchsorted(start - piece.start, "right"))
        high = int(parsed.starts.searchsorted(end - piece.start, "left"))
        tokens.extend(range(low, high))
    return tokens


def _main(piece: Piece, tokens: list[int]) -> int:
    """The content's head: a token whose head lies outside of it or is itself; verbs go before others."""
    parsed = piece.parsed
    if parsed is None or not tokens:
        return -1
    inside = set(tokens)
    full = (i for i in tokens if parsed.tags[i] not in EMPTY)
    heads = [i for i in full if parsed.heads[i] == i or parsed.heads[i] not in inside]
    verbs = [i for i in heads if parsed.tags[i] in ("VERB", "AUX")]
    return (verbs or heads or tokens)[0]


@functools.lru_cache(maxsize=4096)
def stems(text: str, code: str) -> frozenset[str]:
    """The first five letters of the longer words of a folded text: what makes two wordings be about the same."""
    common = word_set(code, "denials", "common")
    return frozenset(word[:5] for word in LONG.findall(text) if word not in common)

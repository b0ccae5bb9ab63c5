"""Talk that nobody answers for: "Rumours are swirling that Corvane is for sale", "The rumour will not go away: …".

The nouns are data (``sources.toml``, ``talk``); such a noun opens its sentence as the subject, and what is told is the
clause that hangs on it or on its verb, or what stands behind its colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ondit.reading.found import Document, Found, Piece, below, token_span, tokens_in
from ondit.reading.parsing import Parsed
from ondit.reading.wording import fold, words
from ondit.records import Span

CLAUSES = ("ccomp", "acl", "acl:relcl", "advcl", "csubj", "csubj:pass", "xcomp", "parataxis")
COLON = re.compile(r"[ \u00a0\u202f]?:[ \u00a0\u202f]+")
LEAD = 12  # words before a colon at most: "the rumour that has been going round since Monday: …"
NEAR = 4  # tokens between a noun of talk and its verb, which is then part of the cue
SHORTEST = 3  # words that are told at least


def by_talk(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions to talk. They take the place of those that have their cue there and no source but the talk."""
    pattern = words(document.article.language, "sources", "talk")
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        here = [one for one in found if one.piece == number]
        for match in pattern.finditer(fold(piece.text)):
            made = at_words(piece, number, match.span())
            if made is not None and not any(stands_there(one, made) for one in here):
                yield made


def stands_there(one: Found, made: Found) -> bool:
    """Whether somebody says the new one's cue, or an attribution with a source of its own has its cue there."""
    assert made.cue is not None
    start, end = made.cue
    if any(a <= start < b for a, b in one.content):
        return True
    if one.cue is None or one.cue[0] >= end or start >= one.cue[1]:
        return False
    return one.source is not None and not (start <= one.source[0] and one.source[1] <= end)


def at_words(piece: Piece, number: int, span: Span) -> Found | None:
    """The attribution to a noun of talk at a span of the piece's text; None where nothing is told."""
    parsed = piece.parsed
    assert parsed is not None
    cue = (span[0] + piece.start, span[1] + piece.start)
    own = set(tokens_in(piece, cue))
    if not own:
        return None
    noun = max(own, key=lambda token: (parsed.heads[token] not in own, parsed.heads[token] == token))
    first = min(own)
    opens = first == 0 or parsed.sentences[first - 1] != parsed.sentences[first]
    if not opens or not parsed.labels[noun].startswith(("nsubj", "ROOT")):
        return None
    top = parsed.heads[noun]
    if 0 < top - max(own) <= NEAR:
        cue = (cue[0], token_span(piece, top, top)[1])
    told = hanging(piece, top, own) or behind_colon(piece, parsed, span[1])
    if told is None or len(tokens_in(piece, told)) < SHORTEST:
        return None
    return Found(number, first, None, cue, (told,), "hearsay-talk", 0.5)


def hanging(piece: Piece, top: int, own: set[int]) -> Span | None:
    """The clause that hangs on the words and stands after them, with its joining word: "le bruit court que …"."""
    parsed = piece.parsed
    assert parsed is not None
    that = words(parsed.language, "noun_cues", "that")
    for child in parsed.children[top]:
        if child <= max(own) or parsed.labels[child] not in CLAUSES:
            continue
        marks = [c for c in parsed.children[child] if parsed.labels[c] == "mark" and c < child]
        if marks and that.fullmatch(fold(parsed.words[marks[0]])):
            kept = sorted(i for i in below(parsed, child) if parsed.sentences[i] == parsed.sentences[child])
            while kept and parsed.tags[kept[-1]] == "PUNCT":
                kept.pop()
            return token_span(piece, marks[0], kept[-1]) if kept else None
    return None


def behind_colon(piece: Piece, parsed: Parsed, after: int) -> Span | None:
    """What stands behind a colon that closes the words' own clause: "The rumour will not go away: Corvane is sold"."""
    match = COLON.search(piece.text, after)
    if match is None or len(piece.text[after : match.start()].split()) > LEAD:
        return None
    last = int(parsed.starts.searchsorted(match.end()))
    if last >= len(parsed) or re.search(r"[.!?]\s", piece.text[after : match.start()]):
        return None
    end = last
    while end + 1 < len(parsed) and parsed.sentences[end + 1] == parsed.sentences[last]:
        end += 1
    while end > last and parsed.tags[end] == "PUNCT":
        end -= 1
    inside = range(last, end + 1)
    verbal = any(parsed.tags[i] == "VERB" or parsed.labels[i].split(":")[0] in ("cop", "aux") for i in inside)
    return token_span(piece, last, end) if verbal else None

"""Contents before a phrase that closes its sentence, taken whole: "Le projet menace les emplois de la vallée selon lui"
gives the whole clause, "Une offre qui ruine les petits commerces selon elle" the whole fragment.

A parser hangs such a phrase on the nearest noun, and the scorer, which goes by the parse, then takes only the words
around that noun. The phrases are those of ``according.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.clauses import clause, predicate
from ondit.reading.found import Document, Found, Piece, token_span, tokens_in
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.wording import fold, words

TABLE = "according"
FINITE = MORPHOLOGY.index("VerbForm=Fin")
MARKS = ("PUNCT", "SPACE")
# How far up from a content its predicate may be.
STEPS = 12


def whole_clauses(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, with contents that a closing phrase cut short taken to their clause's start and end."""
    return [taken_whole(document.pieces[one.piece], one, found) for one in found]


def taken_whole(piece: Piece, one: Found, found: Sequence[Found]) -> Found:
    """One attribution with its content whole; itself where no phrase closes its sentence, where the content has a finite
    verb already, or where somebody else speaks in what it would take in."""
    parsed = piece.parsed
    if (
        parsed is None
        or one.cue is None
        or one.source is None
        or len(one.content) != 1
        or not closes(piece, parsed, one)
    ):
        return one
    tokens = tokens_in(piece, one.content[0])
    if not tokens or any(finite(parsed, token) for token in tokens):
        return one
    top = above(parsed, tokens)
    if top is None:
        return one
    phrase = min(one.cue[0], one.source[0])
    start = min(clause(piece, top)[0], one.content[0][0])
    last = max(i for i in tokens_in(piece, (start, phrase)) if parsed.tags[i] not in MARKS or parsed.words[i] in '»”"')
    whole = (start, token_span(piece, last, last)[1])
    if any(other is not one and other.cue and whole[0] <= other.cue[0] < whole[1] for other in found):
        return one
    return replace(one, content=(whole,))


def closes(piece: Piece, parsed: Parsed, one: Found) -> bool:
    """Whether an attribution's cue and source are a phrase that ends its sentence, after its content."""
    assert one.cue is not None
    assert one.source is not None
    code = parsed.language
    said = fold(piece.text[one.cue[0] - piece.start : one.cue[1] - piece.start])
    if not any(words(code, TABLE, name).fullmatch(said) for name in ("before_source", "with_owner")):
        return False
    if not one.content[0][1] <= min(one.cue[0], one.source[0]):
        return False
    last = tokens_in(piece, (min(one.cue[0], one.source[0]), max(one.cue[1], one.source[1])))[-1]
    home = parsed.sentences[last]
    after = [i for i in range(last + 1, len(parsed)) if parsed.sentences[i] == home]
    return parsed.sentences[tokens_in(piece, one.content[0])[0]] == home and all(parsed.tags[i] in MARKS for i in after)


def above(parsed: Parsed, tokens: Sequence[int]) -> int | None:
    """The predicate of the clause that tokens stand in: the nearest finite verb above them, or the sentence's root where
    that is no verb; a relative clause only where the sentence has a finite main verb of its own."""
    inside = set(tokens)
    node = next((i for i in tokens if parsed.heads[i] not in inside or parsed.heads[i] == i), tokens[0])
    root = node
    while parsed.heads[root] != root:
        root = parsed.heads[root]
    fragment = not governs(parsed, root)
    for _ in range(STEPS):
        if parsed.heads[node] == node:
            return node
        node = parsed.heads[node]
        top = predicate(parsed, node)
        if not fragment and governs(parsed, top):
            return top
    return None


def governs(parsed: Parsed, token: int) -> bool:
    """Whether a word heads a clause with a finite verb: its own form, or that of its auxiliary or copula."""
    return finite(parsed, token) or any(
        finite(parsed, child)
        for child in parsed.children[token]
        if parsed.labels[child].split(":")[0] in ("aux", "cop")
    )


def finite(parsed: Parsed, token: int) -> bool:
    """Whether a word is a finite verb."""
    return bool(parsed.morphology[token, FINITE]) and parsed.tags[token] in ("VERB", "AUX")

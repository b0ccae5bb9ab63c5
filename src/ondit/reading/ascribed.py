"""What people in general say of somebody by a noun: "On prête au ministre l'intention de partir", "à qui l'on prête des
ambitions". The verbs are data (``hedges.toml``, ``ascribing``); their subject is a word that names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.found import Document, Found, Piece, by_piece, token_span
from ondit.reading.frames import phrase
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

# What an object may hang on by mistake: the name of whoever it is said of.
BY_MISTAKE = ("xcomp", "obl", "obl:arg", "obl:mod", "iobj", "nmod")


def ascribed(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions by such a verb, where none stands; nobody speaks, and it is hearsay."""
    code = document.article.language
    pattern, nobody = words(code, "hedges", "ascribing"), word_set(code, "sources", "nobody_named")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        for token, word in enumerate(parsed.words):
            if not pattern.fullmatch(fold(word)):
                continue
            subjects = [c for c in parsed.children[token] if parsed.labels[c] == "nsubj" and c < token]
            if not any(fold(parsed.words[c]) in nobody for c in subjects):
                continue
            at = token_span(piece, token, token)
            if any(one.cue and one.cue[0] < at[1] and at[0] < one.cue[1] for one in homes[number]):
                continue
            thing = what(piece, token)
            if thing is not None:
                first = token_span(piece, min(subjects), token)
                yield Found(number, token, None, first, (whole(piece, thing),), "hearsay-word", 0.5)


def whole(piece: Piece, thing: int) -> Span:
    """What is ascribed, with the infinitive that the parse may hang on whom it is ascribed to."""
    parsed = piece.parsed
    assert parsed is not None
    start, end = phrase(piece, thing)
    for other in parsed.children[parsed.heads[thing]]:
        if other > thing and parsed.labels[other].startswith("acl") and parsed.tags[other] == "VERB":
            end = max(end, phrase(piece, other)[1])
    return start, end


def what(piece: Piece, token: int) -> int | None:
    """The noun that is ascribed: the verb's object, or one that the parser hung on whom it is ascribed to."""
    parsed = piece.parsed
    assert parsed is not None
    below = [c for c in parsed.children[token] if c > token]
    below += [d for c in below if parsed.labels[c] in BY_MISTAKE for d in parsed.children[c] if d > c]
    nouns = [c for c in below if parsed.tags[c] == "NOUN"]
    bare = (
        c
        for c in nouns
        if parsed.labels[c] == "nmod"
        and not any(parsed.labels[d] == "case" for d in parsed.children[c])
        and fold(parsed.words[c - 1]) in word_set(parsed.language, "denials", "the")
        and c + 1 < len(parsed)
        and fold(parsed.words[c + 1]) in word_set(parsed.language, "noun_cues", "of")
    )  # "On prête à l'armateur Edgar l'intention de partir": the parse hangs it on the armateur
    return next((c for c in nouns if parsed.labels[c] == "obj"), next(bare, None))

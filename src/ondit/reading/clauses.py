"""Clauses of a parsed piece: what hangs on a predicate, without clauses that are only joined to it."""

from __future__ import annotations

from ondit.reading.found import Piece, below, token_span
from ondit.reading.parsing import Parsed
from ondit.records import Span


def predicate(parsed: Parsed, token: int) -> int:
    """The word that carries the meaning of a verb group: an auxiliary's or copula's head."""
    while parsed.labels[token].split(":")[0] in ("aux", "cop") and parsed.heads[token] != token:
        token = parsed.heads[token]
    return token


def clause(piece: Piece, verb: int) -> Span:
    """The clause of a predicate: all below it, without joined clauses of their own and without the joining word."""
    parsed = piece.parsed
    assert parsed is not None
    leave = {child for child in parsed.children[verb] if joined(parsed, verb, child)}
    cut = min((child for child in leave if alone(parsed, verb, child)), default=None)
    if cut is not None:
        leave |= {child for child in parsed.children[verb] if child > cut}
    kept = sorted(i for i in below(parsed, verb, leave) if parsed.sentences[i] == parsed.sentences[verb])
    while kept and parsed.tags[kept[0]] in ("PUNCT", "CCONJ"):
        kept.pop(0)
    while kept and parsed.tags[kept[-1]] in ("PUNCT", "CCONJ"):
        kept.pop()
    return token_span(piece, kept[0], kept[-1]) if kept else token_span(piece, verb, verb)


def joined(parsed: Parsed, verb: int, child: int) -> bool:
    """Whether a child of a predicate is no part of its clause: a clause of its own, or what joins one to it."""
    label = parsed.labels[child]
    if label == "conj":
        if alone(parsed, verb, child):
            return True
        return any(parsed.labels[own].split(":")[0] in ("nsubj", "csubj", "expl") for own in parsed.children[child])
    return label in ("cc", "parataxis") or (label == "punct" and child == verb - 1)


def alone(parsed: Parsed, verb: int, child: int) -> bool:
    """Whether a parser joined but the subject of the next clause to a verb: "…, et les recherches, interrompues,
    reprendront"."""
    if parsed.labels[child] != "conj" or parsed.tags[child] not in ("NOUN", "PROPN") or parsed.tags[verb] != "VERB":
        return False
    return any(own and parsed.labels[own] == "cc" and parsed.words[own - 1] == "," for own in parsed.children[child])

"""Frames of denials: where a denial's cue, source and content stand, and the grammar that finds them."""

from __future__ import annotations

from dataclasses import dataclass

from ondit.reading.found import Piece, token_span, tokens_in, unbroken
from ondit.reading.parsing import Parsed
from ondit.reading.polarity import TABLE
from ondit.reading.wording import fold, word_set, words
from ondit.records import Polarity, Span

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
CLAUSES = ("ccomp", "xcomp")
AROUND = ("aux", "advmod", "expl", "compound")


@dataclass(frozen=True, slots=True)
class Frame:
    """A denial in one piece: ``anchor`` is its token, ``cue`` its first and last. ``content`` is empty where it says
    nothing of what it denies. ``polarity`` is None where the wording must tell whether it is one."""

    anchor: int
    cue: tuple[int, int]
    source: Span | None
    content: tuple[Span, ...]
    polarity: Polarity | None


def subject_of(parsed: Parsed, token: int) -> int | None:
    """The subject of a verb, or of the verb that it is joined to or hangs on as an infinitive."""
    for _ in range(4):
        own = next((child for child in parsed.children[token] if parsed.labels[child] in SUBJECTS), None)
        if own is not None:
            return own
        label, head = parsed.labels[token].split(":")[0], parsed.heads[token]
        hangs = label in ("conj", "xcomp", "advcl", "aux", "ccomp") or (
            label == "advmod" and parsed.tags[token] != "VERB"
        )
        if not hangs or head == token:
            return None
        token = head
    return None


def asked(piece: Piece, token: int) -> bool:
    """Whether a token stands in a question of the article."""
    parsed = piece.parsed
    assert parsed is not None
    home = parsed.sentences[token]
    last = max(i for i in range(token, len(parsed)) if parsed.sentences[i] == home)
    return parsed.text[: int(parsed.ends[last])].rstrip(" »”\"'\u00a0\u202f").endswith("?")


def about_a_claim(piece: Piece, frame: Frame) -> bool:
    """Whether what is rejected is a claim ("ces accusations"), or anything of its kind ("toute fermeture")."""
    parsed = piece.parsed
    assert parsed is not None
    if not frame.content:
        return False
    tokens = tokens_in(piece, frame.content[0])
    if not tokens:
        return False
    inside = set(tokens)
    head = next((i for i in tokens if parsed.heads[i] not in inside or parsed.heads[i] == i), tokens[0])
    offers = words(parsed.language, TABLE, "offers")
    if offers.fullmatch(fold(parsed.words[head])):
        return False
    first = fold(parsed.words[tokens[0]]).strip("«“\"' ")
    kinds = word_set(parsed.language, TABLE, "any_kind")
    if first in kinds and not (len(tokens) > 1 and parsed.tags[tokens[1]] == "DET"):
        return True
    if parsed.labels[head] in CLAUSES:
        return True
    whole = fold(piece.text[frame.content[0][0] - piece.start : frame.content[0][1] - piece.start])
    claims = words(parsed.language, TABLE, "claims")
    return bool(claims.fullmatch(fold(parsed.words[head]))) and parsed.tags[head] == "NOUN" and not offers.match(whole)


def group(parsed: Parsed, token: int) -> tuple[int, int]:
    """A verb with its auxiliaries, adverbs and reflexive pronouns before it."""
    below, first = set(parsed.children[token]), token
    while first - 1 in below and parsed.labels[first - 1].split(":")[0] in AROUND and first - 1 >= 0:
        first -= 1
    return first, token


def phrase(piece: Piece, head: int, *, without_case: bool = False, leave: int | None = None) -> Span:
    """The unbroken stretch of tokens below a head, punctuation at its ends left out, but for its quotation marks."""
    parsed = piece.parsed
    assert parsed is not None
    out = {c for c in parsed.children[head] if parsed.labels[c] == "case"} if without_case else set()
    if leave is not None:
        out.add(leave)
    first, last = unbroken(parsed, head, out)
    colon = next((i for i in range(head + 1, last + 1) if parsed.words[i] in (":", ";")), None)
    last = colon - 1 if colon is not None else last
    while last > head and parsed.tags[last] in ("PUNCT", "SPACE") and parsed.words[last] not in "»”":
        last -= 1
    while first < head and parsed.tags[first] in ("PUNCT", "SPACE") and parsed.words[first] not in "«“":
        first += 1
    return token_span(piece, first, last)


def agent_of(parsed: Parsed, verb: int) -> int | None:
    """The agent of a passive, also where a parse hangs it on a time or a place between ("démentie dans la soirée par la
    mairie"); None where it has none."""
    by = word_set(parsed.language, "noun_cues", "agent")
    for child in parsed.children[verb]:
        if parsed.labels[child] == "obl:agent":
            return child
    for child in parsed.children[verb]:
        if child < verb or not parsed.labels[child].startswith("obl"):
            continue
        for below in parsed.children[child]:
            case = (i for i in parsed.children[below] if parsed.labels[i] == "case")
            if parsed.labels[below] == "nmod" and any(fold(parsed.words[i]) in by for i in case):
                return below
    return None

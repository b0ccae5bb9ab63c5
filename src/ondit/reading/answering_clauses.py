"""Who answers what a sentence tells, in its last clause: "Elle aurait touché 40 000 euros, ce que son avocat conteste",
"The club is for sale, a claim its owner denies".

The commonest way to set a rumour and its denial side by side. The clause is short and has no content of its own, and
parsers take its verb for an adjective as often, so its words tell it: what opens it, and a form of a verb of denying or
of confirming (``cue_forms.toml``), or words that decline to say anything of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ondit.reading.found import ANSWERS, Document, Found, Piece, in_article, overlap, token_at
from ondit.reading.languages import table
from ondit.reading.lexicon import lexicon
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold
from ondit.records import Polarity, Span

WORD = re.compile(r"[^\W\d_][\w-]*['’]?")
START = re.compile(r"(?:^|[.!?…:][»”\"]?\s+|\n)(?=\S)")
MOST, FEWEST = 9, 3  # words of the clause at most, of what it answers at least


class Answer(NamedTuple):
    """Places in a piece: who answers, the verb, what is answered, and its polarity."""

    source: Span
    cue: Span
    content: Span
    polarity: Polarity


def answering_clauses(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions with those of such clauses, in the place of what was made of their verbs; what is answered ends
    where they begin."""
    out = list(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for answer in answers(piece, document.article.language):
            source, cue, content = (in_article(piece, span) for span in answer[:3])
            clause = (content[1], max(source[1], cue[1]))
            out = [one for one in out if one.cue is None or not overlap(one.cue, cue)]
            out = [cut(one, clause) if one.piece == number else one for one in out]
            told = next((one for one in out if one.piece == number and tells(one, content)), None)
            anchor = token_at(piece.parsed, answer.cue[0])
            polarity = None if answer.polarity == "affirm" else answer.polarity
            what = told.content if told is not None else (content,)
            out.append(Found(number, anchor, source, cue, what, ANSWERS, 0.6, polarity=polarity))
    return out


def tells(one: Found, content: Span) -> bool:
    """Whether somebody is said to tell the last words of what is answered: "two people speak of a sale, which …"."""
    end = one.content[-1][1]
    return one.source is not None and content[0] < one.content[0][0] and content[1] - 1 <= end <= content[1] + 1


def cut(one: Found, clause: Span) -> Found:
    """An attribution whose content does not run into a clause that answers it."""
    content = tuple((a, min(b, clause[0]) if a < clause[0] < b else b) for a, b in one.content)
    content = tuple(span for span in content if not overlap(span, clause))
    return replace(one, content=content) if content and content != one.content else one


def answers(piece: Piece, language: str) -> Iterator[Answer]:
    """The answering clauses of a piece."""
    opening = openings(language)
    if opening is None:
        return
    quoted = quoted_spans(piece.text)
    for match in opening.finditer(piece.text):
        if any(start < match.start() < end for start, end in quoted):
            continue
        parts = source_and_verb(piece, match.span("clause"), language)
        begins = [place.end() for place in START.finditer(piece.text, 0, match.start())]
        content = (max(begins, default=0), match.start())
        if parts is None or len(WORD.findall(piece.text, *content)) < FEWEST:
            continue
        source, cue, polarity = parts
        yield Answer(source, cue, content, polarity)


def source_and_verb(piece: Piece, clause: Span, language: str) -> tuple[Span, Span, Polarity] | None:
    """Who answers and the verb, of a clause that has nothing more; None where it has."""
    text, small = piece.text, aside(language)
    refusal = declines(language)
    if refusal is not None and (declined := refusal.search(text, *clause)) is not None:
        who = [
            each.span() for each in WORD.finditer(text, clause[0], declined.start()) if fold(each.group()) not in small
        ]
        goes_on = WORD.search(text, declined.end(), clause[1]) is not None or len(who) > MOST
        return None if not who or goes_on else ((who[0][0], who[-1][1]), declined.span(), "decline")
    said = [(match.span(), fold(match.group())) for match in WORD.finditer(text, *clause)]
    forms = verbs(language)
    at = next((i for i in range(len(said) - 1, -1, -1) if said[i][1] in forms), None)
    if at is None or len(said) > MOST or any(word in negations(language) for _, word in said):
        return None
    before = [span for span, word in said[:at] if word not in small and not adverb(piece, span[0])]
    after = [span for span, _ in said[at + 1 :] if not adverb(piece, span[0])]
    if bool(before) == bool(after):
        return None  # nobody, or a clause that goes on
    who = before or after
    return (who[0][0], who[-1][1]), said[at][0], forms[said[at][1]]


def adverb(piece: Piece, at: int) -> bool:
    """Whether the word at a place of a piece is parsed as an adverb ("formellement", and not "gouvernement")."""
    assert piece.parsed is not None
    return piece.parsed.tags[token_at(piece.parsed, at)] == "ADV"


@cache
def openings(language: str) -> re.Pattern[str] | None:
    """A comma and what opens such a clause; the clause runs up to the next mark."""
    some = lexicon(language).data.get("answering", ())
    if not some:
        return None
    return re.compile(
        rf",\s+(?:{'|'.join(some)})\s*(?P<clause>[^\s,.;:!?…()«»“”\"][^,.;:!?…()\n«»“”\"]*)(?=[.;,!?…]|$)"
    )


@cache
def verbs(language: str) -> dict[str, Polarity]:
    """Forms of verbs that deny or confirm."""
    kinds = table(language, "cue_forms").get("verbs", {})
    known: dict[str, Polarity] = {fold(form): "affirm" for form in kinds.get("confess", "").split()}
    return known | {fold(form): "deny" for form in kinds.get("deny", "").split()}


@cache
def declines(language: str) -> re.Pattern[str] | None:
    """What declines to say anything of it ("refuse de commenter")."""
    some = lexicon(language).data.get("answering_declines", ())
    return re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)") if some else None


@cache
def aside(language: str) -> frozenset[str]:
    """Auxiliaries, clitics and adverbs that stand between who answers and the verb."""
    return frozenset(fold(word) for word in lexicon(language).data.get("answering_aside", ()))


@cache
def negations(language: str) -> frozenset[str]:
    """Words by which nobody denies or confirms it."""
    return frozenset(fold(word) for word in lexicon(language).data.get("answering_not", ()))

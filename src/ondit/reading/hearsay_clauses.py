"""Hearsay that nobody is named for, as attributions: reportative conditionals, and words that alone say that something is
hearsay ("dit-on", "rumour has it").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.clauses import clause, predicate
from ondit.reading.found import Document, Found, Piece, by_piece, token_span, tokens_in
from ondit.reading.hearsay import reportative
from ondit.reading.wording import fold, words
from ondit.records import Span

GROUP = 4
NEAR = 12
# What follows words of hearsay, and shows that they are such, begins within so many characters.
FURTHER = 80


def hearsay(document: Document, found: Sequence[Found]) -> list[Found]:
    """Reportative conditionals that nobody is named for ("Il aurait fui"): the whole clause is the content.

    Takes the place of what the scorer found without a source at the same verb. Clauses within what somebody is said to
    say are left to that statement.
    """
    homes = by_piece(found)
    out: list[Found] = []
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None:
            continue
        here = homes[number]
        for token in sorted(reportative(piece.parsed)):
            verb = predicate(piece.parsed, token)
            if piece.parsed.labels[verb] == "acl:relcl":
                continue  # "des sondes qui mettraient 95 ans": what a noun is like, seldom news
            group = token_span(piece, *sorted((token, verb)) if abs(token - verb) <= GROUP else (token, token))
            span = behind_word(piece, behind_colon(piece, token, clause(piece, verb)))
            # "se seraient rencontrés": the scorer may have the group by its pronoun.
            with_it = {
                c for c in piece.parsed.children[verb] if piece.parsed.labels[c].split(":")[0] in ("expl", "aux")
            }
            same = [one for one in here if one.anchor in (token, verb) or one.anchor in with_it]
            if any(one.source is not None for one in same):
                continue
            here = [one for one in here if one not in same]
            if not any(covers(one, group, token_span(piece, token, token)) for one in here):
                score = max((one.score for one in same), default=0.5)
                here.append(Found(number, token, None, group, (span,), "hearsay", score))
        out += here
    return out


def behind_word(piece: Piece, span: Span) -> Span:
    """The clause of a conditional without the words of hearsay that open it ("À ce qu'on raconte, l'entraîneur serait
    parti")."""
    language = piece.parsed.language if piece.parsed is not None else ""
    said = fold(piece.text[span[0] - piece.start : span[1] - piece.start])
    match = words(language, "hedges", "hearsay").match(said)
    rest = re.match(r"\s*,\s*", said[match.end() :]) if match is not None else None
    return span if match is None or rest is None else (span[0] + match.end() + rest.end(), span[1])


def behind_colon(piece: Piece, token: int, span: Span) -> Span:
    """The clause of a conditional with the noun phrase before it that a parse hangs on what a title sets before its
    colon ("France : le groupe Brontel aurait fraudé")."""
    parsed = piece.parsed
    assert parsed is not None
    if span[0] != token_span(piece, token, token)[0]:
        return span
    first = token
    while first and parsed.words[first - 1] != ":":
        first -= 1
        if parsed.tags[first] in ("VERB", "AUX", "PUNCT", "CCONJ"):
            return span  # what a title sets before its colon may pass for a sentence of its own
    if not first or not any(parsed.tags[i] in ("NOUN", "PROPN", "PRON") for i in range(first, token)):
        return span
    return token_span(piece, first, first)[0], span[1]


def nobody_speaks(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions whose source and cue together are words of hearsay ("dit-on", "rumour has it") without a source."""
    pattern = words(document.article.language, "hedges", "hearsay")
    out = []
    for one in found:
        if one.source is not None and one.cue is not None and near(one.source, one.cue):
            start, end = min(one.source[0], one.cue[0]), max(one.source[1], one.cue[1])
            match = pattern.match(fold(document.article.text[start : end + FURTHER]).lstrip("- "))
            if match is not None and match.end() >= end - start - 1:
                one = replace(one, source=None, cue=(start, end), rule="hearsay-word")
        out.append(one)
    return out


def by_word(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """ "Al parecer, el plan existe": a word that alone says that something is hearsay (``hedges.toml``, ``hearsay``);
    its clause is the content. Nothing where the scorer has found one there, or in words that somebody says."""
    pattern = words(document.article.language, "hedges", "hearsay")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        for match in pattern.finditer(fold(piece.text)):
            span = (match.start() + piece.start, match.end() + piece.start)
            if any(
                (covers(one, span) or (one.cue and one.cue[0] < span[1] and span[0] < one.cue[1]))
                and not (" " in match.group() and one.rule == "scorer" and one.source is None and inside(one.cue, span))
                for one in homes[number]
            ):
                continue
            own = set(tokens_in(piece, span))
            verb = max(own, key=lambda token: parsed.heads[token] == token or parsed.heads[token] not in own)
            verb = parsed.heads[verb] if parsed.heads[verb] not in own else verb
            if verb in own:  # "Rumour has it that…": what it is said of hangs below the word
                clauses = (child for child in parsed.children[verb] if parsed.labels[child] in ("ccomp", "csubj"))
                # "Le bruit court que…": the parse may take it for a clause about the noun.
                others = (child for child in parsed.children[verb] if parsed.tags[child] == "VERB" and child > max(own))
                verb = next((child for child in [*clauses, *others] if child not in own), verb)
            start, end = clause(piece, predicate(parsed, verb))
            if start <= span[0] < end and span[0] - start < 3:
                rest = re.match(r"[\s,]*", piece.text[span[1] - piece.start :])
                start = span[1] + (rest.end() if rest else 0)
            if any(one.content[0][0] == start for one in homes[number] if one.rule == "hearsay"):
                continue  # the conditional says so already
            if end > start and verb not in own:
                yield Found(number, min(own), None, span, ((start, end),), "hearsay-word", 0.5)


def inside(span: Span | None, other: Span) -> bool:
    """Whether a span lies in another."""
    return span is not None and other[0] <= span[0] and span[1] <= other[1]


def covers(one: Found, *spans: Span) -> bool:
    """Whether the content of an attribution holds the start of any of the spans."""
    return any(start <= span[0] < end for start, end in one.content for span in spans)


def near(span: Span, other: Span) -> bool:
    """Whether two spans stand side by side, a word or two between at most."""
    return max(span[0], other[0]) - min(span[1], other[1]) < NEAR

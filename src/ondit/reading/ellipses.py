"""Denials (and other statements) by ellipsis: somebody joins what was just said without saying it again.

"Ford a fait de même", "His chief of staff did too", "Idem à la préfecture", "rejected the claims, as did Tamarion": the
content is that of the statement just before. The wordings are data (``ellipsis.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece, token_span, tokens_in, unbroken
from ondit.reading.parsing import Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, words
from ondit.records import Polarity, Span

TABLE = "ellipsis"
SUBJECTS = ("nsubj", "nsubj:pass")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
DENIES: tuple[Polarity, ...] = ("deny", "decline")
# A source follows within so many tokens, and a fragment that only names one has at most so many.
NEAR, SHORT = 6, 9
# What stands between commas beside a source has at most so many tokens.
ASIDE = 16
CUT = re.compile(r"[\s,;:.–—-]+$")


def with_ellipses(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions and those by ellipsis; contents that ran on into such words are cut before them."""
    out = list(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for cue, source, only_denials in (*clauses(piece), *before_a_source(piece), *after_a_source(piece)):
            said = [one for one in out if not within(one, cue)]
            model = model_of(piece, number, said, cue, source, only_denials)
            if model is None:
                continue
            out = said
            out = [shortened(piece, one, min(cue, source)) for one in out]
            content = next(one for one in out if same_cue(one, model)).content
            anchor = tokens_in(piece, cue)
            out.append(
                Found(
                    number,
                    anchor[0],
                    source,
                    cue,
                    content,
                    "ellipsis",
                    model.score,
                    ellipsis=True,
                    polarity=model.polarity,
                )
            )
    return out


def within(one: Found, cue: Span) -> bool:
    """Whether what an attribution conveys is but words of an ellipsis ("adopte [la même défense]")."""
    return all(cue[0] <= start and end <= cue[1] for start, end in one.content)


def same_cue(one: Found, model: Found) -> bool:
    """Whether two attributions are the same one, its content perhaps cut."""
    return (one.piece, one.cue, one.source) == (model.piece, model.cue, model.source) and one.rule == model.rule


def model_of(
    piece: Piece, number: int, found: Sequence[Found], cue: Span, source: Span, only_denials: bool
) -> Found | None:
    """The attribution that an ellipsis at ``cue`` repeats: the main one of the nearest sentence before."""
    if any(one.cue and (one.cue[0] < cue[1] and cue[0] < one.cue[1]) for one in found):
        return None
    at = min(cue[0], source[0])
    before = [
        one
        for one in found
        if one.cue
        and one.cue[1] <= at
        and min(start for start, _ in one.content) < at
        and number - 1 <= one.piece <= number
        and one.source != source
        and (not only_denials or (one.polarity in DENIES and near(piece, one, at)))
    ]
    if not before:
        return None
    last = max(before, key=lambda one: one.cue or (0, 0))
    return min((one for one in before if same_sentence(piece, one, last)), key=lambda one: one.cue or (0, 0))


def near(piece: Piece, one: Found, at: int) -> bool:
    """Whether an attribution's cue stands before an offset in the same sentence."""
    return (
        one.cue is not None
        and piece.start <= one.cue[0]
        and not re.search(r"[.!?]\s", piece.text[one.cue[1] - piece.start : at - piece.start])
    )


def same_sentence(piece: Piece, one: Found, last: Found) -> bool:
    """Whether two attributions share a sentence and a source, so that the first is the main one of a series."""
    if one is last:
        return True
    if one.piece != last.piece or not (one.cue and last.cue) or one.source != last.source:
        return False
    between = piece.text[one.cue[1] - piece.start : last.cue[0] - piece.start]
    return not re.search(r"[.!?]\s", between)


def shortened(piece: Piece, one: Found, span: Span) -> Found:
    """An attribution whose content ran on past the beginning of an ellipsis, cut there."""
    if not any(start < span[0] < end for start, end in one.content):
        return one
    kept = [(start, min(end, span[0])) for start, end in one.content if start < span[0]]
    start, end = kept[-1]
    if not piece.start <= start < piece.start + len(piece.text):
        return one
    text = CUT.sub(
        "",
        re.sub(words(piece_language(piece), TABLE, "joining"), "", piece.text[start - piece.start : end - piece.start]),
    )
    kept[-1] = (start, start + len(text))
    return replace(one, content=tuple(kept)) if text else one


def piece_language(piece: Piece) -> str:
    """The language of a parsed piece."""
    assert piece.parsed is not None
    return piece.parsed.language


# ------------------------------------------------------------------------------------------------ the kinds


def clauses(piece: Piece) -> Iterator[tuple[Span, Span, bool]]:
    """ "Ford a fait de même": a clause with a subject of its own. Each as cue, source, whether only denials fit."""
    for span in matches(piece, "same_again"):
        source = subject(piece, span)
        if source is not None:
            yield span, source, False


def before_a_source(piece: Piece) -> Iterator[tuple[Span, Span, bool]]:
    """ "Idem à la préfecture", "as did Tamarion", "tout comme Tamarion": the source follows."""
    parsed = piece.parsed
    assert parsed is not None
    for key, only_denials in (("same_before", False), ("alongside", True)):
        for span in matches(piece, key):
            if only_denials and not piece.text[: span[0] - piece.start].rstrip().endswith(","):
                continue
            inside = tokens_in(piece, span)
            first = inside[-1] + 1
            home = parsed.sentences[min(first, len(parsed) - 1)]
            reach = [i for i in range(first, min(first + NEAR, len(parsed))) if parsed.sentences[i] == home]
            stop = next((i for i in reach if parsed.tags[i] == "PUNCT"), len(parsed))
            head = next((i for i in reach if parsed.tags[i] in NOMINAL and i < stop), None)
            while head is not None and parsed.labels[head] in ("nmod:poss", "compound") and parsed.heads[head] > head:
                head = parsed.heads[head]
            if head is not None and not any(parsed.tags[i] in ("VERB", "AUX") for i in range(first, head)):
                yield span, noun_phrase(piece, first, head), only_denials


def after_a_source(piece: Piece) -> Iterator[tuple[Span, Span, bool]]:
    """ "Son agent aussi.", "Its subcontractor likewise.", "The groom's family has too": a fragment that names a source."""
    parsed = piece.parsed
    assert parsed is not None
    text = fold(piece.text)
    for start, end in matches(piece, "same_after"):
        if not re.match(r"\s*(?:[.;!?]|$)", text[end - piece.start :]):
            continue
        inside = tokens_in(piece, (start, end))
        beside = aside(parsed, inside[0])
        stop = inside[0] if beside is None else beside
        first = stop
        while (
            first and parsed.words[first - 1] not in (".", ";", "!", "?", "»", "”", ",", ":") and stop - first <= SHORT
        ):
            first -= 1
        while first < stop and parsed.tags[first] in ("CCONJ", "PUNCT", "SPACE"):
            first += 1
        named = range(first, stop)
        if (
            not named
            or len(named) >= SHORT
            or any(parsed.tags[i] in ("VERB", "AUX", "ADP", "SCONJ") and i == first for i in named)
        ):
            continue
        denying = words(parsed.language, "denials", "denying")
        if any(parsed.tags[i] in ("VERB", "AUX") or denying.fullmatch(fold(parsed.words[i])) for i in named) or not any(
            parsed.tags[i] in NOMINAL for i in named
        ):
            continue
        name = name_behind(parsed, stop) if beside is not None else None
        yield (start, end), token_span(piece, named[0], named[-1] if name is None else name), False


def aside(parsed: Parsed, token: int) -> int | None:
    """The first of the two commas of what stands right before a token and tells more of who is named before it: "His
    brother, who ran the campaign, does too", "Son sous-traitant, Krosbud, aussi"; None where nothing does."""
    if token < 2 or parsed.words[token - 1] != ",":
        return None
    home = parsed.sentences[token]
    before = (i for i in range(token - 2, max(-1, token - ASIDE), -1) if parsed.sentences[i] == home)
    comma = next((i for i in before if parsed.words[i] == ","), None)
    if comma is None or comma + 1 >= token - 1:
        return None
    opens = parsed.tags[comma + 1]
    return comma if opens in ("PRON", "PROPN", "DET", "NOUN", "SCONJ") else None


def matches(piece: Piece, key: str) -> Iterator[Span]:
    """Where a list of wordings stands in a piece, outside of quotation marks; spans of the article."""
    quoted = quoted_spans(piece.text)
    for match in words(piece_language(piece), TABLE, key).finditer(fold(piece.text)):
        if not any(first <= match.start() < last for first, last in quoted):
            yield match.start() + piece.start, match.end() + piece.start


# ------------------------------------------------------------------------------------------------ sources


def subject(piece: Piece, span: Span) -> Span | None:
    """The subject of the clause in which a span stands, else the noun phrase right before or after it."""
    parsed = piece.parsed
    assert parsed is not None
    inside = tokens_in(piece, span)
    around = {parsed.heads[i] for i in inside} | set(inside)
    for i, label in enumerate(parsed.labels):
        if label in SUBJECTS and parsed.heads[i] in around and i not in inside:
            return phrase(piece, i)
    for i in (
        *range(inside[0] - 1, max(-1, inside[0] - 4), -1),
        *range(inside[-1] + 1, min(len(parsed), inside[-1] + 5)),
    ):
        if parsed.tags[i] in ("PROPN", "NOUN", "PRON"):
            return phrase(piece, i)
    return None


def phrase(piece: Piece, head: int) -> Span:
    """The unbroken stretch of tokens below a head."""
    parsed = piece.parsed
    assert parsed is not None
    return without_end(piece, token_span(piece, *unbroken(parsed, head)))


def noun_phrase(piece: Piece, first: int, head: int) -> Span:
    """From a token to the end of the phrase of a head, not past a comma."""
    parsed: Parsed | None = piece.parsed
    assert parsed is not None
    last = max(head, unbroken(parsed, head)[1])
    comma = next((i for i in range(first, last + 1) if parsed.words[i] in (",", ";", ":", ".")), None)
    if comma is not None and parsed.words[comma] == "," and (end := name_behind(parsed, comma)) is not None:
        return without_end(piece, token_span(piece, first, end))  # "his agent, Rafferty Coyle"
    return without_end(piece, token_span(piece, first, last if comma is None else max(first, comma - 1)))


def name_behind(parsed: Parsed, comma: int) -> int | None:
    """The last token of a name that stands alone behind a comma, as an apposition; None where there is none."""
    last = comma
    while last + 1 < len(parsed) and parsed.tags[last + 1] in ("PROPN", "ADP") and last - comma < SHORT:
        last += 1
    ends = last + 1 >= len(parsed) or parsed.tags[last + 1] in ("PUNCT", "SPACE")
    return last if last > comma and ends and parsed.tags[last] == "PROPN" else None


def without_end(piece: Piece, span: Span) -> Span:
    """A span without the punctuation at its end."""
    start, end = span
    return start, start + len(CUT.sub("", piece.text[start - piece.start : end - piece.start]))

"""Attributions without a verb: a phrase before its source, beside the sentence that it gives ("Pour l'avocate, le procès
est joué", "Per the filing, two directors sold shares", "de l'avis des riverains"). The forms are data
(``according.toml``); here stand only those that the scorer passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece, below, by_piece, token_span, tokens_in
from ondit.reading.lexicon import lexicon
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.source_nouns import by_nouns
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

TABLE = "according"
# The head of the source stands within so many tokens after the phrase.
REACH = 7
BEFORE_HEAD = frozenset(("DET", "ADJ", "NUM", "ADP", "PUNCT", "ADV", "PRON"))
# Nouns that stand before the head of their phrase: "the McKinley plan", "the party's rules".
LEADING = ("compound", "nmod", "amod", "nummod")
RELATIVE = MORPHOLOGY.index("PronType=Rel")
SOMEBODY = frozenset(("official", "person", "organisation", "official_body", "company", "outlet"))
# A content has at least so many words.
SHORTEST = 3
# Characters between the cue and the sources that an impersonal pronoun stands for.
FURTHER = 15


def according(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions by phrases, where no attribution stands already."""
    code = document.article.language
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        here = homes[number]
        folded = fold(piece.text)
        told = quoted_spans(piece.text)
        for name in ("with_owner", "unnamed", "before_source", "opinion"):
            for match in words(code, TABLE, name).finditer(folded):
                if taken(piece, match.span(), here) or any(start < match.start() < end for start, end in told):
                    continue
                made = attribution(piece, number, match, name)
                if made is not None:
                    here.append(made)
                    yield made


def whole_cue(piece: Piece, one: Found) -> Found:
    """The attribution with its phrase as one cue, where the scorer gave a part of it to the source ("d'" of "d'après le
    maire", whose parse depends on the shape of an apostrophe)."""
    if piece.parsed is None or one.cue is None or one.source is None:
        return one
    match = words(piece.parsed.language, TABLE, "before_source").match(fold(piece.text), one.cue[0] - piece.start)
    end = match.end() + piece.start if match else 0
    if not one.cue[1] <= one.source[0] < end < one.source[1]:
        return one
    start = end + len(piece.text[end - piece.start :]) - len(piece.text[end - piece.start :].lstrip())
    return replace(one, cue=(one.cue[0], end), source=(start, one.source[1]))


def unnamed(piece: Piece, one: Found) -> Found:
    """The attribution with its sources for its source, where an impersonal pronoun is taken for it ("indique-t-on de
    source policière", "on apprend de bonne source que…")."""
    if piece.parsed is None or one.cue is None or one.source is None:
        return one
    code, folded = piece.parsed.language, fold(piece.text)
    said = folded[one.source[0] - piece.start : one.source[1] - piece.start].lstrip("-t")
    if not any(said == word or said.startswith(word + " ") for word in word_set(code, "sources", "nobody_named")):
        return one
    after = max(min(one.cue[1], one.source[1]), min(one.source[0], one.cue[0])) - piece.start
    for match in words(code, TABLE, "unnamed").finditer(folded, max(after - 3, 0)):
        if match.start() - after <= FURTHER:
            return replace(
                one,
                source=(piece.start + match.start(match.lastindex or 0), piece.start + match.end(match.lastindex or 0)),
            )
        break
    return one


def taken(piece: Piece, span: Span, found: Sequence[Found]) -> bool:
    """Whether an attribution has its cue there, or its source right after."""
    start, end = span[0] + piece.start, span[1] + piece.start
    return any(
        (one.cue is not None and one.cue[0] < end and start < one.cue[1])
        or (one.source is not None and start <= one.source[0] <= end + 2)
        for one in found
    )


def attribution(piece: Piece, number: int, match: re.Match[str], form: str) -> Found | None:
    """The attribution by one phrase of a list; None where what follows is nobody, or the sentence holds nothing else."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    first = int(parsed.ends.searchsorted(match.start(), "right"))
    after = int(parsed.starts.searchsorted(match.end()))
    home = parsed.sentences[min(first, len(parsed) - 1)]
    sentence = [i for i, one in enumerate(parsed.sentences) if one == home]
    if match.lastindex is not None:
        start, end = match.span(match.lastindex)
        source = (piece.start + start, piece.start + end)
        last = after - 1
    else:
        phrase = source_after(parsed, after, sentence[-1])
        if phrase is None:
            return None
        begin, head, last = phrase
        if not somebody(parsed, begin, head, last, code, strictly=form == "opinion"):
            return None
        source = token_span(piece, begin, last)
    if not PLACED[form](parsed, first, last, sentence):
        return None
    content = rest(piece, parsed, sentence, first, last)
    if sum(len(tokens_in(piece, span)) for span in content) < SHORTEST:
        return None
    cue = (piece.start + match.start(), piece.start + match.end())
    return Found(number, first, source, cue, content, "according", 0.5)


def source_after(parsed: Parsed, after: int, end: int) -> tuple[int, int, int] | None:
    """First token, head and last token of the noun phrase that starts at a token."""
    if after > end:
        return None
    pronoun = parsed.tags[after] == "PRON" and not parsed.morphology[after, RELATIVE]
    head = next(
        (i for i in range(after, min(after + REACH, end + 1)) if parsed.tags[i] in ("NOUN", "PROPN")),
        after if pronoun else None,
    )
    if head is None or any(parsed.tags[i] not in BEFORE_HEAD for i in range(after, head)):
        return None
    while parsed.labels[head].split(":")[0] in LEADING and head < parsed.heads[head] <= end:
        head = parsed.heads[head]
    inside = below(parsed, head)
    last = head
    while last < end and last + 1 in inside:
        # What follows a comma belongs to the source only as its apposition or between commas of its own.
        if parsed.words[last + 1] == "," and not apposed(parsed, head, last + 2, inside):
            break
        last += 1
    while last > head and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    return after, head, last


def apposed(parsed: Parsed, head: int, token: int, inside: set[int]) -> bool:
    """Whether a token begins or is in an apposition or relative clause of a head."""
    opening = parsed.tags[token] if token < len(parsed) else ""
    while token in inside and parsed.heads[token] in inside and parsed.heads[token] != head:
        token = parsed.heads[token]
    if token in inside and parsed.labels[token] == "acl:relcl" and opening in ("DET", "NOUN", "PROPN"):
        return False  # a clause of its own: "À en croire les pêcheurs, le phare serait hanté"
    return token in inside and parsed.heads[token] == head and parsed.labels[token] in ("appos", "acl:relcl", "conj")


def somebody(parsed: Parsed, begin: int, head: int, last: int, code: str, *, strictly: bool) -> bool:
    """Whether a noun phrase may speak: a name, a pronoun or a noun of persons, bodies, outlets or documents."""
    if parsed.tags[head] in ("PROPN", "PRON") or (not strictly and parsed.words[head][:1].isupper()):
        return True
    kinds = lexicon(code).nouns.get(lexicon(code).noun(parsed.words[head]) or "", frozenset())
    if kinds & SOMEBODY - ({"company"} if strictly else set()):
        return True
    if strictly:
        return False
    said = fold(parsed.text[int(parsed.starts[begin]) : int(parsed.ends[last])])
    return by_nouns(said, code) is not None


def opens(parsed: Parsed, first: int, last: int, sentence: Sequence[int]) -> bool:
    """Whether a phrase opens its sentence and a comma closes it."""
    lead = [i for i in sentence if i < first and parsed.tags[i] not in ("CCONJ", "PUNCT", "SPACE", "ADV")]
    return not lead and last + 1 < len(parsed) and parsed.words[last + 1] == ","


def apart(parsed: Parsed, first: int, last: int, sentence: Sequence[int]) -> bool:
    """Whether a phrase opens or ends its sentence, or a mark sets it apart before ("nommé d'après un savant mort en
    1900" is none)."""
    lead = [i for i in sentence if i < first and parsed.tags[i] not in ("CCONJ", "PUNCT", "SPACE", "ADV")]
    tail = [i for i in sentence if i > last and parsed.tags[i] not in ("PUNCT", "SPACE")]
    return not lead or not tail or parsed.tags[first - 1] == "PUNCT"


def set_off(parsed: Parsed, first: int, last: int, sentence: Sequence[int]) -> bool:
    """Whether a phrase opens its sentence, or a comma stands before it ("les lacs et de sources d'eau" is none)."""
    lead = [i for i in sentence if i < first and parsed.tags[i] not in ("CCONJ", "PUNCT", "SPACE", "ADV")]
    return not lead or parsed.tags[first - 1] == "PUNCT"


# Where the forms of each list must stand in their sentence.
PLACED = {"opinion": opens, "before_source": apart, "with_owner": apart, "unnamed": set_off}


def rest(piece: Piece, parsed: Parsed, sentence: Sequence[int], first: int, last: int) -> tuple[Span, ...]:
    """What stands in the sentence before and after the phrase, without joining words and the marks at its ends."""
    spans = []
    for part in ([i for i in sentence if i < first], [i for i in sentence if i > last]):
        while part and parsed.tags[part[0]] in ("PUNCT", "SPACE", "CCONJ") and parsed.words[part[0]] not in '«“"':
            part = part[1:]
        while part and parsed.tags[part[-1]] in ("PUNCT", "SPACE", "CCONJ") and parsed.words[part[-1]] not in '»”"':
            part = part[:-1]
        if part:
            spans.append(token_span(piece, part[0], part[-1]))
    return tuple(spans)

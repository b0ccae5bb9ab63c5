"""Contents that begin too early: in the sentence before ("Karvane achète Brontel. Faux, assure Karvane" says only
"Faux"), or in whom it is told to ("confirme à l'AFP que le projet existe" says only "que le projet existe"); or that
end too early, behind a source in their midst ("s'apprêterait, selon L'Écho, à racheter Brontel").

The scorer goes by the parse, which joins what a full stop parts, and hangs a clause on the noun before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ondit.reading.found import Found, Piece, below, tokens_in, unbroken
from ondit.reading.noun_cues import TABLE
from ondit.reading.parsing import Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set

# A sentence's end, not an initial's or a short title's ("M. Roux").
STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?…]\s+(?=[A-ZÀ-Ý])")
OPENING = ("ADP", "CCONJ", "DET")  # what a phrase begins with, and cannot end with
NEAR = 4  # tokens to the head of the phrase that such a word opens
FROM_WHOM = 8  # tokens of one that says from whom
TOLD_TO = 4  # tokens of a phrase that says to whom something is told


def bounded(piece: Piece, one: Found) -> Found:
    """The attribution with its content from where it begins to where it ends, its source without a comma at its end."""
    one = after_addressee(piece, from_sentence(piece, without_comma(piece, without_strays(piece, one))))
    return to_its_end(piece, without_verb(piece, with_complement(piece, one)))


def without_strays(piece: Piece, one: Found) -> Found:
    """The content without parts that begin amid another sentence than its cue's, where a part stands in that: the scorer
    sees a window of words, and takes up the end of what somebody else says there."""
    parsed = piece.parsed
    if parsed is None or len(one.content) < 2 or one.cue is None:
        return one
    home = parsed.sentences[one.anchor]
    kept, at_home = [], False
    for span in one.content:
        tokens = tokens_in(piece, span)
        if not tokens:
            continue
        first = tokens[0]
        here = any(parsed.sentences[token] == home for token in tokens)
        amid = (
            first > 0 and parsed.sentences[first - 1] == parsed.sentences[first] and parsed.tags[first - 1] != "PUNCT"
        )
        at_home |= here
        if here or not amid:
            kept.append(span)
    return replace(one, content=tuple(kept)) if at_home and kept else one


def with_complement(piece: Piece, one: Found) -> Found:
    """The content with what its last word opens: "rumours of a merger between Karvane and" has lost somebody."""
    parsed = piece.parsed
    tokens = tokens_in(piece, one.content[-1])
    if parsed is None or not tokens or parsed.tags[tokens[-1]] not in OPENING:
        return one
    last, head = tokens[-1], parsed.heads[tokens[-1]]
    if head < last:  # some parses hang "and" on what stands before it
        head = next((child for child in parsed.children[head] if parsed.labels[child] == "conj" and child > last), head)
    if not last < head <= last + NEAR or parsed.sentences[head] != parsed.sentences[last]:
        return one
    end = piece.start + int(parsed.ends[unbroken(parsed, head, {c for c in parsed.children[head] if c > head})[1]])
    if any(span is not None and span[0] < end and one.content[-1][1] <= span[0] for span in (one.source, one.cue)):
        return one
    return replace(one, content=(*one.content[:-1], (one.content[-1][0], end)))


def without_verb(piece: Piece, one: Found) -> Found:
    """The content of a noun ("rumours of a takeover") without the verb that the noun is the subject of."""
    parsed = piece.parsed
    tokens = tokens_in(piece, one.content[-1])
    if parsed is None or len(tokens) < 2 or not parsed.labels[one.anchor].startswith("nsubj"):
        return one
    verb = parsed.heads[one.anchor]
    own = {verb, *(child for child in parsed.children[verb] if one.anchor < child < verb)} - below(parsed, one.anchor)
    kept = [token for token in tokens if token < min(own)]
    if not one.anchor < tokens[0] <= verb <= tokens[-1] or len(kept) < 2:
        return one
    return replace(one, content=(*one.content[:-1], (one.content[-1][0], piece.start + int(parsed.ends[kept[-1]]))))


def without_comma(piece: Piece, one: Found) -> Found:
    """The attribution with its source's last word last."""
    if one.source is None:
        return one
    source = piece.text[one.source[0] - piece.start : one.source[1] - piece.start]
    kept = len(source.rstrip(" ,;:\u00a0\u202f"))
    return replace(one, source=(one.source[0], one.source[0] + kept)) if 0 < kept < len(source) else one


def to_its_end(piece: Piece, one: Found) -> Found:
    """The content, where it is in parts, with what right behind its last part hangs on that."""
    parsed = piece.parsed
    tokens = tokens_in(piece, one.content[-1])
    if parsed is None or len(one.content) < 2 or not tokens or tokens[-1] + 1 >= len(parsed):
        return one
    following = tokens[-1] + 1
    own = [span for span in (one.source, one.cue) if span is not None]
    if parsed.heads[following] not in tokens or parsed.tags[following] == "PUNCT":
        return one
    end = piece.start + int(parsed.ends[unbroken(parsed, following)[1]])
    if any(start < end and one.content[-1][1] <= start for start, _ in own):
        return one
    return replace(one, content=(*one.content[:-1], (one.content[-1][0], end)))


def from_sentence(piece: Piece, one: Found) -> Found:
    """The content without what stands before the sentence of its cue, where some of it stands in that sentence and
    none is in quotation marks."""
    if one.cue is None or piece.parsed is None or one.content[-1][1] > one.cue[0]:
        return one
    start, end = one.content[0][0] - piece.start, one.content[-1][1] - piece.start
    if any(first < end and start < last for first, last in quoted_spans(piece.text)):
        return one
    stops = [match.end() + piece.start for match in STOP.finditer(piece.text, start, end)]
    if not stops:
        return one
    kept = tuple((max(first, stops[-1]), last) for first, last in one.content if last > stops[-1])
    return replace(one, content=kept) if kept else one


def _has_object(parsed: Parsed, join: int) -> bool:
    """Whether the verb that a joining word hangs on has another object, so that the word is no relative pronoun."""
    return any(child != join and parsed.labels[child] == "obj" for child in parsed.children[parsed.heads[join]])


def after_addressee(piece: Piece, one: Found) -> Found:
    """The content from its joining word, where what stands before that is the rest of a phrase begun outside of it, or
    says from whom it was learnt."""
    parsed = piece.parsed
    if parsed is None or one.cue is None or one.cue[1] > one.content[0][0]:
        return one
    tokens = tokens_in(piece, one.content[0])
    if not tokens or not tokens[0]:
        return one
    from_whom = parsed.tags[tokens[0]] == "ADP"  # "a appris d'un banquier de haut rang que…"
    that = word_set(parsed.language, TABLE, "that")
    join = next(
        (i for i in tokens[1 : (FROM_WHOM if from_whom else TOLD_TO) + 1] if fold(parsed.words[i]) in that), None
    )
    if join is None or not (parsed.labels[join] == "mark" or _has_object(parsed, join)):
        return one
    before = range(tokens[0], join)
    last = tokens[0] - 1
    outside = parsed.tags[last] in ("DET", "ADP", "PROPN") and (
        parsed.heads[last] in before or parsed.heads[tokens[0]] == last
    )
    if not (outside or from_whom) or any(parsed.tags[i] in ("VERB", "AUX") for i in before):
        return one
    start = piece.start + int(parsed.starts[join])
    return replace(one, content=((start, one.content[0][1]), *one.content[1:]))

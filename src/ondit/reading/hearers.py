"""Sources without those to whom they speak: "affirme au Sémaphore un conseiller", "Interrogé par Le Phare, Castel dit…".

The scorer takes what stands beside a verb for its source; who asked or was told is the channel (``who_is_who.toml``,
``[channels]``) and no part of it. What says only that somebody is quoted ("a neighbour, quoted by the Echo, spoke of
threats") is no statement of its own, where that somebody speaks in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.found import Document, Found, Piece, is_clause, overlap, token_span, tokens_in, unbroken
from ondit.reading.lexicon import Lexicon, lexicon
from ondit.reading.mended_sources import subjects
from ondit.reading.parsing import Parsed
from ondit.reading.wording import fold
from ondit.records import Span

NOMINAL = ("NOUN", "PROPN", "PRON")
# So much of what stands before a source is looked at; so many characters may part it from the word before.
BEFORE, GAP = 90, 2
# Between "to" and the source stand so many words of the one who is told.
STEPS = 3
ARTICLE = re.compile(r"(?:l[ae]s? |l'|the |el |los |las )$")


def without_hearers(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions with those who speak alone as their sources, and without those that say who quotes them."""
    known = lexicon(document.article.language)
    out = [speaking(document.pieces[one.piece], one, known) for one in found]
    return [one for one in out if not only_quoted(document.pieces[one.piece], one, out, known)]


def speaking(piece: Piece, one: Found, known: Lexicon) -> Found:
    """The attribution with a source that leaves out who asks, who is told and that it is quoted."""
    parsed = piece.parsed
    if parsed is None or one.source is None:
        return one
    tokens = tokens_in(piece, one.source)
    if not tokens:
        return one
    begin = behind_hearer(parsed, [*range(hearing(piece, parsed, tokens[0], one, known), tokens[0]), *tokens], known)
    if begin is None:
        begin = behind_asker(piece, parsed, tokens, known) or behind_place(piece, parsed, tokens, one)
    if begin is None and fold(parsed.words[tokens[0]]) in known.words["weekdays"]:
        return after_day(piece, parsed, tokens, one)
    if begin is not None:
        return replace(one, source=(token_span(piece, begin, begin)[0], one.source[1]))
    return quoted_by(piece, parsed, one, known)


def after_day(piece: Piece, parsed: Parsed, tokens: Sequence[int], one: Found) -> Found:
    """The attribution with a source without the day before it ("rapporte lundi [Le Meridian]"), or with the name behind
    it where the day is all that was found ("a assuré [samedi] Triner")."""
    first, last = tokens[0] + 1, tokens[-1]
    if first >= len(parsed) or parsed.sentences[first] != parsed.sentences[tokens[0]]:
        return one
    while last < first or (last + 1 < len(parsed) and parsed.tags[last] == "PROPN" == parsed.tags[last + 1]):
        last += 1
    if parsed.tags[first] not in (*NOMINAL, "DET") or (len(tokens) == 1 and parsed.tags[first] != "PROPN"):
        return one
    return replace(one, source=token_span(piece, first, last))


def hearing(piece: Piece, parsed: Parsed, first: int, one: Found, known: Lexicon) -> int:
    """The token of "to" whose noun a source has for its beginning ("à l'agence [Polycom Jean Duval]"), else the first
    token of the source."""
    token = first - 1
    while token > 0 and first - token <= STEPS and parsed.tags[token] in ("DET", "NOUN", "ADJ"):
        token -= 1
    after = one.cue is not None and token >= 0 and one.cue[1] <= token_span(piece, token, token)[0]
    return token if after and fold(parsed.words[token]) in known.words["hearing"] else first


def behind_hearer(parsed: Parsed, tokens: Sequence[int], known: Lexicon) -> int | None:
    """The first token of who speaks in a source that begins with "to" and whoever is told; None where it does not."""
    if not tokens or fold(parsed.words[tokens[0]]) not in known.words["hearing"]:
        return None
    for token in tokens[2:]:
        behind = parsed.tags[token - 1] not in ("ADP", "DET", "ADJ")
        opens = parsed.tags[token] in ("DET", "NUM") or (parsed.tags[token] == "PRON" and token == tokens[-1])
        named = parsed.tags[token] in NOMINAL and fold(parsed.words[token]) in known.given and token < tokens[-1]
        if behind and (opens or named) and any(parsed.tags[i] in NOMINAL for i in tokens if i >= token):
            return token
    return None


def after_hearer(parsed: Parsed, first: int, last: int, known: Lexicon) -> int:
    """Where who speaks begins in tokens that may begin with who is told ("affirme [au Sémaphore un conseiller]")."""
    return behind_hearer(parsed, range(first, last + 1), known) or first


def behind_asker(piece: Piece, parsed: Parsed, tokens: Sequence[int], known: Lexicon) -> int | None:
    """The first token of who answers in a source that begins with who asked ("Interrogé par [Le Phare, Castel]")."""
    asked = known.patterns.get("asked_by")
    start = int(parsed.starts[tokens[0]])
    comma = next((token for token in tokens[1:-1] if parsed.words[token] == ","), None)
    if asked is None or comma is None or not any(parsed.tags[i] in NOMINAL for i in tokens if i > comma):
        return None
    before = ARTICLE.sub("", fold(piece.text[max(0, start - BEFORE) : start]), count=1)
    for match in asked.finditer(before):
        opens = not before[: match.start()].strip() or before[: match.start()].rstrip()[-1] in ".!?»”,;:—–-"
        if match.end() == len(before) and opens:
            return comma + 1
    return None


def behind_place(piece: Piece, parsed: Parsed, tokens: Sequence[int], one: Found) -> int | None:
    """The first token of who speaks in a source that begins with where it is said ("Dans une interview à Tandem, [Ysaure
    Malivert] raconte")."""
    comma = next((token for token in tokens[2:-1] if parsed.words[token] == ","), None)
    if parsed.tags[tokens[0]] != "ADP" or comma is None or one.cue is None or one.source is None:
        return None
    if one.source[1] > one.cue[0] or parsed.tags[comma + 1] not in (*NOMINAL, "DET", "NUM"):
        return None
    return comma + 1 if any(parsed.tags[i] in NOMINAL for i in tokens if i > comma) else None


def quoted_by(piece: Piece, parsed: Parsed, one: Found, known: Lexicon) -> Found:
    """The attribution whose source is but the words that somebody is quoted, with the subject before them."""
    cited = known.patterns.get("cited_by")
    if cited is None or one.source is None or cited.match(piece.text, one.source[0] - piece.start) is None:
        return one
    verb = one.anchor
    if not 0 <= verb < len(parsed):
        return one
    subject = next(subjects(parsed, verb), None)
    if subject is None or subject > verb:
        return one
    first, last = unbroken(parsed, subject)
    while last > subject and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    whole = token_span(piece, first, last)
    return replace(one, source=whole) if whole[0] < one.source[0] else one


def only_quoted(piece: Piece, one: Found, found: Sequence[Found], known: Lexicon) -> bool:
    """Whether an attribution says only that somebody is quoted who speaks in another."""
    cited = known.patterns.get("cited_by")
    if cited is None or one.cue is None or one.source is None or len(one.content) != 1 or piece.parsed is None:
        return False
    match = cited.match(piece.text, one.cue[0] - piece.start)
    if match is None or piece.start + match.end() < one.source[0] - GAP or is_clause(piece, one.content[0]):
        return False
    return any(other is not one and same(other.source, one.content[0]) for other in found)


def same(source: Span | None, content: Span) -> bool:
    """Whether the source of one attribution is the content of another."""
    return source is not None and overlap(source, content)

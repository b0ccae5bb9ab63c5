"""Attributions that layout makes: what a colon introduces, in the same paragraph or the next, and lines of an interview.

"Edgar Thibouville, médecin, a déclaré : ¶ « Nous n'avons plus de lits. »"; "Réaction du délégué : « On ne lâchera
rien. »"; "B. L. : Le maire vend des forfaits." The scorer sees one paragraph at a time and few such forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ondit.reading.features import NO_CLASS, cue_classes
from ondit.reading.found import Document, Found, Piece, token_span, unbroken
from ondit.reading.parsing import Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.stretches import Stretches, contents
from ondit.reading.wording import fold
from ondit.records import Span

COLON_AT_END = re.compile(r"\s*:\s*$")
COLON_BEFORE = re.compile(r":\s*$")
OPENING = '«“„"–—'
# A label of a speaker: a few words, the first and the last capitalised or initials, then a colon.
LABEL = re.compile(r"(?:[«“\"][ \u00a0\u202f]?)?(?P<label>[A-ZÀ-Ý][\w.'’-]*(?:[  ][\w.'’-]+){0,4})[  ]?:[  ]+(?=\S)")
SHORTEST = 8
BULLET = re.compile(r"[-–—•*·]\s+")
# A quotation's signature: "-Commissioner Beatrice Orland".
SIGNED = re.compile(r"[-–—]\s?(?=[A-ZÀ-Ý][^.!?]{2,79}$)")
# What stands before a colon names somebody only where it is short.
LONGEST_NAME = 90


def by_layout(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions of text that no statement found so far holds."""
    told = contents(found)
    yield from introduced(document, told)
    yield from interview(document, told)
    yield from signed(document, told)


def introduced(document: Document, told: Stretches[int]) -> Iterator[Found]:
    """Quotations after a colon, introduced by a word that attributes."""
    pieces = document.pieces
    for number, piece in enumerate(pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for start, end in quoted_spans(piece.text):
            span = (piece.start + start, piece.start + end)
            if end - start >= SHORTEST and COLON_BEFORE.search(piece.text[:start]) and not held(told, span):
                made = list(attributed(document, number, start, (span,)))
                yield from made or named(document, number, start, (span,))
        if COLON_AT_END.search(piece.text) and number + 1 < len(pieces):
            content = following(pieces, number + 1)
            if content and not any(held(told, span) for span in content):
                made = list(attributed(document, number, len(piece.text), content))
                yield from made or named(document, number, len(piece.text), content)


def following(pieces: Sequence[Piece], number: int) -> tuple[Span, ...]:
    """The quotation that a paragraph opens with, and those of the next paragraphs while each is but a quotation; or the
    lines of a list."""
    out: list[Span] = []
    for piece in pieces[number:]:
        bullet = BULLET.match(piece.text)
        if bullet is None:
            break
        end = len(piece.text.rstrip(" ;.,\u00a0\u202f"))
        out.append((piece.start + bullet.end(), piece.start + max(end, bullet.end())))
    if len(out) > 1:
        return tuple(out)
    out = []
    for piece in pieces[number:]:
        text = piece.text
        if not text or text[0] not in OPENING:
            break
        spans = quoted_spans(text)
        first = next((span for span in spans if span[0] <= 1), None)
        if first is None:
            if text[0] in "–—" and not out:
                start = re.match(r"[–—\s]*", text).end()  # type: ignore[union-attr]
                out.append((piece.start + start, piece.start + len(text)))
            break
        out.append((piece.start + first[0], piece.start + first[1]))
        if first[1] < len(text) - 2:
            break
    return tuple(out)


def held(told: Stretches[int], span: Span) -> bool:
    """Whether one of the attributions with these contents holds the greater part of a span already."""
    shared: Counter[int] = Counter()
    for (start, end), number in told.over(span):
        shared[number] += min(end, span[1]) - max(start, span[0])
    return max(shared.values(), default=0) > max(1, span[1] - span[0]) / 2


def attributed(document: Document, number: int, before: int, content: tuple[Span, ...]) -> Iterator[Found]:
    """The attribution by the last word that may attribute before offset ``before`` of a piece, in its last sentence."""
    piece = document.pieces[number]
    parsed = piece.parsed
    assert parsed is not None
    last = int(parsed.starts.searchsorted(before)) - 1
    while last > 0 and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    if last < 0:
        return
    classes, home = cue_classes(document.article.language), parsed.sentences[last]
    here = [i for i in range(last, -1, -1) if parsed.sentences[i] == home]
    rows = {i: classes.get(fold(parsed.words[i]), NO_CLASS) for i in here}
    verbs = [i for i in here if parsed.tags[i] in ("VERB", "AUX") and any(rows[i][:-2])]
    nouns = [i for i in here if parsed.tags[i] == "NOUN" and any(rows[i][:-2])]
    for anchor in [*verbs[:2], *nouns[:1]]:
        source = source_of(piece, parsed, anchor, here)
        if source is not None:
            yield Found(number, anchor, source, cue_of(piece, parsed, anchor), content, "introduced", 0.5)
            return


def named(document: Document, number: int, before: int, content: tuple[Span, ...]) -> Iterator[Found]:
    """The attribution by nothing but a name before a colon: "Solène Quémard, navigatrice : « J'ai cru mourir. »"."""
    piece = document.pieces[number]
    parsed = piece.parsed
    if parsed is None or not len(parsed):
        return
    colon = piece.text.rfind(":", 0, before)
    starts = [match.end() for match in BULLET.finditer(piece.text, 0, max(colon, 0)) if match.start() == 0]
    start = max([0, *starts, *(end + 1 for end in stops(piece.text, colon))])
    here = [i for i in range(len(parsed)) if start <= parsed.starts[i] < colon]
    while here and parsed.tags[here[0]] in ("PUNCT", "SPACE", "CCONJ", "ADP", "ADV"):
        here.pop(0)
    while here and parsed.tags[here[-1]] in ("PUNCT", "SPACE"):
        here.pop()
    if not here or colon - start > LONGEST_NAME or any(parsed.tags[i] in ("VERB", "AUX") for i in here):
        return
    if not any(parsed.tags[i] == "PROPN" for i in here[:3]) and not a_name(document, piece, here[0]):
        return
    anchor = max(int(parsed.starts.searchsorted(colon, "right")) - 1, 0)
    cue = (piece.start + colon, piece.start + colon + 1)
    yield Found(number, anchor, token_span(piece, here[0], here[-1]), cue, content, "named", 0.5)


def a_name(document: Document, piece: Piece, token: int) -> bool:
    """Whether the article has a word with its capital in the midst of a sentence too: names that no parser knows."""
    assert piece.parsed is not None
    word = piece.parsed.words[token]
    return (
        word[:1].isupper()
        and re.search(rf"[^\W\d_,;][,;]? {re.escape(word)}\b|['’]{re.escape(word)}\b", document.article.text)
        is not None
    )


def stops(text: str, before: int) -> list[int]:
    """Where sentences end before an offset."""
    return [match.start() for match in re.finditer(r"[.!?»”](?=\s)", text[: max(before, 0)])]


def signed(document: Document, told: Stretches[int]) -> Iterator[Found]:
    """A paragraph that is but a quotation, with its signature under it or behind it."""
    for number, (piece, under) in enumerate(zip(document.pieces, document.pieces[1:], strict=False), 1):
        match = SIGNED.match(under.text)
        if match is None or under.parsed is None or (0, len(piece.text)) not in quoted_spans(piece.text):
            continue
        content, cue = (piece.start, piece.start + len(piece.text)), (under.start, under.start + 1)
        if not held(told, content):
            source = (under.start + match.end(), under.start + len(under.text))
            yield Found(number, 0, source, cue, (content,), "signed", 0.5)


def cue_of(piece: Piece, parsed: Parsed, anchor: int) -> Span:
    """A verb with its auxiliaries and its reflexive pronoun before it."""
    first = anchor
    while first and parsed.heads[first - 1] == anchor and parsed.labels[first - 1].split(":")[0] in ("aux", "expl"):
        first -= 1
    return token_span(piece, first, anchor)


def source_of(piece: Piece, parsed: Parsed, anchor: int, here: Sequence[int]) -> Span | None:
    """The subject of a verb or of what it hangs on; the complement of a noun; else the noun phrase right before."""
    above = parsed.heads[anchor]
    if parsed.tags[anchor] == "NOUN":
        head = next((c for c in parsed.children[anchor] if parsed.labels[c].startswith("nmod")), None)
    else:
        head = next((c for c in parsed.children[anchor] if parsed.labels[c].startswith("nsubj")), None)
        if head is None:
            head = next(
                (c for c in parsed.children[above] if parsed.labels[c].startswith("nsubj") and c != anchor), None
            )
        if head is None:
            head = next((i for i in here if i < anchor and parsed.tags[i] in ("PROPN", "NOUN")), None)
            while (
                head is not None and parsed.heads[head] < head and parsed.tags[parsed.heads[head]] in ("NOUN", "PROPN")
            ):
                head = parsed.heads[head]
    if head is None:
        return None
    leave = {c for c in parsed.children[head] if parsed.labels[c] in ("case", "cc")} | {anchor}
    first, last = unbroken(parsed, head, leave)
    while last > head and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    return token_span(piece, first, last)


def interview(document: Document, told: Stretches[int]) -> Iterator[Found]:
    """Lines that begin with the label of a speaker, where an article has such a label on two lines or more."""
    matches = {number: LABEL.match(piece.text) for number, piece in enumerate(document.pieces)}
    often = Counter(fold(match["label"]) for match in matches.values() if match)
    speakers = {label for label, count in often.items() if count >= 2}
    for number, match in matches.items():
        after = matches.get(number + 1)
        if match and after and document.pieces[number].text.rstrip().endswith("?"):
            speakers |= {fold(match["label"]), fold(after["label"])}  # a question and its answer
    for number, match in matches.items():
        piece = document.pieces[number]
        if match is None or fold(match["label"]) not in speakers or piece.parsed is None or not len(piece.parsed):
            continue
        start, end = piece.start + match.end(), piece.start + len(piece.text)
        if held(told, (start, end)) or end - start < SHORTEST:
            continue
        while piece.text[end - piece.start - 1] in ". ":
            end -= 1
        colon = piece.start + piece.text.index(":", match.end("label"))
        anchor = int(piece.parsed.starts.searchsorted(colon - piece.start, "right")) - 1
        source = (piece.start + match.start("label"), piece.start + match.end("label"))
        yield Found(number, max(anchor, 0), source, (colon, colon + 1), ((start, end),), "interview", 0.5)

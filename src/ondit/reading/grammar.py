"""Attributions that grammar alone proves: a reporting verb with its subject and its that-clause.

The scorer has seen few examples of rare verbs; here the lexicon and the parse stand in for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.features import CLASSES, NO_CLASS, classes_of, cue_classes
from ondit.reading.found import Document, Found, Piece, by_piece, token_span, tokens_in, unbroken
from ondit.reading.parsing import Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set
from ondit.records import Span

CLAUSES = ("ccomp", "xcomp")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def by_grammar(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions at verbs that the scorer passed over."""
    classes = cue_classes(document.article.language)
    taken = {(one.piece, one.anchor) for one in found}
    taken |= {
        (one.piece, token) for one in found if one.cue for token in tokens_in(document.pieces[one.piece], one.cue)
    }
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        told = [span for one in homes[number] for span in one.content]
        quoted = [(piece.start + start, piece.start + end) for start, end in quoted_spans(piece.text)]
        for token, word in enumerate(parsed.words):
            if (number, token) in taken or parsed.tags[token] != "VERB":
                continue
            row = classes.get(fold(word), NO_CLASS)
            if not any(row[: len(CLASSES)]) or row[-2]:
                continue
            # The scorer has seen whether a verb in another's words attributes there, but is shy of chains.
            if lies_in(piece, token, quoted) or (lies_in(piece, token, told) and not tells(row)):
                continue
            one = at_verb(piece, number, token) or (told_before(piece, number, token) if tells(row) else None)
            if one is not None:
                yield one


def lies_in(piece: Piece, token: int, spans: Sequence[Span]) -> bool:
    """Whether a token stands in one of the spans."""
    at = token_span(piece, token, token)[0]
    return any(start <= at < end for start, end in spans)


def tells(row: Sequence[float]) -> bool:
    """Whether a form is one of a verb of telling and of none of thinking: "dit que le préfet a annoncé que…"."""
    return any(row[CLASSES.index(name)] for name in ("say", "report")) and not row[CLASSES.index("think")]


def at_verb(piece: Piece, number: int, token: int) -> Found | None:
    """The attribution at one verb: None unless it has a subject and a clause for its content."""
    parsed = piece.parsed
    assert parsed is not None
    children = parsed.children
    below = {child: parsed.labels[child] for child in children[token]}
    source = next((child for child, label in below.items() if label in SUBJECTS), None)
    if source is None and parsed.labels[token] == "conj":
        source = next((c for c in children[parsed.heads[token]] if parsed.labels[c] in SUBJECTS), None)
    content = next((child for child, label in below.items() if label in CLAUSES and child > token), None)
    telling = tells(classes_of(parsed, token))
    if content is None and telling:
        content = hung_on_a_time(parsed, token)
    if source is None or content is None or any(label == "aux:pass" for label in below.values()):
        return None
    if parsed.heads[content] == token and parsed.labels[content] != "ccomp":
        return None
    plain = telling and parsed.tags[source] != "PRON" and unmarked(parsed, token, content)
    if not plain and not any(parsed.labels[c] == "mark" for c in children[content]):
        return None
    first, last = token, token
    while first - 1 in below and parsed.labels[first - 1].split(":")[0] in ("aux", "advmod", "expl"):
        first -= 1
    return Found(
        number,
        token,
        subtree(piece, parsed, source, without_case=True),
        token_span(piece, first, last),
        (subtree(piece, parsed, content),),
        "grammar/that-clause",
        0.6,
    )


def hung_on_a_time(parsed: Parsed, token: int) -> int | None:
    """The clause that a parse hangs on what stands between it and its verb ("avait écrit dans la matinée que…"): its
    "that" is a mark, no pronoun of the clause."""
    that = word_set(parsed.language, "noun_cues", "that")
    for child in parsed.children[token]:
        if child < token or not parsed.labels[child].startswith("obl"):
            continue
        for clause in parsed.children[child]:
            marks = [c for c in parsed.children[clause] if parsed.labels[c] == "mark" and fold(parsed.words[c]) in that]
            if parsed.labels[clause].startswith("acl") and marks and marks[0] == unbroken(parsed, clause)[0]:
                return clause
    return None


def unmarked(parsed: Parsed, token: int, content: int) -> bool:
    """Whether a clause without "that" follows its verb at once, with a subject of its own ("maintains it never did")."""
    subject = next((c for c in parsed.children[content] if parsed.labels[c] == "nsubj" and c > token), None)
    return subject is not None and unbroken(parsed, subject)[0] == token + 1


def told_before(piece: Piece, number: int, token: int) -> Found | None:
    """ "The site has been idle since March, a foreman confided": a clause before a verb of telling with its subject, a
    comma between them."""
    parsed = piece.parsed
    assert parsed is not None
    below = {child: parsed.labels[child] for child in parsed.children[token]}
    content = next((child for child, label in below.items() if label == "ccomp" and child < token), None)
    source = next((child for child, label in below.items() if label == "nsubj" and parsed.tags[child] != "PRON"), None)
    if content is None or source is None or any(label == "aux:pass" for label in below.values()):
        return None
    said, who = subtree(piece, parsed, content), subtree(piece, parsed, source, without_case=True)
    between = piece.text[said[1] - piece.start : min(who[0], token_span(piece, token, token)[0]) - piece.start]
    if between.strip() != "," or not any(parsed.labels[c].startswith("nsubj") for c in parsed.children[content]):
        return None
    cue = token_span(piece, token, token)
    return Found(number, token, who, cue, (said,), "grammar/told-before", 0.6)


def subtree(piece: Piece, parsed: Parsed, head: int, *, without_case: bool = False) -> Span:
    """The unbroken stretch of tokens below a head, punctuation at its ends left out."""
    leave = {c for c in parsed.children[head] if parsed.labels[c] == "case"} if without_case else set()
    first, last = unbroken(parsed, head, leave)
    while last > head and parsed.tags[last] == "PUNCT":
        last -= 1
    while first < head and parsed.tags[first] == "PUNCT":
        first += 1
    return token_span(piece, first, last)

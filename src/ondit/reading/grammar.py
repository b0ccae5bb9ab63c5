"""Attributions that grammar alone proves: a reporting verb with its subject and its that-clause, a denial with its object.

The scorer has seen few examples of rare verbs; here the lexicon and the parse stand in for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.features import CLASSES, NO_CLASS, children_of, cue_classes
from ondit.reading.found import Document, Found, Piece, token_span
from ondit.reading.parsing import Parsed
from ondit.reading.wording import fold, word_set
from ondit.records import Span

DENY = CLASSES.index("deny")
CLAUSES = ("ccomp", "xcomp")
OBJECTS = ("obj", "ccomp", "xcomp")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def by_grammar(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions at verbs that the scorer passed over."""
    code = document.article.language
    classes, denials = cue_classes(code), word_set(code, "cues", "certain_denials")
    taken = {(one.piece, token) for one in found for token in near(one, document)}
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        children = children_of(parsed.heads)
        for token, word in enumerate(parsed.words):
            low = fold(word)
            if (number, token) in taken or parsed.tags[token] not in ("VERB", "AUX", "ADJ", "NOUN"):
                continue
            row = classes.get(low, NO_CLASS)
            denies = low in denials
            if not denies and (parsed.tags[token] != "VERB" or not any(row[: len(CLASSES)]) or row[-2]):
                continue
            one = at_verb(piece, number, token, children, denies)
            if one is not None:
                yield one


def near(one: Found, document: Document) -> list[int]:
    """Tokens of an attribution's cue."""
    parsed = document.pieces[one.piece].parsed
    if parsed is None or one.cue is None:
        return []
    start, end = (edge - document.pieces[one.piece].start for edge in one.cue)
    return [i for i in range(len(parsed)) if parsed.starts[i] < end and parsed.ends[i] > start] + [one.anchor]


def at_verb(piece: Piece, number: int, token: int, children: list[list[int]], denies: bool) -> Found | None:
    """The attribution at one verb: None unless it has a subject and a content of the right kind."""
    parsed = piece.parsed
    assert parsed is not None
    below = {child: parsed.labels[child] for child in children[token]}
    subject = next((child for child, label in below.items() if label in SUBJECTS), None)
    passive = any(label == "aux:pass" for label in below.values())
    if passive and denies:
        agent = next((child for child, label in below.items() if label == "obl:agent"), None)
        if subject is None or agent is None:
            return None
        source, content = agent, subject
    else:
        wanted = OBJECTS if denies else CLAUSES
        contents = [child for child, label in below.items() if label in wanted and child > token]
        if subject is None and parsed.labels[token] == "conj":
            subject = next((c for c in children[parsed.heads[token]] if parsed.labels[c] in SUBJECTS), None)
        if subject is None or not contents or passive:
            return None
        if not denies and not (
            parsed.labels[contents[0]] == "ccomp" and any(parsed.labels[c] == "mark" for c in children[contents[0]])
        ):
            return None
        source, content = subject, contents[0]
    first, last = token, token
    while first - 1 in below and parsed.labels[first - 1].split(":")[0] in ("aux", "advmod", "expl"):
        first -= 1
    return Found(
        number,
        token,
        subtree(piece, parsed, source, children, without_case=True),
        token_span(piece, first, last),
        (subtree(piece, parsed, content, children),),
        "grammar/denial" if denies else "grammar/that-clause",
        0.6,
    )


def subtree(piece: Piece, parsed: Parsed, head: int, children: list[list[int]], *, without_case: bool = False) -> Span:
    """The unbroken stretch of tokens below a head, punctuation at its ends left out."""
    below, todo = {head}, [head]
    while todo:
        for child in children[todo.pop()]:
            if not (without_case and parsed.labels[child] == "case" and parsed.heads[child] == head):
                below.add(child)
                todo.append(child)
    first = last = head
    while first - 1 in below:
        first -= 1
    while last + 1 in below:
        last += 1
    while last > head and parsed.tags[last] == "PUNCT":
        last -= 1
    while first < head and parsed.tags[first] == "PUNCT":
        first += 1
    return token_span(piece, first, last)

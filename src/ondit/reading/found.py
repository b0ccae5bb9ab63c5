"""What passes between the steps inside reading: a parsed document, and attributions as they are found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ondit.reading.parsing import Parsed
from ondit.records import Article, Polarity, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


ANSWERS = "answering-clause"  # the rule of clauses that answer what their sentence tells


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the article: ``start`` is its offset in the article's text. ``parsed`` is None where nothing in it
    can hold a statement, so it was not parsed."""

    start: int
    text: str
    parsed: Parsed | None
    title: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its pieces, in order."""

    article: Article
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as found: spans are offsets into the article's text, ``anchor`` the cue's head token in its piece.

    ``ellipsis`` is True where the content is taken over from the statement before ("Ford a fait de même").
    ``seen`` is what the scorer knows of it, numbers from which labels are learnt; None where a rule found it.
    ``polarity`` is what grammar proves of it; None where its wording must tell.
    """

    piece: int
    anchor: int
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
    score: float = 1.0
    ellipsis: bool = False
    seen: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)
    polarity: Polarity | None = None


def token_at(parsed: Parsed, place: int) -> int:
    """The token that stands at a place of its piece, or the last one before it."""
    return max(0, int(parsed.starts.searchsorted(place, "right")) - 1)


def in_article(piece: Piece, span: Span) -> Span:
    """A span of a piece as one of the article."""
    return piece.start + span[0], piece.start + span[1]


def by_piece(found: Iterable[Found]) -> defaultdict[int, list[Found]]:
    """Attributions by the number of their piece."""
    pieces: defaultdict[int, list[Found]] = defaultdict(list)
    for one in found:
        pieces[one.piece].append(one)
    return pieces


def token_span(piece: Piece, first: int, last: int) -> Span:
    """Article offsets of tokens first..last (inclusive) of a parsed piece."""
    assert piece.parsed is not None
    return piece.start + int(piece.parsed.starts[first]), piece.start + int(piece.parsed.ends[last])


def tokens_in(piece: Piece, span: Span) -> list[int]:
    """Tokens of a parsed piece that overlap a span of the article."""
    if piece.parsed is None:
        return []
    start, end = span[0] - piece.start, span[1] - piece.start
    parsed = piece.parsed
    return list(range(int(parsed.ends.searchsorted(start, "right")), int(parsed.starts.searchsorted(end))))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def below(parsed: Parsed, head: int, leave: Collection[int] = ()) -> set[int]:
    """A token and all that hangs below it, but for those of its own children to ``leave`` with what hangs on them."""
    found, todo = {head}, [head]
    while todo:
        children = [child for child in parsed.children[todo.pop()] if child not in leave]
        found.update(children)
        todo += children
    return found


def unbroken(parsed: Parsed, head: int, leave: Collection[int] = ()) -> tuple[int, int]:
    """First and last token of the stretch around a head in which every token hangs below it."""
    inside = below(parsed, head, leave)
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last


def is_clause(piece: Piece, span: Span) -> bool:
    """Whether a span holds a finite verb with its subject, outside of a relative clause."""
    parsed = piece.parsed
    assert parsed is not None
    inside = set(tokens_in(piece, span))
    return any(
        parsed.labels[i].split(":")[0] in ("nsubj", "csubj")
        and parsed.heads[i] in inside
        and parsed.tags[parsed.heads[i]] in ("VERB", "AUX", "ADJ", "NOUN")
        and not parsed.labels[parsed.heads[i]].startswith("acl")
        for i in inside
    )


def sentences(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """First and last token of each sentence, without its full stop."""
    start = 0
    for i in range(1, len(parsed) + 1):
        if i == len(parsed) or parsed.sentences[i] != parsed.sentences[start]:
            last = i - 1
            while last > start and parsed.tags[last] in ("PUNCT", "SPACE"):
                last -= 1
            yield start, last
            start = i

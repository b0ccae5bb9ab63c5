"""Whether a headline says more than its text: it asserts what the text leaves to others, or says is denied.

"Corvane sells its plant", the title says; "Corvane would sell its plant, according to two people familiar with the
matter", says the text. Many read no further than the title, so whoever reads on is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ondit.linking.gist import sentences_of
from ondit.linking.stances import SAME
from ondit.linking.terms import words
from ondit.reading.found import overlap
from ondit.records import Reading, Span, Statement
from ondit.vectors import encode

_FIRST = 8  # sentences below the title among which the one that tells the same is looked for
_LONGEST = 4000  # characters in which they must stand
_WORD = 4  # letters
_SHORT = 15  # characters; what is shorter is no sentence


@dataclass(frozen=True, slots=True)
class HeadlineGap:
    """``text`` is what the text does with what the title asserts; ``statement`` the index of the one that shows it."""

    text: Literal["attributes", "denies"]
    statement: int


def headline_gap(reading: Reading) -> HeadlineGap | None:
    """What the text does with an assertion in its title; None where it asserts it too, or the title asserts nothing.

    The title asserts where it neither asks nor has a statement in it. What decides is the sentence below that comes
    nearest to it: said by nobody but the article, it bears the title out, and so do words that a named source says of
    itself or of what it knows; a denial does not, nor what unnamed sources, other outlets or a hedge answer for.
    """
    title = reading.article.title_span
    if title is None or reading.question is not None or any(overlap(s.sentence, title) for s in reading.statements):
        return None
    text = reading.article.text
    below = [s for s in sentences_of(text, title[1], min(len(text), title[1] + _LONGEST)) if s[1] - s[0] >= _SHORT]
    leaving = [
        (index, statement)
        for index, statement in enumerate(reading.statements)
        if (statement.polarity == "deny" or _hearsay(statement))
        and any(overlap(span, sentence) for span in statement.content for sentence in below[:_FIRST])
    ]
    # Loading the encoder takes as long as half of a reading: only where its answer can matter.
    told = _subjects(text[title[0] : title[1]])
    leaving = [(index, one) for index, one in leaving if any(told & _subjects(text[a:b]) for a, b in one.content)]
    nearest = _nearest(text, title, below[:_FIRST]) if leaving else None
    if nearest is None:
        return None
    for index, statement in leaving:
        if any(overlap(span, nearest) for span in statement.content):
            return HeadlineGap("denies" if statement.polarity == "deny" else "attributes", index)
    return None


def _nearest(text: str, title: Span, below: Iterable[Span]) -> Span | None:
    spans = [title, *below]
    vectors = encode([text[a:b] for a, b in spans])
    near = vectors[1:] @ vectors[0]
    if not len(near) or float(near.max()) < SAME:
        return None
    return spans[1 + int(near.argmax())]


def _subjects(text: str) -> set[str]:
    """Words that sentences share when they tell the same: long enough to be no article or pronoun."""
    return {word for word in words(text) if len(word) >= _WORD}


def _hearsay(statement: Statement) -> bool:
    return statement.polarity == "affirm" and (
        statement.certainty == "hedged"
        or bool(statement.channel)
        or statement.source_kind in ("anonymous", "outlet", "implied")
    )

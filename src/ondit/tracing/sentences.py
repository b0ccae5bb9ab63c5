"""Where sentences begin and end, cheaply: enough to say in which sentence a name stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from ondit.records import Span

# A capital after an end mark starts a sentence, unless the mark ends a short capitalised word ("M. Roy", "Mr. Roy").
_END = re.compile(
    r"\n+|(?<![A-ZÀ-Ý])(?<!\b[A-ZÀ-Ý]\w)(?<!\b[A-ZÀ-Ý]\w\w)[.!?…]+[\"»”’)]*\s+(?=[\"«“(‘]?\s*[A-ZÀ-Ý0-9])"
)


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text, in order; blank ones left out."""
    found: list[Span] = []
    start = 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        if text[start:end].strip():
            found.append((start, end))
        start = end
    return tuple(found)


def sentence_at(text: str, place: int) -> Span:
    """The sentence that holds a place of the text."""
    spans = sentences(text)
    if not spans:
        return (0, len(text))
    return spans[max(bisect_right([start for start, _ in spans], place) - 1, 0)]

"""Where the quotation marks are, and what stands inside them.

Marks differ by country and by keyboard: « », “ ”, „ “, the plain " that both opens and closes, '' and `` '' of wires and
old typesetting, and the single ‘ ’ of British papers. A paragraph of a
quotation that goes on opens with a mark again and closes only at the last (Chicago Manual of Style 13.30).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ondit.records import Span

OPENING = "«“„"
CLOSING = "»”"
PLAIN = '"'
DOUBLED = "''"
OPENED_BY = {"»": "«", "”": "“"}
SPACE = " \t\n\u00a0\u202f"
MARKS = re.compile(f"[{OPENING}{CLOSING}{PLAIN}]|''|``")
# ‘We will not sell,’: what closes is also an apostrophe, so a mark of the sentence must stand by it.
SINGLE = re.compile(r"(?<![\w‘’])‘(?=[^\W_])[^‘\n]{2,600}?(?:(?<=[,.?!…;:—])’(?!\w)|(?<=\w)’(?=[,.?!…;:)]|\Z))")


@lru_cache(maxsize=1024)
def quoted_spans(text: str) -> tuple[Span, ...]:
    """Outermost quoted stretches of one paragraph, marks included, in order, never overlapping.

    An opening mark without its closing one quotes up to the end of the paragraph; a closing mark without its opening
    one quotes from the start, if nothing was quoted before; at the head of a paragraph it opens, as old French style has it.

    >>> quoted_spans('He said "no" and « non ».')
    ((8, 12), (17, 24))
    """
    spans: list[Span] = []
    start, depth, kind = -1, 0, ""
    for found in MARKS.finditer(text):
        at, mark = found.start(), found.group()
        if mark in OPENING:
            if depth == 0:
                start, depth, kind = at, 1, mark
            elif mark == kind:
                depth += 1
            elif mark == "“" and kind == "„":
                spans.append((start, at + 1))
                depth = 0
        elif mark in CLOSING:
            if depth and _closes(kind, mark):
                depth -= 1
                if depth == 0:
                    spans.append((start, at + 1))
            elif depth == 0 and not spans and at:
                spans.append((0, at + 1))
            elif at == 0:
                start, depth, kind = 0, 1, OPENED_BY[mark]
        elif mark in (DOUBLED, "``"):
            if depth == 0 and not (mark == DOUBLED and at and text[at - 1].isdigit()):
                start, depth, kind = at, 1, DOUBLED
            elif kind == DOUBLED and mark == DOUBLED:
                spans.append((start, at + 2))
                depth = 0
        elif mark == PLAIN:
            if depth == 0:
                if at and text[at - 1].isdigit() and not _opens(text, at):
                    continue
                start, depth, kind = at, 1, PLAIN
            elif kind == PLAIN:
                spans.append((start, at + 1))
                depth = 0
    if depth and start >= 0 and len(text) - start > 2:
        spans.append((start, len(text)))
    if "‘" in text:
        single = [match.span() for match in SINGLE.finditer(text)]
        spans += [span for span in single if not any(start < span[1] and span[0] < end for start, end in spans)]
        spans.sort()
    return tuple(spans)


def _closes(kind: str, mark: str) -> bool:
    return (kind, mark) in {("«", "»"), ("“", "”"), ("„", "”")}


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before in SPACE + "([-—–:" and after not in SPACE

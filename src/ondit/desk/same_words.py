"""When two versions of a page say the same: quotes, spaces, labels and counters do not count, words do.

What the furniture of a language's data names is left out, and, in any language, numbers in lines of up to five words
that stand before the first or after the last running text ("128 commentaires", "Lu 2 345 fois").
"""

from __future__ import annotations

import re
from dataclasses import replace

from ondit import codec
from ondit.page import furniture
from ondit.records import Article, Link

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00ad": None})
_DIGITS = re.compile(r"\d[\d.,\s]*")
_DATELINE = 10  # words of a line that may only say when it was updated
_SHORT = 5  # words of a line that may be a counter


def words_of(article: Article) -> str:
    """The words of an article in the form in which they are compared, a line a paragraph."""
    lines = article.text.split("\n\n")
    head = [lines.pop(0)] if article.title_span is not None and lines else []
    prose = [at for at, line in enumerate(lines) if furniture.is_prose(line)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    kept = []
    for at, line in enumerate(lines):
        if _is_furniture(line) and at not in prose:
            continue
        counter = not first <= at <= last and len(line.split()) <= _SHORT
        kept.append(_DIGITS.sub("0", line) if counter else line)
    return "\n".join(plain(line) for line in (*head, *kept))


def version_id(article: Article) -> str:
    """The name of what an article says. What surrounds it (related headlines, links of the frame, the bytes of the
    page, counters, labels) is left out: a new advertisement is not a new version."""
    links = tuple(Link(link.url, plain(link.text)) for link in article.links if link.span is not None)
    said = replace(
        article, text=words_of(article), title_span=None, paragraphs=(), related=(), page_sha256=None, links=links
    )
    return codec.digest(said)


def _is_furniture(line: str) -> bool:
    if len(line.split()) <= _DATELINE and furniture.is_head_line(line):
        return True
    return "\u00a9" in line or furniture.kind_of(line) is not None


def plain(line: str) -> str:
    """Words with one kind of quote, dash and space between."""
    return " ".join(line.translate(_SAME).split())

"""An article's text cut into pieces: paragraphs, or lines where a paragraph has several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ondit.records import Article, Span

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
LONGEST = 4000
# The hour before an entry of a live blog is none of its sentence: "14 h 32 – Le préfet annonce…".
HOUR = re.compile(r"\d{1,2} ?[:.h] ?\d{2}(?: ?[ap]\.? ?m\.?)?(?: [A-Z]{2,4})?\s*[–—|-]\s+(?=\S)")
STOP = re.compile(r"(?<=[.!?…»”\"])\s+(?=[\w«“\"])")


def pieces(article: Article) -> Iterator[tuple[Span, bool]]:
    """Spans of the pieces, trimmed of white space, and whether each is the title. A line above LONGEST characters is cut
    at the ends of sentences, so that time stays proportional to length."""
    for line in LINE.finditer(article.text):
        text = line.group()
        start = line.start() + len(text) - len(text.lstrip())
        hour = HOUR.match(article.text, start, line.end())
        start = hour.end() if hour else start
        end = line.start() + len(text.rstrip())
        title = article.title_span is not None and article.title_span[0] <= start < article.title_span[1]
        while end - start > LONGEST:
            cuts = [m.end() for m in STOP.finditer(article.text, start, start + LONGEST)]
            cut = cuts[-1] if cuts else article.text.rfind(" ", start + 1, start + LONGEST) + 1
            cut = cut if cut > start else start + LONGEST
            yield (start, cut), title
            start = cut
        if end > start:
            yield (start, end), title

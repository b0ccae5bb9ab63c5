"""Credit lines: "(Reuters) -" before the text, "avec AFP" in the byline or below the text, an agency's signature.

Looked for where credit lines stand: the byline, the start of the first paragraphs, the last lines, and any short line
that holds nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ondit.reading.found import overlap
from ondit.records import Evidence, Span
from ondit.tracing.nodes import Clue, Node
from ondit.tracing.outlet_mentions import OutletNames
from ondit.tracing.publishers import same_outlet
from ondit.tracing.speakers import same_name
from ondit.tracing.words import words

_DATELINE = 90  # characters at the start of a paragraph in which "(AFP) -" may stand
_SHORT_LINE = 110
_LAST_LINES = 3


def credit_lines(node: Node, names: OutletNames) -> Iterator[Clue]:
    """A clue for each outlet that an article credits with its text."""
    text, lexicon = node.text, words(node.article.language)
    support = frozenset(stance for stance in node.stances if stance != "context") or frozenset({"supports"})
    credited: set[str] = set()
    places = tuple(credit_places(node))
    for mention in names.mentions(text):
        place = next((place for place in places if overlap(place, mention.span)), None)
        if place is None or same_outlet(mention.outlet, node.outlet) or mention.outlet in credited:
            continue
        said = text[mention.span[0] : mention.span[1]]
        alone = place[1] - place[0] <= _SHORT_LINE and text[place[1] : place[1] + 1] in ("", "\n")
        for template in lexicon.credits:
            if not alone and not _plain(template):
                continue
            found = next(
                (m for m in _credit(template, said).finditer(text, *place) if overlap(m.span(), mention.span)), None
            )
            if found is not None:
                credited.add(mention.outlet)
                yield Clue(node.key, Evidence("credit", found.span(), template), outlet=mention.outlet, of=support)
                break
    byline = node.article.byline or ""
    for mention in names.mentions(byline):
        if mention.word and byline[mention.span[1] :].lstrip()[:1].isalpha():
            continue  # "Sport desk", "Time travel correspondent": a word of the newsroom's own, and no paper
        if same_name(node.outlet or "", mention.outlet):
            continue  # "Rédaction de Radio Cascade" is Radio Cascade
        if not same_outlet(mention.outlet, node.outlet) and mention.outlet not in credited:
            credited.add(mention.outlet)
            note = f"byline: {node.article.byline}"
            yield Clue(node.key, Evidence("credit", None, note), outlet=mention.outlet, of=support)
    for outlet, signature in lexicon.signatures:
        found = signature.search(text, max(0, len(text) - 400))
        if found and outlet not in credited and not same_outlet(outlet, node.outlet):
            yield Clue(node.key, Evidence("credit", found.span(), "signature"), outlet=outlet, of=support, weight=0.9)


def credit_places(node: Node) -> Iterator[Span]:
    """The spans of a text in which a credit line may stand."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", node.text)]
    for order, (start, end) in enumerate(lines):
        if node.article.title_span and (start, end) == node.article.title_span:
            continue
        if end - start <= _SHORT_LINE and (order >= len(lines) - _LAST_LINES or order <= 2):
            yield (start, end)
        elif order <= 3:
            yield (start, min(end, start + _DATELINE))
        if order >= len(lines) - _LAST_LINES and end - start > _SHORT_LINE:
            yield (max(start, end - _DATELINE), end)


def _plain(template: str) -> bool:
    """Whether a template is a credit even inside a paragraph: "by the Gazette" there is a citation."""
    return not template[0].isalnum() or ":" in template or len(template.split()) > 3


@lru_cache(maxsize=4096)
def _credit(template: str, outlet: str) -> re.Pattern[str]:
    opening, closing = template.split("{agency}")
    # A template that opens or ends with a letter must not cut a word; "by" alone must not open a sentence's object.
    before = r"(?<!\w)" if opening[:1].isalnum() else ""
    ends_line = (not closing and opening[-1:].isspace()) or opening.strip() in {"—", "-", "–"}
    after = r"(?=\s*(?:[.)]?\s*(?:$|\n|[-–—|,;]|et |and )))" if ends_line else ""
    body = re.escape(opening) + re.escape(outlet) + re.escape(closing)
    return re.compile(before + body.replace(r"\ ", r"\s+") + after, re.IGNORECASE)

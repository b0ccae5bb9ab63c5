"""Names that tell where somebody's site is, or that a site has, and so are of places (``who_is_who.toml``,
``[name_words]``)."""

from __future__ import annotations

import re

from ondit.reading.lexicon import APOSTROPHES, Lexicon
from ondit.records import Span

# So far before a name its possessive and noun stand, and behind it the noun.
BEFORE, BEHIND = 30, 20
# Before the first sentence of a wire story: "PARIS (Agence Galène) - ", "LONDON, May 3 — ".
DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý .'’-]+(?:, [^()–—]{3,25}?)?(?: ?\([^()]{2,40}\))?\s*(?:--?|[–—])\s+(?=\S)")


def is_a_sites(before: list[str], lexicon: Lexicon) -> bool:
    """Whether a name is that of a site, by the words before it: "le lycée Hélène-Boucard" is nobody."""
    return bool(before) and before[-1] in lexicon.words["named_site"]


def in_dateline(text: str, name: Span) -> bool:
    """Whether a name opens a paragraph as the place from where a wire story comes, with its agency or day behind it."""
    line = DATELINE.match(text, name[0]) if name[0] == 0 or text[name[0] - 1] == "\n" else None
    return line is not None and not {"(", ","}.isdisjoint(line.group())


def where_a_site_is(text: str, name: Span, lexicon: Lexicon) -> bool:
    """Whether a name tells where somebody's own site is: "its Rockmoor plant", "son usine de Rochemaure"."""
    before = text[max(0, name[0] - BEFORE) : name[0]].lower().translate(APOSTROPHES).replace("'", "' ").split()
    if lexicon.data.get("head_first"):
        if is_a_sites(before, lexicon):
            return True
        at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in lexicon.words["site"]), None)
        hung = at is not None and at < len(before) - 1 and before[-1].rstrip("'") in lexicon.words["hanging"]
        return at is not None and hung and at > 0 and before[at - 1] in lexicon.words["own"]
    after = re.match(r" (\w+)", text[name[1] : name[1] + BEHIND])
    own = bool(before) and before[-1] in lexicon.words["own"]
    return own and after is not None and after[1].lower() in lexicon.words["site"]

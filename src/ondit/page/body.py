"""Which blocks of a page are the article's body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ondit.page.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_WORD = re.compile(r"\w+")


def choose(tree: HtmlElement, blocks: Sequence[Block], *, title: str | None) -> set[int]:
    """The ``order`` of each block that belongs to the body."""
    from trafilatura import extract

    said = extract(tree, favor_precision=True, include_comments=False) or ""
    words = _WORD.findall(said)
    known = {tuple(words[i : i + 4]) for i in range(len(words))}
    lines = {" ".join(_WORD.findall(line)) for line in said.splitlines()}
    chosen: set[int] = set()
    for block in blocks:
        own = _WORD.findall(block.text)
        if len(own) >= 4:
            grams = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
            if sum(gram in known for gram in grams) >= 0.6 * len(grams):
                chosen.add(block.order)
        elif own and " ".join(own) in lines:
            chosen.add(block.order)
    return chosen

"""A page's tree to its blocks of text, in reading order, each with its links and where it stood.

A block is a run of inline content between two block-level boundaries: what a reader would call a paragraph,
a heading, an item, a caption. Two line breaks in a row are a boundary, so is one after the end of a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ondit.page.whitespace import collapse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output q "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
# Never text of an article, whatever they hold.
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select button textarea "
    "input datalist head title nav dialog option rp rt applet frameset frame progress meter".split()
)
_SENTENCE_END = (".", "!", "?", "…", ":", "»", "”", '"')


@dataclass(slots=True)
class Anchor:
    """A link inside a block: half-open offsets into the block's text, and the address as written."""

    start: int
    end: int
    href: str


@dataclass(slots=True)
class Block:
    """One block of text. ``element`` is the block-level element that holds it; ``tag`` the nearest telling one.

    ``bold`` counts characters inside of b and strong. ``order`` is its place in the page.
    """

    text: str
    element: HtmlElement
    tag: str
    order: int
    anchors: list[Anchor] = field(default_factory=list)
    bold: int = 0

    @property
    def linked(self) -> int:
        """Characters that stand inside of links."""
        return sum(anchor.end - anchor.start for anchor in self.anchors)


class _Builder:
    """Gathers inline pieces and closes a block at each boundary."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = ""
        self.anchors: list[Anchor] = []
        self.bold = 0
        self.holder: HtmlElement | None = None
        self.pending_break = False

    def add(self, piece: str | None, holder: HtmlElement, href: str | None, bold: bool) -> None:
        if not piece:
            return
        clean = collapse(piece)
        if not self.text or self.text.endswith(" "):
            clean = clean.lstrip(" ")
        if not clean:
            return
        if self.pending_break:
            self.pending_break = False
            if clean.strip() and self.text.rstrip().endswith(_SENTENCE_END):
                self.close()
                clean = clean.lstrip(" ")
            elif not self.text.endswith(" "):
                self.text += " "
                clean = clean.lstrip(" ")
        if not self.text:
            self.holder = holder
        start = len(self.text)
        self.text += clean
        if bold:
            self.bold += len(clean)
        if href is not None and clean.strip():
            lead = len(clean) - len(clean.lstrip(" "))
            last = self.anchors[-1] if self.anchors else None
            if last is not None and last.href == href and not self.text[last.end : start].strip():
                last.end = start + len(clean.rstrip(" "))
            else:
                self.anchors.append(Anchor(start + lead, start + len(clean.rstrip(" ")), href))

    def line_break(self) -> None:
        if self.pending_break:
            self.close()
        elif self.text.strip():
            self.pending_break = True

    def close(self) -> None:
        text = self.text.rstrip(" ")
        if text and self.holder is not None:
            anchors = [anchor for anchor in self.anchors if anchor.start < min(anchor.end, len(text))]
            for anchor in anchors:
                anchor.end = min(anchor.end, len(text))
            self.blocks.append(Block(text, self.holder, tag_of(self.holder), len(self.blocks), anchors, self.bold))
        self.text, self.anchors, self.bold, self.holder, self.pending_break = "", [], 0, None, False


def tag_of(element: HtmlElement) -> str:
    """The nearest telling tag from ``element`` upwards: h1..h6, li, figcaption, blockquote, td, p, pre, else div."""
    node: HtmlElement | None = element
    for _ in range(4):
        if node is None:
            break
        if node.tag in _TELLING:
            return str(node.tag)
        node = node.getparent()
    return "div"


_TELLING = frozenset("h1 h2 h3 h4 h5 h6 li figcaption blockquote td th p pre dt dd caption summary legend".split())


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in reading order. Linear in the size of the tree; does not recurse."""
    from lxml import etree

    builder = _Builder()
    body = tree.find(".//body")
    root = tree if body is None else body
    holders: list[HtmlElement] = [root]
    hrefs: list[str | None] = [None]
    bolds: list[bool] = [False]
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if (tag in _SKIPPED or is_hidden(element)) and element is not root:
                if tag not in _INLINE and tag not in ("script", "style", "noscript", "svg", "button", "input"):
                    builder.close()
                walker.skip_subtree()
                continue
            if tag == "br":
                builder.line_break()
                continue
            if tag not in _INLINE:
                builder.close()
                holders.append(element)
            if tag == "a":
                hrefs.append(element.get("href") or None)
            if tag in ("b", "strong"):
                bolds.append(True)
            builder.add(element.text, holders[-1], hrefs[-1], bolds[-1])
            continue
        skipped = (tag in _SKIPPED or is_hidden(element)) and element is not root
        if not skipped and tag != "br":
            if tag == "a" and len(hrefs) > 1:
                hrefs.pop()
            if tag in ("b", "strong") and len(bolds) > 1:
                bolds.pop()
            if tag not in _INLINE:
                builder.close()
                if len(holders) > 1:
                    holders.pop()
        if element is not root:
            builder.add(element.tail, holders[-1], hrefs[-1], bolds[-1])
    builder.close()
    return builder.blocks


def is_hidden(element: HtmlElement) -> bool:
    """Whether the markup itself says that nobody sees this element."""
    if "hidden" in element.attrib and element.tag not in ("body", "html", "main", "article"):
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()

"""Markup to tree, with caps: what a hostile or broken page can cost is bounded here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ondit.errors import NotAPage, TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 1000
MAX_ELEMENTS = 100_000
MAX_ATTRIBUTE = 64 * 1024
# Control characters, for which XML (and so lxml) has no place.
_FORBIDDEN = {n: None for n in (*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)}
_REMEDY = "give the article's own page"


def parse(text: str, *, where: str) -> HtmlElement:
    """The tree of an HTML page. Raises NotAPage (no element in it) or TooLarge (depth, number of elements)."""
    from lxml import etree, html

    clean = text.translate(_FORBIDDEN).lstrip("\ufeff")
    # huge_tree lifts libxml2's silent cut at 255 levels, so that a page too deep is refused instead of maimed.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(clean.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotAPage("no page in this markup", where=where, remedy="save the page again") from error
    depth = elements = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        if depth > MAX_DEPTH:
            raise TooLarge(f"markup nested more than {MAX_DEPTH} deep", where=where, remedy=_REMEDY)
        if elements > MAX_ELEMENTS:
            raise TooLarge(f"more than {MAX_ELEMENTS} elements", where=where, remedy=_REMEDY)
        for name, value in element.attrib.items():
            if len(value) > MAX_ATTRIBUTE:
                del element.attrib[name]
    return tree

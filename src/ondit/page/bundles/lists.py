"""Lists of addresses: text with one a line, and the pages that an OPML names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ondit.errors import NotAPage, TooLarge

MOST_BYTES = 8 * 2**20
MOST = 200_000
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """The addresses of a list: of pages, and of feeds."""

    pages: tuple[str, ...]
    feeds: tuple[str, ...] = ()


def addresses_in(data: bytes) -> tuple[str, ...]:
    """The addresses of a text that has one on every line, blank lines and those after # apart; else none."""
    if len(data) > MOST_BYTES:
        return ()
    lines = [line.strip() for line in data.decode("utf-8-sig", errors="replace").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    if not wanted or not all(_ADDRESS.fullmatch(line) for line in wanted[:MOST]):
        return ()
    return tuple(dict.fromkeys(wanted[:MOST]))


def opml(data: bytes, where: str) -> Listed:
    """The pages and feeds of an OPML. No entity is expanded, nothing is fetched. Raises NotAPage, TooLarge."""
    if len(data) > MOST_BYTES:
        raise TooLarge(f"over {MOST_BYTES // 2**20} MiB, no list of feeds", where=where, remedy="cut it in parts")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAPage(f"not OPML ({error})", where=where, remedy="export it again") from error
    if root is None or etree.QName(root).localname != "opml":
        raise NotAPage("not OPML", where=where, remedy="export it again")
    pages, feeds = [], []
    for outline in root.iter("outline"):
        feed, page = outline.get("xmlUrl", "").strip(), outline.get("url", "").strip()
        if feed:
            feeds.append(feed)
        elif page:
            pages.append(page)
    return Listed(tuple(dict.fromkeys(pages))[:MOST], tuple(dict.fromkeys(feeds))[:MOST])

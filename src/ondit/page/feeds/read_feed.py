"""Bytes → Feed: which of the forms it is, told by what stands in it and not by what the server calls it."""

from __future__ import annotations

import re
import zlib
from urllib.parse import urlsplit

from ondit.errors import NotAPage
from ondit.page import decode
from ondit.page.feeds import MOST_BYTES, MOST_ENTRIES, Entry, Feed
from ondit.page.feeds.mend_xml import mended

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|rdf|feed|channel|opml|urlset|sitemapindex)\b", re.I)
_HEAD = 4000  # characters in which the root of a feed stands, after comments and the like
_TYPES = re.compile(r"application/(rss|atom|feed)\+(xml|json)", re.I)


def read_feed(data: bytes, *, url: str, content_type: str | None, cut: bool, named: bool) -> Feed | None:
    """See ``ondit.page.feeds.feed_from_bytes``."""
    if data.startswith(b"\x1f\x8b"):  # sitemaps are often files of gzip
        data, cut = _unpacked(data, url)
    if len(data) > MOST_BYTES:
        data, cut = data[:MOST_BYTES], True
    decode.check_is_text(data, where=url)
    text = decode.decode(_whole(data) if cut else data, where=url, content_type=content_type).replace("\0", "")
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        from ondit.page.feeds import json_feed

        return json_feed.feed_of(text, url, cut)
    if head.startswith("<"):
        found = _ROOT.search(head)
        if found and not decode.is_markup(head[: found.start()] or " "):
            from ondit.page.feeds import xml_feeds

            root = mended(text[text.index("<") :])
            return None if root is None else xml_feeds.feed_of(root, url, not cut)
        return _home(text, url) if named else None
    return _list(text, cut)


def _unpacked(data: bytes, url: str) -> tuple[bytes, bool]:
    """What is packed, up to a little more than is read; and whether it went on."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return unpacker.decompress(data, MOST_BYTES + 1), not unpacker.eof
    except zlib.error as error:
        raise NotAPage("a broken gzip archive", where=url, remedy="try again later") from error


def _whole(data: bytes) -> bytes:
    """Data that were cut, without half a character of UTF-8 at the end."""
    for back in range(1, 4):
        if data[-back] & 0xC0 == 0xC0:
            return data[:-back]
        if data[-back] & 0x80 == 0:
            break
    return data


def _home(text: str, url: str) -> Feed | None:
    """The feeds that the home page of a site names; None for another page, whose head names its site's feeds too."""
    from lxml import html

    from ondit.page.feeds.xml_feeds import _address

    if urlsplit(url).path.strip("/"):
        return None
    try:
        tree = html.document_fromstring(text[: 2**20].encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.LxmlError):
        return None
    links = [link for link in tree.iter("link") if _TYPES.match(link.get("type") or "")]
    found = (_address(link.get("href") or "", url) for link in links if "alternate" in (link.get("rel") or "").lower())
    feeds = tuple(dict.fromkeys(filter(None, found)))[:20]
    return Feed("home", feeds=feeds) if feeds else None


def _list(text: str, cut: bool) -> Feed | None:
    """A list of addresses, one a line, ``#`` before what is none; None where any line is something else."""
    lines = [
        line.split("#", 1)[0].strip() if line.lstrip().startswith("#") else line.strip() for line in text.splitlines()
    ]
    lines = [line for line in lines if line]
    if cut and lines:
        lines.pop()
    if not lines or not all(re.match(r"https?://\S+$", line) for line in lines):
        return None
    addresses = list(dict.fromkeys(lines))
    return Feed("list", tuple(Entry(each) for each in addresses[:MOST_ENTRIES]), whole=len(addresses) <= MOST_ENTRIES)

"""Lists of addresses: text with one a line, and whatever a feed or an OPML names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ondit.page.feeds import feed_from_bytes

MOST_BYTES = 8 * 2**20
MOST = 200_000
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_FEED = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|rdf|feed|opml|urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD = 4000  # bytes in which the root of a feed stands


@dataclass(frozen=True, slots=True)
class Listed:
    """The addresses of a list: of pages, and of feeds."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def list_in(data: bytes, target: str) -> Listed | None:
    """What a file lists; None for one that is no list. Raises InputError for a broken one."""
    if target.lower().endswith(".opml") or (data.lstrip()[:1] == b"<" and _FEED.search(data[:_HEAD])):
        address = "about:blank" if target == "-" else Path(target).absolute().as_uri()
        feed = feed_from_bytes(data, url=address)
        return None if feed is None else Listed(tuple(entry.url for entry in feed.entries), feed.feeds)
    addresses = addresses_in(data)
    return Listed(addresses) if addresses else None


def addresses_in(data: bytes) -> tuple[str, ...]:
    """The addresses of a text that has one on every line, blank lines and those after # apart; else none."""
    if len(data) > MOST_BYTES or data.lstrip()[:1] == b"<":
        return ()
    lines = [line.strip() for line in data.decode("utf-8-sig", errors="replace").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    if not wanted or not all(_ADDRESS.fullmatch(line) for line in wanted[:MOST]):
        return ()
    return tuple(dict.fromkeys(wanted[:MOST]))

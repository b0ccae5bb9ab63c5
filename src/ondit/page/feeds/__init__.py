"""Bytes → Feed: what a site or a person lists as its pages, in whatever form, from a network taken to be hostile.

``feed_from_bytes`` is the door. RSS, Atom and RDF, JSON Feed, OPML, sitemaps (those for news, too) and their
indexes, plain lists of addresses, and the home page of a site that names its feeds. Everything in a feed is a
hint: which pages there are, and when they are said to be from; what a page says is taken from the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedKind = Literal["rss", "atom", "json", "opml", "sitemap", "index", "list", "home"]
MOST_ENTRIES = 2000  # of one feed that are looked at: the first ones, which are the newest of an honest feed
MOST_FEEDS = 5000  # that a list of feeds may name
MOST_BYTES = 5 * 2**20  # of one feed that are read, expanded


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed names. ``moment`` is when it was published or changed, in UTC, if the feed says so."""

    url: str
    title: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What was listed: pages (``entries``), and feeds of feeds (``feeds``: addresses). ``whole``: nothing was left out.

    ``every`` is how often to ask, in seconds, as the feed wishes.
    """

    kind: FeedKind
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    title: str | None = None
    whole: bool = True
    every: float | None = None


def feed_from_bytes(
    data: bytes, *, url: str, content_type: str | None = None, cut: bool = False, named: bool = False
) -> Feed | None:
    """The feed in ``data``, which came from ``url`` (what is relative in it is relative to that); None for a page.

    ``cut``: the data went on. ``named``: somebody named the address as a feed, so that a home page stands for the
    feeds that it names. Raises InputError (NotAPage, BadEncoding) for what is neither.
    """
    from ondit.page.feeds.read_feed import read_feed

    return read_feed(data, url=url, content_type=content_type, cut=cut, named=named)

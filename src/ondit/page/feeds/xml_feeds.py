"""A mended tree of XML → Feed: RSS, Atom and RDF through feedparser; OPML and sitemaps, which it cannot read, here."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from ondit.page.dates import moment
from ondit.page.feeds import MOST_ENTRIES, MOST_FEEDS, Entry, Feed, FeedKind
from ondit.page.feeds.mend_xml import local, words

_OF_ENTRY = {
    "link", "title", "guid", "id", "pubdate", "published", "updated", "date", "issued", "modified", "created",
    "origlink",
}  # fmt: skip
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ATTRIBUTES = ("href", "rel", "type", "isPermaLink", "version", "{http://www.w3.org/XML/1998/namespace}base", _RDF)
_MOST_FIELDS = 100  # children of an entry that are looked at
_LONGEST = 4000  # characters of a value
_LONGEST_TITLE = 300


def feed_of(root: etree._Element, url: str, whole: bool) -> Feed | None:
    """The feed under a root; None where the root is of no feed."""
    match local(root):
        case "rss" | "rdf" | "feed" | "channel":
            return _syndicated(root, url, whole)
        case "opml":
            return _opml(root, url, whole)
        case "urlset":
            return _sitemap(root, url, whole)
        case "sitemapindex":
            found = (_address(words(_child(each, "loc")), url) for each in root if local(each) == "sitemap")
            return _list_of_feeds("index", found, whole)
    return None


def _syndicated(root: etree._Element, url: str, whole: bool) -> Feed:
    """feedparser on a tree without the texts of the articles: they are read from their pages, and are long."""
    import feedparser

    count = sum(1 for _ in root.iter("{*}item", "{*}entry"))
    data = etree.tostring(_slim(root), encoding="utf-8")
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    parsed: Any = feedparser.parse(io.BytesIO(data), response_headers=headers)
    found: dict[str, Entry] = {}
    for each in parsed.entries[:MOST_ENTRIES]:
        link = _address(each.get("feedburner_origlink") or each.get("link") or "", url)
        if link:
            # Not each.get: feedparser would give one date for the other, with a warning.
            when = dict.get(each, "updated_parsed") or dict.get(each, "published_parsed")
            found.setdefault(link, Entry(link, _title(each.get("title")), _time(when)))
    kind: FeedKind = "atom" if str(parsed.get("version") or "").startswith("atom") or local(root) == "feed" else "rss"
    every = _minutes(parsed.feed.get("ttl"))
    whole = whole and count <= MOST_ENTRIES
    return Feed(kind, tuple(found.values()), (), _title(parsed.feed.get("title")), whole, every)


def _slim(root: etree._Element) -> etree._Element:
    """The tree anew, of what says which pages there are: few children, few attributes, short texts."""
    made = _copy(root, None)
    taken = 0
    for element in root:
        if local(element) == "channel":
            inside = _copy(element, made)
            for each in element:
                taken += _put(each, inside, taken)
        else:
            taken += _put(element, made, taken)
    return made


def _put(element: etree._Element, parent: etree._Element, taken: int) -> int:
    """Copies a child of a feed, if it is wanted; how many entries that were."""
    name = local(element)
    if name in ("title", "ttl"):
        _copy(element, parent).text = words(element, _LONGEST_TITLE)
    if name not in ("item", "entry") or taken >= MOST_ENTRIES:
        return 0
    entry = _copy(element, parent)
    for each in islice(element, _MOST_FIELDS):
        if local(each) in _OF_ENTRY:
            _copy(each, entry).text = words(each, _LONGEST_TITLE if local(each) == "title" else _LONGEST)
    return 1


def _copy(element: etree._Element, parent: etree._Element | None) -> etree._Element:
    made = etree.Element(element.tag) if parent is None else etree.SubElement(parent, element.tag)
    for name in _ATTRIBUTES:
        value = element.get(name)
        if value is not None and len(value) <= _LONGEST:
            made.set(name, value)
    return made


def _opml(root: etree._Element, url: str, whole: bool) -> Feed:
    """The feeds that it names, and its links, which are pages."""
    found, pages = [], []
    for outline in root.iter("{*}outline"):
        given = {str(name).lower(): value for name, value in outline.attrib.items()}
        found.append(_address(given.get("xmlurl", ""), url))
        if found[-1] is None and (page := _address(given.get("url", ""), url)):
            pages.append(Entry(page, _title(given.get("text"))))
    entries = tuple(dict.fromkeys(pages))
    feed = _list_of_feeds("opml", found, whole and len(entries) <= MOST_ENTRIES)
    return replace(feed, entries=entries[:MOST_ENTRIES])


def _list_of_feeds(kind: FeedKind, found: Iterable[str | None], whole: bool) -> Feed:
    feeds = tuple(dict.fromkeys(filter(None, found)))
    return Feed(kind, feeds=feeds[:MOST_FEEDS], whole=whole and len(feeds) <= MOST_FEEDS)


def _sitemap(root: etree._Element, url: str, whole: bool) -> Feed:
    """The newest pages of a sitemap; what it says of news (Google's extension) goes before what it says of changes."""
    found: dict[str, Entry] = {}
    for each in root:
        if local(each) != "url":
            continue
        address = _address(words(_child(each, "loc")), url)
        if address:
            inner = {local(element): element for element in each.iter()}
            when = moment(words(inner.get("publication_date"), 100) or words(inner.get("lastmod"), 100))
            found.setdefault(address, Entry(address, _title(words(_child(inner.get("news"), "title"))), when))
    newest = sorted(found.values(), key=lambda entry: entry.moment or datetime.min.replace(tzinfo=UTC), reverse=True)
    return Feed("sitemap", tuple(newest[:MOST_ENTRIES]), whole=whole and len(found) <= MOST_ENTRIES)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    found: Iterator[etree._Element] = (each for each in (() if element is None else element) if local(each) == name)
    return next(found, None)


def _address(said: str, url: str) -> str | None:
    """An absolute http(s) address without its fragment; None where ``said`` is none."""
    try:
        found = urljoin(url, said.strip()).partition("#")[0]
    except ValueError:
        return None
    fair = said.strip() and found.startswith(("http://", "https://")) and len(found) <= _LONGEST
    return found if fair and not any(c <= " " for c in found) else None


def _title(said: object) -> str | None:
    return " ".join(str(said or "").split())[:_LONGEST_TITLE] or None


def _time(parsed: Any) -> datetime | None:
    """feedparser's nine numbers, in UTC, as a time; None where there is no such moment."""
    try:
        return None if parsed is None else datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _minutes(said: object) -> float | None:
    try:
        value = float(str(said))
    except ValueError:
        return None
    return 60 * value if 0 < value <= 24 * 60 else None

"""JSON Feed (jsonfeed.org, 1.0 and 1.1) → Feed, also where its end is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ondit.page.dates import moment
from ondit.page.feeds import MOST_ENTRIES, Entry, Feed
from ondit.page.feeds.xml_feeds import _address, _title

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def feed_of(text: str, url: str, cut: bool) -> Feed | None:
    """The feed in a text that begins like JSON; None where it holds no list of items."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = {"items": list(_items_one_by_one(text))}
        cut = True
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or (cut and not items):
        return None
    found: dict[str, Entry] = {}
    for each in items[:MOST_ENTRIES]:
        if not isinstance(each, dict):
            continue
        address = next(filter(None, (_address(_text(each, name), url) for name in ("url", "external_url", "id"))), None)
        if address:
            when = moment(_text(each, "date_modified")[:100] or _text(each, "date_published")[:100])
            found.setdefault(address, Entry(address, _title(_text(each, "title")), when))
    title = _title(value.get("title")) if isinstance(value.get("title"), str) else None
    return Feed("json", tuple(found.values()), (), title, not cut and len(items) <= MOST_ENTRIES)


def _items_one_by_one(text: str) -> Iterator[Any]:
    """The items as far as they can be read."""
    start = _ITEMS.search(text)
    decoder, at = json.JSONDecoder(), start.end() if start else len(text)
    for _ in range(MOST_ENTRIES):
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""

"""One record of a bundle, before it is an article: the bytes of a page, or named fields with a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ondit.page.dates import moment
from ondit.page.decode import MAX_BYTES

# Names under which archives give what a record holds; the first that is there counts.
FIELDS = {
    "html": ("html", "raw_html", "page"),
    "text": ("text", "content", "maintext", "plain_text", "body"),
    "title": ("title", "headline"),
    "url": ("url", "link", "uri", "requested_url"),
    "key": ("key", "id"),
    "outlet": ("outlet", "publisher", "sitename", "source", "source_domain"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
    "published": ("published", "published_at", "published_date", "date", "date_publish"),
    "updated": ("updated", "modified", "date_modify"),
    "seen": ("seen", "crawled", "fetched", "fetched_at", "date_download"),
}


@dataclass(frozen=True, slots=True)
class Raw:
    """One record: the bytes of a page, or fields with a text; else ``error`` says why: (code, reason, remedy)."""

    place: str
    data: bytes = b""
    url: str | None = None
    content_type: str | None = None
    seen: datetime | None = None
    fields: dict[str, str] | None = None
    error: tuple[str, str, str] | None = None


def from_fields(place: str, value: dict[str, Any]) -> Raw:
    """A record from named values; a value that is no text is taken as one only where that is plain."""
    given: dict[str, str] = {}
    page: bytes | None = None
    for name, others in FIELDS.items():
        for other in others:
            found = value.get(other)
            if name == "html" and isinstance(found, bytes) and found:
                page = found
            elif isinstance(found, datetime):
                given.setdefault(name, found.isoformat())
            elif isinstance(found, str) and found.strip():
                given.setdefault(name, clean(found) or "")
            elif isinstance(found, int | float) and not isinstance(found, bool):
                given.setdefault(name, str(found))
            elif name == "byline" and isinstance(found, list) and all(isinstance(each, str) for each in found):
                given.setdefault(name, clean(", ".join(found)) or "")
    url, seen = given.get("url"), moment(given.get("seen"))
    if page is None and "html" in given:
        page = given["html"].encode()
    if page is not None:
        return Raw(
            place, page[: MAX_BYTES + 1], url, "text/html", seen, {k: v for k, v in given.items() if k != "html"}
        )
    if "text" not in given:
        return Raw(place, url=url, error=("OND-102", "no text in it", "name the column `text` or `html`"))
    return Raw(place, b"", url, None, seen, given)


def clean(text: str | None) -> str | None:
    """Text that can be stored anywhere: half a surrogate pair, which JSON can name, becomes a question mark."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def broken(last: str, error: Exception) -> Raw:
    """What stands for the rest of a file that breaks off after a record."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return Raw(f"after {last}", error=("OND-102", f"the file is broken here ({what})", "fetch the file again"))

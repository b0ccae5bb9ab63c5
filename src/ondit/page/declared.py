"""What a page declares about itself: JSON-LD, meta elements, link elements. Nothing is believed here, only read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ondit.page.whitespace import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(Article|Posting|Report|Review|ClaimReview)$")
_MAX_JSON = 2 * 1024 * 1024


def metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Every meta element: name, property or itemprop in lower case to its contents, in page order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name:
                found.setdefault(name, []).append(content)
    return found


def article_ld(tree: HtmlElement) -> Mapping[str, Any]:
    """The first JSON-LD object of a schema.org type of article, or an empty mapping."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").strip().lower()
        if not kind.startswith("application/ld+json") or not script.text or len(script.text) > _MAX_JSON:
            continue
        for candidate in _objects(_json(script.text)):
            types = candidate.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
                return candidate
    return {}


def names_in(value: Any) -> list[str]:
    """The names in a JSON-LD person or organisation: a string, an object, or a list of either."""
    if isinstance(value, str):
        name = one_line(value)
        return [name] if name and not name.startswith(("http://", "https://")) else []
    if isinstance(value, Mapping):
        return names_in(value.get("name"))
    if isinstance(value, list):
        return [name for entry in value[:20] for name in names_in(entry) if not isinstance(entry, list)]
    return []


def _json(text: str) -> Any:
    clean = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    clean = re.sub(r"^/\*.*?\*/|/\*.*?\*/$|^//<!\[CDATA\[|//\]\]>$", "", clean, flags=re.S).strip()
    for attempt in (clean, re.sub(r"[\x00-\x1f]+", " ", clean), re.sub(r",\s*([}\]])", r"\1", clean)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            if key in value:
                yield from _objects(value[key], depth + 1)
    elif isinstance(value, list):
        for entry in value[:200]:
            yield from _objects(entry, depth + 1)

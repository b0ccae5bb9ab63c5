"""Readings as plain objects, ready for JSON: the contract of ``ondit read --json``.

The shape is published in ``ondit/schemas/read.schema.json``; a test validates one against the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from typing import Any

from ondit.linking.headline import headline_gap
from ondit.records import Link, Reading, Span, Statement


def statement_object(statement: Statement) -> dict[str, Any]:
    """One statement: spans are ``[start, end]`` into the article's text, half-open, in code points."""
    return {
        "source": _span(statement.source),
        "cue": _span(statement.cue),
        "content": [list(span) for span in statement.content],
        "quote": statement.quote,
        "polarity": statement.polarity,
        "certainty": statement.certainty,
        "source_kind": statement.source_kind,
        "source_name": statement.source_name,
        "channel": list(statement.channel),
        "sentence": list(statement.sentence),
    }


def reading_object(reading: Reading) -> dict[str, Any]:
    """One article with its text, what is known about it, and its statements."""
    article, gap = reading.article, headline_gap(reading)
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "language": article.language,
        "published": _time(article.published),
        "updated": _time(article.updated),
        "page_sha256": article.page_sha256,
        "reader": reading.reader,
        "text": article.text,
        "links": [_link(link) for link in article.links],
        "related": [_link(link) for link in article.related],
        "question": _span(reading.question),
        "headline": None if gap is None else asdict(gap),
        "statements": [statement_object(statement) for statement in reading.statements],
        "assessments": [{"span": list(each.span), "verdict": each.verdict} for each in reading.assessments],
        "entities": [asdict(entity) for entity in reading.entities],
    }


def line(value: Mapping[str, Any]) -> str:
    """One object as one line of JSON, letters kept as they are.

    Lone surrogates, which no UTF-8 can carry, are escaped; a line separator inside a text cannot break the line.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085")
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def schema(name: str = "read") -> dict[str, Any]:
    """A published JSON Schema (2020-12) by name."""
    text = resources.files("ondit").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _link(link: Link) -> dict[str, Any]:
    return {"url": link.url, "text": link.text, "span": _span(link.span)}

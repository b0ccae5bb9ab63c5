"""One record → the article in it, by ``ondit.page``; or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ondit.archive.inputs import Unit
from ondit.errors import OnditError
from ondit.page.bundles.raw import Raw
from ondit.page.bundles.to_article import article_of_raw
from ondit.records import Article


@dataclass(frozen=True, slots=True)
class Found:
    """An article, when it was fetched, and where it stood in its input."""

    article: Article
    seen: datetime
    place: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What could not be read, and why."""

    place: str
    article: str | None
    stage: str
    code: str
    reason: str
    remedy: str = ""


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def article_of(raw: Raw, unit: Unit) -> Found | DeadLetter:
    """The article of a record in a language that can be read. Nothing is raised."""
    if raw.error is not None:
        return DeadLetter(raw.place, raw.url, "open", *raw.error)
    key = (raw.fields or {}).get("key") or raw.url or f"{unit.name}#{raw.place}"
    try:
        article = article_of_raw(raw, key)
    except OnditError as error:
        return DeadLetter(raw.place, key, "page", error.code, error.what, error.remedy)
    except Exception as error:
        return DeadLetter(raw.place, key, "page", "OND-000", fault(error), "please report it")
    if not can_be_read(article.language):
        reason = f"no reader for language {article.language!r}"
        return DeadLetter(raw.place, article.key, "page", "OND-105", reason, "see `ondit languages`")
    seen = raw.seen or unit.written or article.updated or article.published or _EPOCH
    return Found(article, seen, raw.place)


def fault(error: Exception) -> str:
    """An error that is nobody's but ours, in one line."""
    return " ".join(f"a fault of ondit's own: {type(error).__name__}: {error}".split())[:300]


def can_be_read(code: str) -> bool:
    """Whether there is a reader for a language, and its parser is installed."""
    from importlib.util import find_spec

    from ondit.reading.languages import language

    found = language(code)
    return found is not None and find_spec(found.parser) is not None

"""One record → the article in it, by ``ondit.page``; or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ondit.archive.inputs import Unit
from ondit.archive.raw_records import Raw
from ondit.errors import OnditError
from ondit.page.dates import moment
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
        article = _from_fields(raw, key) if raw.fields is not None and not raw.data else _from_page(raw, key)
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


def _from_page(raw: Raw, key: str) -> Article:
    from ondit import page

    article = page.article_from_bytes(raw.data, key=key, url=raw.url, content_type=raw.content_type)
    given = raw.fields or {}
    return replace(
        article,
        outlet=article.outlet or given.get("outlet"),
        byline=article.byline or given.get("byline"),
        published=article.published or moment(given.get("published")),
        updated=article.updated or moment(given.get("updated")),
    )


def _from_fields(raw: Raw, key: str) -> Article:
    """An article whose text is there already: nothing is removed from it."""
    from ondit.page.assemble import Facts, Paragraph, assemble
    from ondit.page.language import language_of
    from ondit.page.plain import article_as_it_is

    given = raw.fields or {}
    text, title = given["text"], " ".join(given.get("title", "").split()) or None
    plain = article_as_it_is(text, key=key, url=raw.url, sha256=None)
    published, updated = moment(given.get("published")), moment(given.get("updated"))
    language = language_of(text, given.get("language"))
    facts = Facts(title, given.get("byline"), given.get("outlet"), raw.url, published, updated)
    if title is None or text.startswith(title):  # the text has its title already
        span = None if title is None else (0, len(title))
        return replace(
            plain,
            language=language,
            title=title,
            title_span=span,
            paragraphs=plain.paragraphs,
            byline=facts.byline,
            outlet=facts.outlet,
            published=published,
            updated=updated,
        )
    blocks = [Paragraph(text[start:end]) for start, end in plain.paragraphs]
    return assemble(blocks, facts, key=key, language=language)

"""A record → the article in it."""

from __future__ import annotations

from dataclasses import replace

from ondit.page.bundles.raw import Raw
from ondit.page.dates import moment
from ondit.records import Article


def article_of_raw(raw: Raw, key: str) -> Article:
    """The article of a record without an error; ``key`` where it declares no canonical URL. Raises InputError."""
    return _from_fields(raw, key) if raw.fields is not None and not raw.data else _from_page(raw, key)


def _from_page(raw: Raw, key: str) -> Article:
    from ondit.page import article_from_bytes

    article = article_from_bytes(raw.data, key=key, url=raw.url, content_type=raw.content_type)
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

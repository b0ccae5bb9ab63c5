"""One bundle of records → its part of the articles, their fingerprints and the dead letters, on disk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from ondit.archive import fingerprints
from ondit.archive.cutting import Bundle
from ondit.archive.layout import ARTICLES, DEAD_LETTERS, PRINTS
from ondit.archive.storage import Place, write_json, write_table
from ondit.archive.tables import row_of
from ondit.archive.to_articles import DeadLetter, Found, article_of

BUCKETS = 64  # of sites; duplicates are looked for in so many steps, each of which fits into memory


def extract_part(bundle: Bundle, out: Place) -> dict[str, Any]:
    """Writes what is in a bundle, the note that it is done last; returns that note with the time it took."""
    start = time.perf_counter()
    found = [article_of(raw, bundle.unit) for raw in bundle.records]
    articles = [each for each in found if isinstance(each, Found)]
    dead = [each for each in found if isinstance(each, DeadLetter)]
    languages: dict[str, int] = {}
    prints: list[dict[str, Any]] = []
    for language in sorted({each.article.language for each in articles}):
        some = [each for each in articles if each.article.language == language]
        part = f"language={language}/{bundle.part}"
        write_table(out / f"articles/{part}.parquet", [_row(each, bundle.unit.name) for each in some], ARTICLES)
        prints += [_print(each, part, row) for row, each in enumerate(some)]
        languages[language] = sum(len(each.article.text) for each in some)
    if prints:
        write_table(out / f"_prints/{bundle.part}.parquet", prints, PRINTS)
    write_dead_letters(out, f"page-{bundle.part}", bundle.unit.name, dead)
    note = {"part": bundle.part, "last": bundle.last, "languages": languages, "articles": len(articles)}
    note |= {"dead": len(dead), "unit": bundle.unit.id}
    write_json(out / f"_done/articles/{bundle.part}.json", note)
    return note | {"seconds": time.perf_counter() - start}


def write_dead_letters(out: Place, name: str, source: str, dead: Sequence[DeadLetter]) -> None:
    """A file of dead letters; none where there are none."""
    if dead:
        rows = [{"input": source, **row_of(each)} for each in dead]
        write_table(out / f"dead_letters/{name}.parquet", rows, DEAD_LETTERS)


def _row(found: Found, source: str) -> dict[str, Any]:
    from ondit.desk.same_words import version_id

    article = found.article
    return row_of(article) | {
        "version": version_id(article),
        "seen": found.seen,
        "input": source,
        "place": found.place,
        "words": len(article.text.split()),
    }


def _print(found: Found, part: str, row: int) -> dict[str, Any]:
    from ondit.desk.same_words import version_id

    article = found.article
    site = fingerprints.site_of(article)
    return {
        "part": part,
        "row": row,
        "article": article.key,
        "version": version_id(article),
        "site": site,
        "bucket": fingerprints.bucket_of(site, BUCKETS),
        "same": fingerprints.same_mark(article),
        "sketch": fingerprints.sketch(article.text),
        "published": article.published,
        "updated": article.updated,
        "seen": found.seen,
        "characters": len(article.text),
    }

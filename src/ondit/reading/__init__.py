"""Article to Reading: who said what, on whose word, affirmed or denied, how surely.

What happens inside, in order: the text is cut into pieces (paragraphs); those that can hold a statement are parsed to
Universal Dependencies; a small network finds cues and, for each, its source and its content; rules over word lists and
grammar judge polarity, certainty, manner and kind of source; mentions are resolved to names within the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ondit.parties import NOBODY, Parties

if TYPE_CHECKING:
    from ondit.records import Article, Reading

__all__ = ["READER_VERSION", "read", "read_many"]

READER_VERSION = "scorer-8"


def read(article: Article) -> Reading:
    """The reading of one article. Raises UnknownLanguage or MissingPart."""
    return next(read_many([article]))


def read_many(articles: Iterable[Article], parties: Parties = NOBODY) -> Iterator[Reading]:
    """Readings of many articles, in their order, in batches inside. ``parties`` are those whom a newsroom knows."""
    from ondit.reading.read_articles import read_articles

    return read_articles(articles, parties)

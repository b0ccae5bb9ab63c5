"""What the rules and the scorer of reading find alone, and together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ondit.reading.completion import complete
from ondit.reading.finder import find
from ondit.reading.found import Found
from ondit.reading.network import network
from ondit.reading.read_articles import parsed_documents, thresholds
from ondit.records import Article

WAYS = ("rules only", "scorer only", "both")


def ablated(articles: Sequence[Article]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each of WAYS, what was found in articles of one language, as lines of the scorer's predicted file."""
    language = articles[0].language
    documents = parsed_documents(articles)
    scored = find(documents, network(language), thresholds(language))
    ways = (
        [complete(document, []) for document in documents],
        scored,
        [complete(document, found) for document, found in zip(documents, scored, strict=True)],
    )
    for name, found in zip(WAYS, ways, strict=True):
        yield name, [line(article, each) for article, each in zip(articles, found, strict=True)]


def line(article: Article, found: Sequence[Found]) -> dict[str, Any]:
    """One article of a predicted file: spans only."""
    statements = [{"source": one.source, "cue": one.cue, "content": list(one.content)} for one in found]
    return {"id": article.key, "statements": statements}

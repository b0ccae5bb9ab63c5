"""The articles that openings were judged in, and the judgements: ``rumour_openings/`` has places, no text."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.figures import lines_of
from ondit.records import Article

HERE = Path(__file__).resolve().parent
SOURCES = (("wikinews-fr", "wikinews-fr/articles.jsonl", "fr"), ("polnear", "polnear/train.jsonl", "en"))
OTHERS = (*SOURCES, ("polnear-dev", "polnear/dev.jsonl", "en"))
EACH = 300  # of each of the first two
FIRST = {name: (0, EACH) for name, _, _ in SOURCES}
ALL = {name: (0, sys.maxsize) for name, _, _ in OTHERS}
OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "The Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
Row = dict[str, Any]


def drawn(data: Path, places: Mapping[str, tuple[int, int]] = FIRST) -> Iterator[Article]:
    """The articles in the order of the draw, from one place to another in each source."""
    for name, path, language in OTHERS:
        if name not in places:
            continue
        items = sorted(lines_of(data / path), key=lambda item: str(item["id"]))
        random.Random(5).shuffle(items)
        for item in items[slice(*places[name])]:
            # The outlet is what a page's own address would tell.
            yield Article(
                f"{name}/{item['id']}", item["text"], language, outlet=OUTLETS.get(item["id"].partition("_")[0])
            )


def articles_of(rows: Sequence[Row], data: Path) -> list[Article]:
    """The articles that rows of judgements are about."""
    wanted = {row["article"] for row in rows}
    return [article for article in drawn(data, ALL) if article.key in wanted]


def kept(name: str) -> list[Row]:
    """Lines of a file of judgements."""
    return lines_of(HERE / "rumour_openings" / name)

"""Our own gold in the scorer's form: French Wikinews and invented articles, to train and to measure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.french import annotate as french
from bench.invented import annotate as invented

HERE = Path(__file__).resolve().parent
# One invented article in six is never trained on.
HELD_OUT = 6


def wikinews() -> Iterator[dict[str, Any]]:
    """French Wikinews, each article as its first reader annotated it (``second`` is for agreement only). Needs the
    benchmark data, which holds the texts. Raises ValueError where a row does not fit its text."""
    texts = french.articles()
    for folder in sorted(path.name for path in (french.HERE / "rows").iterdir() if path.name != "second"):
        for key, rows in french.rows_of(folder, []):
            yield checked(*french.gold(texts[key], rows))


def blind(*readers: str) -> Iterator[dict[str, Any]]:
    """French Wikinews articles that nothing is trained on, annotated by these readers (``french/blind``) before any
    reading of them was seen."""
    texts = french.articles()
    for reader in readers:
        for key, rows in french.rows_of(reader, []):
            yield checked(*french.gold(texts[key], rows))


def invented_articles(language: str, *, held_out: bool) -> Iterator[dict[str, Any]]:
    """Invented articles of a language: those kept to measure, or those to train on."""
    for path in sorted((HERE / "invented" / language).glob("*.txt")):
        articles, wrong = invented.gold(path)
        for article in checked(articles, wrong):
            if (zlib.crc32(article["id"].encode()) % HELD_OUT == 0) == held_out:
                yield article


def training() -> Iterator[dict[str, Any]]:
    """Everything that the scorer is trained on besides PolNeAR."""
    yield from wikinews()
    for language in ("en", "fr"):
        yield from invented_articles(language, held_out=False)


def checked(gold: Any, wrong: list[str]) -> Any:
    """The gold, if nothing is wrong with it."""
    if wrong:
        raise ValueError("\n".join(wrong))
    return gold

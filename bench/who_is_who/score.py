"""Who a source is: accuracy over the pronouns and descriptions of the French gold and of PolNeAR's dev part.

``french.jsonl`` and ``english.jsonl`` beside this file hold our own annotation: for a source of the gold its name, or
null where the article names nobody. The gold statements are given to the resolver as found, so that only resolving is
measured. A name is right where the normalised names are equal or one's words contain the other's.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import own_gold
from ondit.reading.found import Document, Found, Piece
from ondit.reading.parsing import parse
from ondit.reading.pieces import pieces
from ondit.reading.who_is_who import resolve
from ondit.records import Article

HERE = Path(__file__).parent
LAST_READERS = ("g", "h", "i", "j")
PARTS = {
    "French": ("fr", "french.jsonl", "french-gold/dev.jsonl"),
    "English": ("en", "english.jsonl", "polnear/dev.jsonl"),
}
SMALL = {"le", "la", "les", "l", "the", "de", "du", "des", "d", "et", "and", "of", "son", "sa", "ses"}


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated source with what was resolved."""

    article: str
    said: str
    name: str | None
    got: str | None

    @property
    def right(self) -> bool:
        return self.name is not None and self.got is not None and same_name(self.name, self.got)


def run(data: Path) -> dict[str, dict[str, float]]:
    """For each language: accuracy, how many lines have a name, and how often a line without one gets one."""
    figures = {}
    for part in PARTS:
        lines = list(lines_of(part, data))
        named = [line for line in lines if line.name is not None]
        null = [line for line in lines if line.name is None]
        figures[part] = {
            "accuracy": sum(line.right for line in named) / max(1, len(named)),
            "named": float(len(named)),
            "null given a name": sum(line.got is not None for line in null) / max(1, len(null)),
            "null": float(len(null)),
        }
    return figures


def lines_of(part: str, data: Path) -> Iterator[Line]:
    """Every annotated source of a language, resolved."""
    language, annotated, gold = PARTS[part]
    rows = [json.loads(line) for line in (HERE / annotated).read_text(encoding="utf-8").splitlines()]
    articles = [json.loads(line) for line in (data / gold).read_text(encoding="utf-8").splitlines()]
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        wanted.setdefault(row["id"], []).append(row)
    for article in articles:
        if article["id"] in wanted:
            yield from resolved(article, wanted[article["id"]], language)


def untuned() -> Iterator[tuple[str, list[Line]]]:
    """Pronouns and descriptions that our own annotators gave a name and that no rule was written for: French Wikinews
    as its last readers annotated it, and invented English articles."""
    last = {path.stem for reader in LAST_READERS for path in (HERE.parent / "french" / "rows" / reader).glob("*.jsonl")}
    french = (article for article in own_gold.wikinews() if article["id"] in last)
    yield "French, not tuned on", [line for article in french for line in described(article, "fr")]
    english = own_gold.invented_articles("en", held_out=False)
    yield "English, not tuned on", [line for article in english for line in described(article, "en")]


def described(article: dict[str, Any], language: str) -> Iterator[Line]:
    """The sources of a gold article that share no word with the name that they have there."""
    rows = []
    for one in article["statements"]:
        if one["source"] and one.get("source_name"):
            said = article["text"][slice(*one["source"])]
            if not words(said) & words(one["source_name"]):
                rows.append({"source": one["source"], "said": said, "name": one["source_name"]})
    if rows:
        yield from resolved(article, rows, language)


def resolved(article: dict[str, Any], rows: Iterable[dict[str, Any]], language: str) -> Iterator[Line]:
    """The annotated sources of one article."""
    document, found = as_found(article, language)
    names = {}
    for one, who in zip(found, resolve(document, found).who, strict=True):
        if one.source is not None:
            names.setdefault(one.source, who.source_name)
    for row in rows:
        span = (row["source"][0], row["source"][1])
        if span not in names:
            raise ValueError(f"{article['id']} has no statement with source {span}")
        yield Line(article["id"], row["said"], row["name"], names[span])


def as_found(gold: dict[str, Any], language: str) -> tuple[Document, list[Found]]:
    """A gold article parsed, its statements as if the finder had found them."""
    article = Article(key=gold["id"], text=gold["text"], language=language, title_span=None)
    spans = [span for span, _ in pieces(article)]
    texts = [article.text[start:end] for start, end in spans]
    parsed = parse(texts, language)
    cut = tuple(
        Piece(start, text, tree, number == 0)
        for number, ((start, _), text, tree) in enumerate(zip(spans, texts, parsed, strict=True))
    )
    found = []
    for one in gold["statements"]:
        content = tuple((a, b) for a, b in one["content"])
        source, cue = (tuple(one[key]) if one[key] else None for key in ("source", "cue"))
        at = (cue or source or content[0])[0]
        piece = max(number for number, (start, _) in enumerate(spans) if start <= at)
        found.append(Found(piece, 0, source, cue, content, "gold"))
    return Document(article, cut), found


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same by their words; of a group's names ("A; B") any order."""
    a, b = words(one), words(other)
    return bool(a) and bool(b) and (a <= b or b <= a)


def words(name: str) -> frozenset[str]:
    """The words of a name without case, accents and grammar."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", bare)) - SMALL


def main() -> None:
    """Print the figures, and every wrong line."""
    data = HERE.parents[2] / "shared" / "data"
    for part in PARTS:
        for line in lines_of(part, data):
            if line.right or (line.name is None and line.got is None):
                continue
            print(f"{part}\t{line.article[:40]}\t{line.said[:50]}\twanted {line.name}\tgot {line.got}")
    for part, figures in run(data).items():
        print(part, {name: round(value, 3) for name, value in figures.items()})
    for part, lines in untuned():
        print(part, {"accuracy": round(sum(line.right for line in lines) / max(1, len(lines)), 3), "named": len(lines)})


if __name__ == "__main__":
    main()

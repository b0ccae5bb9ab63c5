"""Who a source is: accuracy over the pronouns and descriptions of articles whose sources are given.

The annotated statements are given to the resolver as found, so that only resolving is measured. A name is right where
the normalised names are equal or one's words contain the other's. Four sets in each language:

- *dev*: ``french.jsonl`` and ``english.jsonl``, sources of the French gold and of PolNeAR's dev part, named by us, or
  null where the article names nobody;
- *ours*: sources that share no word with the name that our annotators gave them, in the French Wikinews and the
  invented articles that the scorer is trained on, and ``more_english.jsonl`` of PolNeAR's train part;
- *held out*: the same of the invented articles that nothing is trained on;
- *untouched*: ``untouched_french.jsonl`` (Wikinews articles of no other set; the statements beside it are where they
  stand, by the finder) and ``untouched_english.jsonl`` (PolNeAR's train part), drawn by chance among pronouns and
  descriptions and named before any answer was seen;
- *blind*: drawn and named like these in other Wikinews articles (``blind_french.jsonl``) and in articles invented for
  it (``blind_english.txt``), once what the untouched lines get wrong had been read.

Rules are made on the first two sets; the others only measure.
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
from bench.french import annotate as french
from bench.invented import annotate as invented
from ondit.reading.found import Document, Found, Piece
from ondit.reading.parsing import parse
from ondit.reading.pieces import pieces
from ondit.reading.who_is_who import resolve
from ondit.records import Article, Span

HERE = Path(__file__).parent
MEASURED = ("held out", "untouched", "blind")
LANGUAGES = {"French": "fr", "English": "en"}
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


def figures(lines: list[Line]) -> dict[str, float]:
    """Of one set: accuracy, how many lines have a name, and how often a line without one gets one."""
    named = [line for line in lines if line.name is not None]
    null = [line for line in lines if line.name is None]
    return {
        "accuracy": sum(line.right for line in named) / max(1, len(named)),
        "named": float(len(named)),
        "null given a name": sum(line.got is not None for line in null) / max(1, len(null)),
        "null": float(len(null)),
    }


def parts(data: Path, only: str | None = None) -> Iterator[tuple[str, list[Line]]]:
    """Every set ("French dev"), or those of one language, with its lines resolved."""
    for name, language in LANGUAGES.items():
        if only not in (None, name):
            continue
        for kind, articles in SETS.items():
            rows = articles(name, data)
            yield f"{name} {kind}", [line for gold, lines in rows for line in resolved(gold, lines, language)]


Annotated = Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]


def dev(language: str, data: Path) -> Annotated:
    """The gold articles of the dev parts with their annotated sources."""
    gold = {"French": "french-gold/dev.jsonl", "English": "polnear/dev.jsonl"}[language]
    return together(read(data / gold), read(HERE / f"{language.lower()}.jsonl"))


def untouched(language: str, data: Path) -> Annotated:
    """The articles kept to measure with their annotated sources."""
    if language == "French":
        return as_the_finder_has_them("untouched")
    return together(read(data / "polnear" / "train.jsonl"), read(HERE / "untouched_english.jsonl"))


def blind(language: str, data: Path) -> Annotated:
    """Those drawn later, and in English invented for it, unnamed sources included."""
    return as_the_finder_has_them("blind") if language == "French" else with_unnamed(HERE / "blind_english.txt")


def as_the_finder_has_them(name: str) -> Annotated:
    """Wikinews articles with annotated sources and their statements where the finder found them."""
    texts = french.articles()
    rows = read(HERE / f"{name}_french_statements.jsonl")
    articles = [texts[one["id"]] | {"statements": one["statements"]} for one in rows]
    return together(articles, read(HERE / f"{name}_french.jsonl"))


def with_unnamed(path: Path) -> Annotated:
    """Invented articles with those of their sources that share no word with their name, and those that have none."""
    for article, rows in described(own_gold.checked(*invented.gold(path))):
        known = {"statements": [{"source_name": None} | one for one in article["statements"]]}
        yield article, rows + [{"source": span, "name": None} for span in unnamed(article | known)]


def ours(language: str, data: Path) -> Annotated:
    """Articles of our own gold with those of their sources that share no word with the name that they have there."""
    if language == "French":
        yield from described(own_gold.wikinews())
    else:
        yield from together(read(data / "polnear" / "train.jsonl"), read(HERE / "more_english.jsonl"))
    yield from described(own_gold.invented_articles(LANGUAGES[language], held_out=False))


def held_out(language: str, data: Path) -> Annotated:
    """The same of invented articles that nothing is trained on."""
    return described(own_gold.invented_articles(LANGUAGES[language], held_out=True))


def described(articles: Iterable[dict[str, Any]]) -> Annotated:
    """Articles with those of their sources that share no word with the name that they have."""
    for article in articles:
        rows = []
        for one in article["statements"]:
            if one["source"] and one.get("source_name"):
                said = article["text"][slice(*one["source"])]
                if not words(said) & words(one["source_name"]):
                    rows.append({"source": one["source"], "name": one["source_name"]})
        if rows:
            yield article, rows


SETS = {"dev": dev, "ours": ours, "held out": held_out, "untouched": untouched, "blind": blind}


def unnamed(article: dict[str, Any]) -> Iterator[Span]:
    """Sources that our annotators gave no name and that hold no capital letter: they name nobody."""
    for one in article["statements"]:
        if "source_name" in one and one["source"] and not one["source_name"]:
            said = article["text"][slice(*one["source"])]
            if not any(letter.isupper() for letter in said[1:]):
                yield one["source"][0], one["source"][1]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def together(articles: Iterable[dict[str, Any]], rows: Iterable[dict[str, Any]]) -> Annotated:
    """Articles with the rows that are about them."""
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        wanted.setdefault(row["id"], []).append(row)
    for article in articles:
        if article["id"] in wanted:
            yield article, wanted[article["id"]]


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
        yield Line(article["id"], article["text"][slice(*span)], row["name"], names[span])


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
    """Print the figures, and every wrong line of the sets that rules may be made on."""
    for part, lines in parts(HERE.parents[2] / "shared" / "data"):
        for line in lines if not part.endswith(MEASURED) else ():
            if not line.right and (line.name is not None or line.got is not None):
                print(f"{part}\t{line.article[:40]}\t{line.said[:50]}\twanted {line.name}\tgot {line.got}")
        print(part, {name: round(value, 3) for name, value in figures(lines).items()})


if __name__ == "__main__":
    main()

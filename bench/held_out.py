"""Who said what in invented articles that the scorer was not trained on: dense in denials, hearsay and odd forms.

One article in six of ``bench/invented`` is kept to measure (``bench.own_gold``). They are harder than news is on the
whole: a third of their statements deny or decline, often in words that stand in no list.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.figures import Figure, Result, digest_of
from bench.own_gold import HERE, invented_articles
from bench.reading import as_articles, kinds, printed_score, scored, scorer
from ondit import reading

PARTS = {"French": "fr", "English": "en"}


def measure(data: Path) -> Result:
    """Read the articles kept apart in each language and score what was found."""
    figures: list[Figure] = []
    about = []
    for part, language in PARTS.items():
        gold = list(invented_articles(language, held_out=True))
        found = {each.article.key: each for each in reading.read_many(as_articles(gold, language))}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in gold)
            file.flush()
            figures += scored(part, printed_score(scorer(data), Path(file.name), found.values()))
        right, pairs = kinds(scorer(data), gold, found)
        figures.append(Figure(f"{part}: source kind, accuracy", right / max(pairs, 1), f"on {pairs} matched pairs"))
        about.append(f"{len(gold)} in {part} with {sum(len(each['statements']) for each in gold)} statements")
    files = sorted(file for language in PARTS.values() for file in (HERE / "invented" / language).glob("*.txt"))
    return Result(
        tuple(figures),
        digest_of(files),
        f"Invented articles that nothing was trained on: {', '.join(about)}. Relations as in the benchmark of reading.",
    )

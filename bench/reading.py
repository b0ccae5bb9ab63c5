"""Who said what: French gold and PolNeAR's dev part, by the definitions of the one scorer.

The scorer is ``tools/score_statements.py`` beside the data; it is run, not copied, so that there is one definition.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import own_gold
from bench.figures import Figure, Result, digest_of, table
from bench.reading_alone import WAYS, ablated
from bench.who_is_who import score as who
from ondit import reading
from ondit.errors import MissingPart
from ondit.records import Article, Reading
from ondit.show.as_json import statement_object

PARTS = {"French": ("french-gold/dev.jsonl", "fr"), "English": ("polnear/dev.jsonl", "en")}
# Articles of French Wikinews annotated before any reading of them was seen, by which readers (``french/blind``).
BLIND = {"French, annotated blind": ("m", "n"), "French, annotated blind, newest": ("p", "q")}
# What one annotator or reader scores against another (the data's README): relations, relations by content only.
HUMAN = {"French": (0.717, 0.767), "English": (0.735, 0.802)}

ROW = re.compile(r"^(?P<name>[a-z ,]+?)\s+P (?P<p>[\d.]+) R (?P<r>[\d.]+) F1 (?P<f>[\d.]+)(?P<rest>.*)$")
LABEL = re.compile(
    r"^(?P<name>\w+)\s+accuracy (?P<a>[\d.]+) on (?P<n>\d+) pairs \(majority (?P<major>\w+) (?P<share>[\d.]+)\)"
)
RARE = re.compile(r"(\w+) F1 ([\d.]+) \((\d+) gold\)")


def measure(data: Path) -> Result:
    """Read the texts of both gold sets as they are and score what was found."""
    figures: list[Figure] = []
    files = [data / file for file, _ in PARTS.values()]
    alone: list[tuple[str, ...]] = [("relations, F1", *WAYS)]
    for part, (file, language) in PARTS.items():
        gold = [json.loads(line) for line in (data / file).read_text(encoding="utf-8").splitlines()]
        articles = as_articles(gold, language)
        found = {each.article.key: each for each in reading.read_many(articles)}
        figures += scored(part, printed_score(scorer(data), data / file, found.values()))
        if part == "French":
            right, pairs = kinds(scorer(data), gold, found)
            figures.append(Figure(f"{part}: source kind, accuracy", right / max(pairs, 1), f"on {pairs} matched pairs"))
        figures += who_is_who(part, data)
        ways = [relations(printed(scorer(data), data / file, lines)) for _, lines in ablated(articles)]
        alone.append((part, *(f"{way:.3f}" for way in ways)))
    for name, readers in BLIND.items():
        figures += annotated_blind(data, name, readers)
    return Result(
        tuple(figures),
        digest_of(files),
        "Statements found in the texts of 24 French Wikinews articles and of the 84 English articles of PolNeAR's dev "
        "part. A relation is right where its content overlaps with the gold one's by a Jaccard of at least 0.5 over "
        "words and the sources share a word. Those annotated blind are 19 and 26 more "
        "articles of French Wikinews, annotated before any reading of them was seen; nothing is trained on them and no "
        "error in them was mended "
        "(`bench/french/blind`).",
        "For comparison, one human against another:\n\n"
        + table([("", "relations", "content only"), *((k, f"{a:.3f}", f"{b:.3f}") for k, (a, b) in HUMAN.items())])
        + "\n\nWhat the rules and the scorer find alone, and together:\n\n"
        + table(alone),
    )


def annotated_blind(data: Path, name: str, readers: Sequence[str]) -> list[Figure]:
    """The same figures of the articles of ``bench/french/blind``, that nothing is trained on; no floors, since they are
    there to tell us."""
    gold = list(own_gold.blind(*readers))
    found = {each.article.key: each for each in reading.read_many(as_articles(gold, "fr"))}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in gold)
        file.flush()
        figures = scored(name, printed_score(scorer(data), Path(file.name), found.values()))
    right, pairs = kinds(scorer(data), gold, found)
    note = f"on {pairs} matched pairs"
    figures.append(Figure(f"{name}: source kind, accuracy", right / max(pairs, 1), note))
    return [replace(figure, pinned=False) for figure in figures]


def who_is_who(part: str, data: Path) -> list[Figure]:
    """How often a pronoun or a description is resolved to the name that it was given, for the sets of one language."""
    figures = []
    for name, lines in who.parts(data, part):
        found = who.figures(lines)
        given = f"; of {found['null']:.0f} that name nobody {found['null given a name']:.2f} got a name"
        note = f"on {found['named']:.0f} lines" + (given if found["null"] else "")
        figures.append(Figure(f"{name}: who is who, accuracy", found["accuracy"], note))
    return figures


def relations(said: str) -> float:
    """F1 of relations in what the scorer prints."""
    return next(
        float(row["f"]) for row in map(ROW.match, said.splitlines()) if row and row["name"].strip() == "relations"
    )


def as_articles(gold: Iterable[dict[str, Any]], language: str) -> list[Article]:
    """The gold texts as articles, nothing removed; paragraphs as blank lines or line ends give them."""
    return [
        Article(
            key=each["id"],
            text=each["text"],
            language=language,
            paragraphs=tuple(m.span() for m in re.finditer(r"\S[^\n]*", each["text"])),
        )
        for each in gold
    ]


def scorer(data: Path) -> ModuleType:
    """The one scorer."""
    file = data.parent / "tools" / "score_statements.py"
    if not file.is_file():
        raise MissingPart("the scorer is not here", where=str(file), remedy="it lies beside the data, in ../tools")
    spec = importlib.util.spec_from_file_location("score_statements", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed_score(score: ModuleType, gold: Path, found: Iterable[Reading]) -> str:
    """What the scorer prints of readings."""
    return printed(
        score,
        gold,
        ({"id": each.article.key, "statements": [*map(statement_object, each.statements)]} for each in found),
    )


def printed(score: ModuleType, gold: Path, lines: Iterable[dict[str, Any]]) -> str:
    """What the scorer prints of the lines of a predicted file."""
    with (
        tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted,
        contextlib.redirect_stdout(io.StringIO()) as out,
    ):
        for each in lines:
            predicted.write(json.dumps(each) + "\n")
        predicted.flush()
        score.main(str(gold), predicted.name)
    return out.getvalue()


def scored(part: str, printed: str) -> list[Figure]:
    """The scorer's lines as figures."""
    figures = []
    for line in printed.splitlines():
        if row := ROW.match(line):
            note = f"P {row['p']}, R {row['r']}{row['rest'].replace('(', '; ').rstrip(')')}".replace(" ; ", "; ")
            figures.append(Figure(f"{part}: {row['name'].strip()}, F1", float(row["f"]), note))
        elif label := LABEL.match(line):
            note = f"on {label['n']} matched pairs; {label['major']} is {label['share']} of the gold"
            figures.append(Figure(f"{part}: {label['name']}, accuracy", float(label["a"]), note))
            figures += [
                Figure(f"{part}: {rare}, F1", float(f), f"{n} in the gold") for rare, f, n in RARE.findall(line)
            ]
    return figures


def kinds(score: ModuleType, gold: Iterable[dict[str, Any]], found: dict[str, Reading]) -> tuple[int, int]:
    """Of the statements that match by content: how many have the gold's kind of source, and how many there are."""
    count: Counter[bool] = Counter()
    for each in gold:
        words = [m.span() for m in score.WORD.finditer(each["text"])]

        def contents(
            statements: Iterable[dict[str, Any]], words: list[tuple[int, int]] = words
        ) -> list[dict[str, Any]]:
            return [
                {"content": score.tokens_in(one["content"], words), "source": set(), "raw": one} for one in statements
            ]

        wanted = contents(each["statements"])
        got = [one for one in contents(map(statement_object, found[each["id"]].statements)) if one["content"]]
        for i, j in score.match(wanted, got, False):
            kind = wanted[i]["raw"].get("source_kind")
            if kind is not None:
                count[got[j]["raw"]["source_kind"] == kind] += 1
    return count[True], count.total()

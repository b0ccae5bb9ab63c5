"""What opens a rumour: how many openings there are in news, how many deserve it, and which claims are missed.

300 articles of French Wikinews and 300 of PolNeAR's training part are drawn. In ``rumour_openings/`` there are places,
no text, each with whether the claim deserves to be followed as a rumour. ``learnt.jsonl`` has all that the points are
learnt from (``ondit train openings``): each of these is judged here by points that were learnt from other articles.
``untouched.jsonl`` has openings judged after the rules were written, and ``judged.jsonl`` 60 of the first draw, which
the rules have been looking at since; of both, the ones that still open are counted. ``claims.jsonl`` has the hearsay
claims of 20 whole articles of the first draw and ``untouched_claims.jsonl`` those of 20 others, for what is missed.
``python -m bench.openings 60`` prints a fresh draw.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, Result, digest_of, table
from bench.opening_articles import EACH, HERE, OTHERS, SOURCES, Row, articles_of, drawn, kept
from bench.train_openings import cross_validated, examples
from ondit import reading as reader
from ondit.linking.openings import WORDS, opened_by
from ondit.records import Reading, Span


def openings_of(readings: Sequence[Reading]) -> list[Row]:
    """Every opening: article, rule, and where the claim begins and ends."""
    found = []
    for reading in readings:
        for statement in reading.statements:
            rule = opened_by(statement, reading)
            if rule and statement.content:
                start, end = min(a for a, _ in statement.content), max(b for _, b in statement.content)
                found.append({"article": reading.article.key, "rule": rule, "span": [start, end]})
    return found


def measure(data: Path) -> Result:
    """Figures for ``ondit bench openings``."""
    first = {article.key: article for article in drawn(data)}
    fresh, whole, learnt = kept("untouched.jsonl"), kept("untouched_claims.jsonl"), kept("learnt.jsonl")
    others = {article.key: article for article in articles_of([*fresh, *whole, *learnt], data)}
    readings = {each.article.key: each for each in reader.read_many((first | others).values())}
    found = openings_of([readings[key] for key in first])
    places, there = _places(found), _places(openings_of(list(readings.values())))
    untouched = [row for row in fresh if _meets(row, there)]
    judged = [row for row in kept("judged.jsonl") if _meets(row, places)]
    claims, said = kept("claims.jsonl"), [row for row in whole if row["span"]]
    rules = Counter(row["rule"] for row in found)
    deserved = Counter(row["rule"] for row in untouched if row["deserves"])
    asked = Counter(row["rule"] for row in untouched)
    body = [[r, WORDS[r], f"{rules[r]}", f"{deserved[r]} of {asked[r]}"] for r in sorted(rules)]
    by_source = Counter(article.partition("/")[0] for article in places)
    by_others = cross_validated(examples(learnt, readings))
    figures = (
        Figure(
            "deserve it", by_others.right, f"of {by_others.opens}, each judged by points learnt from other articles"
        ),
        Figure("deserving ones that open", by_others.kept, f"of {by_others.deserving}, judged likewise"),
        Figure(
            "deserve it, untouched", _share(untouched), f"of {len(untouched)}, judged after the rules", pinned=False
        ),
        Figure(
            "deserve it, looked at",
            _share(judged),
            f"of {len(judged)} of the first 60, that the rules look at",
            pinned=False,
        ),
        Figure("claims found", sum(_meets(row, places) for row in claims) / len(claims), f"of {len(claims)}"),
        Figure(
            "claims found, untouched",
            sum(_meets(row, there) for row in said) / len(said),
            f"of {len(said)}",
            pinned=False,
        ),
        *(
            Figure(f"articles that open one, {name}", by_source[name] / EACH, f"of {EACH}", pinned=False)
            for name, _, _ in SOURCES
        ),
    )
    names = ("learnt.jsonl", "judged.jsonl", "untouched.jsonl", "claims.jsonl", "untouched_claims.jsonl")
    digest = digest_of([*(data / path for _, path, _ in OTHERS), *(HERE / "rumour_openings" / name for name in names)])
    about = (
        "Openings in 600 articles, judged by one reader, who wrote the rules too; claims of hearsay in whole articles."
    )
    return Result(figures, digest, about, table([["rule", "", "openings", "of the untouched, deserve it"], *body]))


def _places(found: Sequence[Row]) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = {}
    for row in found:
        places.setdefault(row["article"], []).append(tuple(row["span"]))
    return places


def _share(rows: Sequence[Row]) -> float:
    return sum(row["deserves"] for row in rows) / len(rows)


def _meets(row: Row, places: dict[str, list[Span]]) -> bool:
    start, end = row["span"]
    return any(a < end and start < b for a, b in places.get(row["article"], ()))


def _print_draw(count: int, data: Path) -> None:
    readings = {reading.article.key: reading for reading in reader.read_many(drawn(data))}
    found = openings_of(list(readings.values()))
    random.Random(7).shuffle(found)
    for row in found[:count]:
        text = readings[row["article"]].article.text
        start, end = row["span"]
        print(json.dumps(row), text[max(0, start - 150) : end + 150].replace("\n", " "), sep="\n")


if __name__ == "__main__":
    _print_draw(int(sys.argv[1]) if len(sys.argv) > 1 else 60, HERE.parent.parent / "shared" / "data")

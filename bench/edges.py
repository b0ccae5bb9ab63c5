"""Edges on real articles: who has it from whom in rumours of 2014-15, by kind of evidence, judged by reading.

Rumours of five articles and more are drawn (seeded), twelve articles of each are read, gathered and traced, and of the
edges sixty are drawn. ``edges_judged.jsonl`` says of each whether the article does have the news from there, with the
places of the proving words; ``edges_cited.jsonl`` has what whole articles of the same rumours cite, for what is missed.
Each draw was judged as it was found; after each, what was wrong in general was mended, so that the rules have looked at
all three, and what each gave when it was judged is the honest figure. The articles have neither outlet nor date nor
links, so citation, credit line and copied text are all the evidence that there is. ``python -m bench.edges 3 60``
prints the third draw, ``python -m bench.edges all`` traces every rumour and counts.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.figures import Figure, Result, digest_of, lines_of, table
from ondit.linking import link
from ondit.reading import read_many
from ondit.records import Article, Edge, Reading
from ondit.tracing import trace
from ondit.tracing.publishers import same_outlet, stands_for

HERE = Path(__file__).resolve().parent
FEWEST, MOST = 5, 12  # articles of a rumour
DRAWS = {1: (0, 15), 2: (15, 30), 3: (30, 45)}  # places in the order of the draw
EDGES = 60
SEED = 6
ARTICLES = "rumours/articles.jsonl"
JUDGED, CITED = "edges_judged.jsonl", "edges_cited.jsonl"
LOOKED_AT = "rules looked at it since"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One edge of one drawn rumour (its gold name), with the article that it starts from."""

    rumour: str
    edge: Edge
    reading: Reading

    @property
    def target(self) -> str:
        return self.edge.article or self.edge.outlet or ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({evidence.kind for evidence in self.edge.evidence}))


@cache
def texts(data: Path) -> Mapping[str, tuple[Article, ...]]:
    """Every rumour's articles, by its gold name."""
    by_rumour: dict[str, list[Article]] = {}
    with (data / ARTICLES).open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item["kind"] == "article":
                by_rumour.setdefault(item["rumour"], []).append(Article(item["id"], item["text"], "en"))
    return {name: tuple(sorted(some, key=lambda article: article.key)) for name, some in sorted(by_rumour.items())}


def drawn(data: Path, draw: int) -> list[str]:
    """The names of a draw's rumours."""
    order = [name for name, some in texts(data).items() if len(some) >= FEWEST]
    random.Random(SEED).shuffle(order)
    return order[slice(*DRAWS[draw])]


def edges_of(name: str, data: Path) -> list[Found]:
    """The edges of every rumour that linking finds in one gold rumour's articles."""
    readings = {reading.article.key: reading for reading in read_many(texts(data)[name][:MOST])}
    found = [edge for rumour in link(list(readings.values())) for edge in trace(rumour, readings).edges]
    return [Found(name, edge, readings[edge.echo]) for edge in found]


def measure(data: Path) -> Result:
    """Figures for ``ondit bench edges``."""
    judged, cited = lines_of(HERE / JUDGED), lines_of(HERE / CITED)
    found = {draw: [edge for name in drawn(data, draw) for edge in edges_of(name, data)] for draw in DRAWS}
    figures: list[Figure] = []
    rows = [["draw", "evidence", "judged", "right when judged", "still found", "of these right"]]
    for draw, there in found.items():
        mine = [row for row in judged if row["draw"] == draw]
        still = [row for row in mine if any(_meets(row, edge) for edge in there)]
        gold = [row for row in cited if row["draw"] == draw and row["span"]]
        hit = [row for row in gold if any(_meets(row, edge) for edge in there)]
        kept_right = sum(row["right"] for row in still) / max(1, sum(row["right"] for row in mine))
        figures += [
            Figure(f"precision when judged, draw {draw}", _right(mine), f"of {len(mine)} edges", pinned=False),
            Figure(f"precision, draw {draw}", _right(still), f"of the {len(still)} that are still found; {LOOKED_AT}"),
            Figure(f"right edges still found, draw {draw}", kept_right),
        ]
        if gold:
            share = len(hit) / len(gold)
            figures.append(Figure(f"citations found, draw {draw}", share, f"of {len(gold)} in articles read through"))
        for kind in sorted({kind for row in mine for kind in row["kinds"]}):
            some, now = ([row for row in part if kind in row["kinds"]] for part in (mine, still))
            right = (sum(row["right"] for row in part) for part in (some, now))
            rows.append([str(draw), kind, str(len(some)), str(next(right)), str(len(now)), str(next(right))])
    wrong = Counter((row["draw"], row["why"]) for row in judged if not row["right"])
    missed = Counter((row["draw"], row["why"]) for row in cited if row["span"] and "why" in row)
    why = [["draw", "wrong edges: what the target is", "edges"]]
    why += [[str(draw), cause, str(n)] for (draw, cause), n in sorted(wrong.items())]
    gone = [["draw", "citations missed when read: how it is said", "citations"]]
    gone += [[str(draw), cause, str(n)] for (draw, cause), n in sorted(missed.items())]
    about = (
        f"Edges of {len(DRAWS)} times 15 real rumours (English, 2014-15), {EDGES} of each draw read and judged by one "
        "reader, who wrote rules too. Of copied text it is judged that it was copied, not which way. The articles have "
        "no outlet, date or links."
    )
    digest = digest_of([data / ARTICLES, HERE / JUDGED, HERE / CITED])
    return Result(tuple(figures), digest, about, "\n\n".join(map(table, (rows, why, gone))))


def _right(rows: Sequence[Row]) -> float:
    return sum(row["right"] for row in rows) / max(len(rows), 1)


def _meets(row: Row, found: Found) -> bool:
    """Whether an edge is the one of a row: same echo, and the same article or a name of the same outlet."""
    if found.edge.echo != row["echo"]:
        return False
    return found.target == row["target"] or (found.edge.outlet is not None and _alike(found.edge.outlet, row["target"]))


def _alike(one: str, other: str) -> bool:
    return same_outlet(one, other) or any(stands_for(name, address) for name, address in ((one, other), (other, one)))


def shown(found: Found) -> str:
    """An edge with its proving words, for a reader to judge."""
    text = found.reading.article.text
    spans = [evidence.span for evidence in found.edge.evidence if evidence.span]
    row = {"rumour": found.rumour, "echo": found.edge.echo, "target": found.target, "kinds": found.kinds}
    lines = [json.dumps({**row, "spans": spans[:3]}, ensure_ascii=False)]
    for start, end in spans[:3]:
        around = (text[max(0, start - 250) : start], text[start : min(end, start + 200)], text[end : end + 200])
        lines.append("    " + "{} [[{}]] {}".format(*(" ".join(part.split()) for part in around)))
    return "\n".join(lines)


def some_of(found: Iterable[Found], count: int) -> list[Found]:
    """A draw of edges."""
    order = sorted(found, key=lambda each: (each.rumour, each.edge.echo, each.target))
    random.Random(SEED).shuffle(order)
    return order[:count]


def _print_all(data: Path) -> None:
    kinds: Counter[str] = Counter()
    for name in texts(data):
        found = edges_of(name, data)
        kinds.update(kind for edge in found for kind in edge.kinds)
        kinds.update({"rumours": 1, "edges": len(found), "articles": min(MOST, len(texts(data)[name]))})
    print(dict(kinds))


if __name__ == "__main__":
    where = HERE.parent.parent / "shared" / "data"
    if sys.argv[1:] == ["all"]:
        _print_all(where)
    else:
        which, count = (int(word) for word in (sys.argv[1:] or ["3", str(EDGES)]))
        for one in some_of([edge for name in drawn(where, which) for edge in edges_of(name, where)], count):
            print(shown(one))

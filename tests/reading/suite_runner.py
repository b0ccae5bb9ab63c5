"""Runs the behavioural suite of reading: sentences of our own by phenomenon, in the manner of CheckList (Ribeiro 2020).

usage: python tests/reading/suite_runner.py [--failures PATH] [--doc PATH] [--pin] [--mark] [--only WORD]

The rows are in suite/LANGUAGE/PHENOMENON.toml (their form: suite/README.md). Without options it prints the table.
``--failures`` writes what failed, by cause; ``--doc`` the page docs/reading-suite.md; ``--pin`` raises the floors
(never lowers one); ``--mark`` writes each failure's cause into its row as ``known_limit`` and takes stale marks out.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SUITE = HERE / "suite"
sys.path[:0] = [str(HERE.parent.parent / "src"), str(HERE.parent)]

from ondit.records import Article, Reading  # noqa: E402
from reading.suite_compare import judge_case, judge_pair  # noqa: E402


@dataclass(frozen=True, slots=True)
class Row:
    """One case or pair: where it stands, its texts (one, or two for a pair), and the row itself."""

    language: str
    phenomenon: str
    index: int
    texts: tuple[str, ...]
    body: dict[str, Any]

    @property
    def is_pair(self) -> bool:
        return len(self.texts) == 2


@dataclass(slots=True)
class Outcome:
    """What became of a row. ``causes`` is empty where it passed; ``seen`` is what the reader gave, in words."""

    row: Row
    causes: list[str]
    seen: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.causes


@cache
def load_rows() -> tuple[Row, ...]:
    """All rows of the suite, by language, file and place in the file."""
    rows: list[Row] = []
    for path in sorted(SUITE.glob("*/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind, keys in (("case", ("text",)), ("pair", ("a", "b"))):
            for body in data.get(kind, []):
                texts = tuple(_whole(body, key) for key in keys)
                rows.append(Row(path.parent.name, path.stem, len(rows), texts, body))
    return tuple(rows)


@cache
def titles() -> dict[str, str]:
    """Phenomenon (file stem) to its name in words, as the English file gives it."""
    return {p.stem: tomllib.loads(p.read_text(encoding="utf-8"))["phenomenon"] for p in SUITE.glob("en/*.toml")}


def _whole(body: dict[str, Any], key: str) -> str:
    return f"{body['title']}\n\n{body[key]}" if "title" in body else str(body[key])


def _article(row: Row, n: int) -> Article:
    title = row.body.get("title")
    span = (0, len(title)) if title else None
    key = f"{row.language}/{row.phenomenon}/{row.index}/{n}"
    return Article(key=key, text=row.texts[n], language=row.language, title=title, title_span=span)


def run(only: str = "") -> list[Outcome]:
    """Reads every text once, in batches, and judges every row."""
    from ondit.reading import read_many

    rows = [r for r in load_rows() if only in f"{r.language}/{r.phenomenon}"]
    articles = [_article(row, n) for row in rows for n in range(len(row.texts))]
    readings = iter(read_many(articles))
    outcomes = []
    for row in rows:
        mine = [next(readings) for _ in row.texts]
        causes = judge_pair(row.body, *mine) if row.is_pair else judge_case(row.body, mine[0])
        outcomes.append(Outcome(row, causes, [line for reading in mine for line in describe(reading)]))
    return outcomes


def one_line(row: Row) -> str:
    """The row's text, or both texts of a pair, without line breaks."""
    return " ⇄ ".join(text.replace("\n\n", " ¶ ").replace("\n", " ") for text in row.texts)


def describe(reading: Reading) -> list[str]:
    """Every statement of a reading as one line of words."""
    text = reading.article.text
    lines = []
    for s in reading.statements:
        spans = [text[a:b] for a, b in s.content]
        source, cue = (text[slice(*x)] if x else "—" for x in (s.source, s.cue))
        labels = f"{s.polarity} {s.certainty} {s.quote} {s.source_kind} name={s.source_name} channel={list(s.channel)}"
        lines.append(f"[{source}] [{cue}] [{' | '.join(spans)}] {labels} rule={s.rule}")
    return lines


def rates(outcomes: list[Outcome]) -> dict[str, dict[str, tuple[int, int]]]:
    """Phenomenon to language to (passed, of)."""
    count: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for o in outcomes:
        cell = count[o.row.phenomenon][o.row.language]
        cell[0] += o.passed
        cell[1] += 1
    return {p: {lang: (c[0], c[1]) for lang, c in cells.items()} for p, cells in sorted(count.items())}


def table(outcomes: list[Outcome]) -> str:
    """Pass rates by phenomenon, as Markdown."""
    lines = ["| phenomenon | French | English |", "| --- | --- | --- |"]
    found = rates(outcomes)
    for phenomenon, cells in found.items():
        cols = [f"{cells[x][0]} of {cells[x][1]}" if x in cells else "" for x in ("fr", "en")]
        lines.append(f"| {titles()[phenomenon]} | {cols[0]} | {cols[1]} |")
    totals = []
    for lang in ("fr", "en"):
        passed, of = (sum(c[lang][i] for c in found.values() if lang in c) for i in (0, 1))
        totals.append(f"**{passed} of {of}** ({passed / of:.0%})" if of else "")
    lines.append(f"| **all** | {totals[0]} | {totals[1]} |")
    return "\n".join(lines)


def by_cause(outcomes: list[Outcome]) -> str:
    """The failures grouped by cause, the commonest first."""
    failed = [o for o in outcomes if not o.passed]
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for o in failed:
        groups[o.causes[0]].append(o)
    lines = [f"{len(failed)} of {len(outcomes)} rows fail.", "", table(outcomes), "", "Causes:"]
    lines += [f"- {n} × {cause}" for cause, n in Counter(o.causes[0] for o in failed).most_common()]
    for cause, members in sorted(groups.items(), key=lambda g: -len(g[1])):
        lines += ["", f"## {cause} ({len(members)})"]
        for o in members:
            lines += ["", f"- {o.row.language}/{o.row.phenomenon}: {one_line(o.row)}"]
            wanted = {k: v for k, v in o.row.body.items() if k not in ("text", "title", "a", "b", "known_limit")}
            lines += [f"  - wanted {wanted}", *(f"  - got {s}".replace("\n", " ⏎ ") for s in o.seen or ["nothing"])]
            lines += [f"  - also: {c}" for c in o.causes[1:]]
    return "\n".join(lines) + "\n"


def page(outcomes: list[Outcome]) -> str:
    """docs/reading-suite.md: the table and every row that fails, with how it fails."""
    silent = [o for o in outcomes if o.row.body.get("none")]
    asking = [o for o in outcomes if not o.row.body.get("none")]
    sentences = len({text for o in outcomes for text in o.row.texts})
    lines = [
        "# The behavioural suite of reading",
        "",
        "Generated by `python tests/reading/suite_runner.py --doc docs/reading-suite.md`; do not edit.",
        "",
        f"{sentences} sentences and short paragraphs of our own writing in {len(outcomes)} rows, by phenomenon, as",
        "CheckList does (Ribeiro et al. 2020): what must be found, what must stay, what must turn.",
        "A row passes only when all that it asks for is right. The rows are in `tests/reading/suite/`, their form in",
        "its `README.md`; the floors that a change may not fall below are in `tests/reading/suite/floors.toml`.",
        f"{len(silent)} rows ask that nothing be found, which a reader that finds nothing passes too;",
        f"{sum(o.passed for o in silent)} of them pass, {sum(o.passed for o in asking)} of the {len(asking)} others.",
        "",
        table(outcomes),
        "",
        "## Known limits",
        "",
        "Rows that fail today, with how they fail.",
    ]
    for phenomenon, name in sorted(titles().items()):
        failed = [o for o in outcomes if o.row.phenomenon == phenomenon and not o.passed]
        if failed:
            lines += ["", f"### {name[0].upper()}{name[1:]}", ""]
            lines += [f"- {o.row.language}: {one_line(o.row)}<br>{o.causes[0]}" for o in failed]
    return "\n".join(lines) + "\n"


def floors() -> dict[str, dict[str, int]]:
    """Language to phenomenon to the number of rows that must pass."""
    path = SUITE / "floors.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def pin(outcomes: list[Outcome]) -> None:
    """Raises every floor to what passes now; a floor above that stays where it is."""
    old, found = floors(), rates(outcomes)
    lines = ["# Rows that must pass, by language and phenomenon. Raised by suite_runner.py --pin, never lowered by it."]
    for lang in ("en", "fr"):
        lines += ["", f"[{lang}]"]
        for name, cells in found.items():
            lines.append(f"{name} = {max(cells[lang][0], old.get(lang, {}).get(name, 0))}")
    (SUITE / "floors.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def mark(outcomes: list[Outcome]) -> None:
    """Writes the cause of each failure into its row as ``known_limit``; takes marks off rows that pass."""
    files: dict[Path, list[Outcome]] = defaultdict(list)
    for o in outcomes:
        files[SUITE / o.row.language / f"{o.row.phenomenon}.toml"].append(o)
    for path, members in files.items():
        head, *blocks = path.read_text(encoding="utf-8").split("\n[[")
        assert len(blocks) == len(members), path
        out = [head]
        for block, o in zip(blocks, members, strict=True):
            kept = [x for x in block.rstrip("\n").split("\n") if not x.startswith("known_limit = ")]
            if o.causes:
                kept.append('known_limit = "{}"'.format(o.causes[0].replace("\\", "").replace('"', "'")))
            out.append("\n".join(kept) + "\n")
        path.write_text("\n[[".join(out), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="rows whose LANGUAGE/PHENOMENON contains this")
    parser.add_argument("--failures", type=Path)
    parser.add_argument("--doc", type=Path)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--mark", action="store_true")
    args = parser.parse_args()
    if args.only and (args.doc or args.pin or args.mark):
        parser.error("--doc, --pin and --mark need the whole suite")
    started = time.perf_counter()
    outcomes = run(args.only)
    took = time.perf_counter() - started
    if args.failures:
        args.failures.write_text(by_cause(outcomes), encoding="utf-8")
    if args.doc:
        args.doc.write_text(page(outcomes), encoding="utf-8")
    if args.pin:
        pin(outcomes)
    if args.mark:
        mark(outcomes)
    print(by_cause(outcomes) if args.only else table(outcomes))
    print(f"\n{sum(o.passed for o in outcomes)} of {len(outcomes)} rows pass; {took:.1f} s")


if __name__ == "__main__":
    main()

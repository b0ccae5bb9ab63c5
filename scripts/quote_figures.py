"""Quote figures of docs/benchmarks.md in the README, each as it stands there: run by ``make docs``."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Section of the page, and in it either a figure's name, or a row's first cell and the head of one of its columns; how
# the README calls it.
QUOTED = (
    ("reading", "French: relations, F1", None, "French statements: relations, F1"),
    ("reading", "French: content tokens, F1", None, "French statements: content tokens, F1"),
    ("reading", "English: relations, F1", None, "English statements: relations, F1"),
    ("reading", "English: content tokens, F1", None, "English statements: content tokens, F1"),
    ("speed", "reading against bare parse", None, "reading against spaCy's bare parse, speed"),
    ("speed", "cold start of `ondit read` on one French page", None, "cold start of `ondit read` on one French page"),
    ("linking", "ondit", "b cubed f1", "articles gathered into 191 rumours: B-cubed F1"),
    ("linking", "average-link TF-IDF, best threshold", "b cubed f1", "the same, TF-IDF at its best threshold"),
    ("linking", "ondit", "french right", "French briefs that find their rumour among English articles"),
    ("openings", "deserve it", None, "claims followed that deserve it"),
    ("stance", "ondit", "macro f1", "stance: macro F1"),
    ("stance", "ondit", "disagree f1", "stance: F1 of denials and doubts"),
    ("stance", "TF-IDF cosine and words, logistic", "macro f1", "the same, TF-IDF and words: macro F1"),
    (
        "stance",
        "TF-IDF cosine and words, logistic",
        "disagree f1",
        "the same, TF-IDF and words: F1 of denials and doubts",
    ),
    ("edges", "precision when judged, draw 3", None, "who had it from whom, on real articles: edges that are right"),
    ("tracing", "pipeline edge precision", None, "the same, on generated stories"),
    ("weighing", "pipeline status right", None, "status right at every moment, on generated stories"),
)


def tables(section: str) -> list[list[list[str]]]:
    """The tables of a section, as rows of cells, heads first."""
    found: list[list[list[str]]] = []
    for block in re.findall(r"(?:^\|.*\n)+", section, flags=re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        found.append([row for row in rows if not set("".join(row)) <= set("-: ")])
    return found


def value(page: str, name: str, row: str, column: str | None) -> str | None:
    """A figure as the page has it; None where it is not measured."""
    section = re.search(rf"<!-- bench:{name} -->(.*?)<!-- end -->", page, flags=re.DOTALL)
    for heads, *rows in tables(section[1]) if section else ():
        for cells in rows:
            if cells[0] == row and (column in heads if column else heads[0] == "figure"):
                return cells[heads.index(column) if column else 1]
    return None


def quoted(page: str) -> str:
    """The README's table, from the page of figures; what is not measured is left out."""
    found = [(words, value(page, name, row, column)) for name, row, column, words in QUOTED]
    rows = [f"| {words} | {figure} |" for words, figure in found if figure is not None]
    return "\n".join(["<!-- figures -->", "| figure | value |", "| --- | ---: |", *rows, "<!-- end -->"])


def main() -> None:
    """Put the table into the README."""
    table = quoted((ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(
        re.sub(r"<!-- figures -->.*?<!-- end -->", lambda _: table, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()

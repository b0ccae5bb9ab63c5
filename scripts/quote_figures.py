"""Quote figures of docs/benchmarks.md in the README, each as it stands there: run by ``make docs``."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUOTED = (
    "French: relations, F1",
    "French: relations, content only, F1",
    "French: content tokens, F1",
    "English: relations, F1",
    "English: relations, content only, F1",
    "English: content tokens, F1",
    "reading against bare parse",
    "cold start of `ondit read` on one French page",
)


def main() -> None:
    """Put the rows into the README's table; a figure that is not measured is left out."""
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    values = dict(re.findall(r"^\| ([^|]+?) \| ([\d.]+[^|]*?) \|", page, flags=re.MULTILINE))
    rows = [f"| {name} | {values[name]} |" for name in QUOTED if name in values]
    table = "\n".join(["<!-- figures -->", "| figure | value |", "| --- | ---: |", *rows, "<!-- end -->"])
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(
        re.sub(r"<!-- figures -->.*?<!-- end -->", lambda _: table, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()

"""Article bodies on zyte's article-extraction-benchmark: F1 over four-word shingles.

``python -m bench.pages [DATA_DIR]``; ``run(data_dir)`` gives the rows. The definition is that benchmark's own
(its evaluate.py): words are ``\\w+``, shingles are counted as a bag, each page's counts are divided by their sum,
precision and recall are averaged over pages (pages without prediction, or without truth, left out of one or the
other), F1 is their harmonic mean. ondit is measured out of fold: each page by a chooser trained without its site.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.figures import Figure, Result, digest_of
from ondit.errors import MissingPart

FOLDS = 5
_WORD = re.compile(r"\w+")
HERE = Path(__file__).parent


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """The bag of n-word runs; a text of fewer words is one run."""
    words = _WORD.findall(text or "")
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)) if words)


def counts(truth: str, said: str) -> tuple[float, float, float]:
    """True positive, false positive and false negative shares of one page."""
    gold, found = shingles(truth), shingles(said)
    both, extra, missing = (sum(bag.values()) for bag in (gold & found, found - gold, gold - found))
    total = both + extra + missing or 1
    return both / total, extra / total, missing / total


def metrics(rows: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages."""
    precision = statistics.mean(_ratio(tp, fp, fn) for tp, fp, fn in rows if tp + fp > 0)
    recall = statistics.mean(_ratio(tp, fn, fp) for tp, fp, fn in rows if tp + fn > 0)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _ratio(right: float, wrong: float, other: float) -> float:
    if wrong == other == 0:
        return 1.0
    return right / (right + wrong) if right + wrong else 0.0


def fold_of(url: str) -> int:
    """The fold of a page's site, the same on every machine."""
    site = ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def run(data_dir: str | Path, *, limit: int | None = None) -> list[dict[str, Any]]:
    """A row for each way: name, precision, recall, f1, pages, ms (a page), note."""
    import numpy as np
    import trafilatura

    from ondit.page import body
    from ondit.page.html import body_of_html

    folder = Path(data_dir)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)[:limit]
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8") for key in keys}
    with np.load(HERE / "pages_folds.npz", allow_pickle=False) as arrays:
        folds = [body.Chooser.from_arrays(arrays, f"{fold}.") for fold in range(FOLDS)]
    ways: list[tuple[str, str, Callable[[str, str], str | None]]] = [
        ("trafilatura", "its defaults, as that benchmark runs it",
         lambda _, html: trafilatura.extract(html, include_comments=False)),
        ("trafilatura, precision", "favor_precision",
         lambda _, html: trafilatura.extract(html, include_comments=False, favor_precision=True)),
        ("ondit", "cross-validated: each page by a chooser that never saw its site",
         lambda key, html: body_of_html(html, chooser=folds[fold_of(truth[key]["url"])])),
        ("ondit, as shipped", "trained on these pages: no figure of quality, only a check",
         lambda _, html: body_of_html(html)),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for name, note, way in ways:
        start = time.perf_counter()
        said = {key: way(key, html) or "" for key, html in pages.items()}
        seconds = time.perf_counter() - start
        precision, recall, f1 = metrics([counts(truth[key]["articleBody"], said[key]) for key in keys])
        rows.append(
            {"name": name, "precision": precision, "recall": recall, "f1": f1, "pages": len(keys),
             "ms": 1000 * seconds / max(1, len(keys)), "note": note}
        )  # fmt: skip
    return rows


def measure(data: Path) -> Result:
    """The rows as the figures of ``ondit bench pages``."""
    folder = data / "pages"
    if not (folder / "ground-truth.json").exists():
        raise MissingPart(
            "the benchmark's pages are not there", where=str(folder), remedy="name their folder with --data"
        )
    rows = run(folder)
    figures = [Figure(f"{row['name']}: F1", row["f1"], row["note"], pinned=row["name"] == "ondit") for row in rows]
    figures += [Figure(f"{row['name']}: a page", row["ms"], unit="ms", pinned=False) for row in rows]
    about = (
        "Body of 181 news pages: precision and recall over bags of four-word shingles, averaged over pages, as zyte's "
        "article-extraction-benchmark defines them. trafilatura is measured in the same run."
    )
    files = [folder / "ground-truth.json", *sorted((folder / "html").iterdir())]
    return Result(tuple(figures), digest_of(files), about)


def main(arguments: list[str]) -> int:
    """Print the table."""
    folder = Path(arguments[0]) if arguments else HERE.parents[1] / "shared" / "data" / "pages"
    if not (folder / "ground-truth.json").exists():
        print(f"{folder}: the benchmark's pages are not there", file=sys.stderr)
        return 2
    print(f"{'way':26}{'precision':>10}{'recall':>9}{'F1':>9}{'ms/page':>9}  note")
    for row in run(folder):
        print("{name:26}{precision:10.4f}{recall:9.4f}{f1:9.4f}{ms:9.0f}  {note}".format(**row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

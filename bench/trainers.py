"""Every model that is learnt, and how: name → a function that writes the model into the source tree.

A trainer takes the folder of the benchmark data. Its docstring's first line is what `ondit train` lists.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "bench" / "french"


def reading(data: Path) -> None:
    """The scorer of cues, contents and sources, on PolNeAR's training part and our French annotations."""
    from ondit.reading.training.train_scorer import main

    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "french.jsonl"
        gold.write_text("".join(map(built, readers())), encoding="utf-8")
        main(data, gold, ROOT / "src" / "ondit" / "reading" / "models")
    # In a process of its own: this one may have loaded the scorer that was just replaced.
    subprocess.run([sys.executable, "-m", "ondit.reading.training.strangers", str(data)], check=True)


def linking(data: Path) -> None:
    """How rare a word is in news: hashed counts over three collections."""
    from ondit.linking.training.rarity import count

    count(data, ROOT / "src" / "ondit" / "linking" / "models" / "rarity.npz")


def pages(data: Path) -> None:
    """The choosers of an article's blocks, on all pages and, for the bench, on all folds."""
    from bench.train_pages import main

    main(str(data / "pages"))


TRAINERS: dict[str, Callable[[Path], None]] = {"reading": reading, "linking": linking, "pages": pages}


def readers() -> list[str]:
    """Who annotated French articles first; ``second`` holds second readings, for agreement only."""
    return sorted(folder.name for folder in (FRENCH / "rows").iterdir() if folder.name != "second")


def built(reader: str) -> str:
    """One reader's annotations as gold, one article a line."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl", encoding="utf-8") as out:
        subprocess.run([sys.executable, str(FRENCH / "annotate.py"), "build", reader, out.name], check=True)
        return Path(out.name).read_text(encoding="utf-8")

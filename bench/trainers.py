"""Every model that is learnt, and how: name → a function that writes the model into the source tree.

A trainer takes the folder of the benchmark data. Its docstring's first line is what `ondit train` lists.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import own_gold

ROOT = Path(__file__).resolve().parent.parent


def reading(data: Path) -> None:
    """The scorer of cues, contents and sources, on PolNeAR's training part and our own annotated articles."""
    from ondit.reading.training.train_scorer import main

    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "own.jsonl"
        gold.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in own_gold.training()), "utf-8")
        main(data, gold, ROOT / "src" / "ondit" / "reading" / "models")
    # In a process of its own: this one may have loaded the scorer that was just replaced.
    subprocess.run([sys.executable, "-m", "ondit.reading.training.strangers", str(data)], check=True)


def who_is_who(data: Path) -> None:
    """Whom a pronoun or a description means, on our annotated articles and named sources of the dev parts."""
    from bench.who_is_who.train import main

    main(data)


def linking(data: Path) -> None:
    """How rare words are in news, and the scores and thresholds by which articles are gathered into stories."""
    from ondit.linking.training.linking import train

    train(data, ROOT / "src" / "ondit" / "linking" / "models")


def stance(data: Path) -> None:
    """Where headlines and articles stand to a claim, on FNC-1's training pairs read backwards."""
    from ondit.linking.training.stance import train

    train(data)


def openings(data: Path) -> None:
    """What makes a claim deserve to open a rumour, on openings that a reader judged."""
    from bench.train_openings import train

    train(data)


def pages(data: Path) -> None:
    """The choosers of an article's blocks, on all pages and, for the bench, on all folds."""
    from bench.train_pages import main

    main(str(data / "pages"))


TRAINERS: dict[str, Callable[[Path], None]] = {
    "reading": reading,
    "who": who_is_who,
    "linking": linking,
    "stance": stance,
    "openings": openings,
    "pages": pages,
}

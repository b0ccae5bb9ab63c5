"""Who said what in Spanish, a language that was added as a folder of data: ten articles of our own writing.

The scorer was trained on English and French only. One half of the articles was read for errors while the folder was
written, the other was not.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.figures import Figure, Result, digest_of
from bench.invented.annotate import gold
from bench.reading import as_articles, printed_score, scored, scorer
from ondit import reading
from ondit.errors import MissingPart
from ondit.reading.languages import language

HERE = Path(__file__).parent / "invented" / "es"
PARTS = {"Spanish": ("first", "second"), "Spanish, half not tuned on": ("second",)}
KEPT = (
    "relations, F1",
    "relations, content only, F1",
    "content tokens, F1",
    "source tokens, F1",
    "cue tokens, F1",
    "polarity, accuracy",
    "deny, F1",
    "decline, F1",
    "certainty, accuracy",
    "hedged, F1",
    "quote, accuracy",
)


def measure(data: Path) -> Result:
    """Read both halves and score them by the one scorer; raises MissingPart where the parser is not installed."""
    spanish = language("es")
    if spanish is None or importlib.util.find_spec(spanish.parser) is None:
        raise MissingPart("its parser is not installed", where="Spanish", remedy="ondit languages install es")
    halves = {name: articles(HERE / f"{name}.txt") for name in PARTS["Spanish"]}
    figures: list[Figure] = []
    for part, names in PARTS.items():
        wanted = [each for name in names for each in halves[name]]
        found = list(reading.read_many(as_articles(wanted, "es")))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in wanted)
            file.flush()
            printed = printed_score(scorer(data), Path(file.name), found)
        figures += [figure for figure in scored(part, printed) if figure.name.removeprefix(f"{part}: ") in KEPT]
    return Result(
        tuple(figures),
        digest_of([HERE / f"{name}.txt" for name in PARTS["Spanish"]]),
        f"Ten invented articles with {sum(len(each['statements']) for half in halves.values() for each in half)} "
        "statements, annotated after the guide of the French gold by one of us, who wrote them too: a first figure, no "
        "more. Relations as in the benchmark of reading.",
    )


def articles(file: Path) -> list[dict[str, Any]]:
    """The gold of one half; raises ValueError with what is wrong in it."""
    done, wrong = gold(file)
    if wrong:
        raise ValueError("\n".join(wrong))
    found: list[dict[str, Any]] = done
    return found

"""Words by which a text takes a stance, of any language: ``languages/<code>/stance.toml``, a list for each kind."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ondit.linking.lexicon import any_of
from ondit.linking.terms import fold

KINDS = (
    "deny",
    "fake",
    "doubt",
    "report",
    "hedge",
    "confirm",
    "negation",
    "video",
    "opens",
    "tell",
    "truth",
    "say",
    "drop",
    "first",
)
AGAINST = ("deny", "fake", "doubt")  # kinds that speak against a claim


@cache
def cues(language: str) -> dict[str, re.Pattern[str] | None]:
    """A pattern for each kind of cue, over folded text; empty kinds for a language without a file."""
    path = files("ondit.languages") / language / "stance.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["cues"] if path.is_file() else {}
    return {kind: any_of(table.get(kind, [])) for kind in KINDS}


def counts(text: str, language: str) -> list[int]:
    """How many cues of each kind a text holds. ``opens`` counts at the text's beginning and after a colon or dash."""
    folded = fold(text).replace("’", "'")
    found = {kind: len(p.findall(folded)) if p is not None else 0 for kind, p in cues(language).items()}
    opening = cues(language)["opens"]
    if opening is not None:
        starts = [0, *(m.end() for m in _BREAK.finditer(folded))]
        found["opens"] = sum(opening.match(folded, at) is not None for at in starts)
    return [found[kind] for kind in KINDS]


_BREAK = re.compile(r"(?:[:–—]|[.!?] |^[^\w]+)\W*")

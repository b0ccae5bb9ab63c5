"""Outlets that nobody has heard of, known by the form of their names: "The Lorne Courier", "L'Écho de Brénaz".

The words of the press are data of each language (``languages/*/tracing.toml``); names cross languages, so those of all
of them count everywhere.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_PIECE = re.compile(r"[^\W\d_]{1,2}[’']|[^\W_][\w&-]*")


def name_by_form(text: str, place: int) -> tuple[int, int] | None:
    """The name that begins at ``place`` of a text if one of its words is one of the press: "The Lorne Courier"."""
    marks, joins, articles, cues = outlet_words()
    spans: list[tuple[int, int]] = []
    end, known, own, joined, open_ = place, False, 0, True, False
    for piece in _PIECE.finditer(text, place):
        word = piece.group().replace("’", "'")
        last = spans[-1][1] if spans else place
        between = text[last : piece.start()]
        if between.strip(" \u00a0") or (spans and not between and text[last - 1] not in "'’") or len(spans) == 7:
            break
        proper, article = word[:1].isupper() or word[:1].isdigit(), word.casefold() in articles
        # A capital article opens a name of its own; so does nothing that is a cue ("Selon La Gazette").
        if (spans and proper and article) or (not spans and word.casefold() in cues):
            break
        if not proper and not (spans and word.casefold() in joins):
            break
        # "In Bray the Morning Ledger": only a joining word has an article behind it ("Echo of the Valley").
        if not proper and article and not joined:
            break
        joined = not proper
        spans.append(piece.span())
        if proper:
            end = piece.end()
            own += not article
            # "The Lorne Star", "Star of the Valley", and not "Star Wars", "Standard & Poor's".
            open_ = word in last_words()
            known = known or (word in marks and not open_)
        elif open_ and word.casefold() not in _ands():
            known = True
    return (place, end) if (known or open_) and own >= 2 else None


def is_name_of_outlet(name: str) -> bool:
    """Whether a whole text is such a name, with or without its article."""
    return name_by_form(name, 0) == (0, len(name))


@cache
def outlet_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that mark a name as an outlet's, words that join its parts, articles before it, and words that stand before
    a name without being part of it ("Selon", "According", "Avec"); of every language."""
    tables = _tables()
    words, joins, articles = (
        frozenset(word for table in tables for word in table.get(key, ()))
        for key in ("outlet_words", "name_joins", "name_articles")
    )
    cues = {entry.split()[0].split("'")[0] for table in tables for entry in table.get("before", ())}
    cues |= {word for table in tables for entry in table.get("credits", ()) if (word := entry.split()[0]).isalpha()}
    return words, joins, articles, frozenset(cues | _opening_words()) - articles


@cache
def last_words() -> frozenset[str]:
    """Those words that mark a name only where it, or what stands before a joining word, ends with them."""
    return frozenset(word for table in _tables() for word in table.get("last_outlet_words", ()))


@cache
def _ands() -> frozenset[str]:
    return frozenset(word for table in _tables() for word in table.get("name_ands", ()))


@cache
def peoples() -> frozenset[str]:
    """Peoples, faiths and parts of the world, of every language: beside a word of the press no names of outlets."""
    return frozenset(word for table in _tables() for word in table.get("peoples", ()))


def _opening_words() -> set[str]:
    """Words that open a sentence before a name and belong to none: of grammar ("In", "Dans"), and days ("Monday")."""
    found: set[str] = set()
    for folder in sorted((p for p in files("ondit.languages").iterdir() if p.is_dir()), key=str):
        grammar, details = folder / "function_words.toml", folder / "details.toml"
        if grammar.is_file():
            found.update(tomllib.loads(grammar.read_text(encoding="utf-8"))["words"])
        if details.is_file():
            table = tomllib.loads(details.read_text(encoding="utf-8"))
            found.update(word for key in ("weekdays", "months") for word in table.get(key, ()))
    return found


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    folders = sorted((p for p in files("ondit.languages").iterdir() if (p / "tracing.toml").is_file()), key=str)
    return tuple(tomllib.loads((folder / "tracing.toml").read_text(encoding="utf-8")) for folder in folders)

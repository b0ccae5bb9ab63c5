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
    end, known, own, joined, marked = place, False, 0, True, False
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
            marked = word in _words("last_outlet_words")
            known = known or (word in marks and not marked)
        elif marked and word.casefold() not in _words("name_ands"):
            known = True
    return (place, end) if (known or marked) and own >= 2 else None


def is_name_of_outlet(name: str) -> bool:
    """Whether a whole text is such a name, with or without its article."""
    return name_by_form(name, 0) == (0, len(name))


@cache
def outlet_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that mark a name as an outlet's, words that join its parts, articles before it, and words that stand before
    a name without being part of it ("Selon", "According", "Avec"); of every language."""
    tables = _tables()
    words, joins, articles = map(_words, ("outlet_words", "name_joins", "name_articles"))
    cues = {entry.split()[0].split("'")[0] for table in tables for entry in table.get("before", ())}
    cues |= {word for table in tables for entry in table.get("credits", ()) if (word := entry.split()[0]).isalpha()}
    return words, joins, articles, frozenset(cues | _opening_words()) - articles


def peoples() -> frozenset[str]:
    """Peoples, faiths and parts of the world, of every language: beside a word of the press no names of outlets."""
    return _words("peoples")


@cache
def _words(key: str) -> frozenset[str]:
    """A list of words, of every language."""
    return frozenset(word for table in _tables() for word in table.get(key, ()))


def _opening_words() -> set[str]:
    """Words that open a sentence before a name and belong to none: of grammar ("In", "Dans"), and days ("Monday")."""
    grammar = {word for table in _tables("function_words.toml") for word in table["words"]}
    days = {word for table in _tables("details.toml") for key in ("weekdays", "months") for word in table.get(key, ())}
    return grammar | days


@cache
def _tables(name: str = "tracing.toml") -> tuple[dict[str, Any], ...]:
    folders = sorted((p for p in files("ondit.languages").iterdir() if (p / name).is_file()), key=str)
    return tuple(tomllib.loads((folder / name).read_text(encoding="utf-8")) for folder in folders)

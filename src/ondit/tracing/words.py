"""The words that tracing needs of each language, from ``languages/<code>/tracing.toml``, as patterns.

An article is read with the words of its own language; where that language has no file, with those of all of them,
since an outlet's name carries most of the weight.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of one language. ``before`` ends at an outlet's name, ``after`` starts behind it."""

    before: Pattern
    told: Pattern
    after: Pattern
    inverted: Pattern
    nouns: Pattern
    news: Pattern
    relays: Pattern
    own_before: Pattern
    own_after: Pattern
    own_we: Pattern
    not_own: Pattern
    release: Pattern
    looks_back: Pattern
    back_then: Pattern
    withdraws: Pattern
    own_voice: Pattern
    credits: tuple[str, ...]
    signatures: tuple[tuple[str, Pattern], ...]


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have words for tracing."""
    folder = files("ondit.languages")
    return tuple(sorted(p.name for p in folder.iterdir() if (p / "tracing.toml").is_file()))


@cache
def words(language: str) -> Words:
    """The patterns of one language, or of all of them together for a language without a file."""
    tables = [_table(code) for code in ([language] if language in languages() else languages())]

    def entries(key: str) -> list[str]:
        return [entry for table in tables for entry in table.get(key, ())]

    after = entries("after") + [f"{form} {said}" for form in entries("perfect") for said in entries("participles")]
    signatures = [(name, marks) for table in tables for name, marks in table.get("signatures", {}).items()]
    return Words(
        before=_before(entries("before")),
        told=_before(entries("told"), gap=3),
        after=_after(after, entries("relative")),
        inverted=_before(after, gap=3),
        nouns=re.compile(rf"[’']?s?\s+(?:\w+\s+)?{_any(entries('nouns'))}(?!\w)", re.IGNORECASE),
        news=_anywhere(entries("news")),
        relays=re.compile(rf"^[^.!?]{{0,12}}?(?<!\w){_any(entries('relays'))}(?!\w)", re.IGNORECASE),
        own_before=_before(entries("own_before"), gap=3),
        own_after=_after(entries("own_after"), entries("relative"), gap=1),
        own_we=_anywhere(entries("own_we")),
        not_own=_anywhere(entries("not_own")),
        release=_anywhere(entries("release")),
        looks_back=_anywhere(entries("looks_back")),
        back_then=_anywhere(entries("back_then")),
        withdraws=_anywhere(entries("withdraws")),
        own_voice=_anywhere(entries("own_voice")),
        credits=tuple(dict.fromkeys(entries("credits"))),
        signatures=tuple((name, _anywhere(marks)) for name, marks in signatures),
    )


@cache
def melted() -> dict[str, dict[str, str]]:
    """Article → melted form → preposition, of every language ("le" → "au" → "à"): names cross languages with theirs."""
    return {article: forms for code in languages() for article, forms in _table(code).get("melted", {}).items()}


@cache
def words_of_all_texts() -> frozenset[str]:
    """Words that tell nothing of what a text is about, in every language: of grammar, of measures, of the calendar."""
    found: set[str] = set()
    for folder in files("ondit.languages").iterdir():
        grammar, details = folder / "function_words.toml", folder / "details.toml"
        if grammar.is_file():
            found.update(tomllib.loads(grammar.read_text(encoding="utf-8"))["words"])
        table = tomllib.loads(details.read_text(encoding="utf-8")) if details.is_file() else {}
        for key in ("scales", "currencies", "units", "months", "weekdays", "days"):
            found.update(word for entry in table.get(key, ()) for word in entry.split())
    return frozenset(found)


@cache
def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((files("ondit.languages") / language / "tracing.toml").read_text(encoding="utf-8"))


def _any(entries: Iterable[str]) -> str:
    ordered = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    # Typed apostrophes come in two forms, and blanks in many (French sets a no-break space before a colon).
    parts = [re.escape(entry).replace("'", "['’]").replace(r"\ ", r"\s+") for entry in ordered]
    return f"(?:{'|'.join(parts)})" if parts else r"(?!)"


def _anywhere(entries: Iterable[str]) -> Pattern:
    return re.compile(rf"(?<!\w){_any(entries)}", re.IGNORECASE)


def _before(entries: Iterable[str], gap: int = 6) -> Pattern:
    return re.compile(rf"(?<!\w){_any(entries)}(?!\w)(?:\s+[\w’'«“\"-]+){{0,{gap}}}\s*[«“\"]?\s*$", re.IGNORECASE)


def _after(entries: Iterable[str], relative: Iterable[str], gap: int = 2) -> Pattern:
    aside = rf"(?:\s*,[^,.]{{1,90}},|\s*\([^)]{{1,60}}\)|\s*,\s+{_any(relative)}(?!\w))?"
    clitic = r"(?:\w{1,2}['’])?"  # "qui l'a révélé"
    return re.compile(rf"^\s*[»”\"]?{aside}(?:\s+[\w’'-]+){{0,{gap}}}\s+{clitic}{_any(entries)}(?!\w)", re.IGNORECASE)

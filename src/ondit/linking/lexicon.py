"""The words that linking needs of each language, read from ``languages/<code>/linking.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ondit.linking.terms import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words for linking; every list is folded (case and accents). A missing list is empty."""

    language: str
    not_names: frozenset[str] = frozenset()
    authority: re.Pattern[str] | None = None
    expert: re.Pattern[str] | None = None
    retracts: re.Pattern[str] | None = None
    anybody: re.Pattern[str] | None = None
    crowds: re.Pattern[str] | None = None
    commits: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    negates: frozenset[str] = frozenset()
    no_longer: re.Pattern[str] | None = None
    unsaid: re.Pattern[str] | None = None
    unsaid_first: tuple[str, ...] = ()
    speaks_for: re.Pattern[str] | None = None
    not_for: re.Pattern[str] | None = None
    claims: re.Pattern[str] | None = None
    untruths: re.Pattern[str] | None = None
    rejects: tuple[str, ...] = ()
    counts: re.Pattern[str] | None = None
    themselves: frozenset[str] = frozenset()
    entourages: re.Pattern[str] | None = None
    denies: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    denied_is: re.Pattern[str] | None = None
    opines: frozenset[str] = frozenset()
    made_known: re.Pattern[str] | None = None
    hearsay_adverbs: re.Pattern[str] | None = None
    research: re.Pattern[str] | None = None
    speaking: re.Pattern[str] | None = None
    uncounted: re.Pattern[str] | None = None
    possibly: re.Pattern[str] | None = None
    grave: re.Pattern[str] | None = None
    ways: frozenset[str] = frozenset()
    towards: re.Pattern[str] | None = None
    of_place: re.Pattern[str] | None = None
    says_too: re.Pattern[str] | None = None
    agencies: frozenset[str] = frozenset()
    joins: re.Pattern[str] | None = None
    last_too: re.Pattern[str] | None = None
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()
    questions: dict[str, str] = field(default_factory=dict)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have words for linking, in alphabetical order."""
    folder = files("ondit.languages")
    return tuple(sorted(p.name for p in folder.iterdir() if (p / "linking.toml").is_file()))


@cache
def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((files("ondit.languages") / language / "linking.toml").read_text(encoding="utf-8"))


def any_of(entries: list[str], *, begun: bool = False) -> re.Pattern[str] | None:
    """A pattern over folded text that finds any entry as whole words, or ``begun`` by it; None for an empty list."""
    folded = sorted({fold(e) for e in entries}, key=lambda e: (-len(e), e))
    end = "" if begun else r"(?!\w)"
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(e) for e in folded) + ")" + end) if folded else None


def _starred(entries: list[str]) -> re.Pattern[str]:
    """A pattern over folded text that finds any entry as whole words, or as the beginning of some where it ends in a
    star."""
    folded = sorted({fold(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    some = (re.escape(each[:-1]) + r"\w*" if each.endswith("*") else re.escape(each) + r"(?!\w)" for each in folded)
    return re.compile(r"(?<!\w)(?:" + "|".join(some) + ")")


def _right_before(entries: list[str]) -> re.Pattern[str] | None:
    """A pattern for any entry that stands right before something, in lower case; None for an empty list."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, entries))})(?:[ \u00a0]|(?<=['’]))$") if entries else None


@cache
def lexicon(language: str) -> Lexicon:
    """The words of one language; for a language without a file, an empty lexicon (names and numbers still link)."""
    table = _table(language) if language in languages() else {}
    return Lexicon(
        language,
        frozenset(fold(w) for w in table.get("not_names", [])),
        any_of(table.get("authority", [])),
        any_of(table.get("expert", [])),
        any_of(table.get("retracts", [])),
        any_of(table.get("anybody", [])),
        any_of(table.get("crowds", [])),
        tuple(table.get("commits", ())),
        tuple(fold(w) for w in table.get("doubts", ())),
        frozenset(fold(w) for w in table.get("negates", ())),
        re.compile(table["no_longer"]) if "no_longer" in table else None,
        any_of(table.get("unsaid", [])),
        tuple(fold(w) for w in table.get("unsaid_first", ())),
        any_of(table.get("speaks_for", [])),
        any_of(table.get("not_for", [])),
        any_of(table.get("claims", [])),
        any_of(table.get("untruths", [])),
        tuple(fold(w) for w in table.get("rejects", ())),
        any_of(table.get("counts", [])),
        frozenset(fold(w) for w in table.get("themselves", ())),
        any_of(table.get("entourages", [])),
        tuple(fold(w) for w in table.get("denies", ())),
        tuple(fold(w) for w in table.get("refuses", ())),
        any_of(table.get("denied_is", [])),
        frozenset(fold(w) for w in table.get("opines", ())),
        any_of(table.get("made_known", [])),
        any_of(table.get("hearsay_adverbs", [])),
        any_of(table.get("research", [])),
        any_of(table.get("speaking", [])),
        any_of(table.get("uncounted", [])),
        any_of(table.get("possibly", [])),
        any_of(table.get("grave", []), begun=True),
        frozenset(table.get("ways", ())),
        _right_before(table.get("towards", [])),
        _right_before(table.get("of_place", [])),
        any_of(table.get("says_too", [])),
        frozenset(table.get("agencies", ())),
        any_of(table.get("joins", [])),
        _starred(table["last_too"]) if "last_too" in table else None,
        tuple((_starred(pair["lasts"]), _starred(pair["ends"])) for pair in table.get("opposites", ())),
        {key: value for key, value in table.items() if key.startswith("question")},
    )


@cache
def legal_forms() -> frozenset[str]:
    """Legal forms of companies in every language: names cross borders with theirs."""
    return frozenset(fold(w) for code in languages() for w in _table(code).get("legal_forms", []))


@cache
def agencies() -> frozenset[str]:
    """Words in the names of news agencies, in every language."""
    return frozenset().union(*(lexicon(code).agencies for code in languages()))


@cache
def not_names() -> frozenset[str]:
    """Words that open a sentence without being a name, in every language."""
    return frozenset().union(*(lexicon(code).not_names for code in languages()))

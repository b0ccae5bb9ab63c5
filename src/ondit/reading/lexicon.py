"""What a language's data files say about names, titles, descriptions and pronouns, ready to be looked up."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ondit.reading.languages import codes, table

CLASSES = ("outlet", "company", "organisation", "official_body", "official", "person", "place")
KEPT = 50_000
# Patterns of ``[channels]`` for what stands before or after an outlet's name.
PLACES_OF_OUTLETS = (
    "outlet_before",
    "outlet_after",
    "airs",
    "asks",
    "tells_to",
    "that",
    "has_seen",
    "person_after",
    "who_has_seen",
    "press_says",
    "modified",
    "quoted_as",
)
# Patterns of ``[name_forms]``: what belongs to a name, and what is only called after one.
NAME_FORMS = ("press_head", "press_tail", "body_tail", "thing_before", "thing_after")
# How many a group's words say that there are.
COUNTS = {"two": 2, "three": 3, "four": 4}
# "The 24-year-old" is listed without the number.
NUMBER = re.compile(r"^\d+-")
APOSTROPHES = str.maketrans("’", "'")


@dataclass(frozen=True)
class Lexicon:
    """``who_is_who.toml`` of one language; ``nouns`` maps a lower-case noun to classes, ``genders`` to m, f or c."""

    code: str
    data: dict[str, Any]
    nouns: dict[str, frozenset[str]]
    genders: dict[str, str]
    given: dict[str, str]
    wider_given: dict[str, str]
    places: frozenset[str]
    words: dict[str, frozenset[str]]
    pronouns: dict[str, str]
    titles: dict[str, str]
    patterns: dict[str, re.Pattern[str]]
    listed: dict[str, str | None] = field(default_factory=dict)

    def noun(self, word: str) -> str | None:
        """The singular under which a noun is listed, None where it is in no class."""
        if word in self.listed:
            return self.listed[word]
        form = next((form for form in singulars(word.lower()) if form in self.nouns), None)
        if len(self.listed) < KEPT:
            self.listed[word] = form
        return form

    def bare(self, word: str) -> str:
        """A lower-case word without the elided article before it ("l'ancien" gives "ancien")."""
        low = word.lower().translate(APOSTROPHES)
        mark = low.find("'")
        return low[mark + 1 :] if 0 < mark < len(low) - 1 and low[:mark] in self.words["elisions"] else low

    def is_plural(self, words: list[str]) -> bool:
        """Whether a noun phrase is plural, by its determiner or its head's ending (without what hangs on it)."""
        low = [word.lower() for word in words]
        if low and low[0] in self.words["plural"]:
            return True
        if self.data.get("head_first"):
            return False
        known = self.noun(low[-1]) if low else None
        return bool(low) and low[-1].endswith("s") and known != low[-1] and (len(low) > 1 or known is not None)


@functools.lru_cache(maxsize=50_000)
def singulars(word: str) -> tuple[str, ...]:
    """A word and what may be its singulars, without a number before it.

    >>> singulars("sources")
    ('sources', 'source', 'sourc')
    """
    word = NUMBER.sub("", word)
    if word.endswith("ies"):
        return word, word[:-3] + "y", word[:-1]
    if word.endswith("aux"):
        return word, word[:-3] + "al", word[:-1]
    if word.endswith("men"):
        return word, word[:-2] + "an"
    if word.endswith("es"):
        return word, word[:-1], word[:-2]
    return (word, word[:-1]) if word.endswith(("s", "x")) and len(word) > 3 else (word,)


@functools.cache
def given_names(first: str, name: str = "given_names") -> dict[str, str]:
    """Gender (m, f, or "" for both) of given names of all languages; language ``first`` decides where they differ.

    ``name`` is the file: those of ``wider_given_names`` are less common and tell a person only before another name.
    """
    known: dict[str, str] = {}
    for code in (first, *(other for other in codes() if other != first)):
        data = table(code, name)
        for gender in ("either", "m", "f"):
            for name in data.get(gender, "").split():
                known.setdefault(name.lower(), "" if gender == "either" else gender)
    return known


@functools.cache
def all_places() -> frozenset[str]:
    """Names of places of all languages, lower case."""
    return frozenset(
        name.strip().lower() for code in codes() for name in table(code, "places").get("names", "").split(";")
    )


def any_of(starts: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first; "" where there are none."""
    return "|".join(re.escape(words) + r"\b" for words in sorted(starts, key=len, reverse=True))


@functools.cache
def lexicon(code: str) -> Lexicon:
    """The data of a language; empty tables where it has no ``who_is_who.toml``."""
    data = table(code, "who_is_who")
    nouns: dict[str, set[str]] = {}
    genders: dict[str, str] = {}
    for name in CLASSES:
        for gender, words in data.get(name, {}).items():
            for word in words:
                nouns.setdefault(word, set()).add(name)
                genders[word] = gender if genders.get(word, gender) == gender else "c"
    lists = (
        "articles",
        "definite",
        "demonstrative",
        "indefinite",
        "plural",
        "elisions",
        "and",
        "openers",
        "copula",
        "family",
        "after_head",
        "hanging",
        "at",
        "things",
        "hyphened",
    )
    words = {name: frozenset(data.get(name, ())) for name in lists}
    words["determiners"] = words["definite"] | words["articles"]
    words["unnamed"] = frozenset(data.get("unnamed", {}).get("nouns", ()))
    words["collective"] = frozenset(data.get("unnamed", {}).get("collective", ()))
    words["documents"] = frozenset(data.get("documents", {}).get("nouns", ()))
    words["organisation"] = frozenset(data.get("organisation_words", {}).get("words", ()))
    for name in ("outlet", "place", "surname", "site", "named_site", "own", "envoys"):
        words[name] = frozenset(data.get("name_words", {}).get(name, ()))
    for name in ("houses", "of_house"):
        words[name] = frozenset(data.get("name_forms", {}).get(name, ()))
    words["taken"] = frozenset(data.get("takes_up", {}).get("nouns", ()))
    words["alone"] = frozenset(data.get("takes_up", {}).get("alone", ()))
    words["concerned"] = frozenset(data.get("groups", {}).get("concerned", ()))
    words["weekdays"] = frozenset(table(code, "details").get("weekdays", ()))
    words["talk"] = frozenset(data.get("channels", {}).get("talk", ()))
    words["to"] = frozenset(data.get("channels", {}).get("to", ()))
    words["hearing"] = frozenset(data.get("channels", {}).get("hearing", ()))
    channels = data.get("channels", {})
    sources = {
        "cited_by": channels.get("cited_by"),
        "cites": channels.get("cites"),
        "asked_by": channels.get("asked_by"),
        **{name: channels.get(name) for name in PLACES_OF_OUTLETS},
        "ours": "|".join(map(re.escape, channels.get("ours", ()))),
        **{name: any_of(data.get("groups", {}).get(name, ())) for name in COUNTS},
        "published": data.get("documents", {}).get("published"),
        "lower_tail": data.get("lower_tail"),
        **{name: data.get("name_forms", {}).get(name) for name in NAME_FORMS},
    }
    patterns = {
        name: re.compile(source, 0 if name in ("lower_tail", *NAME_FORMS) else re.IGNORECASE)
        for name, source in sources.items()
        if source
    }
    pronouns = {form.translate(APOSTROPHES): value for form, value in data.get("pronouns", {}).items()}
    return Lexicon(
        code, data, {noun: frozenset(kinds) for noun, kinds in nouns.items()}, genders, given_names(code),
        given_names(code, "wider_given_names"), all_places(),
        words, pronouns, data.get("titles", {}), patterns,
    )  # fmt: skip

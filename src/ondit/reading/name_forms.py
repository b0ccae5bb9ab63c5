"""Names whose capitals do not tell all of them: "Le Siècle nouveau", "l'Agence des produits de santé", "St Oswin's
Infirmary"; and those that only stand in the name of a thing ("Parkinson's disease").

The words are data: ``[name_forms]`` of ``who_is_who.toml``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from ondit.reading.languages import codes
from ondit.reading.lexicon import Lexicon
from ondit.reading.lexicon import lexicon as of_language
from ondit.reading.names import Name

BODIES = frozenset(("official_body", "organisation"))
# Before a name, its article with a capital: "Le Siècle nouveau", "L'Officine hebdo".
CAPITAL_ARTICLE = re.compile(r"(?:\b(?:L[ea]s?) |\bL['’])$")
POSSESSIVE = re.compile(r"['’]s?(?!\w)")
SAINT = re.compile(r"(?:St|Saint)\.? ")
LAST_WORD = re.compile(r"(\w+)[ \u00a0]$")
BEFORE = 24
OWNS = ("'s ", "’s ", "' ", "’ ")


def completed(names: Iterable[Name], text: str, lexicon: Lexicon) -> list[Name]:
    """The names with what belongs to them, in their order; those of things left out."""
    whole = [grown(name, text, lexicon) for name in names]
    return [name for name in joined(whole, text, lexicon) if not named_after(name, text, lexicon)]


def grown(name: Name, text: str, lexicon: Lexicon) -> Name:
    """A name with the small words behind it that are part of it: of the press, or of a public body."""
    if name.person:
        return name
    head = lexicon.patterns.get("press_head")
    if head is not None and (before := head.search(text, max(0, name.start - BEFORE), name.start)):
        name = replace(name, start=before.start(1), text=sys.intern(text[before.start(1) : name.end]))
    first = name.text.split()[0].lower()
    tails: list[re.Pattern[str] | None] = []
    if (
        CAPITAL_ARTICLE.search(text, max(0, name.start - 3), name.start)
        or first in lexicon.words["outlet"]
        or CAPITAL_ARTICLE.match(f"{name.text.split()[0]} ")
    ):
        tails += press_tails()
    if lexicon.nouns.get(lexicon.noun(first) or "", frozenset()) & BODIES or first in lexicon.words["organisation"]:
        tails.append(lexicon.patterns.get("body_tail"))
    for tail in tails:
        if tail is not None and (more := tail.match(text, name.end)):
            return to(name, more.end(), text)
    return name


@cache
def press_tails() -> tuple[re.Pattern[str] | None, ...]:
    """What ends names of the press, in every language: names cross languages."""
    return tuple(of_language(code).patterns.get("press_tail") for code in codes())


def of_house(name: Name, text: str, lexicon: Lexicon) -> bool:
    """Whether a name stands behind a word for a house that bears it: "les laboratoires Sorvane" are no Mme Sorvane."""
    last = LAST_WORD.search(text, max(0, name.start - BEFORE), name.start)
    return last is not None and not name.person and last[1].lower() in lexicon.words["of_house"]


def joined(names: Iterable[Name], text: str, lexicon: Lexicon) -> Iterator[Name]:
    """Names that a possessive joins to a word for a site or a body behind them are one: "St Oswin's Infirmary". A
    saint's alone is short for it ("St Oswin's")."""
    last: Name | None = None
    for name in names:
        house = not lexicon.words["houses"].isdisjoint(name.text.lower().split())
        if house and last is not None and last.piece == name.piece and text[last.end : name.start] in OWNS:
            last = replace(to(last, name.end, text), person=False, gender="", weak=last.weak and name.weak)
            continue
        if last is not None:
            yield of_saint(last, text)
        last = name
    if last is not None:
        yield of_saint(last, text)


def of_saint(name: Name, text: str) -> Name:
    """A saint's name with its possessive."""
    mark = POSSESSIVE.match(text, name.end)
    if mark is None or not SAINT.match(name.text):
        return name
    return replace(to(name, mark.end(), text), person=False, gender="")


def to(name: Name, end: int, text: str) -> Name:
    """The name up to another end."""
    return replace(name, end=end, text=sys.intern(text[name.start : end]))


def named_after(name: Name, text: str, lexicon: Lexicon) -> bool:
    """Whether a name only says after whom a thing is called: an illness, a law, a prize."""
    after, before = lexicon.patterns.get("thing_after"), lexicon.patterns.get("thing_before")
    if after is not None and after.match(text, name.end):
        return True
    return before is not None and before.search(text[max(0, name.start - BEFORE) : name.start]) is not None

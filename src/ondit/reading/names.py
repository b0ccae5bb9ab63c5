"""Where names stand in a text: by capitals and shape, without an entity recogniser, parsed or not.

A run of capitalised words, with particles between them ("Charles de Gaulle", "Bank of America"), less what is
capitalised only because a sentence starts there, less titles, which say who it is ("Mme Bush", "Sen. Sanders").
"""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ondit.reading.lexicon import Lexicon
from ondit.reading.parsing import MORPHOLOGY
from ondit.reading.sites import BEFORE, is_a_sites

if TYPE_CHECKING:
    from ondit.reading.found import Document, Piece

UPPER = "".join(chr(c) for c in range(0x10000) if chr(c).isupper() and chr(c) not in "]\\^-")
CAPITAL = (
    rf"(?:[{UPPER}]\.(?:[- ]?[{UPPER}]\.)+(?![\w])|[{UPPER}][\w]*(?:[-‑&][\w]+)*(?:['’][{UPPER}][\w-]*)*|[{UPPER}]\.)"
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
STARTS = '.!?…:;«»“”"(\n–—•*|'
LOUD = 0.6
SINGLE = re.compile(rf"[{UPPER}][^\W\d_A-Z]{{3,}}")  # one word, and no acronym ("TV")
SINGULAR = MORPHOLOGY.index("Number=Sing")
INNER = re.compile(rf"(?<=[\w,’'] )[{UPPER}][\w-]+|(?<=[’'])[{UPPER}][\w-]+")


@dataclass(slots=True)
class Name:
    """A name in the text. ``roles`` are lower-case words said of it by its title; ``gender`` is m, f or ""; ``weak`` is
    True where capitals say little (headlines in title case)."""

    start: int
    end: int
    text: str
    piece: int
    person: bool = False
    gender: str = ""
    roles: tuple[str, ...] = ()
    weak: bool = False


@functools.cache
def runs(particles: tuple[str, ...], titles: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern of a run of capitalised words with these particles between; ``titles`` end with a full stop."""
    between = "|".join(sorted(map(re.escape, particles), key=len, reverse=True))
    link = (
        rf"(?:[ \u00a0\u202f](?:(?:{between})[ \u00a0\u202f]?(?<=['’ \u00a0\u202f]))?)" if particles else r"[ \u00a0]"
    )
    word = "|".join([*map(re.escape, titles), CAPITAL])
    return re.compile(rf"(?<![\w])(?:{word})(?:{link}(?:{word}))*")


def find_names(document: Document, lexicon: Lexicon) -> list[Name]:
    """All names of the article, in order. Spans are exact: ``article.text[start:end] == text``."""
    text = document.article.text
    lower = {low for word in WORD.findall(text) for _, low in elided(0, word, lexicon) if low[0].islower()}
    dotted = tuple(title for title in lexicon.titles if title.endswith("."))
    pattern = runs(tuple(lexicon.data.get("particles", ())), dotted)
    inner = set(INNER.findall(text))
    found = all_names(document, pattern, lexicon, lower, inner)
    once = {name.text for name in found if not name.weak and SINGLE.fullmatch(name.text)} - inner
    known, written = Counter(name.text for name in found), Counter(SINGLE.findall(text))
    if any(written[name] > known[name] for name in once):
        # What is a name at one start of a sentence is one at the others ("Valmera shuts. Valmera said …").
        found = all_names(document, pattern, lexicon, lower, inner | once)
    return found


def all_names(
    document: Document, pattern: re.Pattern[str], lexicon: Lexicon, lower: set[str], inner: set[str]
) -> list[Name]:
    """The names of every piece. ``lower`` are words that the article has without a capital, ``inner`` those that it has
    with one where no sentence starts."""
    found: list[Name] = []
    for number, piece in enumerate(document.pieces):
        words = WORD.findall(piece.text)
        loud = len(words) > 3 and sum(word[0].isupper() for word in words) > LOUD * len(words)
        for run in pattern.finditer(piece.text):
            found += names_in(run, number, piece, lexicon, lower, inner, loud)
    return found


def names_in(
    run: re.Match[str], number: int, piece: Piece, lexicon: Lexicon, lower: set[str], inner: set[str], loud: bool
) -> list[Name]:
    """Names in one run: cut after a given name and at titles, its first word dropped if it only opens a sentence."""
    tokens = [(m.start() + run.start(), m.group()) for m in re.finditer(r"\S+", run.group().replace("\u00a0", " "))]
    tokens = [(at, word) for start, word in tokens for at, word in elided(start, word, lexicon)]
    while tokens and opens_only(tokens[0], len(tokens) == 1, piece, lexicon, lower, inner):
        tokens = tokens[1:]
        while tokens and not tokens[0][1][:1].isupper():
            tokens = tokens[1:]
    names = []
    shouted = len(tokens) > 2 and all(word.isupper() for _, word in tokens)
    for group in split(tokens, lexicon) if not shouted else []:
        if name := named(group, number, piece, lexicon):
            name.weak = loud
            at = name.start - piece.start
            if (
                name.person
                and not name.roles
                and is_a_sites(piece.text[max(0, at - BEFORE) : at].lower().split(), lexicon)
            ):
                name.person, name.gender = False, ""
            names.append(name)
    return names


def elided(start: int, word: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """A word without the elided article before it ("L'Élysée" gives "Élysée" three characters on)."""
    mark = max(word.find("'"), word.find("’"))
    if mark > 0 and word[:mark].lower() in lexicon.words["elisions"]:
        return [(start + mark + 1, word[mark + 1 :])] if word[mark + 1 :] else []
    return [(start, word)]


def opens_only(
    token: tuple[int, str], alone: bool, piece: Piece, lexicon: Lexicon, lower: set[str], inner: set[str]
) -> bool:
    """Whether a word has its capital only because a sentence starts with it."""
    at, word = token
    low = word.lower().rstrip(".")
    if len(word) == 1 and low in lexicon.words["openers"] | lexicon.words["elisions"]:
        return True
    if low in lexicon.words["openers"] and (not word.isupper() or len(word) < 2):
        return True
    if "-" in low and low.rsplit("-", 1)[-1] in lexicon.words["hyphened"]:
        return True  # "Family-owned Sorvane"
    before = piece.text[:at].rstrip(" \u00a0\u202f'’")[-1:]
    if before and before not in STARTS:
        return False
    if word in lexicon.titles or (low in lexicon.given and not alone):
        return False
    if low in lower or low.split("-")[0] in lexicon.words["openers"]:
        return True
    if word in inner or word[1:].upper() == word[1:]:
        return False
    tag = tag_at(piece, at)
    if alone and tag in ("NOUN", "VERB", "ADJ") and bare_subject(piece, at, lexicon):
        return False
    if tag == "NOUN":
        return alone or lexicon.noun(low) is not None
    return tag in ("DET", "ADP", "ADV", "PRON", "CCONJ", "SCONJ", "AUX", "VERB", "NUM", "INTJ") or (
        tag == "ADJ" and alone
    )


def bare_subject(piece: Piece, at: int, lexicon: Lexicon) -> bool:
    """Whether a word opens a sentence as the subject of the singular verb behind it, in a language whose nouns have an
    article there: "Valmera a confirmé", which parsers take for a noun or a participle as often."""
    parsed = piece.parsed
    if parsed is None or not len(parsed) or not lexicon.data.get("head_first"):
        return False
    token = max(0, bisect_right(parsed.starts, at) - 1)
    if (
        not parsed.labels[token].startswith("nsubj")
        or token + 1 >= len(parsed)
        or lexicon.noun(parsed.words[token].lower())
    ):
        return False
    return parsed.tags[token + 1] in ("AUX", "VERB") and bool(parsed.morphology[token + 1, SINGULAR])


def tag_at(piece: Piece, at: int) -> str:
    """Part of speech of the word that starts at an offset of a piece, "" where it was not parsed."""
    if piece.parsed is None or not len(piece.parsed):
        return ""
    return piece.parsed.tags[max(0, bisect_right(piece.parsed.starts, at) - 1)]


def split(tokens: list[tuple[int, str]], lexicon: Lexicon) -> list[list[tuple[int, str]]]:
    """Cut a run where a person's name is followed by "of" and the like: "Barack Obama of Illinois"."""
    groups: list[list[tuple[int, str]]] = [[]]
    family = lexicon.words["family"]
    person = False
    first = tokens[0][1].lower() if tokens else ""
    body = first in lexicon.words["organisation"] or first in lexicon.given
    for number, (at, word) in enumerate(tokens):
        # "le ministre des Transports Paul Vasseur": what the role ends with is no part of the name.
        inside = lexicon.data.get("head_first") and not (body or person) and 0 < number < len(tokens) - 1
        if inside and word.lower() in lexicon.given and groups[-1] and tokens[number - 1][1][:1].isupper():
            groups.append([])
        bare = word.lower() in lexicon.data.get("joins_bodies", ()) and not of_body(groups[-1], lexicon)
        if bare or (not word[:1].isupper() and person and word.lower() not in family):
            groups.append([])
            person = False
            continue
        if word[:1].isupper() and not groups[-1]:
            person = word.lower() in lexicon.given or word in lexicon.titles
        if groups[-1] or word[:1].isupper():
            groups[-1].append((at, word))
    return [trimmed for group in groups if (trimmed := trim(group, lexicon))]


def of_body(tokens: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Whether a word for a body stands among some words, in the singular or the plural ("Centers for Disease Control";
    "quit Harnside for Aberllwyn" names two)."""
    words = lexicon.words["organisation"]
    return any(word.lower() in words or word.lower().removesuffix("s") in words for _, word in tokens)


def body(tokens: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Whether a name ends with a word for a body ("Harold Motors")."""
    return tokens[-1][1].lower() in lexicon.words["organisation"]


def trim(group: list[tuple[int, str]], lexicon: Lexicon) -> list[tuple[int, str]]:
    """A name without what stands at its end and is no part of it: small words, and the day ("The Ledger on Monday")."""
    while len(group) > 1 and (not group[-1][1][:1].isupper() or group[-1][1].lower() in lexicon.words["weekdays"]):
        group = group[:-1]
    return group if group and group[-1][1][:1].isupper() else []


def named(tokens: list[tuple[int, str]], number: int, piece: Piece, lexicon: Lexicon) -> Name | None:
    """One name from its words: titles and capitalised roles taken off and kept as what is said of it."""
    roles: list[str] = []
    gender, person = "", False
    while tokens and tokens[0][1] in lexicon.titles:
        mark, _, said = lexicon.titles[tokens[0][1]].partition(" ")
        gender, person = mark or gender, True
        roles += said.split()
        tokens = tokens[1:]
    at_role = [
        i for i, (_, word) in enumerate(tokens[:-1])
        if lexicon.nouns.get(word.lower(), frozenset()) & {"official", "person"}
        and not (i == 0 and word.lower() in lexicon.words["outlet"])  # "Le Républicain de la Haute-Drouve"
        and word.lower() not in lexicon.given
        and word.lower() not in lexicon.words["surname"]
    ]  # fmt: skip
    if at_role:
        rest = tokens[at_role[-1] + 1 :]
        first = next((i for i, (_, word) in enumerate(rest) if word.lower() in lexicon.given), None)
        if rest and not rest[0][1][:1].isupper():
            rest = rest[first:] if first is not None else []
        elif first is not None:
            rest = rest[first:]
        roles += [word.lower() for _, word in tokens[: len(tokens) - len(rest)]]
        if not rest:
            return None
        tokens, person = rest, True
    tokens = [token for token in tokens if token[1] not in ("-", "–")]
    if not tokens or tokens[-1][1].rsplit("-", 1)[-1] in lexicon.words["hyphened"]:
        return None
    first_word = tokens[0][1].lower()
    if len(tokens) == 1 and not person and lexicon.nouns.get(first_word, frozenset()) & {"official", "person"}:
        return None
    if first_word in lexicon.given and not (len(tokens) > 1 and body(tokens, lexicon)):
        gender = gender or lexicon.given[first_word]
        person = True
    elif "-" in first_word and first_word.split("-")[0] in lexicon.given:
        gender, person = gender or lexicon.given[first_word.split("-")[0]], True
    elif len(tokens) > 1 and first_word in lexicon.wider_given and not body(tokens, lexicon):
        gender, person = gender or lexicon.wider_given[first_word], True
    start, end = tokens[0][0], tokens[-1][0] + len(tokens[-1][1])
    text = piece.text[start:end]
    tail = lexicon.patterns.get("lower_tail")
    head = lexicon.noun(first_word) is not None or first_word in lexicon.words["organisation"]
    if not person and tail is not None and head and (more := tail.match(piece.text, end)):
        end = more.end()
        text = piece.text[start:end]
    return Name(piece.start + start, piece.start + end, sys.intern(text), number, person, gender, tuple(roles))

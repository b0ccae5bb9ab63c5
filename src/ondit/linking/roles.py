"""Who a source is to a rumour: a party or one who speaks for it, an outlet, an authority, an expert, somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ondit.linking.lexicon import Lexicon, languages, lexicon
from ondit.linking.names import canonical, same
from ondit.linking.terms import fold
from ondit.reading.languages import table
from ondit.records import Reading, Role, Statement

_WORD = re.compile(r"[^\W_]+")
Houses = Mapping[str, frozenset[str]]


def houses_of(readings: Iterable[Reading]) -> Houses:
    """For whom each named person speaks, by all the articles of a story: one gives the title, another the name alone.

    Canonical names to canonical names.
    """
    found: dict[str, set[str]] = {}
    for reading in readings:
        pairs: list[tuple[str | None, str | None]] = [
            (each.name, each.affiliation) for each in reading.entities if each.kind == "person"
        ]
        pairs += [(each.source_name, each.affiliation) for each in reading.statements if each.source_kind != "outlet"]
        for name, house in pairs:
            if name and house and name[:1].isupper() and len(name.split()) > 1:
                found.setdefault(canonical(name), set()).add(canonical(house))
    return {name: frozenset(houses) for name, houses in found.items()}


def role_of(
    statement: Statement, reading: Reading, parties: Iterable[str], houses: Houses | None = None
) -> tuple[Role, str | None]:
    """The role of a statement's source, and the party that a person speaks for where only other articles tell.

    ``parties`` are canonical names. Unnamed sources are ``other``, but for those who speak for a party by their office
    ("a Corvane spokeswoman").
    """
    if statement.source_kind == "outlet":
        return "outlet", None
    if statement.source_kind in ("anonymous", "implied"):
        return "other", None
    words = lexicon(reading.article.language)
    described = _described(statement, reading)
    own, house = _names(statement, reading)
    parties = tuple(parties)
    if any(same(name, party) for name in own for party in parties) or _is_itself(statement, reading, parties):
        return "principal", None
    elsewhere = frozenset().union(*(_houses(name, houses or {}) for name in own))
    if not _is_another(statement, described, words):
        if any(same(name, party) for name in house for party in parties):
            return "principal", None
        known = next((party for party in parties for name in sorted(elsewhere) if same(name, party)), None)
        if known is not None:
            return "principal", known
    if words.authority is not None and words.authority.search(described) and not _is_press(described, reading):
        return ("other" if _is_one_of_many(statement, reading, described, words) else "authority"), None
    if words.expert is not None and words.expert.search(described):
        return "expert", None
    return "other", None


def _is_one_of_many(statement: Statement, reading: Reading, described: str, words: Lexicon) -> bool:
    """Whether somebody of an authority speaks without a name and without an office to speak for it: "a policeman"."""
    if statement.source is None or statement.source_name:
        return False
    if words.speaks_for is not None and words.speaks_for.search(described):
        return False
    first = fold(reading.article.text[slice(*statement.source)]).split()[:1]
    return bool(first) and first[0] in _words_of(reading.article.language, "indefinite")


def _is_press(described: str, reading: Reading) -> bool:
    """Whether all the words for a source are words that the article has for an outlet: "French agency" in a headline,
    and below it "the French news agency Galène"."""
    said = set(_WORD.findall(described))
    outlets = (s.source for s in reading.statements if s.source_kind == "outlet" and s.source is not None)
    return any(said <= set(_WORD.findall(fold(reading.article.text[slice(*span)]))) for span in outlets)


def is_authority(name: str) -> bool:
    """Whether a body's name says, in any language, that it is one that decides ("Medicines Safety Board")."""
    found = (lexicon(language).authority for language in languages())
    return any(words is not None and words.search(fold(name)) is not None for words in found)


def _described(statement: Statement, reading: Reading) -> str:
    """All the words that say who speaks, folded; of somebody with a name also those of what else they say there ("the
    prefect, Ann Lowe, confirms it", and later "she adds")."""
    said = [statement.source_name or "", statement.affiliation or ""]
    named = (statement.source_name or "")[:1].isupper() and statement.source_kind in ("person", "official")
    alike = [each for each in reading.statements if named and each.source_name == statement.source_name]
    for each in [*(each for each in alike if each is not statement), statement]:
        if each.source is not None:
            said.insert(0, reading.article.text[slice(*each.source)])
    return fold(" ".join(said))


def _names(statement: Statement, reading: Reading) -> tuple[set[str], set[str]]:
    """Canonical names of the speaker, and of the one for whom the article says that he or she speaks."""
    name, house = canonical(statement.source_name or ""), {canonical(statement.affiliation or "")}
    own = {name}
    if _is_described(statement):  # "a senior manager at Corvane" has no name: what stands in it is the house
        own, house = set(), house | {name}
    for entity in reading.entities:
        known = {canonical(entity.name), *(canonical(alias) for alias in entity.aliases)}
        if own & known:
            own |= known
            house.add(canonical(entity.affiliation or ""))
    return own - {""}, house - {""}


def _is_described(statement: Statement) -> bool:
    """Whether the name that a person goes by is a description."""
    return statement.source_kind in ("person", "official") and not (statement.source_name or "")[:1].isupper()


def _is_itself(statement: Statement, reading: Reading, parties: Iterable[str]) -> bool:
    """Whether the source is a party with its trade before its name ("the brewer Corvane"), and not one of its people
    ("a manager at Corvane"): then a preposition stands before the name."""
    if statement.source is None:
        return False
    said = _WORD.findall(fold(reading.article.text[slice(*statement.source)]))
    hanging = _words_of(reading.article.language, "hanging")
    for party in parties:
        name = _WORD.findall(party)
        before = said[: -len(name)]
        if name and said[-len(name) :] == name and before and before[-1] not in hanging:
            return True
    return False


@cache
def _words_of(language: str, name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in table(language, "who_is_who").get(name, ()))


def _is_another(statement: Statement, described: str, words: Lexicon) -> bool:
    """Whether somebody of a house does not speak for it: who left it, works in it, or has no name and no office."""
    if statement.source_kind not in ("person", "official"):
        return False
    if words.not_for is not None and words.not_for.search(described):
        return True
    unnamed = _is_described(statement)
    return unnamed and words.speaks_for is not None and not words.speaks_for.search(described)


def _houses(name: str, houses: Houses) -> frozenset[str]:
    """The houses of a name, or of the only full name that ends with it."""
    if name in houses:
        return houses[name]
    full = [other for other in houses if other.split()[-1:] == [name]]
    return houses[full[0]] if len(full) == 1 else frozenset()

"""Names that are nobody's outlet, whatever stands beside them: "Italian media say", "the Detroit press", "on YouTube".

The reading sees a word of the press and takes the name before it for the outlet's. A people, a state, a place, a person
and a platform on which anybody says anything are none.
"""

from __future__ import annotations

import re
from functools import cache

from ondit.linking.names import same
from ondit.outlets import find, normal_name, platforms
from ondit.outlets.by_form import is_name_of_outlet, peoples
from ondit.reading.languages import codes, table
from ondit.reading.lexicon import all_places
from ondit.records import Reading
from ondit.tracing.publishers import known_outlet

_ALONE = 2  # letters of a name that is none, unless the table has it: "St" of "St. Peter’s"

_IN_A_STATE = re.compile(r"\b(?:[A-Z]\.){2}$")  # "Larch Hill N.C." is a place


def may_be_outlet(name: str, reading: Reading) -> bool:
    """Whether a name that an article's reading takes for an outlet's can be one."""
    if name in platforms():
        return False
    if known_outlet(name) is not None or is_name_of_outlet(name) or ("." in name.strip(".") and " " not in name):
        return True
    if _IN_A_STATE.search(name):
        return False
    compared = normal_name(name)
    if len(compared) <= _ALONE or compared in _peoples_and_places():
        return False
    return not is_person(reading, name) and not _is_place(reading, compared)


def is_person(reading: Reading, name: str) -> bool:
    """Whether the article takes the name for a person's: somebody quoted is no outlet from whom news is had."""
    known = normal_name(name)
    if find(name) is not None:
        return False
    if any(entity.kind == "person" and normal_name(entity.name) == known for entity in reading.entities):
        return True
    first, *others = name.split()
    return bool(others) and first in _given_names(reading.article.language)


def owned_by(outlet: str, parties: tuple[str, ...]) -> bool:
    """Whether an outlet is one of the table whose owner the rumour is about ("Vice" of a rumour about Vice Media)."""
    known = known_outlet(outlet)
    if known is None or normal_name(known.name) in {normal_name(party) for party in parties}:
        return False
    return any(same(normal_name(known.owner), normal_name(party)) for party in parties)


def _is_place(reading: Reading, compared: str) -> bool:
    kinds = {entity.kind for entity in reading.entities if normal_name(entity.name) == compared}
    return kinds == {"place"}


@cache
def _given_names(language: str) -> frozenset[str]:
    lists = table(language, "given_names").values()
    return frozenset(name for names in lists if isinstance(names, str) for name in names.split())


@cache
def _peoples_and_places() -> frozenset[str]:
    states = {name for code in codes() for name in table(code, "sources").get("lists", {}).get("states", ())}
    return frozenset(normal_name(" ".join(name.split())) for name in all_places() | states | peoples())

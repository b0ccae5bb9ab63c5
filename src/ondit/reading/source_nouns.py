"""What kind of source a phrase tells by the noun that heads it (``sources.toml``).

The head comes first in French ("le rapport de la Cour": a document) and last in English, before what hangs on it ("the
police report of May"). Some nouns of persons stand for whoever they speak or work for ("le directeur de la police", "a
police spokesman": official), others for themselves ("le frère de la ministre").
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, cast

from ondit.reading.languages import table
from ondit.reading.wording import words
from ondit.records import SourceKind

TABLE = "sources"
KINDS = ("anonymous", "outlets", "documents", "officials", "organisations", "persons")
KIND_OF = {"anonymous": "anonymous", "outlets": "outlet", "documents": "document", "officials": "official",
           "organisations": "organisation", "persons": "person"}  # fmt: skip


class Noun(NamedTuple):
    """Where a listed noun stands, and its list."""

    start: int
    end: int
    list: str


@lru_cache(maxsize=4096)
def by_nouns(folded: str, code: str) -> tuple[SourceKind, str] | None:
    """The kind of a folded phrase by its head noun, and the rule; None where no noun is listed."""
    known = [Noun(*match.span(), name) for name in KINDS for match in words(code, TABLE, name).finditer(folded)]
    if not known:
        return None
    head = head_first(known) if table(code, "who_is_who").get("head_first") else head_last(known, folded, code)
    former = words(code, TABLE, "not_official").search(folded)
    if head.list == "persons" and not former and for_a_body(head, known, folded, code):
        return "official", "title"
    if head.list == "officials" and former:
        return "person", "not-official"
    return cast(SourceKind, KIND_OF[head.list]), "noun-" + head.list


def head_first(known: list[Noun]) -> Noun:
    """The earliest noun; of two that begin alike the longer one, then by the order of KINDS."""
    return min(known, key=lambda noun: (noun.start, -noun.end, KINDS.index(noun.list)))


def head_last(known: list[Noun], folded: str, code: str) -> Noun:
    """The last noun before what hangs on the head, in the first stretch between such words that holds a noun."""
    ends = [match.start() for match in words(code, TABLE, "after_head").finditer(folded, 1)]
    for end in [*ends, len(folded)]:
        before = [noun for noun in known if noun.start < end]
        if before:
            return min(before, key=lambda noun: (-noun.end, noun.start, KINDS.index(noun.list)))
    return known[0]


def for_a_body(head: Noun, known: list[Noun], folded: str, code: str) -> bool:
    """Whether a noun of persons is told as an official: by one behind a comma or, if they speak for whom they serve, by
    the next noun after it or one before it."""
    role = words(code, TABLE, "roles").fullmatch(folded, head.start, head.end) is not None
    comma = folded.find(",", head.end)
    after = min((noun for noun in known if noun.start >= head.end and noun.list != "persons"), default=None)
    for noun in known:
        if noun.list != "officials":
            continue
        if 0 <= comma < noun.start or folded.find(",", noun.end, head.start) >= 0:
            return True
        if role and (noun.end <= head.start or (after is not None and noun.start == after.start)):
            return True
    return False

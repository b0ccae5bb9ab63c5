"""Those whom a text names or describes, while they are being resolved."""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ondit.reading.found import Document
from ondit.records import Entity, Span


@dataclass(slots=True, eq=False)
class Somebody:
    """Who or what a text names, while it is being resolved. ``named`` is False for those only described ("the police").

    ``seen`` are offsets of mentions of any sort, pronouns included, in order; ``sure`` where
    more than capitals say that it is a person; ``roles`` words said of it, ``heads`` the nouns among them that say what it is; ``gender`` m, f
    or "" ; ``plural`` None where unknown; ``listed`` where a noun of its description tells persons or bodies; ``introduced`` the noun by which
    it came in as somebody new ("a friend of the family"), "" where it came in otherwise; ``role_at`` the words before its name
    that say what it is ("its chief executive"); ``label`` where it only heads the title ("Taxes: …").
    """

    name: str
    kind: str
    gender: str = ""
    plural: bool | None = False
    named: bool = True
    spans: list[Span] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    affiliation: Somebody | None = None
    parts: tuple[Somebody, ...] = ()
    sure: bool = False
    listed: bool = True
    introduced: str = ""
    role_at: Span | None = None
    label: bool = False

    def last_before(self, at: int) -> int | None:
        """Offset of the last mention before ``at``."""
        index = bisect_right(self.seen, at - 1)
        return self.seen[index - 1] if index else None

    def see(self, at: int) -> None:
        """Record that it is spoken of at an offset."""
        self.seen.insert(bisect_right(self.seen, at), at)

    @property
    def weight(self) -> float:
        return math.log2(1 + len(self.spans))


class Owners:
    """All name mentions of a text in order, to find those inside a span."""

    def __init__(self, everybody: list[Somebody], document: Document) -> None:
        self.pieces = [piece.start for piece in document.pieces]
        self.rows = sorted(((span, who) for who in everybody for span in who.spans), key=lambda row: row[0])
        self.starts = [span[0] for span, _ in self.rows]

    def within(self, span: Span) -> list[tuple[Span, Somebody]]:
        """Mentions that lie inside a span."""
        first = bisect_left(self.starts, span[0])
        last = bisect_right(self.starts, span[1] - 1)
        return [row for row in self.rows[first:last] if row[0][1] <= span[1]]

    def holding(self, span: Span) -> list[tuple[Span, Somebody]]:
        """The mention that a span ends in: "Lykke" in "Anders Lykke", "the Racing Integrity" before "Unit"."""
        row = bisect_right(self.starts, span[1] - 1) - 1
        return [self.rows[row]] if row >= 0 and self.rows[row][0][1] >= span[1] else []


@functools.lru_cache(maxsize=50_000)
def tokens_of(name: str) -> tuple[str, ...]:
    """The words of a name, lower case."""
    return tuple(word.lower() for word in re.findall(r"\w[\w'’-]*", name))


def entity(who: Somebody) -> Entity:
    """As a record."""
    aliases = tuple(sorted(form for form in who.forms if form != who.name))
    return Entity(
        who.name,
        who.kind or "other",
        tuple(sorted(set(who.spans))),
        aliases,
        who.affiliation.name if who.affiliation else None,
    )

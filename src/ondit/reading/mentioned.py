"""Where everybody is mentioned, and what grammar says of each place: whom a pronoun may mean, nearest first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ondit.reading.found import Document
from ondit.reading.lexicon import Lexicon
from ondit.reading.mentions import hangs
from ondit.reading.parsing import Parsed
from ondit.reading.somebody import Somebody
from ondit.records import Span

# A pronoun means somebody within so many characters and so many others.
WINDOW = 3000
MOST = 24
# A relative pronoun takes up somebody mentioned within so many characters.
CLAUSE = 250
SUBJECTS = ("nsubj", "nsubj:pass")
INSIDE_NAMES = ("flat", "flat:name", "flat:foreign", "compound", "appos", "det", "amod", "nmod:poss", "nummod", "conj")


@dataclass(frozen=True, slots=True)
class Place:
    """One mention: its sentence (counted through the article), the piece's number, whether it is a subject (and of a
    main clause), hangs on a preposition or another noun, and the verb it belongs to (-1: none), as a token."""

    at: int
    sentence: int
    piece: int
    subject: bool
    main: bool
    hanging: bool
    verb: int
    title: bool


class Mentioned:
    """All mentions of an article in order, those added while it is resolved included."""

    def __init__(self, document: Document, everybody: list[Somebody], lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        ends = {id(who): dict(who.spans) for who in everybody}
        rows = [(at, ends[id(who)].get(at, at + 1), who) for who in everybody for at in who.seen]
        rows.sort(key=lambda row: (row[0], -row[1]))
        self.starts = [row[0] for row in rows]
        self.ends = {row[0]: row[1] for row in rows}
        self.rows = rows
        self.places: dict[int, Place] = {}
        self.pieces = [piece.start for piece in document.pieces]
        self.counted: list[int] = []
        count = 0
        for piece in document.pieces:
            self.counted.append(count)
            count += (piece.parsed.sentences[-1] + 1) if piece.parsed is not None and len(piece.parsed) else 1

    def add(self, at: int, end: int, who: Somebody) -> None:
        """Record a mention that was resolved."""
        index = bisect_right(self.starts, at)
        self.starts.insert(index, at)
        self.rows.insert(index, (at, end, who))

    def before(self, at: int) -> Iterator[tuple[Somebody, int]]:
        """Everybody mentioned before an offset with the last place, nearest first."""
        seen: set[int] = set()
        index = bisect_left(self.starts, at) - 1
        while index >= 0 and len(seen) < MOST and at - self.starts[index] <= WINDOW:
            start, end, who = self.rows[index]
            index -= 1
            if id(who) not in seen and end <= at and not who.label:
                seen.add(id(who))
                yield who, start

    def ended_before(self, at: int) -> Iterator[tuple[Somebody, int, int]]:
        """Mentions in the few words before an offset with start and end, nearest first."""
        index = bisect_left(self.starts, at) - 1
        while index >= 0 and at - self.starts[index] <= CLAUSE:
            start, end, who = self.rows[index]
            if end <= at:
                yield who, start, end
            index -= 1

    def within(self, span: Span) -> list[tuple[int, int, Somebody]]:
        """Mentions that start in a span, with start and end."""
        return [
            (start, end, who)
            for start, end, who in self.rows[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]
        ]

    def after(self, at: int, reach: int) -> Iterator[tuple[Somebody, int]]:
        """Everybody mentioned in the stretch after an offset with the first place, nearest first."""
        seen: set[int] = set()
        for start, _, who in self.rows[bisect_left(self.starts, at) : bisect_left(self.starts, at + reach)]:
            if id(who) not in seen:
                seen.add(id(who))
                yield who, start

    def token(self, at: int) -> tuple[Parsed | None, int, int]:
        """The parse of the piece at an offset, the token there, and the piece's number."""
        number = max(0, bisect_right(self.pieces, at) - 1)
        piece = self.document.pieces[number]
        parsed = piece.parsed
        if parsed is None or not len(parsed):
            return None, -1, number
        return parsed, max(0, int(parsed.starts.searchsorted(at - piece.start, "right")) - 1), number

    def place(self, at: int) -> Place:
        """What grammar says of the mention that starts at an offset."""
        known = self.places.get(at)
        if known is None:
            known = self.places[at] = self._place(at)
        return known

    def _place(self, at: int) -> Place:
        parsed, token, number = self.token(at)
        piece = self.document.pieces[number]
        hanging = hangs(self.document.article.text, (at, self.ends.get(at, at)), self.lexicon)
        if parsed is None:
            early = at - piece.start < 30
            return Place(at, self.counted[number], number, early, early, hanging, -1, piece.title)
        sentence = self.counted[number] + parsed.sentences[token]
        top = token
        for _ in range(4):
            inside = parsed.labels[top] in INSIDE_NAMES or (parsed.labels[top] == "nmod" and not hanging)
            if not inside or parsed.heads[top] == top:
                break
            top = parsed.heads[top]
        subject = parsed.labels[top] in SUBJECTS
        verb = (
            parsed.heads[top] if subject or parsed.labels[top] in ("obj", "iobj", "obl", "obl:arg", "obl:agent") else -1
        )
        main = subject and parsed.heads[parsed.heads[top]] == parsed.heads[top]
        hanging = hanging or parsed.labels[top] in ("nmod", "nmod:poss")
        return Place(
            at, sentence, number, subject, main, hanging, number * 100_000 + verb if verb >= 0 else -1, piece.title
        )

"""What is known while the attributions of an article are resolved one after the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ondit.reading.everybody import Everybody
from ondit.reading.found import ANSWERS, Document, Found
from ondit.reading.lexicon import Lexicon
from ondit.reading.mentioned import Mentioned
from ondit.reading.parsing import Parsed
from ondit.reading.somebody import Owners, Somebody
from ondit.reading.stretches import Stretches, contents
from ondit.records import Span

if TYPE_CHECKING:
    from ondit.reading.ranking import Weighed

# Marks and spaces that a sentence may start with; so far behind "asked by" stands the name.
MARKS, ASKED = 3, 60
# A quotation begins with one of these, or has it right before.
OPENS = re.compile(r"[«“\"„‘]|''|``")


@dataclass(slots=True)
class Turn:
    """Somebody (or an unnamed source: None) spoke: where the source stands, and what was said."""

    index: int
    at: int
    who: Somebody | None
    content: tuple[Span, ...]
    quoted: bool


@dataclass(slots=True)
class Scene:
    """The article, its people and who spoke so far.

    ``nominals`` are those whom it only describes, ``spoke`` who has spoken (by identity), ``sources`` where sources
    stand, ``roles`` who is said to be what, ``introduced`` who came in unnamed by which noun, ``speaks`` resolves one attribution; ``weighed`` keeps every decision where weights are learnt.
    """

    document: Document
    lexicon: Lexicon
    found: Sequence[Found]
    everybody: Everybody
    owners: Owners
    turns: list[Turn] = field(default_factory=list)
    resolved: dict[int, Somebody | None] = field(default_factory=dict)
    piece_starts: list[int] = field(default_factory=list)
    contents: Stretches[int] = field(init=False)
    spoke: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    nominals: list[Somebody] = field(default_factory=list)
    speaks: Callable[[int], Somebody | None] = field(default=lambda index: None)
    described: dict[str, Somebody] = field(init=False)
    mentioned: Mentioned = field(init=False)
    roles: dict[str, list[Somebody]] = field(default_factory=dict)
    introduced: dict[str, list[Somebody]] = field(default_factory=dict)
    weighed: list[Weighed] | None = None

    def __post_init__(self) -> None:
        self.piece_starts = [piece.start for piece in self.document.pieces]
        self.mentioned = Mentioned(self.document, [*self.everybody, *self.nominals], self.lexicon)
        for who in self.nominals:
            if who.introduced:
                self.introduced.setdefault(who.introduced, []).append(who)
        self.described = {who.name.lower(): who for who in self.nominals}
        self.sources = {one.source[0] for one in self.found if one.source is not None}
        self.contents = contents(self.found)

    @property
    def text(self) -> str:
        return self.document.article.text

    def tokens(self, piece: int, span: Span) -> tuple[Parsed | None, list[int]]:
        """The parse of a piece and its tokens inside a span of the article."""
        home = self.document.pieces[piece]
        parsed = home.parsed
        if parsed is None:
            return None, []
        first = bisect_right(parsed.ends, span[0] - home.start)
        last = bisect_left(parsed.starts, span[1] - home.start)
        return parsed, list(range(first, last))

    def quoted(self, found: Found) -> bool:
        """Whether a content is a direct quotation, by its first character or the one before."""
        begin = found.content[0][0] if found.content else 0
        return OPENS.search(self.text, max(0, begin - 2), begin + 2) is not None

    def around(self, at: int, but: int) -> int | None:
        """Index of the smallest other attribution whose content holds an offset."""
        best, size = None, 10**9
        for (begin, end), index in self.contents.holding(at):
            # Who answers what a sentence tells does not tell it.
            if index != but and end - begin <= size and self.found[index].rule != ANSWERS:
                best, size = index, end - begin
        return best

    def speaker_of(self, index: int) -> Somebody | None:
        """Who the source of an attribution is, resolved now if it stands after the words that ask for it."""
        if index not in self.resolved:
            self.resolved[index] = None
            self.resolved[index] = self.speaks(index)
        return self.resolved[index]

    def asker(self, at: int) -> Somebody | None:
        """Who asked, as a sentence says first of all before an offset ("Contacté par Le Fanal, le préfet…"): an outlet."""
        begin, _ = self.sentence_of((at, at + 1))
        asked = self.lexicon.patterns.get("asked_by")
        match = asked.search(self.text, begin, at) if asked is not None else None
        if match is None or match.start() > begin + MARKS:
            return None
        named = self.owners.within((match.end(), min(at, match.end() + ASKED)))
        return next((who for _, who in named if who.kind == "outlet"), None)

    def piece_at(self, at: int) -> int:
        """Number of the piece that an offset is in."""
        return max(0, bisect_right(self.piece_starts, at) - 1)

    def sentence(self, index: int) -> Span:
        """The sentence of an attribution's source, else of its cue or content."""
        found = self.found[index]
        return self.sentence_of(found.source or found.cue or (found.content[0] if found.content else (0, 0)))

    def sentence_of(self, span: Span) -> Span:
        """The sentence that a span starts in: by the parse, else its whole piece."""
        piece = self.piece_at(span[0])
        home = self.document.pieces[piece]
        parsed, tokens = self.tokens(piece, (span[0], span[0] + 1))
        if parsed is None or not tokens:
            return home.start, home.start + len(home.text)
        number = parsed.sentences[tokens[0]]
        first = bisect_left(parsed.sentences, number)
        last = bisect_right(parsed.sentences, number) - 1
        return home.start + int(parsed.starts[first]), home.start + int(parsed.ends[last])

    def next_sentence(self, index: int) -> Span | None:
        """The sentence after an attribution's, in the same piece."""
        begin, end = self.sentence(index)
        piece = self.document.pieces[self.piece_at(begin)]
        stop = piece.start + len(piece.text)
        return self.sentence_of((end + 1, end + 2)) if end + 2 < stop else None

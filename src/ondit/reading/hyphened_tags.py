"""Who speaks by a verb and a pronoun on a hyphen right behind a quotation: "« C'est inexact », tranche-t-elle".

Nothing but speech is told so, whatever the verb, and parsers take rare verbs in that place for numbers and names; so
the words alone tell it. A language without a list of such pronouns has no such tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ondit.reading.found import Document, Found, by_piece, in_article, overlap, token_at
from ondit.reading.lexicon import lexicon
from ondit.reading.parsing import MORPHOLOGY
from ondit.reading.quotations import quoted_spans
from ondit.records import Span

PARTICIPLE = MORPHOLOGY.index("VerbForm=Part")


def hyphened_tags(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions by such tags, where none has the pronoun for its source."""
    tag = pattern(document.article.language)
    if tag is None:
        return
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for start, end in quoted_spans(piece.text):
            match = tag.match(piece.text, end)
            if match is None:
                continue
            said, cue, who = (in_article(piece, span) for span in ((start, end), match.span("cue"), match.span("who")))
            behind = int(piece.parsed.starts.searchsorted(match.end()))
            if behind < len(piece.parsed) and piece.parsed.morphology[behind, PARTICIPLE]:
                continue  # "a-t-elle dit", "est-il sorti": the verb comes behind
            if any(has(one, said, who) for one in homes[number]):
                continue
            anchor = token_at(piece.parsed, match.start("cue"))
            yield Found(number, anchor, who, cue, (said,), "hyphened-tag", 0.5)


def has(one: Found, said: Span, who: Span) -> bool:
    """Whether an attribution has the quotation for its content and somebody of its own for its source."""
    if not any(overlap(span, said) for span in one.content) or one.source is None:
        return False
    # "coupe-t-elle" as a whole was taken for somebody.
    return not (overlap(one.source, who) and one.source[0] < who[0])


@cache
def pattern(language: str) -> re.Pattern[str] | None:
    """A comma or nothing, a verb, and a pronoun on a hyphen."""
    pronouns = lexicon(language).data.get("hyphened_subjects", ())
    if not pronouns:
        return None
    who = "|".join(sorted(map(re.escape, pronouns), key=len, reverse=True))
    return re.compile(rf"[ \u00a0\u202f]?,[ \u00a0\u202f](?P<cue>[a-zà-ÿœ]+)-(?:t-)?(?P<who>{who})(?![\w-])")

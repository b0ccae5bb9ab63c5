"""What somebody passes on, by a turn of several words with a noun for its content: "La presse se fait l'écho d'une vente",
"Three people spoke of a cheque". The turns are data (``noun_cues.toml``, ``passing_on``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.denying_verbs import object_after
from ondit.reading.found import Document, Found, by_piece, overlap, token_span, tokens_in
from ondit.reading.frames import phrase, subject_of
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, words


def passed_on(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions by such a turn with its subject, where none stands."""
    pattern = words(document.article.language, "noun_cues", "passing_on")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        quoted = quoted_spans(piece.text)
        for match in pattern.finditer(fold(piece.text)):
            span = (piece.start + match.start(), piece.start + match.end())
            taken = (s for one in homes[number] for s in (*one.content, *([one.cue] if one.cue else ())))
            if any(overlap(span, other) for other in taken) or any(s <= match.start() < e for s, e in quoted):
                continue
            inside = tokens_in(piece, span)
            verb = next((i for i in inside if parsed.tags[i] == "VERB"), None)
            subject = None if verb is None else subject_of(parsed, verb)
            content = object_after(piece, inside)
            if verb is None or subject is None or not content or subject in inside:
                continue
            yield Found(
                number,
                verb,
                phrase(piece, subject),
                token_span(piece, inside[0], inside[-1]),
                content,
                "passed-on",
                0.5,
            )

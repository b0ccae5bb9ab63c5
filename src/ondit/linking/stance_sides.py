"""One text, headline or article, as far as it can show a stance: its sentences, what each holds, and who speaks there.

Nothing here knows a word of a language or of a rumour: cues are counted by kind, statements by what the reading says
of them, and what the sentences are about is a vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ondit.linking.gist import sentences_of
from ondit.linking.stance_cues import KINDS, counts
from ondit.linking.terms import weigh, words
from ondit.records import Assessment, Reading, Span, Statement
from ondit.vectors import Vectors, encode

VOICES = (
    "attributed",  # share of the sentence that is somebody's words
    "person",
    "organisation",
    "official",
    "outlet",
    "document",
    "anonymous",
    "implied",
    "denies",
    "denies_report",
    "declines",
    "hedged",
    "asks",
    "quoted",
    "handed_on",  # comes through somebody else
    "speculation",
    "false",
    "true",
)
_SENTENCES = 20
_WHOLE = 6000  # characters that are looked at
_SHORTEST = 9
Row = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Side:
    """``cues`` has a row a sentence and a column for each of ``KINDS``, ``voices`` for each of ``VOICES``;
    ``vectors`` a row a sentence. ``bags`` are the sentences' weighted words, ``bag`` those of the whole text."""

    key: str
    language: str
    spans: tuple[Span, ...]
    vectors: Vectors
    cues: Row
    voices: Row
    bags: tuple[dict[str, float], ...]
    bag: dict[str, float]
    asks: bool
    quotes: bool
    size: int


def side_of(reading: Reading) -> Side:
    """Sentences with their vectors, cues, voices and weighted words."""
    text, language = reading.article.text[:_WHOLE], reading.article.language
    spans = [s for s in sentences_of(text) if s[1] - s[0] >= _SHORTEST][:_SENTENCES] or [(0, len(text))]
    parts = [text[a:b] for a, b in spans]
    found = words(text)
    return Side(
        reading.article.key,
        language,
        tuple(spans),
        encode(parts),
        np.array([counts(p, language) for p in parts], dtype=np.float32),
        np.array([_voices(s, reading.statements, reading.assessments) for s in spans], dtype=np.float32),
        tuple(weigh(words(p), language) for p in parts),
        weigh(found, language),
        "?" in parts[0],
        any(c in text[: max(200, spans[0][1])] for c in '"“”‘«'),
        len(found),
    )


def _voices(sentence: Span, statements: Sequence[Statement], assessments: Sequence[Assessment]) -> list[float]:
    said = dict.fromkeys(VOICES, 0.0)
    for statement in statements:
        covered = sum(_shared(sentence, part) for part in statement.content)
        if not covered and (statement.cue is None or not _shared(sentence, statement.cue)):
            continue
        said["attributed"] = min(1.0, said["attributed"] + covered / (sentence[1] - sentence[0]))
        said[statement.source_kind] = 1.0
        said["denies"] += statement.polarity == "deny"
        said["denies_report"] += statement.polarity == "deny" and statement.denial == "report"
        said["declines"] += statement.polarity == "decline"
        said["hedged"] += statement.certainty == "hedged"
        said["asks"] += statement.certainty == "question"
        said["quoted"] += statement.quote != "indirect"
        said["handed_on"] += bool(statement.channel)
    for assessment in assessments:
        if _shared(sentence, assessment.span):
            said[assessment.verdict] += 1.0
    return [float(said[name]) for name in VOICES]


def _shared(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


__all__ = ["KINDS", "VOICES", "Row", "Side", "side_of"]

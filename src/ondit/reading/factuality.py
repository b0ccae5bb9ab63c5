"""What is made of each attribution found: polarity, certainty, tense, manner, kind of source, and the deciding rules.

The thin door over one module for each label. All knowledge of a language is data (``ondit/languages/<lang>``:
denials, hedges, sources, tenses); the code is grammar over Universal Dependencies and matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ondit.reading.certainty import certainty
from ondit.reading.found import Document, Found
from ondit.reading.manner import manner
from ondit.reading.polarity import Raised, polarity
from ondit.reading.source_kinds import Cast, source_kind
from ondit.reading.surroundings import Folded
from ondit.reading.tenses import tense
from ondit.records import Certainty, Polarity, Quote, SourceKind, Tense


@dataclass(frozen=True, slots=True)
class Judgement:
    """The labels of one statement; ``rules`` names, by label, the rule that decided it."""

    polarity: Polarity = "affirm"
    certainty: Certainty = "stated"
    tense: Tense = "past"
    quote: Quote = "indirect"
    source_kind: SourceKind = "implied"
    denial: Literal["fact", "report"] | None = None
    rules: dict[str, str] = field(default_factory=dict)


def judge(document: Document, found: Sequence[Found]) -> tuple[Judgement, ...]:
    """The judgement of each attribution, in the order given (text order, so that claims are raised before denied)."""
    folded, raised, known = Folded(document), Raised(), Cast()
    judgements: list[Judgement] = []
    for one in found:
        scene = folded.around(one)
        label, denial, why = polarity(scene, raised, judgements[-1].polarity if judgements else None)
        sure, why_sure = certainty(scene)
        kind, why_kind = source_kind(scene, known)
        time, why_time = tense(scene)
        given, why_given = manner(scene, folded)
        raised.add(scene, label, sure != "stated" or kind == "anonymous")
        whys = {
            "polarity": why,
            "certainty": why_sure,
            "tense": why_time,
            "quote": why_given,
            "source_kind": why_kind,
        }
        judgements.append(Judgement(label, sure, time, given, kind, denial, whys))
    return tuple(judgements)

"""What is made of each attribution found: polarity, certainty, tense, manner, kind of source, and the deciding rules.

The thin door over one module for each label. All knowledge of a language is data (``ondit/languages/<lang>``:
denials, hedges, sources, tenses); the code is grammar over Universal Dependencies and matching.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from ondit.reading.certainty import certainty
from ondit.reading.found import Document, Found
from ondit.reading.learned_labels import LearnedLabels, Said, circumstances, learned_labels
from ondit.reading.manner import manner
from ondit.reading.polarity import Raised, polarity, replies, rumoured_before
from ondit.reading.source_kinds import Cast, source_kind
from ondit.reading.surroundings import Folded
from ondit.reading.tenses import tense
from ondit.records import Certainty, Polarity, Quote, SourceKind, Tense

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Where a learned label counts: rules that recognised nothing, or that guess from a bare name or from what was said
# before. Elsewhere the rules were right more often; certainty they judge as well alone (docs/decisions/022).
UNSURE = {
    "polarity": ("plain", "negates-earlier-claim"),
    "source_kind": ("bare-name", "name-with-article", "single-name"),
}


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
    return tuple(judgement for judgement, _ in judged_rows(document, found, learned_labels(document.article.language)))


def judged_rows(
    document: Document, found: Sequence[Found], model: LearnedLabels | None
) -> Iterator[tuple[Judgement, Floats]]:
    """Judgements with the circumstances that the model saw; without a model the rules decide alone, as they do in its training."""
    folded, raised, known = Folded(document), Raised(), Cast()
    before: Polarity | None = None
    for one in found:
        scene = folded.around(one)
        label, denial, why = polarity(scene, raised, before)
        sure, why_sure = certainty(scene)
        kind, why_kind = source_kind(scene, known)
        time, why_time = tense(scene)
        given, why_given = manner(scene, folded)
        whys = {
            "polarity": why,
            "certainty": why_sure,
            "tense": why_time,
            "quote": why_given,
            "source_kind": why_kind,
        }
        judgement = Judgement(label, sure, time, given, kind, denial, whys)
        row = circumstances(scene, raised, Said(label, sure, kind, given, denial, before))
        if model is not None and one.seen is not None and not one.ellipsis:
            asked = bool(raised.openings) or rumoured_before(scene) or replies(scene)
            judgement = overruled(judgement, model.judge(one.seen, row, asked=asked))
        raised.add(scene, judgement.polarity, judgement.certainty != "stated" or judgement.source_kind == "anonymous")
        raised.published |= judgement.source_kind == "outlet"
        before = judgement.polarity
        yield judgement, row


def overruled(judgement: Judgement, learned: dict[str, str]) -> Judgement:
    """The judgement with learned labels where its rules are unsure; the rule of each that changed is named "learned"."""
    values: dict[str, Any] = {
        label: learned[label] for label, rules in UNSURE.items() if judgement.rules[label] in rules
    }
    changed = {label: "learned" for label, value in values.items() if value != getattr(judgement, label)}
    made = replace(judgement, **values, rules={**judgement.rules, **changed})
    return replace(made, denial=(judgement.denial or "fact") if made.polarity == "deny" else None)

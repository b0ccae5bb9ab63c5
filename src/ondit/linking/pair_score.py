"""How likely two articles are about the same rumour: a logistic score over what they share.

The weights are in ``models/pairs.json``, made by ``ondit train linking``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from ondit.linking.gist import Gist
from ondit.linking.terms import cosine

FEATURES = ("bag", "lead", "things", "names", "first", "meeting", "numbers", "bag_root", "things_root", "names_root")


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights in the order of ``FEATURES``, one set for two texts of one language, one across languages."""

    within: tuple[float, ...]
    within_bias: float
    across: tuple[float, ...]
    across_bias: float
    join: float
    land: float


@cache
def model() -> PairModel:
    """The model that ships."""
    table = json.loads((files("ondit.linking") / "models" / "pairs.json").read_text(encoding="utf-8"))
    return PairModel(
        tuple(table["within"][name] for name in FEATURES),
        table["within"]["bias"],
        tuple(table["across"][name] for name in FEATURES),
        table["across"]["bias"],
        table["join"],
        table["land"],
    )


def features(a: Gist, b: Gist) -> tuple[float, ...]:
    """What two articles share, each in [0, 1] but for rounding; symmetric."""
    bag, things, names = cosine(a.bag, b.bag), cosine(a.things, b.things), cosine(a.names, b.names)
    near = a.vectors @ b.vectors.T if len(a.vectors) and len(b.vectors) else np.zeros((1, 1), dtype=np.float32)
    first = float(near[0, 0])
    meeting = (float(near[:3].max(initial=0.0, axis=1).mean()) + float(near[:, :3].max(initial=0.0, axis=0).mean())) / 2
    numbers = len(a.numbers & b.numbers) / max(1.0, math.sqrt(len(a.numbers) * len(b.numbers)))
    return (
        bag,
        cosine(a.lead, b.lead),
        things,
        names,
        first,
        meeting,
        numbers,
        math.sqrt(max(0.0, bag)),
        math.sqrt(max(0.0, things)),
        math.sqrt(max(0.0, names)),
    )


def score(a: Gist, b: Gist, use: PairModel | None = None) -> float:
    """Chance in [0, 1] that two articles are about the same rumour; rounded, so that batches don't matter."""
    use = use or model()
    weights, bias = (use.within, use.within_bias) if a.language == b.language else (use.across, use.across_bias)
    total = bias + sum(w * x for w, x in zip(weights, features(a, b), strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)

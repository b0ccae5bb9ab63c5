"""What is learnt from: a headline's row, an article's row, and the row of the two together.

A claim here is a direction in the encoder's space: the mean of what the texts about it open with. Where a text stands
in the company of the others about the same claim is a feature too: one headline that denies among twenty that assert.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ondit.linking.stance_cues import AGAINST, KINDS
from ondit.linking.stance_sides import VOICES, Row, Side
from ondit.linking.terms import cosine
from ondit.vectors import Vectors

_AGAINST = [KINDS.index(kind) for kind in AGAINST]
_OPENS = KINDS.index("opens")
_FIRST = (*AGAINST, "report", "opens", "tell")  # kinds whose first sentence is looked for
_NOWHERE = 20.0
_TIMES = (1, 2, 4)  # contradicting words in the lead, at least
_DENIES, _HEDGED, _ATTRIBUTED = (VOICES.index(v) for v in ("denies", "hedged", "attributed"))
_SHOWN = KINDS + VOICES

HEAD = (
    *(f"head {name}" for name in _SHOWN),
    *(f"head has {name}" for name in _SHOWN),
    "head against",
    "head against twice",
    "head question",
    "head quotes",
    "head size",
    "head near",
)
BODY = (
    *(f"rate of {name}" for name in _SHOWN),
    *(f"lead {name}" for name in _SHOWN),
    *(f"near {name}" for name in _SHOWN),
    *(f"best {name}" for name in _SHOWN),
    *(f"lead has {name}" for name in _SHOWN),
    *(f"first {name}" for name in _FIRST),
    *(f"lead against {n}" for n in _TIMES),
    "nearest against",
    "nearest denial",
    "nearest report",
    "body question",
    "body size",
    "lead near",
    "best near",
    "mean near",
    "best at",
)


def given_by(part: str, names: Sequence[str]) -> list[int]:
    """Columns that one part of ondit gives (``cues``, ``reading`` or ``encoder``), for ablation."""
    kinds = {
        "cues": (*KINDS, "against"),
        "reading": (*VOICES, "denial", "denied"),
        "encoder": ("near", "best", "nearest"),
    }
    return [i for i, name in enumerate(names) if any(f" {kind} " in f" {name} " for kind in kinds[part])]


def claim_of(sides: Sequence[Side]) -> Vectors:
    """The direction of what texts about one claim open with; length 1."""
    mean = np.mean([side.vectors[0] for side in sides], axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def head_row(head: Side, claim: Vectors) -> Row:
    """Numbers of a headline, in the order of ``HEAD``."""
    shown = np.minimum(np.concatenate([head.cues.sum(axis=0), head.voices.sum(axis=0)]), 2)
    against = float(shown[_AGAINST].sum() + shown[_OPENS])
    near = round(float(head.vectors[0] @ claim), 4)
    marks = [float(against > 0), float(against > 1), float(head.asks), float(head.quotes)]
    return np.array([*shown, *(shown > 0), *marks, min(head.size, 30), near], dtype=np.float32)


def body_row(body: Side, claim: Vectors) -> Row:
    """Numbers of an article, in the order of ``BODY``."""
    near = np.round(body.vectors @ claim, 4)
    shown = np.concatenate([body.cues, body.voices], axis=1)
    best = int(np.argmax(near))
    weight = np.exp(6 * (near - near.max()))[:, None]
    cues, lead = body.cues, shown[:3].sum(axis=0)
    against = float(lead[_AGAINST].sum() + lead[_OPENS])

    def first(kind: int) -> float:
        hits = np.nonzero(cues[:, kind])[0]
        return float(hits[0]) if len(hits) else _NOWHERE

    def nearest(hits: np.ndarray) -> float:
        return float(near[hits].max()) if hits.any() else 0.0

    return np.array(
        [
            *shown.mean(axis=0),
            *lead,
            *((shown * weight).sum(axis=0) / weight.sum()),
            *shown[max(0, best - 1) : best + 2].sum(axis=0),
            *(lead > 0),
            *(first(KINDS.index(kind)) for kind in _FIRST),
            *(float(against >= n) for n in _TIMES),
            nearest(cues[:, _AGAINST].sum(axis=1) > 0),
            nearest(body.voices[:, _DENIES] > 0),
            nearest((cues[:, KINDS.index("report")] > 0) | (body.voices[:, _HEDGED] > 0)),
            float(body.asks),
            min(body.size, 800),
            float(near[:2].max()),
            float(near[best]),
            float(near.mean()),
            float(best),
        ],
        dtype=np.float32,
    )


def in_company(rows: Row) -> Row:
    """Rows beside what they differ by from their company's mean; shape ``(n, 2 * columns)``."""
    return np.concatenate([rows, rows - rows.mean(axis=0)], axis=1)


BOTH = (
    "pair lead near",
    "pair best near",
    "pair mean near",
    "pair words",
    "pair best words",
    "against in head",
    "nearest against",
    "against gap",
    "nearest attributed",
    "nearest hedged",
    "nearest denied",
)


def both_row(head: Side, body: Side) -> Row:
    """Numbers of a headline and an article beside each other, in the order of ``BOTH``."""
    near = np.round(body.vectors @ head.vectors[0], 4)
    shared = np.array([cosine(head.bag, bag) for bag in body.bags], dtype=np.float32)
    best = int(np.argmax(near + shared))
    mine, theirs = float(head.cues[:, _AGAINST].sum() > 0), float(body.cues[best, _AGAINST].sum() > 0)
    return np.array(
        [
            near[:2].max(),
            near.max(),
            near.mean(),
            cosine(head.bag, body.bag),
            shared.max(),
            mine,
            theirs,
            mine - theirs,
            body.voices[best, _ATTRIBUTED],
            body.voices[best, _HEDGED],
            body.voices[best, _DENIES],
        ],
        dtype=np.float32,
    )

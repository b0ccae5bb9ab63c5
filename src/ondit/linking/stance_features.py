"""What a headline and an article's text show of the stance of the one towards the other, as numbers.

Cues are data (``languages/<code>/stance.toml``). Similarities come from the sentence encoder and the weighted words.
No word of its own has a weight, only kinds of cues: what is learnt is how stances are taken, not what was rumoured.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from ondit.linking.gist import sentences_of
from ondit.linking.lexicon import any_of
from ondit.linking.terms import cosine, fold, weigh, words
from ondit.vectors import Vectors, encode

KINDS = ("deny", "fake", "doubt", "report", "hedge", "confirm", "negation", "video")
_SENTENCES = 24
_WHOLE = 8000
Row = npt.NDArray[np.float32]


@cache
def cues(language: str) -> dict[str, re.Pattern[str] | None]:
    """A pattern for each kind of cue, over folded text; empty kinds for a language without a file."""
    path = files("ondit.languages") / language / "stance.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["cues"] if path.is_file() else {}
    return {kind: any_of(table.get(kind, [])) for kind in KINDS}


def counts(text: str, language: str) -> list[int]:
    """How many cues of each kind a text holds."""
    folded = fold(text).replace("’", "'")
    return [len(p.findall(folded)) if p is not None else 0 for p in cues(language).values()]


@dataclass(frozen=True, slots=True)
class Side:
    """One text, headline or body, ready to be compared."""

    language: str
    sentences: tuple[str, ...]
    vectors: Vectors
    cues: Row  # sentences x kinds
    bags: tuple[dict[str, float], ...]
    bag: dict[str, float]
    asks: bool
    quotes: bool
    size: int


def side_of(text: str, language: str) -> Side:
    """Sentences with their vectors, cues and weighted words."""
    text = text[:_WHOLE]
    spans = [s for s in sentences_of(text) if s[1] - s[0] > 8][:_SENTENCES] or [(0, len(text))]
    parts = tuple(text[a:b] for a, b in spans)
    return Side(
        language,
        parts,
        encode(parts),
        np.array([counts(p, language) for p in parts], dtype=np.float32),
        tuple(weigh(words(p), language) for p in parts),
        weigh(words(text), language),
        "?" in parts[0],
        any(c in text[:200] for c in '"“”‘«'),
        len(words(text)),
    )


NAMES = (
    [f"head_{k}" for k in KINDS]
    + ["head_asks", "head_quotes", "head_size"]
    + [f"body_{k}" for k in KINDS]
    + [f"rate_{k}" for k in KINDS]
    + [f"lead_{k}" for k in KINDS]
    + [f"best_{k}" for k in KINDS]
    + [f"near_{k}" for k in KINDS]
    + ["first_deny", "first_fake", "first_doubt"]
    + ["size", "lead_near", "best_near", "mean_near", "best_at", "second_near", "best_words", "lead_words", "words"]
    + [
        "against_head",
        "against_best",
        "against_lead",
        "against_gap",
        "body_asks",
        "deny_near",
        "fake_near",
        "doubt_near",
    ]
)


def pair_row(head: Side, body: Side) -> Row:
    """The numbers of one headline and one body, in the order of ``NAMES``."""
    near = np.round(body.vectors @ head.vectors[0], 4)
    shared = np.array([cosine(head.bag, bag) for bag in body.bags], dtype=np.float32)
    match = near + shared
    order = np.argsort(-match, kind="stable")
    best = int(order[0])
    top = order[:3]
    weight = np.clip(match, 0.05, None)[:, None]
    total = body.cues.sum(axis=0)
    lead = body.cues[:3].sum(axis=0)
    window = body.cues[max(0, best - 1) : best + 2].sum(axis=0)
    pulled = (body.cues * weight).sum(axis=0) / weight.sum()
    mine = head.cues.sum(axis=0)

    def first(kind: int) -> float:
        hits = np.nonzero(body.cues[:, kind])[0]
        return float(hits[0]) if len(hits) else 30.0

    def near_to(kind: int) -> float:
        hits = body.cues[:, kind] > 0
        return float(match[hits].max()) if hits.any() else 0.0

    against = [float(x[:3].sum()) for x in (mine, body.cues[best], lead)]
    return np.array(
        [
            *mine,
            float(head.asks),
            float(head.quotes),
            head.size,
            *total,
            *(total / max(1, len(body.sentences))),
            *lead,
            *window,
            *pulled,
            first(0),
            first(1),
            first(2),
            body.size,
            near[:2].max(),
            near[best],
            near.mean(),
            best,
            np.sort(near)[-2:].min(),
            shared[best],
            shared[:2].max(),
            cosine(head.bag, body.bag),
            *against,
            abs(float(against[0] > 0) - float(body.cues[top][:, :3].sum() > 0)),
            float(sum("?" in s for s in body.sentences)),
            near_to(0),
            near_to(1),
            near_to(2),
        ],
        dtype=np.float32,
    )

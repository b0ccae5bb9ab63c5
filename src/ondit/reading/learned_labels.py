"""A learned second opinion on polarity, certainty and kind of source.

The rules of ``polarity``, ``certainty`` and ``source_kinds`` know wordings; they miss those that nobody wrote down ("Pure
fantasy, says the agent"; "no application had been lodged", said where a sale was rumoured). This small network looks at
what the scorer knows of the statement (``Found.seen``), what the rules say, and what the article claimed before. It is
trained together with the scorer, on our French annotations and invented articles.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from ondit.reading.network import network
from ondit.reading.polarity import OPENING, TABLE, Raised, denies_itself
from ondit.reading.surroundings import Surroundings, stems
from ondit.reading.wording import fold, word_set, words
from ondit.records import Certainty, Polarity, Quote, SourceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LABELS: dict[str, tuple[str, ...]] = {
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "source_kind": get_args(SourceKind),
}
QUOTES: tuple[str, ...] = get_args(Quote)
# By so much the logit of a denial must be above that of an affirmation where nothing was asked (docs/decisions/022).
DOUBT = 3.0
CIRCUMSTANCES = 3 + 3 + 7 + 3 + 3 + 16


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of a statement, and the polarity of the one before it in the article."""

    polarity: str
    certainty: str
    source_kind: str
    quote: str
    denial: str | None
    before: str | None


def circumstances(scene: Surroundings, raised: Raised, said: Said) -> Floats:
    """One row of CIRCUMSTANCES numbers: what the rules say, negations, and what the article claimed before."""
    code, content = scene.language, scene.content
    head = content[:OPENING]
    negators = word_set(code, TABLE, "negators")
    opening = head.replace("’", "'").split()
    title = scene.document.article.title_span
    first = fold(scene.document.article.text[: title[1] if title else 120])
    mine = stems(content[: 2 * OPENING], code)
    shares = (shared / (1 + smaller) for shared, smaller, _ in raised.alike(mine))
    numbers = [
        *_one_hot(said.polarity, LABELS["polarity"]),
        *_one_hot(said.certainty, LABELS["certainty"]),
        *_one_hot(said.source_kind, LABELS["source_kind"]),
        *_one_hot(said.quote, QUOTES),
        *_one_hot(said.before or "", LABELS["polarity"]),
        said.denial == "fact",
        said.denial == "report",
        denies_itself(scene),
        any(word.strip("«»“”\"'.,!?() ") in negators for word in opening[:4]),
        min(3, sum(word.strip("«»“”\"'.,!?()") in negators for word in opening)) / 3,
        bool(words(code, TABLE, "strong_negators").search(head)),
        bool(words(code, TABLE, "negation").search(scene.cue)),
        bool(words(code, TABLE, "accusing").search(scene.cue)),
        bool(raised.openings),
        min(len(raised.openings), 4) / 4,
        max(shares, default=0.0),
        len(mine & stems(first, code)) / (1 + len(mine)),
        scene.found.source is None,
        len(scene.found.content) > 1,
        min(len(content), 300) / 300,
        len(opening) <= 4,
    ]
    return np.array(numbers, dtype=np.float32)


def _one_hot(value: str, of: tuple[str, ...]) -> list[float]:
    return [float(value == name) for name in of]


class LearnedLabels:
    """A network of one hidden layer over what the scorer knows, joined before the last step by the circumstances."""

    def __init__(self, weights: dict[str, Any]) -> None:
        names = ("seen.weight", "seen.bias", "label.weight", "label.bias")
        self.seen, self.seen_bias, self.label, self.label_bias = (weights[name] for name in names)

    def judge(self, seen: Floats, around: Floats, *, asked: bool = True) -> dict[str, str]:
        """The likeliest value of each label. Where nothing has been ``asked``, no claim or rumour stands before the
        statement, a plain negation is seldom a denial: it must be so much likelier to be one."""
        inner = np.maximum(self.seen @ seen + self.seen_bias, 0)
        logits = self.label @ np.concatenate([inner, around]) + self.label_bias
        out, at = {}, 0
        for label, values in LABELS.items():
            row = logits[at : at + len(values)]
            if label == "polarity":
                row[[values.index("deny"), values.index("decline")]] -= 0.0 if asked else DOUBT
            out[label] = values[int(row.argmax())]
            at += len(values)
        return out


@functools.cache
def learned_labels(language: str) -> LearnedLabels | None:
    """The shipped model of a language, made once; None where its scorer has learnt no labels, so that rules decide."""
    weights = network(language).weights
    return LearnedLabels(weights) if "label.weight" in weights else None

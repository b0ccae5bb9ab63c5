"""Learn whom pronouns and descriptions mean: the weights of ``ondit.reading.ranking`` from annotated articles.

A conditional logit over the candidates of each source: the chance of whoever has the name that our annotators gave (of
nobody, where a source without a name in it was given none) is made as high as a penalty on the weights allows. What
one decision sees depends on those before it, so the articles are resolved again with each round's weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.who_is_who.score import LANGUAGES, MEASURED, SETS, as_found, same_name, unnamed
from ondit.reading import ranking
from ondit.reading.found import Document, Found
from ondit.reading.ranking import Traits, Weighed
from ondit.reading.who_is_who import resolve

Floats = NDArray[np.float64]
ROUNDS = 2
PENALTY = 1.0
MODEL = Path(ranking.__file__).parent / "models" / "who_is_who.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One article with the sources whose name is known: null where the article names nobody."""

    key: str
    document: Document
    found: list[Found]
    names: dict[int, str | None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision with the options that would have been right."""

    kind: str
    options: tuple[Traits, ...]
    right: tuple[bool, ...]


def main(data: Path) -> None:
    """Learn from all sets but those that only measure, and write the weights."""
    weights = learn(cases(data))
    rounded = {kind: {name: round(value, 3) for name, value in sorted(row.items())} for kind, row in weights.items()}
    MODEL.write_text(json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def cases(data: Path) -> list[Case]:
    """The articles to learn from."""
    out = []
    for name, language in LANGUAGES.items():
        for kind, articles in SETS.items():
            if kind not in MEASURED:
                for gold, rows in articles(name, data):
                    document, found = as_found(gold, language)
                    out.append(Case(gold["id"], document, found, names_of(gold, rows)))
    return out


def names_of(gold: dict[str, Any], rows: Iterable[dict[str, Any]]) -> dict[int, str | None]:
    """Where sources stand and whom they name: those annotated, and those that hold no capital letter and were given
    no name, which name nobody."""
    names: dict[int, str | None] = {row["source"][0]: row["name"] for row in rows}
    for begin, _ in unnamed(gold):
        names.setdefault(begin, None)
    return names


def learn(taught: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Weights by kind of decision and trait."""
    weights = ranking.weights()  # those shipped so far: what they decide is what the next round sees
    for _ in range(ROUNDS):
        with deciding_by(weights):
            lessons = [lesson for case in taught for lesson in lessons_of(case)]
        weights = {
            kind: fit([one for one in lessons if one.kind == kind]) for kind in sorted({x.kind for x in lessons})
        }
    return weights


@contextmanager
def deciding_by(weights: dict[str, dict[str, float]]) -> Iterator[None]:
    """Let the resolver decide by other weights than those shipped."""
    shipped, ranking.weights = ranking.weights, lambda: weights  # type: ignore[assignment]
    try:
        yield
    finally:
        ranking.weights = shipped


def lessons_of(case: Case) -> Iterable[Lesson]:
    """The decisions of an article whose answer is known and among the options."""
    weighed: list[Weighed] = []
    resolve(case.document, case.found, weighed=weighed)
    first: dict[int, Weighed] = {}
    for one in weighed:
        # A possessive that opens a description is decided before the description itself.
        if one.at not in first or (first[one.at].kind == "pronoun" and one.kind == "description"):
            first[one.at] = one
    for one in first.values():
        if one.at not in case.names:
            continue
        name = case.names[one.at]
        right = tuple(
            (who is None or not who.named)
            if name is None
            else who is not None and bool(who.name) and same_name(name, who.name)
            for who, _ in one.options
        )
        if any(right) and not all(right):
            yield Lesson(one.kind, tuple(traits for _, traits in one.options), right)


def fit(lessons: Sequence[Lesson]) -> dict[str, float]:
    """The weights of one kind of decision."""
    names = sorted({name for one in lessons for traits in one.options for name in traits})
    columns = {name: number for number, name in enumerate(names)}
    tables = []
    for one in lessons:
        table = np.zeros((len(one.options), len(names)))
        for row, traits in enumerate(one.options):
            for name, value in traits.items():
                table[row, columns[name]] = value
        tables.append((table, np.array(one.right)))

    def loss(weight: Floats) -> tuple[float, Floats]:
        total, slope = PENALTY * float(weight @ weight) / 2, PENALTY * weight
        for table, right in tables:
            logits = table @ weight
            logits -= logits.max()
            chance = np.exp(logits)
            chance /= chance.sum()
            hit = max(float(chance[right].sum()), 1e-12)
            total -= float(np.log(hit))
            slope = slope + chance @ table - (chance * right / hit) @ table
        return total, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: float(best.x[number]) for name, number in columns.items()}

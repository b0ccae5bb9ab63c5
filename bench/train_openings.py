"""What makes a claim deserve to open a rumour: points for conditions, learnt from openings that a reader judged.

``ondit train openings``. It reads the articles of ``rumour_openings/learnt.jsonl``, asks the rules which of the judged
claims they could open, and fits a logistic to the conditions that hold of them. It prints what cross-validation says:
folds hold whole articles, so that no article is on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.opening_articles import Row, articles_of, kept
from ondit import reading as reader
from ondit.linking.deserving import CONDITIONS, held
from ondit.linking.openings import could_open
from ondit.records import Reading

MODEL = Path(__file__).resolve().parent.parent / "src" / "ondit" / "linking" / "models" / "deserving.toml"
RULES = ("O1", "O2", "O4", "O5")  # O3 is too rare to have points of its own
# An outlet's flat word on something undisputed, or by the way, is mostly news; "according to" unnamed sources is more
# than what they say of themselves; hearsay without a source counts most where the article is about something grave.
TOGETHER = ("O4 hedged", "O4 denied", "O4 in head", "O2 according", "O5 grave head")
LEAST = 0.63  # in cross-validation more than four in five that reach it deserve it
STRENGTH = 1.0  # inverse of the L2 penalty
FOLDS, DRAWS = 10, 20  # of one draw of the folds the share moves by a hundredth and more, so several are drawn
Example = tuple[str, bool, frozenset[str]]  # article, whether it deserves it, and what holds of the claim
Array = np.ndarray[Any, Any]


def examples(rows: Sequence[Row], readings: Mapping[str, Reading]) -> list[Example]:
    """Article, whether it deserves it, and what holds, for every judged claim that a rule could open."""
    found = []
    for row in rows:
        reading = readings[row["article"]]
        index = _statement(row, reading)
        if index is not None:
            statement = reading.statements[index]
            rule = could_open(statement, reading) or ""
            found.append((row["article"], bool(row["deserves"]), frozenset(held(statement, reading, rule))))
    return found


def _statement(row: Row, reading: Reading) -> int | None:
    """The statement of exactly that place, which a rule could open."""
    for index, statement in enumerate(reading.statements):
        if not statement.content or not could_open(statement, reading):
            continue
        place = [min(a for a, _ in statement.content), max(b for _, b in statement.content)]
        if place == row["span"]:
            return index
    return None


@dataclass(frozen=True, slots=True)
class Judged:
    """Of so many claims that a rule could open, ``deserving`` of which deserve it: how many open, the share of these
    that deserve it, and the share of the deserving that open."""

    claims: int
    deserving: int
    opens: int
    right: float
    kept: float


def _table(rows: Sequence[Example]) -> tuple[list[str], Array, Array, Array]:
    """Names of the columns, the conditions, what is right, and weights."""
    names = [*RULES, *(condition.id for condition in CONDITIONS), *TOGETHER]
    table = np.array([[float(name in holds) for name in names] for _, _, holds in rows])
    times = Counter(article for article, _, _ in rows)
    weights = np.array([times[article] ** -0.5 for article, _, _ in rows])  # 25 claims of one affair are not 25 affairs
    return names, table, np.array([deserves for _, deserves, _ in rows]), weights


def cross_validated(rows: Sequence[Example]) -> Judged:
    """What points give that were learnt from other articles; folds hold whole articles. The mean of several draws."""
    _, table, right, weights = _table(rows)
    articles = sorted({article for article, _, _ in rows})
    opens = np.zeros((DRAWS, len(rows)), bool)
    for draw in range(DRAWS):
        places = np.random.default_rng(draw).permutation(len(articles))
        place = dict(zip(articles, places.tolist(), strict=True))
        fold = np.array([place[article] % FOLDS for article, _, _ in rows])
        for out in range(FOLDS):
            here, there = fold != out, fold == out
            opens[draw, there] = (
                _fit(table[here], right[here], weights[here]).predict_proba(table[there])[:, 1] >= LEAST
            )
    share = opens[:, right].sum(axis=1)
    return Judged(
        len(rows),
        int(right.sum()),
        round(float(opens.sum(axis=1).mean())),
        float((share / opens.sum(axis=1)).mean()),
        float(share.mean() / right.sum()),
    )


def _fit(table: Array, right: Array, weights: Array) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(table, right, sample_weight=weights)


def train(data: Path) -> None:
    """Fit, cross-validate, write the points."""
    learnt = kept("learnt.jsonl")
    rows = examples(learnt, {each.article.key: each for each in reader.read_many(articles_of(learnt, data))})
    judged = cross_validated(rows)
    print(f"{judged.claims} claims that a rule could open, {judged.deserving} deserve it; in cross-validation")
    print(f"{judged.opens} open, {judged.right:.3f} of them deserve it, {judged.kept:.3f} of the deserving")
    names, table, right, weights = _table(rows)
    fit = _fit(table, right, weights)
    points = {"base": float(fit.intercept_[0]), **dict(zip(names, map(float, fit.coef_[0]), strict=True))}
    lines = [f"{_quoted(name)} = {value:.2f}" for name, value in points.items()]
    head = "# Points of ondit/linking/deserving.py; written by `ondit train openings`, not by hand.\n"
    MODEL.write_text(f"{head}least = {LEAST}\n\n[points]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name

"""What makes a claim deserve to open a rumour: points for conditions, learnt from openings that a reader judged.

``ondit train openings``. It reads the articles of ``rumour_openings/learnt.jsonl``, asks the rules which of the judged
claims they could open, and fits a logistic to the conditions that hold of them. It prints what cross-validation says:
folds hold whole articles, so that no article is on both sides.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from bench.openings import Row, articles_of, kept
from ondit import reading as reader
from ondit.linking.deserving import CONDITIONS, held
from ondit.linking.openings import could_open
from ondit.records import Reading

MODEL = Path(__file__).resolve().parent.parent / "src" / "ondit" / "linking" / "models" / "deserving.toml"
RULES = ("O1", "O2", "O4", "O5")  # O3 is too rare to have points of its own
TOGETHER = ("O4 hedged", "O4 denied")  # an outlet's flat word on something undisputed is mostly news
LEAST = 0.62  # in cross-validation more than four in five that reach it deserve it
STRENGTH = 0.6  # inverse of the L2 penalty
FOLDS = 10


def examples(data: Path, rows: list[Row]) -> list[tuple[str, bool, frozenset[str]]]:
    """Article, whether it deserves it, and what holds, for every judged claim that a rule could open."""
    readings = {reading.article.key: reading for reading in reader.read_many(articles_of(rows, data))}
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


def train(data: Path) -> None:
    """Fit, cross-validate, write the points."""
    from sklearn.linear_model import LogisticRegression

    rows = examples(data, kept("learnt.jsonl"))
    names = [*RULES, *(condition.id for condition in CONDITIONS), *TOGETHER]
    table = np.array([[float(name in holds) for name in names] for _, _, holds in rows])
    right = np.array([deserves for _, deserves, _ in rows])
    times = Counter(article for article, _, _ in rows)
    weights = np.array([times[article] ** -0.5 for article, _, _ in rows])  # 25 claims of one affair are not 25 affairs
    order = sorted(times)
    np.random.default_rng(5).shuffle(order)
    fold = np.array([order.index(article) % FOLDS for article, _, _ in rows])
    chances = np.zeros(len(rows))
    for out in range(FOLDS):
        here, there = fold != out, fold == out
        fit = LogisticRegression(C=STRENGTH, max_iter=1000).fit(table[here], right[here], sample_weight=weights[here])
        chances[there] = fit.predict_proba(table[there])[:, 1]
    opens = chances >= LEAST
    print(f"{len(rows)} claims that a rule could open, {right.mean():.3f} deserve it; in cross-validation")
    print(
        f"{opens.sum()} open, {right[opens].mean():.3f} of them deserve it, {right[opens].sum() / right.sum():.3f} kept"
    )
    fit = LogisticRegression(C=STRENGTH, max_iter=1000).fit(table, right, sample_weight=weights)
    points = {"base": float(fit.intercept_[0]), **dict(zip(names, map(float, fit.coef_[0]), strict=True))}
    lines = [f"{_quoted(name)} = {value:.2f}" for name, value in points.items()]
    head = "# Points of ondit/linking/deserving.py; written by `ondit train openings`, not by hand.\n"
    MODEL.write_text(f"{head}least = {LEAST}\n\n[points]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name

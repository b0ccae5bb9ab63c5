"""Linking: rumours of 2014-15 regathered from the texts of articles, and French briefs about them.

By itself it trains and chooses thresholds by five-fold cross-validation over rumours. With ``--data DIR`` (another
folder with ``articles.jsonl`` and ``french.jsonl``) it runs the model that ships, without training.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench import clusters
from bench.figures import Figure, Result, digest_of, table
from ondit.errors import MissingPart
from ondit.linking.gist import Gist
from ondit.linking.pair_score import FEATURES, PairModel, features, model, probabilities
from ondit.linking.stories import Scorer, Stories
from ondit.linking.training import fitting, pairs
from ondit.linking.training.fitting import FOLDS, fold_of
from ondit.linking.training.linking import FIRMNESS

JOINS = [round(float(t), 2) for t in np.arange(0.20, 0.90, 0.02)]
LANDS = [round(float(t), 2) for t in np.arange(0.06, 0.90, 0.02)]
_SMOOTHED = 3  # thresholds whose figures are averaged before one is chosen
NAMES = ("b_cubed_precision", "b_cubed_recall", "b_cubed_f1", "french_right", "french_false")
Row = dict[str, Any]
Curve = list[tuple[np.ndarray, np.ndarray]]


class Memory:
    """Features of pairs, worked out once for all folds."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[float]] = {}

    def scorer(self, use: PairModel) -> Scorer:
        """Scores by a model of the caller's choice."""

        def scores(asked: Sequence[tuple[Gist, Gist]]) -> list[float]:
            for a, b in asked:
                if (a.key, b.key) not in self.rows:
                    self.rows[a.key, b.key] = features(a, b)
            rows = np.array([self.rows[a.key, b.key] for a, b in asked]).reshape(-1, len(FEATURES))
            return probabilities(rows, [a.language == b.language for a, b in asked], use)

        return scores


def gathered(gists: Iterable[Gist], use: PairModel, scorer: Scorer) -> Stories:
    """All texts, one at a time, in the order of the file."""
    stories = Stories(use, scorer=scorer)
    for gist in gists:
        stories.add(gist)
    return stories


def labels(stories: Stories, join: float | None = None, land: float | None = None) -> dict[str, int]:
    """Text → number of its story."""
    return {key: i for i, story in enumerate(stories.stories(join, land)) for key in story}


def french(found: dict[str, int], articles: Sequence[Row], briefs: Sequence[Row]) -> dict[str, int]:
    """1 for each brief that lands in the right rumour (or, about other news, falsely lands anywhere), else 0."""
    there: dict[int, Counter[str]] = {}
    for article in articles:
        there.setdefault(found[article["id"]], Counter())[article["rumour"]] += 1
    outcome = {}
    for brief in briefs:
        told = there.get(found[brief["id"]])
        if brief["rumour"] is None:
            outcome[brief["id"]] = int(told is not None)
        else:
            outcome[brief["id"]] = int(told is not None and told.most_common(1)[0][0] == brief["rumour"])
    return outcome


def cross_validated(data: Path, without: Sequence[str] = (), mixed: bool = True) -> list[Row]:
    """Figures of ondit, each rumour judged by a model and thresholds chosen on others."""
    folder = data / "rumours"
    articles = pairs.read_items(folder / "articles.jsonl", ("article",))
    headlines = pairs.read_items(folder / "articles.jsonl", ("headline",))
    both = pairs.read_items(folder / "articles.jsonl")
    briefs = pairs.read_items(folder / "french.jsonl")
    gist = {i["id"]: pairs.gist_of_item(i) for i in [*both, *briefs]}
    course = fitting.course_of(articles, headlines, briefs, pairs.fit_cells(data), without)
    order = sorted({a["rumour"] for a in articles})
    fold = {i["id"]: fold_of(i, order) for i in [*both, *briefs]}
    memory, alone = Memory(), []
    curves: dict[str, list[Curve]] = {"articles": [], "mixed": []}
    for k in range(FOLDS):
        known = frozenset(r for r in order if fold_of({"rumour": r, "id": ""}, order) != k)
        known |= {"none:" + b["id"] for b in briefs if b["rumour"] is None and fold[b["id"]] != k}
        use = fitting.fitted(course, known, firmness=FIRMNESS)
        scorer = memory.scorer(use)
        stories = gathered((gist[i["id"]] for i in articles), use, scorer)
        curves["articles"].append(_curve(stories, articles, fold, k))
        for brief in briefs:
            stories.add(gist[brief["id"]])
        alone.append(stories)
        if mixed:
            curves["mixed"].append(_curve(gathered((gist[i["id"]] for i in both), use, scorer), both, fold, k))
    figures, joins = _chosen(curves["articles"])
    landed = []
    for k, join in enumerate(joins):
        mine = [b for b in briefs if fold[b["id"]] == k]
        landed.append([french(labels(alone[k], join, land), articles, mine) for land in LANDS])
    right, false, lands = _landing(landed, briefs)
    note = {"join": median(joins), "land": median(lands)}
    rows: list[Row] = [{"system": "ondit", **figures, "french_right": right, "french_false": false, **note}]
    if mixed:
        rows.append({"system": "ondit, headlines and articles mixed", **_chosen(curves["mixed"])[0]})
    return rows


def _curve(stories: Stories, items: Sequence[Row], fold: dict[str, int], k: int) -> Curve:
    """Precision and recall of the items of fold ``k`` at each of ``JOINS``, everything else being there too."""
    mine = np.array([fold[i["id"]] == k for i in items])
    gold = [i["rumour"] for i in items]
    curve = []
    for join in JOINS:
        found = labels(stories, join, 1.01)
        p, r = clusters.b_cubed([found[i["id"]] for i in items], gold)
        curve.append((p[mine], r[mine]))
    return curve


def _chosen(curves: Sequence[Curve]) -> tuple[dict[str, float], list[float]]:
    """Each fold at the threshold that is best on the other folds, smoothed over neighbouring ones."""
    precision, recall, joins = [], [], []
    for k in range(FOLDS):
        others = [curves[o] for o in range(FOLDS) if o != k]
        score = []
        for at in range(len(JOINS)):
            p, r = (np.concatenate([curve[at][side] for curve in others]).mean() for side in range(2))
            score.append(clusters.f1(float(p), float(r)))
        best = int(_smooth(np.array(score)).argmax())
        joins.append(JOINS[best])
        precision.append(curves[k][best][0])
        recall.append(curves[k][best][1])
    p, r = float(np.concatenate(precision).mean()), float(np.concatenate(recall).mean())
    return clusters.figures(p, r), joins


def _smooth(score: np.ndarray) -> np.ndarray:
    """Each averaged over its neighbours; too near to an end there are too few, and nothing is chosen there."""
    half = _SMOOTHED // 2
    return np.pad(np.convolve(score, np.ones(_SMOOTHED) / _SMOOTHED, "valid"), half)


def _landing(landed: Sequence[Sequence[dict[str, int]]], briefs: Sequence[Row]) -> tuple[float, float, list[float]]:
    about = {b["id"]: b["rumour"] is not None for b in briefs}

    def rates(outcomes: Sequence[dict[str, int]]) -> tuple[float, float]:
        right = [x for one in outcomes for key, x in one.items() if about[key]]
        false = [x for one in outcomes for key, x in one.items() if not about[key]]
        return float(np.mean(right)), float(np.mean(false))

    kept, lands = [], []
    for k in range(FOLDS):
        others = [[landed[o][t] for o in range(FOLDS) if o != k] for t in range(len(LANDS))]
        score = [right - false for right, false in map(rates, others)]
        best = [t for t, s in enumerate(score) if s >= max(score) - 1e-9]
        t = best[len(best) // 2]
        lands.append(LANDS[t])
        kept.append(landed[k][t])
    return *rates(kept), lands


def shipped(folder: Path) -> list[Row]:
    """Figures of the model and thresholds that ship, without training, on a folder of the same form."""
    articles = pairs.read_items(folder / "articles.jsonl", ("article",))
    use, memory = model(), Memory()
    alone = gathered(map(pairs.gist_of_item, articles), use, memory.scorer(use))
    row: Row = {"system": "ondit", **_scored(alone, articles)}
    if (folder / "french.jsonl").is_file():
        briefs = pairs.read_items(folder / "french.jsonl")
        for brief in briefs:
            alone.add(pairs.gist_of_item(brief))
        outcome = french(labels(alone), articles, briefs)
        about = [outcome[b["id"]] for b in briefs if b["rumour"] is not None]
        other = [outcome[b["id"]] for b in briefs if b["rumour"] is None]
        row |= {"french_right": float(np.mean(about or [0])), "french_false": float(np.mean(other or [0]))}
    rows = [row]
    both = pairs.read_items(folder / "articles.jsonl")
    if len(both) > len(articles):
        mixed = gathered(map(pairs.gist_of_item, both), use, memory.scorer(use))
        rows.append({"system": "ondit, headlines and articles mixed", **_scored(mixed, both)})
    return rows


def _scored(stories: Stories, items: Sequence[Row]) -> dict[str, float]:
    return clusters.scored(labels(stories), [i["id"] for i in items], [i["rumour"] for i in items])


def baselines(folder: Path) -> list[Row]:
    """One-pass and average-link TF-IDF over full texts, each at the threshold that is best on the same data."""
    articles = pairs.read_items(folder / "articles.jsonl", ("article",))
    gold = [a["rumour"] for a in articles]
    cosines = clusters.tfidf([a["text"] for a in articles])
    least = [round(float(t), 2) for t in np.arange(0.06, 0.6, 0.02)]
    once = [clusters.one_pass(cosines, t) for t in least]
    linked = clusters.average_link(cosines, least)
    rows = []
    for name, cut in (("one-pass TF-IDF, best threshold", once), ("average-link TF-IDF, best threshold", linked)):
        scored = [clusters.b_cubed(found, gold) for found in cut]
        rows.append(
            {"system": name, **max((clusters.figures(float(p.mean()), float(r.mean())) for p, r in scored), key=_f1)}
        )
    return rows


def _f1(row: Row) -> float:
    return float(row["b_cubed_f1"])


def measure(data: Path) -> Result:
    """Figures for ``ondit bench linking``; ``data`` is the folder of all data, or another with ``articles.jsonl``."""
    if (data / "articles.jsonl").is_file():
        rows = [*shipped(data), *_where_possible(data)]
        return Result(
            (), digest_of([data / "articles.jsonl"]), f"The model that ships, on {data}.", shown(rows), tuple(rows)
        )
    folder = data / "rumours"
    if not (folder / "articles.jsonl").is_file():
        raise MissingPart("there is no articles.jsonl here", where=str(data), remedy="name a folder that has one")
    require_training()
    rows = [*cross_validated(data), *baselines(folder)]
    ours = rows[0]
    figures = (
        Figure("B-cubed F1", ours["b_cubed_f1"], "1,683 articles, text only, incremental; five folds by rumour"),
        Figure("French briefs right", ours["french_right"]),
        Figure("French others kept out", 1 - ours["french_false"]),
        Figure("B-cubed F1, headlines mixed in", rows[1]["b_cubed_f1"]),
    )
    digest = digest_of([folder / name for name in ("articles.jsonl", "french.jsonl")])
    about = "Emergent's rumours (through FNC-1), articles only; the baselines choose their threshold on the test data."
    return Result(figures, digest, about, shown(rows), tuple(rows))


def require_training() -> None:
    """Raises MissingPart where nothing can be trained."""
    if find_spec("sklearn") is None:
        raise MissingPart(
            "cross-validation trains, and training needs scikit-learn",
            where="bench linking",
            remedy="pip install 'ondit[train]', or measure the model that ships: --data ../shared/data/rumours",
        )


def shown(rows: Sequence[Row]) -> str:
    """Rows as a table."""
    body = [[row["system"], *(f"{row[n]:.3f}" if n in row else "" for n in NAMES)] for row in rows]
    return table([["system", *(n.replace("_", " ") for n in NAMES)], *body])


def _where_possible(folder: Path) -> list[Row]:
    """The baselines, or a row that says what they need where it is not installed."""
    if find_spec("sklearn") is None:
        return [{"system": "baselines not run: they need scikit-learn (pip install 'ondit[train]')"}]
    return baselines(folder)

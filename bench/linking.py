"""Linking: rumours of 2014-15 regathered from the texts of articles, and French briefs about them.

``python -m bench.linking`` chooses thresholds and trains by five-fold cross-validation over rumours. With ``--data``
(another folder with ``articles.jsonl`` and ``french.jsonl``) it runs the model that ships, without training.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench import clusters
from bench.figures import Figure, Result, digest_of, table
from ondit.linking.gist import Gist
from ondit.linking.pair_score import FEATURES, PairModel, features, model, probabilities
from ondit.linking.stories import Scorer, Stories
from ondit.linking.training import pairs

HERE = Path(__file__).resolve().parent.parent
JOINS = [round(float(t), 2) for t in np.arange(0.40, 0.86, 0.02)]
LANDS = [round(float(t), 2) for t in np.arange(0.10, 0.96, 0.02)]
FOLDS = 5
Row = dict[str, Any]


class Memory:
    """Features of pairs, worked out once for all folds; ``without`` are columns held at nothing (ablation)."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[float]] = {}

    def scorer(self, use: PairModel, without: Sequence[str] = ()) -> Scorer:
        """Scores by a model of the caller's choice."""
        gone = [FEATURES.index(name) for name in without]

        def scores(asked: Sequence[tuple[Gist, Gist]]) -> list[float]:
            for a, b in asked:
                if (a.key, b.key) not in self.rows:
                    self.rows[a.key, b.key] = features(a, b)
            rows = np.array([self.rows[a.key, b.key] for a, b in asked]).reshape(-1, len(FEATURES))
            rows[:, gone] = 0.0
            return probabilities(rows, [a.language == b.language for a, b in asked], use)

        return scores


def gathered(gists: Sequence[Gist], use: PairModel, scorer: Scorer) -> Stories:
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


def fold_of(item: Row, order: Sequence[str]) -> int:
    """The fold of an item's rumour; other news are dealt out by their number."""
    if item["rumour"] is None:
        return int("".join(c for c in item["id"] if c.isdigit()) or 0) % FOLDS
    return int(np.random.RandomState(0).permutation(len(order))[order.index(item["rumour"])]) % FOLDS


def cross_validated(data: Path, without: Sequence[str] = (), mixed: bool = True) -> list[Row]:
    """Figures of ondit, each rumour judged by a model and thresholds chosen on others."""
    folder = data / "rumours"
    articles = pairs.read_items(folder / "articles.jsonl", ("article",))
    headlines = pairs.read_items(folder / "articles.jsonl", ("headline",))
    both = pairs.read_items(folder / "articles.jsonl")
    briefs = pairs.read_items(folder / "french.jsonl")
    gist = {i["id"]: pairs.gist_of_item(i) for i in [*both, *briefs]}
    cells = pairs.fit_cells(data, [gist[a["id"]] for a in articles])
    within = pairs.lessons_within(articles, headlines)
    across = pairs.lessons_across(articles, briefs, cells)
    for lesson in [*within, across]:
        lesson.rows[:, [FEATURES.index(name) for name in without]] = 0.0
    order = sorted({a["rumour"] for a in articles})
    fold = {i["id"]: fold_of(i, order) for i in [*both, *briefs]}
    memory = Memory()
    curves: dict[str, list[Any]] = {"articles": [], "mixed": []}
    landed: list[list[dict[str, int]]] = []
    for k in range(FOLDS):
        known = frozenset(r for r in order if fold_of({"rumour": r, "id": ""}, order) != k)
        known |= {"none:" + b["id"] for b in briefs if b["rumour"] is None and fold[b["id"]] != k}
        use = pairs.fitted(within, across, cells, known)
        scorer = memory.scorer(use, without)
        alone = gathered([gist[i["id"]] for i in [*articles, *briefs]], use, scorer)
        curves["articles"].append(_curve(alone, articles, fold, k))
        landed.append(
            [french(labels(alone, 0.62, t), articles, [b for b in briefs if fold[b["id"]] == k]) for t in LANDS]
        )
        if mixed:
            curves["mixed"].append(_curve(gathered([gist[i["id"]] for i in both], use, scorer), both, fold, k))
    figures, joins = _chosen(curves["articles"])
    right, false, lands = _landing(landed, briefs)
    note = {"join": median(joins), "land": median(lands)}
    rows: list[Row] = [{"system": "ondit", **figures, "french_right": right, "french_false": false, **note}]
    if mixed:
        rows.append({"system": "ondit, headlines and articles mixed", **_chosen(curves["mixed"])[0]})
    return rows


def _curve(stories: Stories, items: Sequence[Row], fold: dict[str, int], k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Precision and recall of the items of fold ``k`` at each threshold, everything else being there too."""
    mine = np.array([fold[i["id"]] == k for i in items])
    curve = []
    for join in JOINS:
        found = labels(stories, join, 1.01)
        p, r = clusters.b_cubed([found[i["id"]] for i in items], [i["rumour"] for i in items])
        curve.append((p[mine], r[mine]))
    return curve


def _chosen(curves: Sequence[list[tuple[np.ndarray, np.ndarray]]]) -> tuple[dict[str, float], list[float]]:
    """Each fold at the threshold that is best on the other folds (smoothed over its neighbours)."""
    precision, recall, joins = [], [], []
    for k in range(FOLDS):
        others = [curves[o] for o in range(FOLDS) if o != k]
        score = []
        for t in range(len(JOINS)):
            p, r = (np.concatenate([curve[t][side] for curve in others]).mean() for side in range(2))
            score.append(clusters.f1(float(p), float(r)))
        best = int(np.argmax(np.convolve(score, np.ones(5) / 5, "same")[2:-2])) + 2
        joins.append(JOINS[best])
        precision.append(curves[k][best][0])
        recall.append(curves[k][best][1])
    p, r = float(np.concatenate(precision).mean()), float(np.concatenate(recall).mean())
    return clusters.figures(p, r), joins


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
    gists = [pairs.gist_of_item(a) for a in articles]
    briefs = pairs.read_items(folder / "french.jsonl") if (folder / "french.jsonl").is_file() else []
    alone = gathered(gists, use, memory.scorer(use))
    keys, gold = [a["id"] for a in articles], [a["rumour"] for a in articles]
    row: Row = {"system": "ondit", **clusters.scored(labels(alone), keys, gold)}
    if briefs:
        for brief in briefs:
            alone.add(pairs.gist_of_item(brief))
        outcome = french(labels(alone), articles, briefs)
        about = [outcome[b["id"]] for b in briefs if b["rumour"] is not None]
        other = [outcome[b["id"]] for b in briefs if b["rumour"] is None]
        row |= {"french_right": float(np.mean(about or [0])), "french_false": float(np.mean(other or [0]))}
    rows = [row]
    both = pairs.read_items(folder / "articles.jsonl")
    if len(both) > len(articles):
        found = labels(gathered([pairs.gist_of_item(i) for i in both], use, memory.scorer(use)))
        figures = clusters.scored(found, [i["id"] for i in both], [i["rumour"] for i in both])
        rows.append({"system": "ondit, headlines and articles mixed", **figures})
    return rows


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


def run(data: Path | None = None, *, ablate: bool = False, say: Callable[[Row], None] = lambda row: None) -> list[Row]:
    """Rows of figures. ``data`` is a folder of the same form, for the shipped model; None: cross-validation."""
    rows: list[Row] = []

    def keep(more: Sequence[Row]) -> None:
        for row in more:
            rows.append(row)
            say(row)

    if data is not None:
        keep(shipped(data))
        keep(baselines(data))
        return rows
    home = HERE.parent / "shared" / "data"
    keep(cross_validated(home))
    keep(baselines(home / "rumours"))
    if ablate:
        vectors = ("opening", "wide", "first", "meeting", "crossing")
        for name, without in (("encoder", vectors), ("names", ("called", "names")), ("numbers", ("numbers",))):
            keep([{**row, "system": f"ondit without {name}"} for row in cross_validated(home, without, mixed=False)])
    return rows


def measure(data: Path) -> Result:
    """Figures for ``ondit bench linking``."""
    rows = [*cross_validated(data), *baselines(data / "rumours")]
    ours = rows[0]
    figures = (
        Figure("B-cubed F1", ours["b_cubed_f1"], "1,683 articles, text only, incremental; five folds by rumour"),
        Figure("French briefs right", ours["french_right"]),
        Figure("French others kept out", 1 - ours["french_false"]),
        Figure("B-cubed F1, headlines mixed in", rows[1]["b_cubed_f1"]),
    )
    names = ("b_cubed_precision", "b_cubed_recall", "b_cubed_f1", "french_right", "french_false")
    body = [[row["system"], *(f"{row[n]:.3f}" if n in row else "" for n in names)] for row in rows]
    digest = digest_of([data / "rumours" / name for name in ("articles.jsonl", "french.jsonl")])
    about = "Emergent's rumours (through FNC-1), articles only; the baselines choose their threshold on the test data."
    return Result(figures, digest, about, table([["system", *(n.replace("_", " ") for n in names)], *body]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder of the same form: the shipped model, no training")
    parser.add_argument("--json", action="store_true", help="one object a line (the default form too)")
    parser.add_argument("--ablate", action="store_true", help="also without encoder, names, numbers")
    options = parser.parse_args()
    run(options.data, ablate=options.ablate, say=lambda row: print(json.dumps(row), flush=True))

"""Stance: agree, disagree, discuss or unrelated, for pairs of a headline and an article.

``python -m bench.stance`` trains by five-fold cross-validation over rumours. With ``--data DIR`` (another folder with
``articles.jsonl`` and ``stances.tsv``) it runs the models that ship, without training.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure, Result, digest_of, table
from bench.linking import FOLDS, Memory, fold_of, gathered, labels
from ondit.linking import pair_score, stance_model
from ondit.linking.gist import Gist
from ondit.linking.pair_score import PairModel
from ondit.linking.stance_features import Side
from ondit.linking.stance_model import CLASSES, StanceModel
from ondit.linking.training import pairs
from ondit.linking.training import stance as learning

HERE = Path(__file__).resolve().parent.parent
ALL = (*CLASSES, "unrelated")
Row = dict[str, Any]


def figures(gold: Sequence[str], found: Sequence[str]) -> Row:
    """FNC-1's weighted score (share of the best possible), F1 of each class, and their mean."""
    hits = sum(
        (0.25 if (g == "unrelated") == (f == "unrelated") else 0.0) + (0.75 if g == f != "unrelated" else 0.0)
        for g, f in zip(gold, found, strict=True)
    )
    best = sum(0.25 if g == "unrelated" else 1.0 for g in gold)
    row: Row = {"weighted": hits / best}
    for name in ALL:
        both = sum(g == f == name for g, f in zip(gold, found, strict=True))
        told = sum(g == name for g in gold) + sum(f == name for f in found)
        row[f"{name}_f1"] = 2 * both / told if told else 0.0
    row["macro_f1"] = sum(row[f"{name}_f1"] for name in ALL) / len(ALL)
    return row


def related(
    asked: Sequence[dict[str, str]], gist: dict[str, Gist], use: PairModel, memory: Memory, least: float
) -> list[bool]:
    """Whether each headline and article are in one story, or score as a pair that is."""
    scorer = memory.scorer(use)
    found = labels(gathered(list(gist.values()), use, scorer))
    scored = scorer([(gist[p["headline"]], gist[p["article"]]) for p in asked])
    return [s >= least or found[p["headline"]] == found[p["article"]] for s, p in zip(scored, asked, strict=True)]


def judged(
    asked: Sequence[dict[str, str]],
    about: Sequence[bool],
    texts: dict[str, str],
    use: StanceModel,
    sides: dict[str, Side],
) -> list[str]:
    """The stance of each pair."""
    some = [p for p, yes in zip(asked, about, strict=True) if yes]
    stances = iter(use.judge(learning.rows_of(some, texts, sides)) if some else [])
    return [next(stances) if yes else "unrelated" for yes in about]


def cross_validated(data: Path) -> list[Row]:
    """Every headline judged by models that saw none of its rumour."""
    folder = data / "rumours"
    items = pairs.read_items(folder / "articles.jsonl")
    texts, rumour = {i["id"]: i["text"] for i in items}, {i["id"]: i["rumour"] for i in items}
    asked = learning.read_pairs(folder / "stances.tsv")
    order = sorted(set(rumour.values()))
    gist = {i["id"]: pairs.gist_of_item(i) for i in items}
    articles = [i for i in items if i["kind"] == "article"]
    within = pairs.lessons_within(articles, [i for i in items if i["kind"] == "headline"])
    cells = pair_score.model().cells
    true = [p for p in asked if p["stance"] in CLASSES]
    sides: dict[str, Side] = {}
    rows = learning.rows_of(true, texts, sides)
    stances = np.array([CLASSES.index(p["stance"]) for p in true])
    fold = {r: fold_of({"rumour": r, "id": ""}, order) for r in order}
    where = np.array([fold[rumour[p["headline"]]] for p in true])
    memory, found = Memory(), {}
    for k in range(FOLDS):
        known = frozenset(r for r in order if fold[r] != k)
        linker = pairs.fitted(within, None, cells, known)
        judge = learning.fitted(
            rows[where != k], stances[where != k], np.array([rumour[p["headline"]] for p in true])[where != k]
        )
        mine = [i for i, p in enumerate(asked) if fold[rumour[p["headline"]]] == k]
        some = [asked[i] for i in mine]
        about = related(some, gist, linker, memory, judge.related)
        found.update(zip(mine, judged(some, about, texts, judge, sides), strict=True))
    gold = [p["stance"] for p in asked]
    return [
        {"system": "ondit", **figures(gold, [found[i] for i in range(len(asked))])},
        *baselines(asked, texts, fold, rumour),
    ]


def shipped(folder: Path) -> list[Row]:
    """Figures of the models that ship, without training, on a folder of the same form."""
    items = pairs.read_items(folder / "articles.jsonl")
    asked = learning.read_pairs(folder / "stances.tsv")
    use = stance_model.model()
    gist = {i["id"]: pairs.gist_of_item(i) for i in items}
    about = related(asked, gist, pair_score.model(), Memory(), use.related)
    found = judged(asked, about, {i["id"]: i["text"] for i in items}, use, {})
    return [{"system": "ondit", **figures([p["stance"] for p in asked], found)}]


def baselines(
    asked: Sequence[dict[str, str]], texts: dict[str, str], fold: dict[str, int], rumour: dict[str, str]
) -> list[Row]:
    """TF-IDF cosine and bags of words into a logistic scorer, over the same folds."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    keys = sorted(texts)
    at = {key: i for i, key in enumerate(keys)}
    weighted = TfidfVectorizer(sublinear_tf=True, max_features=8000).fit_transform([texts[k] for k in keys])
    heads = weighted[[at[p["headline"]] for p in asked]]
    bodies = weighted[[at[p["article"]] for p in asked]]
    cosine = np.asarray(heads.multiply(bodies).sum(axis=1))
    table_ = hstack(
        [csr_matrix(np.concatenate([cosine, cosine > 0.1, np.sqrt(cosine)], axis=1) * 5), heads, bodies]
    ).tocsr()
    gold = np.array([p["stance"] for p in asked])
    where = np.array([fold[rumour[p["headline"]]] for p in asked])
    found = gold.copy()
    for k in range(FOLDS):
        plain = LogisticRegression(max_iter=60).fit(table_[where != k], gold[where != k])
        found[where == k] = plain.predict(table_[where == k])
    return [{"system": "TF-IDF cosine and words, logistic", **figures(gold.tolist(), found.tolist())}]


def run(data: Path | None = None, *, say: Callable[[Row], None] = lambda row: None) -> list[Row]:
    """Rows of figures. ``data`` is a folder of the same form, for the shipped models; None: cross-validation."""
    rows = shipped(data) if data is not None else cross_validated(HERE.parent / "shared" / "data")
    for row in rows:
        say(row)
    return rows


def measure(data: Path) -> Result:
    """Figures for ``ondit bench stance``."""
    rows = cross_validated(data)
    names = ("weighted", "macro_f1", "agree_f1", "disagree_f1", "discuss_f1")
    shown = tuple(Figure(name.replace("_", " "), rows[0][name]) for name in names)
    body = [[row["system"], *(f"{row[n]:.3f}" for n in names)] for row in rows]
    digest = digest_of([data / "rumours" / name for name in ("articles.jsonl", "stances.tsv")])
    about = "FNC-1's training pairs; five folds by rumour, no rumour in both training and test."
    return Result(shown, digest, about, table([["system", *(n.replace("_", " ") for n in names)], *body]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder of the same form: the shipped models, no training")
    parser.add_argument("--json", action="store_true", help="one object a line (the default form too)")
    options = parser.parse_args()
    run(options.data, say=lambda row: print(json.dumps(row), flush=True))

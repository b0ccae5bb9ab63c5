"""Stance: agree, disagree, discuss or unrelated, for pairs of a headline and an article.

``ondit bench stance`` trains by five-fold cross-validation over rumours. With ``--data DIR`` (another folder with
``articles.jsonl`` and ``stances.tsv``) it runs the models that ship, without training.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure, Result, digest_of, table
from bench.linking import FOLDS, Memory, fold_of, gathered, labels
from ondit.errors import MissingPart
from ondit.linking import pair_score, stance_model
from ondit.linking.gist import Gist
from ondit.linking.pair_score import PairModel
from ondit.linking.stance_model import CLASSES, StanceModel
from ondit.linking.stance_pairs import judged, table_of
from ondit.linking.stance_sides import Side
from ondit.linking.training import fitting, pairs
from ondit.linking.training import stance as learning

ALL = (*CLASSES, "unrelated")
Row = dict[str, Any]
NAMES = ("weighted", "macro_f1", "agree_f1", "disagree_f1", "discuss_f1")
Pair = dict[str, str]
FRENCH = Path(__file__).resolve().parent / "invented" / "stances" / "fr.jsonl"


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


def gathered_by(gists: Sequence[Gist], use: PairModel, memory: Memory) -> dict[str, int]:
    """The story of each text, headlines and articles mixed, as linking gathers them."""
    return labels(gathered(gists, use, memory.scorer(use)))


def related(
    asked: Sequence[Pair], gist: dict[str, Gist], story: dict[str, int], use: PairModel, memory: Memory, least: float
) -> list[bool]:
    """Whether each headline and article are in one story, or score as a pair that is."""
    scored = memory.scorer(use)([(gist[p["headline"]], gist[p["article"]]) for p in asked])
    return [s >= least or story[p["headline"]] == story[p["article"]] for s, p in zip(scored, asked, strict=True)]


def told(
    asked: Sequence[Pair], about: Sequence[bool], sides: dict[str, Side], story: dict[str, int], use: StanceModel
) -> list[str]:
    """The stance of each pair, each text in the company of its story."""
    some = [(p["headline"], p["article"]) for p, yes in zip(asked, about, strict=True) if yes]
    stances = iter(judged(table_of(some, sides, story), use) if some else [])
    return [next(stances) if yes else "unrelated" for yes in about]


def cross_validated(data: Path) -> list[Row]:
    """Every headline judged by models that saw none of its rumour; beside it, what is lost without parts of it."""
    folder = data / "rumours"
    items = pairs.read_items(folder / "articles.jsonl")
    rumour = {i["id"]: i["rumour"] for i in items}
    asked = learning.read_pairs(folder / "stances.tsv")
    order = sorted(set(rumour.values()))
    fold = {r: fold_of({"rumour": r, "id": ""}, order) for r in order}
    sides = learning.sides_of(items)
    of = learning.lessons(asked, sides, rumour)
    found: dict[str, dict[int, str]] = {name: {} for name in ("ondit", *_WITHOUT)}
    for k, (about, story) in enumerate(gathered_unseen(items, asked, order, fold)):
        known = {r for r in order if fold[r] != k}
        mine = [i for i, p in enumerate(asked) if fold[rumour[p["headline"]]] == k]
        some = [asked[i] for i in mine]
        for name in found:
            judge = learning.fitted(learning.without(of, _WITHOUT.get(name)), known)
            found[name].update(zip(mine, told(some, about, sides, story, judge), strict=True))
    gold = [p["stance"] for p in asked]
    rows = [{"system": name, **figures(gold, [one[i] for i in range(len(asked))])} for name, one in found.items()]
    return [*rows, *baselines(asked, {i["id"]: i["text"] for i in items}, fold, rumour)]


# What is left out (``learning.without``): the figures of the rest say what it brings.
_WITHOUT = {
    "without the reading": "reading",
    "without the encoder": "encoder",
    "without words of stance": "cues",
    "without company": "company",
}


def gathered_unseen(
    items: Sequence[Row], asked: Sequence[Pair], order: Sequence[str], fold: dict[str, int]
) -> Iterator[tuple[list[bool], dict[str, int]]]:
    """For each fold, which of its pairs are related and the stories of all texts, by linking trained on the others."""
    gist = {i["id"]: pairs.gist_of_item(i) for i in items}
    articles = [i for i in items if i["kind"] == "article"]
    course = fitting.course_of(articles, [i for i in items if i["kind"] == "headline"], [], pair_score.model().cells)
    memory = Memory()
    rumour = {i["id"]: i["rumour"] for i in items}
    for k in range(FOLDS):
        use = fitting.fitted(course, frozenset(r for r in order if fold[r] != k))
        story = gathered_by(list(gist.values()), use, memory)
        some = [p for p in asked if fold[rumour[p["headline"]]] == k]
        yield related(some, gist, story, use, memory, learning.RELATED), story


def shipped(folder: Path) -> list[Row]:
    """Figures of the models that ship, without training, on a folder of the same form."""
    items = pairs.read_items(folder / "articles.jsonl")
    asked = learning.read_pairs(folder / "stances.tsv")
    there = {i["id"] for i in items}
    for p in asked:
        for key in (p["headline"], p["article"]):
            if key not in there:
                raise MissingPart(
                    "stances.tsv names a text that articles.jsonl lacks", where=key, remedy="mend the data"
                )
    use, memory = stance_model.model(), Memory()
    gist = {i["id"]: pairs.gist_of_item(i) for i in items}
    story = gathered_by(list(gist.values()), pair_score.model(), memory)
    about = related(asked, gist, story, pair_score.model(), memory, use.related)
    found = told(asked, about, learning.sides_of(items), story, use)
    return [{"system": "ondit", **figures([p["stance"] for p in asked], found)}]


def french() -> list[Row]:
    """Figures of the model that ships, which was taught English alone, on French pairs of our own, each pair alone."""
    rows = [json.loads(line) for line in FRENCH.read_text(encoding="utf-8").splitlines()]
    both = [(f"h{i}", f"b{i}") for i in range(len(rows))]
    items = [
        {"id": key, "text": row[name], "language": "fr"}
        for keys, row in zip(both, rows, strict=True)
        for key, name in zip(keys, ("headline", "text"), strict=True)
    ]
    sides = learning.sides_of(items)
    told_by = judged(table_of(both, sides, {key: key[1:] for key in sides}), stance_model.model())
    found = figures([row["stance"] for row in rows], list(told_by))
    return [{**found, "macro_f1": sum(found[f"{name}_f1"] for name in CLASSES) / len(CLASSES)}]


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


def measure(data: Path) -> Result:
    """Figures for ``ondit bench stance``: cross-validated on the project's data, shipped on another folder."""
    folder = data / "rumours"
    if (folder / "stances.tsv").is_file():
        rows = cross_validated(data)
        about = "FNC-1's training pairs; five folds by rumour, no rumour in both training and test."
    else:
        folder = data
        for name in ("articles.jsonl", "stances.tsv"):
            if not (folder / name).is_file():
                raise MissingPart(f"{name} is not in this folder", where=str(folder), remedy="name another with --data")
        rows = shipped(folder)
        about = "Pairs of another folder, by the models that ship, without training."
    pinned = folder != data
    shown = tuple(Figure(name.replace("_", " "), rows[0][name], pinned=pinned) for name in NAMES)
    if pinned:
        (ours,) = french()
        names = [name for name in NAMES if name != "weighted"]
        shown += tuple(Figure(f"French pairs: {name.replace('_', ' ')}", ours[name]) for name in names)
    body = [[row["system"], *(f"{row[n]:.3f}" for n in NAMES)] for row in rows]
    digest = digest_of([folder / name for name in ("articles.jsonl", "stances.tsv")])
    more = table([["system", *(n.replace("_", " ") for n in NAMES)], *body])
    return Result(shown, digest, about, more, tuple({k: v for k, v in row.items() if k in _PRINTED} for row in rows))


_PRINTED = ("system", *NAMES)

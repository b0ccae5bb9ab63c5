"""Everything that linking learns, from rumours that are known: each step on what the one before gives for others.

The score in company is trained on first scores of rumours that the first score never saw, or it would learn to trust
it too much; folds are by rumour, for this as for the benchmark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.closed_sets import components, tier
from ondit.linking.company import IN_COMPANY, company_features
from ondit.linking.gist import Gist
from ondit.linking.keys import keys_of
from ondit.linking.landing import LANDING, against, ahead
from ondit.linking.pair_score import FEATURES, Judge, PairModel, chance
from ondit.linking.training.pairs import (
    Array,
    Lessons,
    blocked,
    cut_short,
    fit_cells,
    gist_of_item,
    grown,
    lessons_across,
    lessons_within,
    line,
    only_cells,
    read_items,
)
from ondit.linking.trees import Forest

FOLDS = 5
SCALE = 1.5  # softens the first trees' margins, which are too sure of themselves
_HELD_BACK = 0.01  # of the line in company, whose columns tell much the same: freer, it sets them against each other
_BRIEFS = 20.0  # what a French brief weighs in learning to land, a headline weighing 1: there are thirty times more
Item = dict[str, Any]
Known = frozenset[str] | None


def fold_of(item: Item, order: Sequence[str]) -> int:
    """The fold of an item's rumour; other news are dealt out by their number."""
    if item["rumour"] is None:
        return int("".join(c for c in item["id"] if c.isdigit()) or 0) % FOLDS
    return int(np.random.RandomState(0).permutation(len(order))[order.index(item["rumour"])]) % FOLDS


@dataclass(frozen=True, slots=True)
class Course:
    """What is learnt from, with features worked out once for all folds.

    ``articles`` are the gists of whole articles by key, ``rumour`` what each key is about, ``pairs`` the candidate
    pairs of articles, in the order of the rows of ``within[0]``, ``hidden`` columns of the score in company that are
    to be nothing.
    """

    articles: Mapping[str, Gist]
    rumour: Mapping[str, str]
    fold: Mapping[str, int]
    pairs: Sequence[tuple[str, str]]
    within: Sequence[Lessons]
    across: Lessons | None
    landing: Sequence[Lessons]
    cells: Array
    hidden: Sequence[int] = ()
    forests: dict[Known, Forest] = field(default_factory=dict)


def course_of(
    articles: Sequence[Item],
    headlines: Sequence[Item],
    briefs: Sequence[Item],
    cells: Array,
    without: Sequence[str] = (),
) -> Course:
    """Everything to learn from. Features ``without`` are nothing in it, so that no model will look at them."""
    use = only_cells(cells)
    whole = [gist_of_item(a) for a in articles]
    rumours = [a["rumour"] for a in articles]
    heads = [gist_of_item(h) for h in headlines]
    short = [gist_of_item(cut_short(a)) for a in articles] + heads
    within = lessons_within(whole, rumours, short, rumours + [h["rumour"] for h in headlines], use)
    told = [gist_of_item(b) for b in briefs]
    named = [b["rumour"] or f"none:{b['id']}" for b in briefs]
    across = lessons_across(whole, rumours, told, named, use) if briefs else None
    landing = [_landings(whole, rumours, heads, [h["rumour"] for h in headlines], use, 1.0, twice=True)]
    if briefs:
        landing.append(_landings(whole, rumours, told, named, use, _BRIEFS, twice=False))
    for lessons in (*within, *([across] if across else [])):
        lessons.rows[:, [FEATURES.index(name) for name in without]] = 0.0
    for lessons in landing:
        hidden = {*without, *(["centre"] if "opening" in without else [])}
        gone = [at for at, name in enumerate(LANDING) if hidden & set(name.split())]
        lessons.rows[:, gone] = 0.0
    order = sorted(set(rumours))
    pairs = [(whole[i].key, whole[j].key) for i, j in blocked(whole, use)[1]]
    return Course(
        {g.key: g for g in whole},
        {g.key: r for g, r in zip(whole, rumours, strict=True)},
        {r: fold_of({"rumour": r, "id": ""}, order) for r in order},
        pairs,
        within,
        across,
        landing,
        cells,
        [at for at, name in enumerate(IN_COMPANY) if set(name.split()) & set(without)],
    )


def course_from(data: Path) -> Course:
    """The course of the benchmark data (the folder that holds ``rumours``)."""
    folder = data / "rumours"
    return course_of(
        read_items(folder / "articles.jsonl", ("article",)),
        read_items(folder / "articles.jsonl", ("headline",)),
        read_items(folder / "french.jsonl"),
        fit_cells(data),
    )


def fitted(
    course: Course, known: Known = None, *, join: float = 0.5, firmness: float = 2.2, land: float = 0.3
) -> PairModel:
    """A model from the lessons about ``known`` rumours (None: all)."""
    across = np.zeros(len(FEATURES) + 1)
    if course.across is not None:
        across = line(*course.across.chosen(known), strength=3.0)
    return PairModel(
        _forest(course, known),
        SCALE,
        across,
        _company(course, known),
        line(*_together(course.landing, known), strength=0.3),
        join,
        firmness,
        land,
        course.cells,
    )


def store(out: Path, use: PairModel) -> None:
    """Write a model as plain arrays."""
    arrays: dict[str, Any] = use.within.arrays("within_") | use.company.trees.arrays("company_")
    arrays |= {name: getattr(use, name) for name in ("scale", "across", "landing", "join", "firmness", "land")}
    arrays |= {"company": use.company.line, "cells": use.cells.astype(np.float16)}
    np.savez_compressed(out, **arrays)


def _together(lessons: Sequence[Lessons], known: Known) -> tuple[Array, Array, Array]:
    parts = [lesson.chosen(known) for lesson in lessons]
    rows, same, weights = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return rows, same, weights


def _forest(course: Course, known: Known) -> Forest:
    known = None if known is None else frozenset(known & course.fold.keys())
    if known not in course.forests:
        course.forests[known] = grown(*_together(course.within, known))
    return course.forests[known]


def _company(course: Course, known: Known) -> Judge:
    rumours = frozenset(course.fold) if known is None else frozenset(known & course.fold.keys())
    parts = []
    for fold in sorted({course.fold[r] for r in rumours}):
        others = frozenset(r for r in rumours if course.fold[r] != fold)
        parts.append(_lessons_in_company(course, _forest(course, others), fold))
    left, right, rows = (np.concatenate([part[k] for part in parts]) for k in range(3))
    lessons = Lessons(left, right, rows)
    rows, same, weights = lessons.chosen(rumours)
    return Judge(
        line(rows, same, weights, strength=_HELD_BACK), grown(rows, same, weights, rounds=100, leaves=8, rate=0.06)
    )


def _lessons_in_company(course: Course, forest: Forest, fold: int) -> tuple[Array, Array, Array]:
    """Rumours of both sides and rows of the pairs that lie in one component, one side of them being of this fold."""
    likely = chance(forest.margins(course.within[0].rows)[:, 0] / SCALE)
    ties: dict[str, dict[str, int]] = {key: {} for key in course.articles}
    for (a, b), score in zip(course.pairs, likely.tolist(), strict=True):
        held = tier(score, True)
        if held >= 0:
            ties[a][b] = ties[b][a] = held
    sides: list[tuple[str, str]] = []
    rows: list[Array] = []
    for part in components(ties):
        keys = sorted(part)
        here = np.array([course.fold[course.rumour[key]] == fold for key in keys])
        if len(keys) > 1 and here.any():
            table = company_features([course.articles[key] for key in keys], forest, SCALE)
            i, j = np.triu_indices(len(keys), 1)
            some = here[i] | here[j]
            table[:, :, course.hidden] = 0.0
            rows.append(table[i[some], j[some]])
            sides += [(course.rumour[keys[a]], course.rumour[keys[b]]) for a, b in zip(i[some], j[some], strict=True)]
    left, right = (np.array(side) for side in zip(*sides, strict=True))
    return left, right, np.concatenate(rows)


def _landings(
    whole: Sequence[Gist],
    rumours: Sequence[str],
    texts: Sequence[Gist],
    about: Sequence[str],
    use: PairModel,
    weight: float,
    *,
    twice: bool,
) -> Lessons:
    """Texts against the stories that they may be about; ``twice``: once more with their own story not there."""
    blocks, _ = blocked(whole, use)
    home = {gist.key: rumour for gist, rumour in zip(whole, rumours, strict=True)}
    members: dict[str, list[Gist]] = {}
    for gist in whole:
        members.setdefault(home[gist.key], []).append(gist)
    may = [sorted({home[key] for key in blocks.candidates(keys_of(text, use))}) for text in texts]
    shares: dict[tuple[int, str], Array] = {}
    for rumour, story in members.items():
        asking = [at for at, some in enumerate(may) if rumour in some]
        if asking:
            found = against([texts[at] for at in asking], story)
            shares.update(((at, rumour), row) for at, row in zip(asking, found, strict=True))
    sides: list[tuple[str, str]] = []
    rows: list[Array] = []
    for at, some in enumerate(may):
        for there in (some, [r for r in some if r != about[at]] if twice else []):
            if there:
                rows.append(ahead(np.stack([shares[at, r] for r in there]), [len(members[r]) for r in there]))
                sides += [(about[at], r) for r in there]
    left, right = (np.array(side) for side in zip(*sides, strict=True))
    return Lessons(left, right, np.concatenate(rows), weight)

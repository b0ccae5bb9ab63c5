"""Where texts stand to a claim: read back from labels of pairs, scored, and right in French, which was not taught."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ondit.linking.logistic import Logistic, logistic_of
from ondit.linking.stance_cues import KINDS, counts
from ondit.linking.stance_model import CAMPS, CLASSES, model, together
from ondit.linking.stance_pairs import judged, table_of
from ondit.linking.training.stance import sides_of
from ondit.linking.training.standpoints import LABEL, camps

PAIRS = Path(__file__).parents[2] / "bench" / "invented" / "stances" / "fr.jsonl"
ASSERTS, CONTRADICTS, RELATES = range(3)


def labelled(heads: dict[str, int], bodies: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(h, b, int(LABEL[x, y])) for h, x in heads.items() for b, y in bodies.items()]


def test_labels_of_pairs_say_where_each_text_stands() -> None:
    heads = {"h0": ASSERTS, "h1": ASSERTS, "h2": CONTRADICTS, "h3": RELATES}
    bodies = {"b0": ASSERTS, "b1": CONTRADICTS, "b2": RELATES, "b3": RELATES}
    found = camps(labelled(heads, bodies), {**dict.fromkeys([*heads, *bodies], 0), "h2": 1, "b1": 2})
    assert {key: int(np.argmax(chance)) for key, chance in found.items()} == {**heads, **bodies}


def test_the_camp_that_holds_words_that_contradict_is_the_contradicting_one_even_when_larger() -> None:
    heads = {"h0": CONTRADICTS, "h1": CONTRADICTS, "h2": CONTRADICTS, "h3": ASSERTS}
    bodies = {"b0": CONTRADICTS, "b1": CONTRADICTS, "b2": ASSERTS}
    against = {"h0": 2, "h1": 1, "h2": 2, "h3": 0, "b0": 2, "b1": 1, "b2": 0}
    found = camps(labelled(heads, bodies), against)
    assert {key: int(np.argmax(chance)) for key, chance in found.items()} == {**heads, **bodies}


def test_chances_are_those_of_the_fitted_score_and_far_values_change_nothing_more() -> None:
    random = np.random.RandomState(3)
    rows, labels = random.normal(size=(90, 4)), np.tile([0, 1, 2], 30)
    rows[:, 0] += labels
    score = logistic_of(rows, labels, np.ones(90), 1.0)
    chances = score.chances(rows)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances.argmax(axis=1) == labels).mean() > 0.5
    far, farther = np.full((1, 4), 50.0), np.full((1, 4), 5000.0)
    assert np.allclose(score.chances(far), score.chances(farther))
    again = Logistic(**score.arrays())
    assert np.array_equal(again.chances(rows), chances)


@pytest.mark.parametrize(
    ("head", "body", "follows"),
    [
        ("asserts", "asserts", "agree"),
        ("contradicts", "contradicts", "agree"),
        ("asserts", "contradicts", "disagree"),
        ("contradicts", "asserts", "disagree"),
        ("relates", "contradicts", "discuss"),
        ("asserts", "relates", "discuss"),
    ],
)
def test_what_follows_from_two_camps(head: str, body: str, follows: str) -> None:
    mine, theirs = (np.eye(3)[[CAMPS.index(camp)]] for camp in (head, body))
    row = together(mine, theirs, mine, theirs, np.zeros((1, 0)))
    assert CLASSES[int(np.argmax(row[0, 6:9]))] == follows


@pytest.mark.parametrize(
    ("text", "language", "kind", "times"),
    [
        ("No, the mayor did not ban it", "en", "opens", 1),
        ("There is no ban", "en", "opens", 0),
        ("Bridge closed? Hoax, says mayor", "en", "opens", 1),
        ("Le maire dément et parle d'un canular", "fr", "deny", 1),
        ("Le maire dément et parle d'un canular", "fr", "fake", 1),
        ("Il démentait", "fr", "deny", 0),  # whole words only
        ("Of this language nothing is known", "xx", "deny", 0),
    ],
)
def test_cues_are_counted_by_kind(text: str, language: str, kind: str, times: int) -> None:
    assert counts(text, language)[KINDS.index(kind)] == times


@pytest.fixture(scope="module")
def french() -> Iterator[tuple[list[str], list[str]]]:
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    items = [{"id": f"{side}{i}", "text": row[name], "language": "fr"} for i, row in enumerate(rows)
             for side, name in (("h", "headline"), ("b", "text"))]  # fmt: skip
    sides = sides_of(items)
    table = table_of([(f"h{i}", f"b{i}") for i in range(len(rows))], sides, {key: key[1:] for key in sides})
    judgements = zip(table.left, table.right, judged(table, model()), strict=True)
    at = {(table.heads[i], table.bodies[j]): said for i, j, said in judgements}
    yield [row["stance"] for row in rows], [at[f"h{i}", f"b{i}"] for i in range(len(rows))]


def test_french_pairs_are_judged_by_what_was_learnt_from_english(french: tuple[list[str], list[str]]) -> None:
    gold, found = french
    right = {name: sum(g == f == name for g, f in zip(gold, found, strict=True)) for name in CLASSES}
    of = {name: 2 * right[name] / (gold.count(name) + found.count(name)) for name in CLASSES}
    assert min(of.values()) >= 0.75, of

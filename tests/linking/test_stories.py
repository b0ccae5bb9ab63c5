"""Stories are a function of the set: any order, asked at any moment; and one more article costs little."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from bench.linking_cost import costs
from bench.linking_streams import generated
from linking.invented_story import whole
from ondit.linking.company import in_company
from ondit.linking.gathering import groups_at, merges_of, with_strays
from ondit.linking.gist import Gist, gist_of
from ondit.linking.pair_score import features, model
from ondit.linking.pair_tables import features_between
from ondit.linking.stories import Stories


def likely(pairs: Sequence[tuple[Gist, Gist]]) -> list[float]:
    """Near leads, likely pairs: a score that needs no training."""
    return [0.9 if float(a.opening @ b.opening) > 0.15 else 0.01 for a, b in pairs]


def gathered(gists: Sequence[Gist], *, asked: bool = False) -> list[frozenset[str]]:
    stories = Stories(scorer=likely)
    for gist in gists:
        stories.add(gist)
        if asked:
            stories.stories()
    return stories.stories()


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_gives_the_same_stories(seed: int) -> None:
    gists = list(generated(150))
    expected = gathered(gists)
    assert 1 < len(expected) < len(gists)
    random.Random(seed).shuffle(gists)
    assert gathered(gists) == expected


def test_asking_after_every_article_changes_nothing() -> None:
    gists = list(generated(120, seed=3))
    assert gathered(gists, asked=True) == gathered(gists)


def test_comparisons_for_one_more_article_grow_far_slower_than_the_collection() -> None:
    few, many = costs((300, 1800), generated(1800))
    assert many.pairs <= few.pairs * (many.articles / few.articles) ** 0.5


def test_a_table_of_features_has_those_of_each_pair() -> None:
    gists = [gist_of(reading) for reading in whole()]
    table = features_between(gists[:3], gists)
    for i, here in enumerate(gists[:3]):
        for j, there in enumerate(gists):
            if here is not there:
                assert table[i, j] == pytest.approx(features(here, there), abs=2e-4)


def test_chances_in_company_are_symmetric_and_the_same_on_every_call() -> None:
    gists = list(generated(30, seed=1))
    table = in_company(gists, model())
    assert np.array_equal(table, table.T)
    assert np.array_equal(table, in_company(gists, model()))
    assert (np.diag(table) == 0).all()


def test_two_tight_groups_with_middling_scores_between_them_stay_apart_where_one_loose_group_does_not() -> None:
    def table(inside: float, between: float) -> np.ndarray:
        return np.array([[inside if (i < 5) == (j < 5) else between for j in range(10)] for i in range(10)])

    keys = [str(i) for i in range(10)]
    tight, loose = (groups_at(keys, merges_of(table(x, 0.4), 0.1, 1.8), 0.7) for x in (0.95, 0.45))
    assert len(tight) == 2
    assert len(loose) == 1


def test_a_stray_goes_to_the_story_that_it_is_likeliest_about_and_not_to_another_stray() -> None:
    keys = list("abcdefgh")  # two stories of three, and two articles beside them
    groups = [frozenset("abc"), frozenset("def"), frozenset("g"), frozenset("h")]
    table = np.zeros((8, 8))
    table[6, [0, 3, 4, 7]] = 0.3, 0.2, 0.25, 0.9
    table[7, 0] = 0.2
    table = np.maximum(table, table.T)
    found = with_strays(keys, groups, table, 0.2)
    assert sorted(map(sorted, found)) == [["a", "b", "c"], ["d", "e", "f", "g"], ["h"]]
    order = [keys[at] for at in (5, 2, 7, 0, 6, 3, 1, 4)]
    at = [keys.index(key) for key in order]
    assert set(with_strays(order, groups[::-1], table[np.ix_(at, at)], 0.2)) == set(found)
    pair = [frozenset("ab"), frozenset("c")]
    assert with_strays(list("abc"), pair, np.full((3, 3), 0.9), 0.2) == pair, "two articles are no story yet"

"""A language that the scorer never saw: words and parser vectors are made up for; others stay as they are."""

from __future__ import annotations

import numpy as np

from ondit.reading.features import Vocabulary, bucket
from ondit.reading.network import network
from ondit.reading.strangers import acquaint, mark, reduce, stored
from ondit.vectors import encode


def test_what_is_stored_belongs_to_the_shipped_scorer() -> None:
    assert stored()[0] == mark(network()), "after training run `python -m ondit.reading.training.strangers DATA`"


def test_the_reduction_gives_back_the_rows_of_words_that_the_table_has() -> None:
    net = network()
    forms = ["said", "démenti", "announced", "selon", "ministre", "company", "reportedly", "rumeur"]
    rows = net.word_table[[net.rows[form] for form in forms]]
    found = reduce(forms, stored()[1])
    assert np.abs(found - rows).mean() < 0.05 * np.abs(rows).mean()


def test_a_new_word_gets_a_row_near_its_translations_once() -> None:
    net = network()
    acquaint(net, ["Desmintió", "2026", "", "x" * 80])
    size = len(net.word_table)
    acquaint(net, ["desmintió"])
    assert len(net.word_table) == size == len(net.words[0].folded) == len(net.words[1].folded)
    assert "2026" not in net.rows and "x" * 80 not in net.rows

    def near(one: str, other: str) -> float:
        a, b = (net.word_table[net.rows[word]] for word in (one, other))
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert near("desmintió", "démenti") > 0.4 > near("desmintió", "house")


def test_forms_of_a_language_it_does_not_know_have_no_hash_and_others_keep_theirs() -> None:
    known = Vocabulary.over({})
    known.trained = frozenset({"fr"})
    assert known.look_up("es", ["dijo"])[0].tolist() == [[0, 0, 0]]
    assert known.look_up("fr", ["dit"])[0].tolist() == [[0, bucket("fr:dit", 4096), bucket("fr:dit", 4096)]]


def test_the_encoder_is_asked_for_words_only() -> None:
    assert encode(["dijo"]).shape == (1, stored()[1].shape[0] - 1)

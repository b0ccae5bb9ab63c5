"""The short way to token vectors gives what the parser's own layers give, and computes a form once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from thinc.api import Model

from ondit.reading import token_vectors
from ondit.reading.parsing import model
from ondit.reading.token_vectors import Forms, convolved, groups, window_layers

TEXTS = [
    "Selon le maire, l'usine aurait fermé.",
    "",
    "« Non », dit-elle  deux fois.",
    "\n",
    "She said so.",
    "L'usine n'ouvrira pas. " * 60,
]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_vectors_are_those_of_the_parsers_own_layers(code: str) -> None:
    nlp = model(code)
    short = nlp.get_pipe("tok2vec").model
    assert short.name == "token_vectors", "the shipped parsers take the short way"
    docs = [nlp.make_doc(text) for text in TEXTS]
    for ours, theirs in zip(short.predict(docs), short.layers[0].predict(docs), strict=True):
        assert ours.shape == theirs.shape
        assert np.abs(ours - theirs).max(initial=0) < 1e-4


def test_a_text_has_the_same_vectors_alone_and_among_others() -> None:
    nlp = model("fr")
    short = nlp.get_pipe("tok2vec").model
    together = short.predict([nlp.make_doc(text) for text in TEXTS])
    for text, vectors in zip(TEXTS, together, strict=True):
        if text:
            assert np.abs(short.predict([nlp.make_doc(text)])[0] - vectors).max() < 1e-4


class Counted:
    """An embedding layer that counts the forms that it is asked for."""

    def __init__(self, layer: Any) -> None:
        self.layer, self.asked = layer, 0

    def predict(self, docs: Any) -> Any:
        self.asked += sum(len(doc) for doc in docs)
        return self.layer.predict(docs)


def test_a_form_is_embedded_once_however_often_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = model("fr")
    own = nlp.get_pipe("tok2vec").model.layers[0]
    layer = Counted(own.get_ref("embed"))
    forms = Forms(layer, nlp.vocab, own.get_dim("nO"))
    doc = nlp.make_doc("la mairie et la mairie et la mairie , et M. Duc ")
    assert np.allclose(forms.vectors([doc]), layer.layer.predict([doc])[0], atol=1e-5)
    once = layer.asked
    assert once < len(doc)
    forms.vectors([doc] * 50)
    assert layer.asked == once
    monkeypatch.setattr(token_vectors, "LARGEST_TABLE", 1)
    assert np.allclose(forms.vectors([doc]), layer.layer.predict([doc])[0], atol=1e-5)
    assert len(forms.table) == len(forms.rows) == len({(t.orth, t.norm, bool(t.whitespace_)) for t in doc})


def test_a_parser_built_otherwise_is_left_alone() -> None:
    assert window_layers(Model("other", lambda layer, docs, is_train: ([], lambda d: d))) is None


@pytest.mark.parametrize("lengths", [[], [0], [3, 4, 5], [600], [500, 20, 0, 500], [1] * 2000])
def test_texts_are_grouped_in_order_and_none_is_lost(lengths: list[int]) -> None:
    made = list(groups(lengths))
    assert [length for group in made for length in group] == lengths
    assert all(sum(group) <= token_vectors.ROWS_AT_ONCE or len(group) == 1 for group in made)
    vectors = np.ones((sum(lengths), 4), dtype=np.float32)
    assert [len(rows) for rows in convolved(vectors, lengths, ())] == lengths

"""A spaCy parser's token vectors by a shorter way: the same numbers (but for the last bits) in a third of the time.

spaCy's ``tok2vec`` first makes a vector of each token's form alone, then lets each token see its neighbours in a few
convolutions. Here the vectors of forms are kept, since most tokens of an article have been met before, and the
convolutions run over stretches that fit the processor's cache, by NumPy's own matrix product: the one that spaCy
brings has no code for many processors and took 3.5 times as long where this was measured (decision 032).

A parser that is built in another way is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# What a form's vector may depend on: the lexeme, and the token's own norm and following space (asked for below).
OF_THE_FORM = frozenset(("ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"))
KEY = ["ORTH", "NORM", "SPACY"]
LARGEST_TABLE = 60_000
Form = tuple[int, int, int]
ROWS_AT_ONCE = 512
# The nodes of which spaCy's MaxoutWindowEncoder is made, those that only combine others left out.
WINDOW_LAYER = ["expand_window", "maxout", "layernorm", "dropout"]


@dataclass(frozen=True, slots=True)
class WindowLayer:
    """One convolution: ``weight`` (window * width, pieces * width), ``bias`` (pieces * width,), then the layer norm."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    pieces: int


def window_layers(model: Any) -> list[WindowLayer] | None:
    """The convolutions of a ``tok2vec``; None where it is not one over forms with a window of three tokens."""
    embed, encode = (model.maybe_get_ref(name) if model.has_ref(name) else None for name in ("embed", "encode"))
    if embed is None or encode is None or list(model.layers) != [embed, encode]:
        return None
    columns = {column for node in embed.walk() if node.name == "extract_features" for column in node.attrs["columns"]}
    nodes = [node for node in encode.walk(order="dfs_pre") if not node.layers]
    width = model.get_dim("nO")
    if not columns or not columns <= OF_THE_FORM or [n.name for n in nodes] != WINDOW_LAYER * (len(nodes) // 4):
        return None
    if any(node.attrs["window_size"] != 1 for node in nodes[::4]):
        return None
    layers = []
    for maxout, norm in zip(nodes[1::4], nodes[2::4], strict=True):
        weight, bias = maxout.get_param("W"), maxout.get_param("b")  # (width, pieces, 3 * width), (width, pieces)
        if weight.shape[::2] != (width, 3 * width):
            return None
        pieces = weight.shape[1]
        # The pieces one after the other, so that the highest of them is found on whole rows.
        flat = np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(3 * width, pieces * width), dtype=np.float32)
        layers.append(WindowLayer(flat, bias.T.ravel().copy(), norm.get_param("G"), norm.get_param("b"), pieces))
    return layers


def short_way(model: Any, vocab: Any, layers: Sequence[WindowLayer]) -> Any:
    """A layer in place of a whole ``tok2vec``: docs in, a (tokens, width) array for each out. It cannot be trained."""
    from thinc.api import Model

    forms = Forms(model.get_ref("embed"), vocab, model.get_dim("nO"))

    def forward(_: Any, docs: Any, is_train: bool) -> tuple[list[Floats], Callable[[Any], Any]]:
        assert not is_train, "made for reading, not for training"
        return convolved(forms.vectors(docs), [len(doc) for doc in docs], layers), lambda gradient: []

    return Model("token_vectors", forward, layers=[model], dims={"nO": model.get_dim("nO")})


class Forms:
    """Vectors of token forms, each computed once by the parser's own layer; forgotten when there are LARGEST_TABLE.

    A form is the numbers of its word, of its norm and of whether a space follows.
    """

    def __init__(self, embed: Any, vocab: Any, width: int) -> None:
        self.embed, self.vocab = embed, vocab
        self.table: Floats = np.zeros((0, width), dtype=np.float32)
        self.rows: dict[Form, int] = {}

    def vectors(self, docs: Sequence[Any]) -> Floats:
        """(tokens, width) of all tokens of some docs, one after the other."""
        forms = [form for doc in docs if len(doc) for form in map(tuple, doc.to_array(KEY).tolist())]
        if len(self.rows) > LARGEST_TABLE:
            self.rows.clear()
            self.table = self.table[:0]
        new = list({form: None for form in forms if form not in self.rows})
        if new:
            self.rows.update(zip(new, range(len(self.table), len(self.table) + len(new)), strict=True))
            self.table = np.concatenate([self.table, self.embedded(new)])
        found: Floats = self.table[[self.rows[form] for form in forms]]
        return found

    def embedded(self, forms: Sequence[Form]) -> Floats:
        """(forms, width) from the parser's layer, which is given a text of these forms."""
        from spacy.tokens import Doc

        strings = self.vocab.strings
        doc = Doc(self.vocab, [strings[word] for word, _, _ in forms], [bool(space) for *_, space in forms])
        for token, (_, norm, _) in zip(doc, forms, strict=True):
            if token.norm != norm:
                token.norm_ = strings[norm]
        vectors: Floats = self.embed.predict([doc])[0]
        return vectors


def convolved(vectors: Floats, lengths: Sequence[int], layers: Sequence[WindowLayer]) -> list[Floats]:
    """For each text its (tokens, width) vectors after all layers. Texts do not see each other: between them lie as many
    rows of zeros as there are layers."""
    out: list[Floats] = []
    gap, first = len(layers), 0
    for group in groups(lengths):
        starts = np.cumsum([gap, *(length + gap for length in group)])
        rows = np.zeros((int(starts[-1]), vectors.shape[1]), dtype=np.float32)
        for start, length in zip(starts, group, strict=False):
            rows[start : start + length] = vectors[first : first + length]
            first += length
        for layer in layers:
            rows = rows + after(rows, layer)
        out += [rows[start : start + length] for start, length in zip(starts, group, strict=False)]
    return out


def groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Lengths of texts in their order, in groups of at most about ROWS_AT_ONCE rows."""
    group: list[int] = []
    for length in lengths:
        if group and sum(group) + length > ROWS_AT_ONCE:
            yield group
            group = []
        group.append(length)
    if group:
        yield group


def after(rows: Floats, layer: WindowLayer) -> Floats:
    """One convolution with maxout (Goodfellow et al. 2013) and layer norm (Ba et al. 2016), as spaCy computes them."""
    count, width = rows.shape
    wide = np.zeros((count, 3 * width), dtype=np.float32)
    wide[1:, :width], wide[:, width : 2 * width], wide[:-1, 2 * width :] = rows[:-1], rows, rows[1:]
    inner = wide @ layer.weight
    inner += layer.bias
    best: Floats = inner[:, :width]
    for piece in range(1, layer.pieces):
        best = np.maximum(best, inner[:, piece * width : (piece + 1) * width])
    best = best - best.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", best, best) / width + np.float32(1e-8)
    best *= (1 / np.sqrt(variance))[:, None]
    best *= layer.scale
    best += layer.shift
    return best

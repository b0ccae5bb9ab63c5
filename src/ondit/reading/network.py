"""The scorer at run time: a small convolutional network in plain NumPy.

Two steps, trained together: an encoder over the tokens of a piece gives each token's chance to be the head of a cue;
then, for each likely cue, a second network reads the tokens around it, knows how each hangs on the cue in the parse,
and gives each token's chance to be content, source or cue. The second step may also answer "nothing": it judges the
cue together with its arguments.

All sequences of a batch lie one after the other in one matrix, with empty rows between, so that nothing is padded.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from ondit.reading.features import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ondit.reading.features import Features

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.int64]

LEFT, RIGHT = 48, 64
NOTHING, CONTENT, SOURCE, CUE = range(4)


@dataclass(frozen=True, slots=True)
class Encoded:
    """``hidden`` (rows, width); ``starts[i]`` is the first row of the i-th piece; ``cues`` (rows,) chances."""

    hidden: Floats
    starts: list[int]
    cues: Floats


@dataclass(frozen=True, slots=True)
class Instance:
    """One likely cue: its piece, its token, the window [first, last) of tokens around it, and how they hang on it."""

    piece: int
    anchor: int
    first: int
    last: int
    paths: NDArray[np.int32]
    path_flags: Floats
    same_quote: Floats


class FoldedRows:
    """The word table times a part of the first layer, row by row when a text first has the word: few of 60,000 come up."""

    def __init__(self, table: Floats, matrix: Floats) -> None:
        self.matrix = matrix
        self.made: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.folded: Floats = np.empty((0, matrix.shape[1]), dtype=np.float32)
        self.extend(table)

    def extend(self, table: Floats) -> None:
        """The table with rows added at its end."""
        self.table = table
        folded = np.empty((len(table), self.matrix.shape[1]), dtype=np.float32)
        if self.made.any():
            folded[: len(self.folded)] = self.folded
        self.folded = folded
        self.made = np.concatenate([self.made, np.zeros(len(table) - len(self.made), dtype=bool)])

    def take(self, rows: NDArray[np.int32]) -> Floats:
        """(rows, width of the layer)."""
        new = np.unique(rows[~self.made[rows]])
        if len(new):
            self.folded[new] = self.table[new] @ self.matrix
            self.made[new] = True
        found: Floats = self.folded[rows]
        return found


class Network:
    """Weights and forward pass. ``language`` codes unknown to the parser-vector projection use none."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.weights = {
            key: np.asarray(value, dtype=np.float32) for key, value in weights.items() if value.dtype.kind == "f"
        }
        words = weights["words"].tobytes().decode("utf-8").split("\n")
        self.rows = {word: number for number, word in enumerate(words, 1)}
        self.vocabulary = Vocabulary.over(self.rows)
        self.word_table = np.zeros((len(words) + 1, weights["word_table"].shape[1]), dtype=np.float32)
        np.multiply(weights["word_table"], weights["word_scale"].astype(np.float32), out=self.word_table[1:])
        self.encoder_dilations = [int(value) for value in weights["encoder_dilations"]]
        self.argument_dilations = [int(value) for value in weights["argument_dilations"]]
        self._fold()
        self.vocabulary.trained = frozenset(self.parser)
        self.by_tag: Floats | None = None

    def _fold(self) -> None:
        """Embedding tables times their part of the first layer, so that a token costs look-ups instead of products."""
        w = self.weights
        matrix = w["proj.weight"].T
        width = self.word_table.shape[1]
        # A token's own word, and its head's.
        self.words = [FoldedRows(self.word_table, matrix[at : at + width]) for at in (0, width)]
        at, self.tables = 2 * width, []
        for name in ("hash", "suf", "tag", "lab", "tag", "lab"):
            part = w[f"{name}.weight"]
            self.tables.append(part @ matrix[at : at + part.shape[1]])
            at += part.shape[1]
        dense = w["dense_width"].size
        self.dense, self.parser_part = matrix[at : at + dense], matrix[at + dense :]
        self.parser = {
            key.split(".")[1]: (
                w[key].T @ matrix[at + dense :],
                w[key.replace("weight", "bias")] @ matrix[at + dense :],
            )
            for key in w
            if key.startswith("vec.") and key.endswith("weight")
        }
        inner = w["px.weight"].T
        width = w["pos.weight"].shape[1]
        self.positions = w["pos.weight"] @ inner[:width]
        self.path_table = w["path.weight"] @ inner[width : width + w["path.weight"].shape[1]]
        self.path_dense = inner[width + w["path.weight"].shape[1] :]

    def add_words(self, forms: Sequence[str], rows: Floats) -> None:
        """More rows for the word table, as they are where the table is read: for a token's own word, and its head's."""
        self.rows.update({form: number for number, form in enumerate(forms, len(self.word_table))})
        self.word_table = np.vstack([self.word_table, rows])
        for words in self.words:
            words.extend(self.word_table)

    def encode(self, pieces: Sequence[Features], language: str) -> Encoded:
        """Hidden states and cue chances of all tokens of some pieces in one language."""
        w = self.weights
        gap = max(self.encoder_dilations)
        starts, total = [], gap
        for piece in pieces:
            starts.append(total)
            total += len(piece.ids) + gap
        live = np.zeros(total, dtype=bool)
        for start, piece in zip(starts, pieces, strict=True):
            live[start : start + len(piece.ids)] = True
        ids = np.concatenate([piece.ids for piece in pieces])
        x = np.concatenate([piece.dense for piece in pieces]) @ self.dense
        for words, column in zip(self.words, (0, 5), strict=True):
            x += words.take(ids[:, column])
        for table, column in zip(self.tables, (1, 2, 3, 4, 6, 7), strict=True):
            x += table[ids[:, column]]
        if language in self.parser:
            matrix, bias = self.parser[language]
            x += np.concatenate([piece.vectors for piece in pieces]) @ matrix
            x += bias
        elif self.by_tag is not None:
            x += self.by_tag[ids[:, 3]]
        x += w["proj.bias"]
        np.maximum(x, 0, out=x)
        hidden = self._blocks(x, live, "enc", self.encoder_dilations)
        hidden = layer_norm(hidden, w["ln1.weight"], w["ln1.bias"])
        inner = np.maximum(hidden @ w["cue.0.weight"].T + w["cue.0.bias"], 0)
        cues = np.zeros(total, dtype=np.float32)
        cues[live] = sigmoid((inner @ w["cue.2.weight"].T + w["cue.2.bias"])[:, 0])
        full = np.zeros((total, hidden.shape[1]), dtype=np.float32)
        full[live] = hidden
        return Encoded(full, starts, cues)

    def arguments(self, encoded: Encoded, instances: Sequence[Instance]) -> list[tuple[Floats, Floats]]:
        """For each instance, (window tokens, 4) chances of nothing, content, source, cue, and (window tokens, width)
        hidden states."""
        w = self.weights
        gap = max(self.argument_dilations)
        starts, total, rows, positions = [], gap, [], []
        for one in instances:
            starts.append(total)
            total += one.last - one.first + gap
            here = np.arange(one.first, one.last)
            rows.append(here + encoded.starts[one.piece])
            positions.append(relative_positions(here - one.anchor))
        live = np.zeros(total, dtype=bool)
        for start, one in zip(starts, instances, strict=True):
            live[start : start + one.last - one.first] = True
        lengths = [one.last - one.first for one in instances]
        anchors = np.array([encoded.starts[one.piece] + one.anchor for one in instances])
        x = encoded.hidden[np.concatenate(rows)] @ w["pe.weight"].T
        x += np.repeat(encoded.hidden[anchors] @ w["pa.weight"].T, lengths, axis=0)
        x += self.positions[np.concatenate(positions)]
        x += self.path_table[np.concatenate([one.paths for one in instances])]
        flags = np.concatenate([np.column_stack([one.path_flags, one.same_quote]) for one in instances])
        x += flags @ self.path_dense
        x += w["pe.bias"] + w["pa.bias"] + w["px.bias"]
        np.maximum(x, 0, out=x)
        hidden = layer_norm(self._blocks(x, live, "arg", self.argument_dilations), w["ln2.weight"], w["ln2.bias"])
        inner = np.maximum(hidden @ w["out.0.weight"].T + w["out.0.bias"], 0)
        chances = softmax(inner @ w["out.2.weight"].T + w["out.2.bias"])
        ends = np.cumsum(lengths)[:-1]
        return list(zip(np.split(chances, ends), np.split(hidden, ends), strict=True))

    def _blocks(self, x: Floats, live: NDArray[np.bool_], name: str, dilations: list[int]) -> Floats:
        """Residual convolutions of width 3. ``x`` has the live rows alone; empty rows between sequences stay zero."""
        w = self.weights
        width = x.shape[1]
        at = np.flatnonzero(live)
        wide = np.zeros((len(live), 3 * width), dtype=np.float32)
        for number, dilation in enumerate(dilations):
            key = f"{name}.{number}"
            wide[at, width : 2 * width] = layer_norm(x, w[f"{key}.ln.weight"], w[f"{key}.ln.bias"])
            wide[dilation:, :width] = wide[:-dilation, width : 2 * width]
            wide[:-dilation, 2 * width :] = wide[dilation:, width : 2 * width]
            inner = wide[at] @ w[f"{key}.w.weight"].T
            inner += w[f"{key}.w.bias"]
            np.maximum(inner, 0, out=inner)
            x = x + inner @ w[f"{key}.v.weight"].T
            x += w[f"{key}.v.bias"]
        return x


def relative_positions(distance: NDArray[Any]) -> Numbers:
    """Signed distances in tokens to 41 classes: exact below 8, then by thirds of an octave."""
    size = np.abs(distance)
    wide = np.minimum(8 + np.log2(np.maximum(size, 8) / 8) * 3, 20)
    classes: Numbers = (np.sign(distance) * np.where(size < 8, size, wide).astype(np.int64) + 20).astype(np.int64)
    return classes


def layer_norm(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalisation over the last axis (Ba et al. 2016)."""
    centred: Floats = x - x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred) / x.shape[1]
    centred *= (1.0 / np.sqrt(variance + 1e-5))[:, None].astype(np.float32)
    centred *= weight
    centred += bias
    return centred


def sigmoid(x: Floats) -> Floats:
    """Logistic function, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Over the last axis."""
    x = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(x / x.sum(axis=1, keepdims=True), dtype=np.float32)


@functools.cache
def network(language: str = "") -> Network:
    """The shipped scorer, loaded once: the one trained further on a language's own gold, else the shared one."""
    folder = resources.files("ondit.reading") / "models"
    path = folder / f"scorer-{language}.npz"
    if not path.is_file():
        if language:
            return network()
        path = folder / "scorer.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return Network({key: stored[key] for key in stored.files})

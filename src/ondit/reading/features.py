"""Tokens to numbers: what the scorer looks at, the same for every language.

Delexicalised where it can be (Universal Dependencies, morphology, quotation marks, shape), so that what is learnt from
English carries over; lexical through word vectors that all languages share (Universal Sentence Encoder multilingual v3,
reduced), through which *déclaré* and *said* are neighbours.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ondit.reading.languages import table
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ondit.reading.parsing import Parsed

TAGS = ("", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "SPACE")  # fmt: skip
LABELS = (
    "", "ROOT", "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "aux:tense", "aux:caus", "case",
    "cc", "ccomp", "compound", "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "iobj", "mark", "nmod", "nmod:poss", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:arg", "obl:mod",
    "obl:npmod", "orphan", "parataxis", "punct", "vocative", "xcomp", "compound:prt",
)  # fmt: skip
TAG_ID = {name: i for i, name in enumerate(TAGS)}
LABEL_ID = {name: i for i, name in enumerate(LABELS)}
MERGED = {"flat:name": "flat", "flat:foreign": "flat", "expl:subj": "expl", "expl:comp": "expl", "expl:pass": "expl", "parataxis:insert": "parataxis", "parataxis:obj": "parataxis", "advcl:cleft": "advcl", "acl:adv": "acl", "csubj:pass": "csubj", "nsubj:caus": "nsubj", "obj:agent": "obl:agent", "obj:lvc": "obj", "iobj:agent": "iobj", "det:predet": "det", "cc:preconj": "cc", "nsubj:outer": "nsubj", "obl:npmod": "obl:npmod", "obl:tmod": "obl:mod"}  # fmt: skip
HASHES = 4096
PATHS = 2048
LARGEST_VOCABULARY = 400_000
LABEL = 4  # column of ``Features.ids`` that holds the dependency label
CLASSES = ("say", "deny", "confess", "accuse", "ask", "think", "want", "show", "know", "promise", "name", "report")
SHAPES = 10
FLAGS = 8 + SHAPES + len(CLASSES) + 2


@dataclass(slots=True)
class Features:
    """Numbers of one piece: ``ids`` (tokens, 8) int32: word row, word hash, suffix hash, tag, label, head's word row, head's
    tag, head's label; ``dense`` (tokens, FLAGS + morphology) float32; ``vectors`` (tokens, 96) float32."""

    ids: NDArray[np.int32]
    dense: NDArray[np.float32]
    vectors: NDArray[np.float32]
    inside: NDArray[np.int32]


@functools.cache
def label_id(label: str) -> int:
    """Number of a dependency label; unknown subtypes fall back to their main relation."""
    label = MERGED.get(label, label)
    known = LABEL_ID.get(label)
    return known if known is not None else LABEL_ID.get(label.split(":")[0], LABEL_ID["dep"])


def bucket(text: str, size: int) -> int:
    """Stable hash of a string into [1, size)."""
    return 1 + zlib.crc32(text.encode("utf-8")) % (size - 1)


@dataclass(slots=True)
class Vocabulary:
    """What is known of word forms, by language: numbers that depend on the form alone, computed once a form.

    ``trained``: the languages whose hashes mean something to the scorer (None: all, as in training).
    """

    rows: dict[str, int]
    index: dict[str, dict[str, int]]
    ids: list[tuple[int, int, int]]
    flags: list[tuple[float, ...]]
    trained: frozenset[str] | None = None

    @classmethod
    def over(cls, rows: dict[str, int]) -> Vocabulary:
        """``rows`` maps lower-cased words to rows of the word vector table (0: unknown)."""
        return cls(rows, {}, [], [])

    def look_up(self, code: str, words: list[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """(tokens, 3) ids and (tokens, SHAPES + len(CLASSES) + 2) flags of word forms."""
        index = self.index.setdefault(code, {})
        if len(index) > LARGEST_VOCABULARY:
            index = self.index[code] = {}
        numbers = [index[word] if word in index else self.add(code, index, word) for word in words]
        return (
            np.array([self.ids[i] for i in numbers], dtype=np.int32).reshape(len(words), 3),
            np.array([self.flags[i] for i in numbers], dtype=np.float32).reshape(len(words), FLAGS - 8),
        )

    def add(self, code: str, index: dict[str, int], word: str) -> int:
        """A new form; gives its number."""
        low = word.lower()
        prefix = code + ":"
        known = self.trained is None or code in self.trained
        hashes = (bucket(prefix + low, HASHES), bucket(prefix + low[-3:], HASHES)) if known else (0, 0)
        self.ids.append((self.rows.get(low, 0), *hashes))
        marks = (
            word[:1].isupper(), word.isupper() and len(word) > 1, word.isdigit(), word in "«“„", word in "»”",
            word in ('"', "''", "``"), word == ":", word == ",", word in ("-", "–", "—"), word in ("?", "!"),
        )  # fmt: skip
        self.flags.append((*map(float, marks), *cue_classes(code).get(low, NO_CLASS)))
        index[word] = len(self.ids) - 1
        return index[word]


NO_CLASS = (0.0,) * (len(CLASSES) + 2)


@functools.cache
def cue_classes(code: str) -> dict[str, tuple[float, ...]]:
    """Word forms of a language that may attribute, to 0/1 for each of CLASSES, then "is a noun" and "according to"."""
    data = table(code, "cue_forms")
    found: dict[str, list[float]] = {}
    for part in ("verbs", "nouns"):
        for number, name in enumerate(CLASSES):
            for form in data.get(part, {}).get(name, "").split():
                row = found.setdefault(form, [0.0] * (len(CLASSES) + 2))
                row[number] = 1.0
                row[-2] = max(row[-2], float(part == "nouns"))
    for form in data.get("others", {}).get("according", "").split():
        found.setdefault(form, [0.0] * (len(CLASSES) + 2))[-1] = 1.0
    return {form: tuple(row) for form, row in found.items()}


def classes_of(parsed: Parsed, token: int) -> tuple[float, ...]:
    """The row of ``cue_classes`` of a token's form."""
    return cue_classes(parsed.language).get(fold(parsed.words[token]), NO_CLASS)


def in_class(parsed: Parsed, token: int, names: Iterable[str]) -> bool:
    """Whether a token's form is in one of some classes of cues."""
    row = classes_of(parsed, token)
    return any(row[CLASSES.index(name)] for name in names)


def featurise(piece: Parsed, vocabulary: Vocabulary, *, title: bool = False) -> Features:
    """Features of a parsed piece."""
    count = len(piece)
    ids = np.zeros((count, 8), dtype=np.int32)
    flags = np.zeros((count, FLAGS), dtype=np.float32)
    inside = np.zeros(count, dtype=np.int32)
    spans = quoted_spans(piece.text)
    for number, (start, end) in enumerate(spans, 1):
        inside[(piece.starts >= start) & (piece.ends <= end)] = number
    if not count:
        return Features(ids, np.concatenate([flags, piece.morphology], axis=1), piece.vectors, inside)
    ids[:, :3], flags[:, 8:] = vocabulary.look_up(piece.language, piece.words)
    ids[:, 3] = [TAG_ID.get(tag, 0) for tag in piece.tags]
    ids[:, LABEL] = [label_id(label) for label in piece.labels]
    heads = np.asarray(piece.heads, dtype=np.int64)
    ids[:, 5], ids[:, 6], ids[:, 7] = ids[heads, 0], ids[heads, 3], ids[heads, 4]
    here = np.arange(count)
    sentences = np.asarray(piece.sentences)
    flags[:, 0] = inside > 0
    flags[0, 1] = 1
    flags[:, 2] = sentences == 0
    flags[:, 3] = sentences == sentences[-1]
    flags[:, 4] = title
    flags[:, 5] = heads < here
    flags[:, 6] = np.minimum(np.abs(heads - here), 10) / 10
    flags[:, 7] = len(spans) > 0
    return Features(ids, np.concatenate([flags, piece.morphology], axis=1), piece.vectors, inside)


def paths(piece: Parsed, anchor: int, label_ids: list[int]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """How each token hangs on the anchor in the tree.

    Gives path ids (tokens,) hashed into PATHS (0: not connected) and flags (tokens, 6): below the anchor, above it, same
    sentence, path length / 8, ups / 4, downs / 8.
    """
    count = len(piece)
    ids = np.zeros(count, dtype=np.int32)
    flags = np.zeros((count, 6), dtype=np.float32)
    top, ups, key, last = anchor, 0, 17, -1
    while True:
        stack = [(top, key, 0)]
        while stack:
            node, value, down = stack.pop()
            ids[node] = 1 + value % (PATHS - 1)
            flag = flags[node]
            flag[0], flag[1] = ups == 0, down == 0 and ups > 0
            flag[3], flag[4], flag[5] = min(ups + down, 8) / 8, min(ups, 4) / 4, min(down, 8) / 8
            for child in piece.children[node]:
                if child != last:
                    deeper = value if down >= 2 else (value * 1000003 + 7 * label_ids[child] + 3 + down) & 0xFFFFFFFF
                    stack.append((child, deeper, down + 1))
        above = piece.heads[top]
        if above == top:
            break
        if ups < 3:
            key = (key * 1000003 + 11 * label_ids[top] + 5) & 0xFFFFFFFF
        last, top, ups = top, above, ups + 1
    home = piece.sentences[anchor]
    flags[:, 2] = [sentence == home for sentence in piece.sentences]
    return ids, flags

"""Tokens to numbers: what the scorer looks at, the same for every language.

Delexicalised where it can be (Universal Dependencies, morphology, quotation marks, shape), so that what is learnt from
English carries over; lexical through word vectors that all languages share (Universal Sentence Encoder multilingual v3,
reduced), through which *déclaré* and *said* are neighbours.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ondit.reading.quotations import quoted_spans

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
FLAGS = 18


@dataclass(slots=True)
class Features:
    """Numbers of one piece: ``ids`` (tokens, 8) int32: word row, word hash, suffix hash, tag, label, head's word row, head's
    tag, head's label; ``dense`` (tokens, FLAGS + morphology) float32; ``vectors`` (tokens, 96) float32."""

    ids: NDArray[np.int32]
    dense: NDArray[np.float32]
    vectors: NDArray[np.float32]
    inside: NDArray[np.int32]


def label_id(label: str) -> int:
    """Number of a dependency label; unknown subtypes fall back to their main relation."""
    label = MERGED.get(label, label)
    known = LABEL_ID.get(label)
    return known if known is not None else LABEL_ID.get(label.split(":")[0], LABEL_ID["dep"])


def bucket(text: str, size: int) -> int:
    """Stable hash of a string into [1, size)."""
    return 1 + zlib.crc32(text.encode("utf-8")) % (size - 1)


def featurise(piece: Parsed, rows: dict[str, int], *, title: bool = False) -> Features:
    """Features of a parsed piece; ``rows`` maps lower-cased words to rows of the word vector table (0: unknown)."""
    count = len(piece)
    ids = np.zeros((count, 8), dtype=np.int32)
    flags = np.zeros((count, FLAGS), dtype=np.float32)
    inside = np.zeros(count, dtype=np.int32)
    spans = quoted_spans(piece.text)
    for number, (start, end) in enumerate(spans, 1):
        inside[(piece.starts >= start) & (piece.ends <= end)] = number
    code = piece.language + ":"
    last_sentence = piece.sentences[-1] if count else 0
    for i, word in enumerate(piece.words):
        low = word.lower()
        ids[i, 0] = rows.get(low, 0)
        ids[i, 1] = bucket(code + low, HASHES)
        ids[i, 2] = bucket(code + low[-3:], HASHES)
        ids[i, 3] = TAG_ID.get(piece.tags[i], 0)
        ids[i, 4] = label_id(piece.labels[i])
        flag = flags[i]
        flag[0] = inside[i] > 0
        flag[1] = word[:1].isupper()
        flag[2] = word.isupper() and len(word) > 1
        flag[3] = word.isdigit()
        flag[4] = word in "«“„"
        flag[5] = word in "»”"
        flag[6] = word in ('"', "''", "``")
        flag[7] = word == ":"
        flag[8] = word == ","
        flag[9] = word in ("-", "–", "—")
        flag[10] = word in ("?", "!")
        flag[11] = i == 0
        flag[12] = piece.sentences[i] == 0
        flag[13] = piece.sentences[i] == last_sentence
        flag[14] = title
        flag[15] = piece.heads[i] < i
        flag[16] = min(abs(piece.heads[i] - i), 10) / 10
        flag[17] = len(spans) > 0
    heads = np.asarray(piece.heads, dtype=np.int64)
    if count:
        ids[:, 5], ids[:, 6], ids[:, 7] = ids[heads, 0], ids[heads, 3], ids[heads, 4]
    return Features(ids, np.concatenate([flags, piece.morphology], axis=1), piece.vectors, inside)


def paths(piece: Parsed, anchor: int, label_ids: list[int], children: list[list[int]]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
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
            for child in children[node]:
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


def children_of(heads: list[int]) -> list[list[int]]:
    """Children of every token."""
    below: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            below[head].append(i)
    return below

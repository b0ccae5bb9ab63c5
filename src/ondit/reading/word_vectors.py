"""A parser's word vectors, read without a dictionary of the half million words that have one.

spaCy keeps the numbers of these words in a file (``key2row``, one map in MessagePack) that it unpacks into a dictionary
and walks through at every start: a fifth of the time to the first reading, and 80 MB. Here the map is read by NumPy into
two arrays, sorted by word, and the vectors stay on the disk until a word asks for its own.

A table of another layout is left to spaCy.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int32]
    Numbers = NDArray[np.uint64]
    Floats = NDArray[np.float32]

# Bytes that an unsigned number takes in MessagePack, by its first one; 0 where it is none.
SIZES = np.zeros(256, dtype=np.int32)
SIZES[:0x80], SIZES[0xCC:0xD0] = 1, (2, 3, 5, 9)
LONG = 0xCF  # before a number of 64 bits, as words have
HEADERS = {0xDE: 3, 0xDF: 5}
LARGEST_ENTRY = 18
# The map is read at so many places at once; at each it begins behind so many entries that follow each other.
LANES, PROOF = 8192, 6


class WordVectors:
    """Vectors of words by their numbers in a vocabulary: what spaCy's layers ask of a table that is not its own."""

    def __init__(self, words: Numbers, rows: Places, data: Floats) -> None:
        order = np.argsort(words)
        self.words, self.rows, self.data = words[order], rows[order], data
        self.strings: Any = ()  # the vocabulary that it is given to puts its own here

    @property
    def shape(self) -> tuple[int, ...]:
        """(rows, width)."""
        return self.data.shape

    def get_batch(self, keys: Any) -> Floats:
        """(keys, width); zeros for a word that has no vector."""
        wanted = np.asarray(keys, dtype=np.uint64)
        places = np.minimum(np.searchsorted(self.words, wanted), len(self.words) - 1)
        vectors = np.zeros((len(wanted), self.data.shape[1]), dtype=np.float32)
        known = self.words[places] == wanted
        vectors[known] = self.data[self.rows[places[known]]]
        return vectors


def give_vectors(vocab: Any, folder: Path) -> None:
    """Give a vocabulary the vectors in its folder, the short way where that can be."""
    if (found := word_vectors(folder)) is not None:
        vocab.vectors = found
    elif folder.is_dir():
        vocab.vectors.from_disk(folder, exclude=["strings"])


def word_vectors(folder: Path) -> WordVectors | None:
    """The table in a parser's folder ``vocab``; None where it is not of the layout that is known here."""
    try:
        settings = json.loads((folder / "vectors.cfg").read_bytes())
        packed = (folder / "key2row").read_bytes()
        data = np.load(folder / "vectors", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError):
        return None
    if settings.get("mode") != "default" or settings.get("attr", "ORTH") not in ("ORTH", 65):
        return None
    entries = unpacked(packed)
    if entries is None or not len(entries[0]) or data.ndim != 2 or int(entries[1].max()) >= len(data):
        return None
    return WordVectors(entries[0], entries[1].astype(np.int32), data)


def unpacked(packed: bytes) -> tuple[Numbers, Numbers] | None:
    """Keys and values of a map of unsigned numbers, in their order; None where it is none, or too short to be worth it.

    Where an entry begins is known only when the one before has been read. So it is read at LANES places side by side,
    each from where an entry seems to begin; that each ends where the next one begins proves all of them right.
    """
    head = HEADERS.get(packed[0]) if packed else None
    if head is None or not LANES * LARGEST_ENTRY * PROOF < len(packed) < 2**31 - 1000:
        return None
    count, end = int.from_bytes(packed[1:head], "big"), len(packed)
    data = np.frombuffer(packed + bytes(2 * LARGEST_ENTRY), dtype=np.uint8)
    places = np.linspace(head, end, LANES, endpoint=False, dtype=np.int32)
    starts = np.unique(np.append(beginnings(data, places), np.int32(head)))
    starts = starts[starts < end]
    stops = np.append(starts[1:], np.int32(end))
    at, found = starts, [starts]
    while (going := at < stops).any():
        key = SIZES[data[at]]
        size = key + SIZES[data[np.minimum(at + key, end)]]
        at = np.where(going, at + np.maximum(size, 2), at)
        found.append(np.where(at < stops, at, -1))
    if (at != stops).any():
        return None
    keys = np.stack(found, axis=1).ravel()  # place by place, so in the order of the file
    keys = keys[keys >= 0]
    values = keys + SIZES[data[keys]]
    if len(keys) != count or not SIZES[data[keys]].all() or not SIZES[data[values]].all():
        return None
    return numbers(data, keys), numbers(data, values)


def beginnings(data: Bytes, places: Places) -> Places:
    """An offset near each place where an entry begins: behind PROOF entries of words that follow each other from the
    place on. One read from a wrong beginning soon falls in with the right ones. None for a place that has no such."""
    tried = places[:, None] + np.arange(LARGEST_ENTRY, dtype=np.int32)
    lane, step = np.nonzero(data[tried] == LONG)
    at: Places = tried[lane, step].astype(np.int32)
    for _ in range(PROOF):
        size = SIZES[data[at + 9]]
        fits = (data[at] == LONG) & (size > 0) & (size < 9)
        lane, at = lane[fits], at[fits] + 9 + size[fits]
    return at[np.unique(lane, return_index=True)[1]]


def numbers(data: Bytes, at: Places) -> Numbers:
    """The unsigned numbers that begin at some offsets."""
    sizes, out = SIZES[data[at]], np.zeros(len(at), dtype=np.uint64)
    for size, kind in ((1, ">u1"), (2, ">u1"), (3, ">u2"), (5, ">u4"), (9, ">u8")):
        here = np.flatnonzero(sizes == size)
        # The file seen as numbers of this width, one beginning at each byte.
        width = np.dtype(kind).itemsize
        seen: NDArray[Any] = np.ndarray(len(data) - width + 1, dtype=kind, buffer=data.data, strides=(1,))
        out[here] = seen[at[here] + (size > 1)]
    return out

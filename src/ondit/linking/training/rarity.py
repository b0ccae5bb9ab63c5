"""Count in how many news articles each (hashed) word stands: what ``terms.rarity`` reads.

Only hashes of words are kept, never the words: no text can be read back from the counts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from ondit.linking.terms import BUCKETS, bucket, words

# Not the rumours themselves: the names of a new rumour are new, so those of the old ones must look new in training too.
SOURCES = (
    ("en", "polnear/train.jsonl"),
    ("fr", "wikinews-fr/articles.jsonl"),
)


def count(data: Path, out: Path) -> dict[str, int]:
    """Read the articles under ``data``, write ``out`` (npz), give the number of articles a language."""
    counts = np.zeros(BUCKETS, dtype=np.int64)
    totals: dict[str, int] = {}
    for language, name in SOURCES:
        with (data / name).open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                totals[language] = totals.get(language, 0) + 1
                for place in {bucket(language, word) for word in words(item["text"])}:
                    counts[place] += 1
    arrays: dict[str, Any] = {f"n_{code}": np.asarray(n) for code, n in totals.items()}
    np.savez_compressed(out, counts=np.minimum(counts, 65535).astype(np.uint16), **arrays)
    return totals

"""A text as weighted words: what two texts share, and how rare it is.

Words are folded (case, accents) and cut to their first eight letters, which brings inflections together in both
languages without a stemmer a language. How rare a word is in ordinary news is read from ``models/rarity.npz``:
document counts by hashed word and language (no word can be read back), made by ``ondit train linking``.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

WORD = re.compile(r"[^\W_]+(?:\.\d+)?", re.UNICODE)
NUMBER = re.compile(r"^\d")
BUCKETS = 1 << 17
_STEM = 8
_FADES = 60  # words after which a word counts half


def fold(text: str) -> str:
    """Lower case without accents: ``"Élysée"`` gives ``"elysee"``. Length may change: not for offsets."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str) -> list[str]:
    """Folded words in order, cut to eight letters; numbers whole; single letters left out."""
    return [w if NUMBER.match(w) else w[:_STEM] for w in WORD.findall(fold(text)) if len(w) > 1 or w.isdigit()]


def bucket(language: str, word: str) -> int:
    """Where a word's count stands: a hash, the same on every machine."""
    return zlib.crc32(f"{language}:{word}".encode()) % BUCKETS


@cache
def _counts() -> tuple[np.ndarray, dict[str, int]]:
    path = files("ondit.linking") / "models" / "rarity.npz"
    with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
        totals = {key[2:]: int(stored[key]) for key in stored.files if key.startswith("n_")}
        return stored["counts"].astype(np.int64), totals


@lru_cache(maxsize=200_000)
def rarity(word: str, language: str) -> float:
    """How rare a word is in ordinary news, in [0, 1]: 0 in every article, 1 never seen.

    A language without counts of its own takes the most that any language gives (so its small words weigh little).
    """
    counts, totals = _counts()
    languages = [language] if language in totals else list(totals)
    seen = max((counts[bucket(code, word)] + 0.5) / (totals[code] + 1) for code in languages)
    most = max(math.log(2 * (totals[code] + 1)) for code in languages)
    return max(0.0, min(1.0, -math.log(min(seen, 1.0)) / most))


def weigh(found: list[str], language: str) -> dict[str, float]:
    """Words in order to weights, of length 1 as a vector. Empty for no words.

    A word weighs more the rarer it is and the earlier it stands: news says first what it is about.
    """
    counted: dict[str, float] = {}
    for i, word in enumerate(found):
        counted[word] = counted.get(word, 0.0) + 1 / (1 + i / _FADES)
    weights = {w: math.log(1 + 3 * x) * rarity(w, language) ** 1.5 for w, x in counted.items()}
    length = math.sqrt(sum(x * x for x in weights.values()))
    return {w: x / length for w, x in weights.items() if x > 0} if length else {}


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two weighted bags of length 1, in [0, 1]."""
    if len(a) > len(b):
        a, b = b, a
    return sum(x * b[w] for w, x in a.items() if w in b)

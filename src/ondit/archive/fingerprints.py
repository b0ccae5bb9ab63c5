"""What tells duplicates: a hash of an article's words, and a sketch of its fingerprints (MinHash; Broder 1997).

The fingerprints are those by which tracing finds copied text (winnowed word shingles). A sketch keeps the smallest of
``SKETCH`` hashings of them: the share of places at which two sketches agree estimates the share that is common.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from ondit.desk.same_words import words_of
from ondit.records import Article
from ondit.tracing.copied_text import prose

SKETCH, BANDS = 64, 16  # 16 bands of 4: pairs that share 0.9 meet in one with a chance over 0.999999, 0.3 of them 0.12
_PRIME = np.uint64(4294967311)  # the first beyond 2**32
_FRAME = ("www.", "m.", "amp.", "mobile.")


def same_mark(article: Article) -> bytes:
    """Equal for articles whose words are equal; quotes, spaces, labels and counters do not count."""
    said = f"{article.language}\n{words_of(article).casefold()}"
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).digest()


def sketch(text: str) -> list[int]:
    """``SKETCH`` numbers under 2**32; empty for a text too short to be like another by more than chance."""
    marks = prose.__wrapped__(text).prints  # without its memory: no text comes twice here
    if len(marks) < 8:
        return []
    values = np.fromiter(marks, dtype=np.uint64, count=len(marks))
    factors, shifts = _hashings()
    hashed = (values[:, None] * factors[None, :] + shifts[None, :]) % _PRIME
    return [int(x) & 0xFFFFFFFF for x in hashed.min(axis=0)]


def bands(of: list[int]) -> list[tuple[int, ...]]:
    """The pieces of a sketch by which near ones find each other."""
    width = SKETCH // BANDS
    return [(at, *of[at : at + width]) for at in range(0, len(of), width)]


def likeness(one: list[int], other: list[int]) -> float:
    """The share of fingerprints that two texts have in common, in [0, 1]; standard error at most 0.0625."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / SKETCH


def site_of(article: Article) -> str:
    """Who publishes an article, for telling a repost from another outlet's copy: the host, else the outlet's name."""
    try:
        host = (urlsplit(article.url or article.key).hostname or "").lower()
    except ValueError:
        host = ""
    for prefix in _FRAME:
        host = host.removeprefix(prefix)
    return host or (article.outlet or "").casefold() or f"key:{article.key}"


def bucket_of(site: str, buckets: int) -> int:
    """In which bucket a site's articles are compared."""
    return int.from_bytes(blake2b(site.encode("utf-8", "replace"), digest_size=4).digest(), "big") % buckets


@cache
def _hashings() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    chance = np.random.Generator(np.random.PCG64(20260301))
    factors = chance.integers(1, 2**31, SKETCH, dtype=np.uint64)  # below 2**31, so that a product stays in 64 bits
    return factors, chance.integers(0, 2**31, SKETCH, dtype=np.uint64)

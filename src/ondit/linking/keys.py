"""What an article is looked up by: its weightiest words, and the cells of vector space that its lead lies in.

Words are looked up by everybody; those of names are among them, so that a name in common counts once a word, not
again as a whole. Cells of one's own language are few; between languages, where few words are
the same, more of them count: they are *facing* keys, under which only articles in other languages look, once for those
that are near and again for the nearest. Each language has anchors (``blocks``) of its own there, so that the rare
language is not lost among the others. One such key says little: it is worth a third of a word, and four of them, or
one and a word, are enough to be compared.
"""

from __future__ import annotations

import hashlib

import numpy as np

from ondit.linking.gist import Gist
from ondit.linking.lexicon import languages
from ondit.linking.pair_score import PairModel

_TERMS, _CELLS = 18, 3  # weightiest words, and nearest cells in one's own language
_ANCHORS = 24
_FACING = {"facing": (7, 16), "nearest": (3, 32)}  # kind of facing key: nearest cells, and anchors of each language
_KINDS = tuple(_FACING)
_WORTH, _FACING_WORTH = 3, 1
ENOUGH = 4  # what the keys that two items share must be worth: one rare word in common is mostly chance


def keys_of(gist: Gist, use: PairModel | None = None) -> frozenset[str]:
    """The keys that an article stands under. One in a language that is not among ``languages()`` has none that face."""
    keys = {f"w:{word}" for word in sorted(gist.bag, key=lambda w: (-gist.bag[w], w))[:_TERMS]}
    if use is not None and len(use.cells):
        for vector in (gist.opening, *gist.vectors[:1]):
            near = np.argsort(-np.round(use.cells @ vector, 4), kind="stable")
            keys |= {f"c:{gist.language}:{cell}" for cell in near[:_CELLS]}
            for kind, (cells, _) in _FACING.items() if gist.language in languages() else ():
                keys |= {f"{kind}:{gist.language}:{cell}" for cell in near[:cells]}
    return frozenset(keys)


def looked_under(key: str) -> tuple[str, ...]:
    """The keys under which one who stands under ``key`` looks: ``key`` itself, or the same in the other languages."""
    kind, _, rest = key.partition(":")
    if kind not in _FACING:
        return (key,)
    language, _, cell = rest.partition(":")
    return tuple(f"{kind}:{other}:{cell}" for other in languages() if other != language)


def common(key: str) -> str:
    """What a key has in common with those that it is looked under from: they belong on one machine."""
    kind, _, rest = key.partition(":")
    return f"{kind}:{rest.partition(':')[2]}" if kind in _FACING else key


def anchors_of(key: str) -> int:
    """How many anchors a key has (``blocks``)."""
    kind = key.partition(":")[0]
    return _FACING[kind][1] if kind in _FACING else _ANCHORS


def worth_of(key: str) -> int:
    """How much it says that two items share a key."""
    return _FACING_WORTH if key.partition(":")[0] in _FACING else _WORTH


def place_of(key: str) -> int:
    """A key as a signed number of 64 bits: its lowest byte tells kind and language of a key that faces, else it is
    0."""
    digest = hashlib.blake2b(common(key).encode(), digest_size=8).digest()
    kind, _, rest = key.partition(":")
    tag = 0
    if kind in _FACING:
        tag = 1 + _KINDS.index(kind) * len(languages()) + languages().index(rest.partition(":")[0])
    return int.from_bytes(digest, "big", signed=True) & ~0xFF | tag


def places_looked_under(place: int) -> tuple[int, ...]:
    """``looked_under``, of a place."""
    tag, count = place & 0xFF, len(languages())
    if not tag:
        return (place,)
    first = tag - (tag - 1) % count  # of the tags of its kind
    return tuple(place - tag + other for other in range(first, first + count) if other != tag)


def anchors_at(place: int) -> int:
    """``anchors_of``, of a place."""
    tag = place & 0xFF
    return _FACING[_KINDS[(tag - 1) // len(languages())]][1] if tag else _ANCHORS


def worth_at(place: int) -> int:
    """``worth_of``, of a place."""
    return _FACING_WORTH if place & 0xFF else _WORTH

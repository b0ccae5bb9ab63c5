"""What an article is about, in the forms that are compared: weighted words, names, numbers, vectors of its lead and
first sentences. One ``Gist`` an article; a pure function of its text (and of the entities, where a reading found them).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ondit.linking.names import canonical, names_in
from ondit.linking.terms import NUMBER, rarity, weigh, words
from ondit.records import Reading, Span
from ondit.vectors import Vectors, encode

_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-ÖØ-Þ0-9])|\n\s*\n|\n")
_SMALL = re.compile(r"\b[a-zà-öø-ÿ]\w+")
_FIRST = 6  # sentences whose vectors are kept
_LEAD = 400  # characters that count as the lead
_WHOLE = 6000  # characters of the body that are weighed
_OPENING, _WIDE = 600, 1200  # characters that are read as one text by the encoder

Bag = dict[str, float]


@dataclass(frozen=True, slots=True)
class Gist:
    """The bags are words to weights, of length 1: ``bag`` all words, ``lead`` those of the lead, ``called`` those in
    names, ``things`` the others, ``pairs`` neighbours; ``names`` whole names. ``vectors`` has a row for each first
    sentence (``sentences`` are their spans), ``opening`` and ``wide`` read the lead as one; ``size`` is in words.
    """

    key: str
    language: str
    bag: Bag
    lead: Bag
    things: Bag
    called: Bag
    pairs: Bag
    names: Bag
    numbers: frozenset[str]
    vectors: Vectors
    opening: Vectors
    wide: Vectors
    sentences: tuple[Span, ...]
    size: int


def sentences_of(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences between two offsets, trimmed, empty ones left out. Rough on purpose: no parser."""
    end = len(text) if end is None else end
    edges, at = [], start
    for match in _END.finditer(text, start, end):
        edges.append((at, match.start()))
        at = match.end()
    edges.append((at, end))
    trimmed = []
    for a, b in edges:
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip())
        b = a + len(piece.strip())
        if b > a:
            trimmed.append((a, b))
    return trimmed


def gist_of(reading: Reading) -> Gist:
    """The forms under which an article is compared with others."""
    article = reading.article
    text, language = article.text[:_WHOLE], article.language
    spans = [s for s in sentences_of(text) if s[1] - s[0] >= 15][:_FIRST] or sentences_of(text)[:1]
    flat = " ".join(text[: 2 * _WIDE].split())
    vectors = encode([*(text[a:b] for a, b in spans), flat[:_OPENING], flat[:_WIDE]], longest=_WIDE)
    vectors = vectors.astype(np.float16).astype(np.float32)  # as they are kept (``gist_bytes``): scores must not differ
    found = words(text)
    names = _names(reading, text)
    in_names = {w for name in names for w in words(name)}
    in_names -= {w for small in _SMALL.findall(text) for w in words(small)}
    return Gist(
        article.key,
        language,
        weigh(found, language),
        weigh(words(text[:_LEAD]), language),
        weigh([w for w in found if w not in in_names], language),
        weigh([w for w in found if w in in_names], language),
        _neighbours(found, language),
        names,
        frozenset(w for w in found if NUMBER.match(w)),
        vectors[:-2],
        vectors[-2],
        vectors[-1],
        tuple(spans),
        len(found),
    )


def _unit(weights: Bag) -> Bag:
    length = math.sqrt(sum(x * x for x in weights.values()))
    return {w: x / length for w, x in weights.items() if x > 0} if length else {}


def _neighbours(found: list[str], language: str) -> Bag:
    """Pairs of neighbouring words, as rare as both are."""
    pairs = pairwise(found)
    return _unit({f"{a} {b}": rarity(a, language) * rarity(b, language) for a, b in pairs})


def _names(reading: Reading, text: str) -> Bag:
    """Names to weights: how often, how early and how rare; from the entities too, where there are some."""
    counted: dict[str, float] = {}
    for name, at in names_in(text):
        counted[name] = counted.get(name, 0.0) + (2.0 if at < _LEAD else 1.0)
    for entity in reading.entities:
        name = canonical(entity.name)
        if name:
            early = any(a < _LEAD for a, _ in entity.mentions)
            counted[name] = max(counted.get(name, 0.0), len(entity.mentions) + float(early))
    language = reading.article.language
    return _unit(
        {
            name: (1 + math.log(n)) * max(rarity(w, language) for w in words(name) or [name])
            for name, n in counted.items()
        }
    )

"""What an article is about, in the forms that are compared: weighted words, names, numbers, vectors of its first
sentences. One ``Gist`` an article; a pure function of its text (and of the entities, where a reading found them).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ondit.linking.names import canonical, names_in
from ondit.linking.terms import NUMBER, rarity, weigh, words
from ondit.records import Reading, Span
from ondit.vectors import Vectors, encode

_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-ÖØ-Þ0-9])|\n\s*\n|\n")
_SMALL = re.compile(r"\b[a-zà-öø-ÿ]\w+")
_FIRST = 10  # sentences whose vectors are kept
_LEAD = 400  # characters that count as the lead
_WHOLE = 6000  # characters of the body that are weighed


@dataclass(frozen=True, slots=True)
class Gist:
    """``bag``, ``lead`` and ``things`` (the bag without names) are words to weights (length 1); so is ``names``;
    ``vectors`` has a row for each first sentence (``sentences`` are their spans); ``size`` is the number of words.
    """

    key: str
    language: str
    bag: dict[str, float]
    lead: dict[str, float]
    things: dict[str, float]
    names: dict[str, float]
    numbers: frozenset[str]
    vectors: Vectors
    mean: Vectors
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
    text = article.text[:_WHOLE]
    spans = [s for s in sentences_of(text) if s[1] - s[0] >= 15][:_FIRST] or sentences_of(text)[:1]
    vectors = encode([text[a:b] for a, b in spans])
    mean = vectors.mean(axis=0) if len(spans) else np.zeros(512, dtype=np.float32)
    mean /= max(float(np.linalg.norm(mean)), 1e-9)
    found = words(text)
    language = article.language
    names = _names(reading, text)
    called = {w for name in names for part in name.split() for w in words(part)}
    called -= {w for small in _SMALL.findall(text) for w in words(small)}
    return Gist(
        article.key,
        language,
        weigh(found, language),
        weigh(words(text[:_LEAD]), language),
        weigh([w for w in found if w not in called], language),
        names,
        frozenset(w for w in found if NUMBER.match(w)),
        vectors,
        mean.astype(np.float32),
        tuple(spans),
        len(found),
    )


def _names(reading: Reading, text: str) -> dict[str, float]:
    """Names to weights: how often, how early and how rare; from the entities where there are some."""
    counted: dict[str, float] = {}
    for name, at in names_in(text):
        counted[name] = counted.get(name, 0.0) + (2.0 if at < _LEAD else 1.0)
    for entity in reading.entities:
        name = canonical(entity.name)
        if name:
            early = any(a < _LEAD for a, _ in entity.mentions)
            counted[name] = max(counted.get(name, 0.0), len(entity.mentions) + float(early))
    weights = {
        name: (1 + float(np.log(n))) * max(rarity(w[:8], reading.article.language) for w in name.split())
        for name, n in counted.items()
    }
    length = sum(x * x for x in weights.values()) ** 0.5
    return {name: x / length for name, x in weights.items() if x > 0} if length else {}

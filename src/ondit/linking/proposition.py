"""What a rumour says: of all claims that a story's articles make, those that say one and the same thing.

Articles about the same parties that were gathered into one story bring other news along ("Corvane opens a training
centre, according to the Gazette"). The proposition is the claim that most articles come near to, with its neighbours.
Texts about the same parties lie near each other by the names alone, and so do texts about one town, so nearness is
looked at twice: as the texts stand, and without any names, where what is said of them remains; it is the mean of both.
A text that names all whom a claim names is more likely about that claim than one that names some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ondit.linking.claims import Claim
from ondit.linking.names import parts
from ondit.linking.terms import fold
from ondit.vectors import Vectors, encode

_MIDDLE = 0.6  # of what makes the articles near to the nearest claim: a claim that shares it is of the middle too
_LIKE = 0.6  # nearness at which two claims say the same in other words
_OWN = 0.1  # what neighbours in its own article count for a claim, beside those of others
_ALL_NAMED = 0.1  # what it counts for nearness that all whom a claim names are named
_SEVERAL = 2  # names in a claim, where that tells anything
_WORD = re.compile(r"[^\W_]+")
Matrix = npt.NDArray[np.float64]


class Near(NamedTuple):
    """How near a claim is to the proposition, in [0, 1]: by its own words, and by the nearer of these and its
    sentence."""

    said: float
    told: float


class Texts(NamedTuple):
    """Texts as vectors, as they stand and without names, and the names that each holds."""

    spoken: Vectors
    bare: Vectors
    named: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """The claims that say what is rumoured. ``told`` are their texts, ``names`` the story's canonical names."""

    claims: tuple[Claim, ...]
    told: Texts
    names: tuple[str, ...]

    def says(self, claim: Claim) -> bool:
        """Whether a claim is one of those that say it."""
        return any(_same(claim, other) for other in self.claims)

    def nearness(self, claims: Sequence[Claim]) -> list[Near]:
        """How near each claim lies to the nearest claim that says it, itself left out."""
        if not claims:
            return []
        said = self._near([claim.text for claim in claims])
        around = self._near([claim.around for claim in claims])
        for row, claim in enumerate(claims):
            itself = [_same(claim, other) for other in self.claims]
            said[row, itself] = around[row, itself] = 0.0
        best = said.max(axis=1, initial=0.0), around.max(axis=1, initial=0.0)
        return [Near(round(float(a), 4), round(float(max(a, b)), 4)) for a, b in zip(*best, strict=True)]

    def nearest_text(self, texts: Sequence[str], article: str) -> float:
        """How near the nearest of some texts of one article lies to what other articles claim."""
        others = [place for place, claim in enumerate(self.claims) if claim.article != article]
        if not texts or not others:
            return 0.0
        return round(float(self._near(texts)[:, others].max()), 4)

    def nearest_of(self, texts: Sequence[str]) -> str:
        """The one of some texts that lies nearest to what is rumoured."""
        return texts[int(np.argmax(np.round(self._near(texts).max(axis=1, initial=0.0), 4)))]

    def _near(self, texts: Sequence[str]) -> Matrix:
        return _near(_texts(texts, self.names), self.told)


def proposition_of(openers: Sequence[Claim], claims: Sequence[Claim], named: Iterable[str]) -> Proposition:
    """The proposition of a story: the opening claims that its articles lie nearest to, and claims in like words.

    ``claims`` are all that the story's articles make; ``named`` are the canonical names of whoever and whatever its
    articles name.
    """
    first = list(dict.fromkeys(openers or claims))
    every = list(dict.fromkeys([*first, *claims]))
    names = tuple(sorted(set(named)))
    texts = _texts([c.text for c in every], names)
    near = _near(texts, texts)
    ring = _middle(every, len(first), near)
    kept = [place for place in range(len(every)) if place in ring or near[place, ring].max() >= _LIKE]
    told_texts = Texts(texts.spoken[kept], texts.bare[kept], tuple(texts.named[place] for place in kept))
    return Proposition(tuple(every[place] for place in kept), told_texts, names)


def _middle(claims: Sequence[Claim], openers: int, near: Matrix) -> list[int]:
    """Places of the opening claim that the story's articles lie nearest to, and of those that the same articles lie
    about as near to. The parties' other news may be told by as many, but by others."""
    articles = sorted({claim.article for claim in claims})
    reach = np.zeros((openers, len(articles)))
    for column, article in enumerate(articles):
        there = [place for place, claim in enumerate(claims) if claim.article == article]
        for place in range(openers):
            others = [other for other in there if other != place]
            reach[place, column] = max((float(near[other, place]) for other in others), default=0.0)
    own = np.array([articles.index(claim.article) for claim in claims[:openers]])
    told = reach.copy()
    told[np.arange(openers), own] *= _OWN
    middle = int(np.argmax(np.round(told.sum(axis=1), 4)))
    reach[np.arange(openers), own] = 1.0
    common = np.minimum(reach, reach[middle]).sum(axis=1) / reach[middle].sum()
    return [place for place in range(openers) if round(float(common[place]), 4) >= _MIDDLE]


def bare_vectors(wordings: Sequence[tuple[str, Sequence[str]]]) -> Vectors:
    """One row for each wording, as it stands without the names of its own parties (canonical ones)."""
    return encode([_bare([wording], _words_of(parties))[0] for wording, parties in wordings])


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in {*parts(name), *name.split()})


def _texts(texts: Sequence[str], names: Sequence[str]) -> Texts:
    words = {name: frozenset(word for word in name.split() if len(word) > 2) for name in names}
    folded = [{fold(word) for word in _WORD.findall(text)} for text in texts]
    named = tuple(frozenset(name for name in names if words[name] & said) for said in folded)
    return Texts(encode(texts), encode(_bare(texts, _words_of(names))), named)


def _near(texts: Texts, theirs: Texts) -> Matrix:
    """How near each of some texts (rows) lies to each of others (columns)."""
    whole = np.asarray(texts.spoken @ theirs.spoken.T, dtype=np.float64)
    without = np.asarray(texts.bare @ theirs.bare.T, dtype=np.float64)
    several = [len(named) >= _SEVERAL for named in theirs.named]
    all_named = [
        [many and there <= here for there, many in zip(theirs.named, several, strict=True)] for here in texts.named
    ]
    bonus = _ALL_NAMED * np.array(all_named, dtype=np.float64).reshape(whole.shape)
    return np.minimum((whole + without) / 2 + bonus, 1.0)


def _bare(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    return [_WORD.sub(lambda word: "" if fold(word.group()) in names else word.group(), text) for text in texts]


def _same(one: Claim, other: Claim) -> bool:
    return one.article == other.article and one.statement == other.statement

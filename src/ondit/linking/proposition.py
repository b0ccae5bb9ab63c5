"""What a rumour says: of all claims that a story's articles make, those that say one and the same thing.

Articles about the same parties that were gathered into one story bring other news along ("Corvane opens a training
centre, according to the Gazette"). The proposition is the claim that most articles come near to, with its neighbours.
Texts about the same parties lie near each other by the names alone, so nearness is looked at twice: as the texts
stand, and without the parties' names, where what is said of them remains.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ondit.linking.claims import Claim
from ondit.linking.names import parts
from ondit.linking.terms import fold
from ondit.vectors import Vectors, encode

_MIDDLE = 0.7  # of how near the articles lie to their nearest claim: at this, another claim is of the middle too
_LIKE = 0.6  # nearness at which two claims say the same in other words
_NAMED = 0.10  # what the parties' names alone add to the nearness of two texts, about
_OWN = 0.1  # what neighbours in its own article count for a claim, beside those of others
_WORD = re.compile(r"[^\W_]+")
Matrix = npt.NDArray[np.float64]


class Near(NamedTuple):
    """How near a claim is to the proposition, in [0, 1]: by its own words, and by the nearer of these and its
    sentence."""

    said: float
    told: float


@dataclass(frozen=True, slots=True)
class Proposition:
    """The claims that say what is rumoured. ``spoken`` are their vectors as they stand, ``bare`` without the names.

    ``names`` are the folded words of the parties' names.
    """

    claims: tuple[Claim, ...]
    spoken: Vectors
    bare: Vectors
    names: frozenset[str]

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

    def _near(self, texts: Sequence[str]) -> Matrix:
        return _near(encode(texts), encode(_bare(texts, self.names)), self.spoken, self.bare)


def proposition_of(openers: Sequence[Claim], claims: Sequence[Claim], parties: Sequence[str]) -> Proposition:
    """The proposition of a story: the opening claims that its articles lie nearest to, and claims in like words.

    ``claims`` are all that the story's articles make; ``parties`` are canonical names.
    """
    first = list(dict.fromkeys(openers or claims))
    every = list(dict.fromkeys([*first, *claims]))
    names = _words_of(parties)
    spoken, bare = encode([c.text for c in every]), encode(_bare([c.text for c in every], names))
    near = _near(spoken, bare, spoken, bare)
    told = [_told(place, every, near) for place in range(len(first))]
    ring = [place for place, sure in enumerate(told) if sure >= _MIDDLE * max(told)]
    kept = [place for place in range(len(every)) if place in ring or near[place, ring].max() >= _LIKE]
    return Proposition(tuple(every[place] for place in kept), spoken[kept], bare[kept], names)


def _told(place: int, claims: Sequence[Claim], near: Matrix) -> float:
    """How near the story's articles lie to a claim, summed, each by the nearest of its claims."""
    best: dict[str, float] = {}
    for other, claim in enumerate(claims):
        if other != place:
            best[claim.article] = max(best.get(claim.article, 0.0), float(near[place, other]))
    own = best.pop(claims[place].article, 0.0)
    return round(_OWN * own + sum(best.values()), 4)


def bare_vectors(wordings: Sequence[tuple[str, Sequence[str]]]) -> Vectors:
    """One row for each wording, as it stands without the names of its own parties (canonical ones)."""
    return encode([_bare([wording], _words_of(parties))[0] for wording, parties in wordings])


def _words_of(parties: Sequence[str]) -> frozenset[str]:
    return frozenset(word for party in parties for word in {*parts(party), *party.split()})


def _near(spoken: Vectors, bare: Vectors, theirs: Vectors, their_bare: Vectors) -> Matrix:
    whole = np.asarray(spoken @ theirs.T, dtype=np.float64)
    without = np.asarray(bare @ their_bare.T, dtype=np.float64)
    return np.maximum(whole - _NAMED, (whole + without) / 2)


def _bare(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    return [_WORD.sub(lambda word: "" if fold(word.group()) in names else word.group(), text) for text in texts]


def _same(one: Claim, other: Claim) -> bool:
    return one.article == other.article and one.statement == other.statement

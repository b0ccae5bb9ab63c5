"""Where each headline and each article stands to its claim, recovered from the labels of their pairs.

A pair agrees where both assert or both contradict the claim, disagrees where one asserts what the other contradicts,
and discusses where either takes no stance (so FNC-1's pairs were made from Emergent's labels, Ferreira and Vlachos
2016). Read backwards, the labels of all pairs of one claim say where each of its texts stands: a mean-field fit with
several beginnings. Which of two camps is the contradicting one no label says; words that contradict do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_NOISE = 0.02  # share of pairs whose label does not follow from their camps
_STARTS, _ROUNDS = 8, 40
_MOST = 2  # contradicting words of one text that count
Array = np.ndarray[Any, Any]

# label[head's camp, body's camp]: 0 agree, 1 disagree, 2 discuss
LABEL = np.array([[0, 1, 2], [1, 0, 2], [2, 2, 2]])


def camps(pairs: Sequence[tuple[str, str, int]], against: Mapping[str, int]) -> dict[str, Array]:
    """Chances of ``CAMPS`` for each headline and each article of one claim. ``pairs`` are (headline, article, label);
    ``against`` has how many words that contradict each text opens with."""
    heads, bodies = sorted({p[0] for p in pairs}), sorted({p[1] for p in pairs})
    fit = _Fit(
        np.stack([_prior(against[h]) for h in heads]),
        np.stack([_prior(against[b]) for b in bodies]),
        np.array([heads.index(p[0]) for p in pairs]),
        np.array([bodies.index(p[1]) for p in pairs]),
        np.array([p[2] for p in pairs]),
    )
    _, of_heads, of_bodies = fit.best()
    chances = np.concatenate([of_heads, of_bodies])
    if _mirrored(chances, np.array([min(_MOST, against[key]) for key in (*heads, *bodies)])):
        chances = chances[:, [1, 0, 2]]
    return dict(zip([*heads, *bodies], chances, strict=True))


def _prior(against: int) -> Array:
    contradicts = 0.2 if against > 0 else 0.04
    return np.asarray(np.log([0.75 - contradicts, contradicts, 0.25]))


def _mirrored(chances: Array, against: Array) -> bool:
    """Whether the words that contradict speak for taking each camp for the other."""
    tells = _TELLS[against.astype(int)]
    return bool(tells @ (chances[:, 1] - chances[:, 0]) < 0)


# Log odds of contradicting over asserting for a text that opens with no, one, or more words that contradict.
_TELLS = np.log(np.array([0.25, 0.30, 0.45]) / np.array([0.70, 0.20, 0.10]))


class _Fit:
    def __init__(self, heads: Array, bodies: Array, left: Array, right: Array, labels: Array) -> None:
        agrees = LABEL[:, :, None] == np.arange(3)
        likely = np.log(np.where(agrees, 1 - _NOISE, _NOISE / 2))
        self.heads, self.bodies, self.left, self.right = heads, bodies, left, right
        self.likely = likely[:, :, labels]  # camp of head, camp of body, pair

    def best(self) -> tuple[float, Array, Array]:
        """The likeliest of several fits, each also begun from its own mirror image."""
        random = np.random.RandomState(0)
        found = []
        for start in range(_STARTS):
            noise = random.gumbel(size=self.heads.shape) if start else 0.0
            once = self._from(_normal(self.heads + noise))
            found += [once, self._from(once[1][:, [1, 0, 2]])]
        return max(found, key=lambda fit: fit[0])

    def _from(self, heads: Array) -> tuple[float, Array, Array]:
        for _ in range(_ROUNDS):
            told = self.bodies.copy()
            np.add.at(told, self.right, np.einsum("na,abn->nb", heads[self.left], self.likely))
            bodies = _normal(told)
            told = self.heads.copy()
            np.add.at(told, self.left, np.einsum("nb,abn->na", bodies[self.right], self.likely))
            before, heads = heads, _normal(told)
            if np.abs(heads - before).max() < 1e-4:
                break
        value = (heads * self.heads).sum() + (bodies * self.bodies).sum() + _spread(heads) + _spread(bodies)
        value += np.einsum("na,abn,nb->", heads[self.left], self.likely, bodies[self.right])
        return float(value), heads, bodies


def _normal(logs: Array) -> Array:
    raised = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _spread(chances: Array) -> float:
    return float(-(chances * np.log(chances + 1e-12)).sum())

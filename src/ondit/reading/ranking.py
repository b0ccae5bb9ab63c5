"""Whom words mean, by learnt weights: each candidate's traits make a sum, and nobody is a candidate too.

The weights are conditional logits over the candidates of a mention (``models/who_is_who.json``); ``ondit train who``
learns them from our annotated articles.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources

from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody

Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One decision as it was put: the words asked about, and who was weighed (None: nobody) by which traits."""

    kind: str
    at: int
    options: tuple[tuple[Somebody | None, Traits], ...]


@functools.cache
def weights() -> dict[str, dict[str, float]]:
    """The shipped weights: for each kind of decision a number by trait."""
    path = resources.files("ondit.reading") / "models" / "who_is_who.json"
    found: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def chosen(scene: Scene, kind: str, at: int, options: list[tuple[Somebody | None, Traits]]) -> Somebody | None:
    """The likeliest of those weighed; the first of equals."""
    if scene.weighed is not None:
        scene.weighed.append(Weighed(kind, at, tuple(options)))
    weight = weights().get(kind, {})
    return max(options, key=lambda option: score(option[1], weight), default=(None, {}))[0]


def score(traits: Traits, weight: dict[str, float]) -> float:
    """The sum of weighted traits."""
    return sum(weight.get(name, 0.0) * value for name, value in traits.items() if value)

"""Train everything that linking ships: rarity of words, cells of vector space, the pair model and its thresholds.

``ondit train linking``. Fixed seeds: the same data give the same model.
"""

from __future__ import annotations

from pathlib import Path

from ondit.linking.training import fitting, rarity

JOIN, FIRMNESS, LAND = 0.56, 2.4, 0.2  # docs/decisions/050-linking.md


def train(data: Path, models: Path) -> None:
    """Read ``data`` (the folder of the benchmark data), write ``rarity.npz`` and ``pairs.npz`` into ``models``."""
    rarity.count(data, models / "rarity.npz")
    course = fitting.course_from(data)
    fitting.store(models / "pairs.npz", fitting.fitted(course, join=JOIN, firmness=FIRMNESS, land=LAND))

"""Train everything that linking ships: rarity of words, cells of vector space, the pair model and its thresholds.

``python -m ondit.linking.training.linking DATA`` (the folder of the benchmark data). Fixed seeds: the same data give
the same model.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ondit.linking.training import pairs, rarity

MODELS = Path(__file__).resolve().parent.parent / "models"
JOIN, LAND = 0.74, 0.5  # medians of the thresholds that cross-validation chose (``bench/linking.py``)


def train(data: Path, models: Path = MODELS) -> None:
    """Read ``data``, write ``rarity.npz`` and ``pairs.npz`` into ``models``."""
    rarity.count(data, models / "rarity.npz")
    folder = data / "rumours"
    articles = pairs.read_items(folder / "articles.jsonl", ("article",))
    headlines = pairs.read_items(folder / "articles.jsonl", ("headline",))
    briefs = pairs.read_items(folder / "french.jsonl")
    cells = pairs.fit_cells(data, [pairs.gist_of_item(a) for a in articles])
    within = pairs.lessons_within(articles, headlines)
    across = pairs.lessons_across(articles, briefs, cells)
    pairs.store(models / "pairs.npz", pairs.fitted(within, across, cells, join=JOIN, land=LAND))


if __name__ == "__main__":
    train(Path(sys.argv[1]))

"""What each part of linking brings: trained and chosen anew without the encoder, without names, without numbers.

The places where linking looks (cells of vector space, names as keys) stay as they are: what is left out is what the
learned scores may look at.
"""

from __future__ import annotations

from pathlib import Path

from bench.figures import Figure, Result, digest_of
from bench.linking import cross_validated, require_training, shown

PARTS = (
    ("everything", ()),
    ("no encoder", ("opening", "wide", "first", "meeting", "crossing")),
    ("no names", ("called", "names")),
    ("no numbers", ("numbers",)),
)


def measure(data: Path) -> Result:
    """Figures for ``ondit bench ablation``; they have no floors."""
    require_training()
    rows = [{**cross_validated(data, without, mixed=False)[0], "system": name} for name, without in PARTS]
    figures = tuple(Figure(f"B-cubed F1, {row['system']}", row["b_cubed_f1"], pinned=False) for row in rows)
    digest = digest_of([data / "rumours" / name for name in ("articles.jsonl", "french.jsonl")])
    about = "Linking as in its own benchmark, five folds by rumour, with some features held at nothing."
    return Result(figures, digest, about, shown(rows), tuple(rows))

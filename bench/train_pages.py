"""Train the choosers of ``ondit.page.body`` on the benchmark's pages, with cross-validation by site.

``python -m bench.train_pages DATA_DIR`` writes src/ondit/page/body_model.npz (trained on all pages: what ships) and
bench/pages_folds.npz (five choosers, each trained without the sites of its fold: what ``bench.pages`` measures with,
so that no page is judged by a chooser that has seen its site). Needs scikit-learn, which the package does not.
Pages: zyte's article-extraction-benchmark (MIT licence).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from bench.pages import FOLDS, fold_of
from ondit.page import block_features, body, decode, markup, metadata
from ondit.page.blocks import Block, blocks_of

_WORD = re.compile(r"\w+")
ROOT = Path(__file__).parents[1]


def labels(blocks: list[Block], truth: str) -> list[bool]:
    """Whether each block is in the true body: half of its four-word runs; a shorter one beside a block that is."""
    words = _WORD.findall(truth)
    known = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
    joined = f" {' '.join(words)} "
    own = [_WORD.findall(block.text) for block in blocks]
    found = [
        sum(tuple(w[i : i + 4]) in known for i in range(len(w) - 3)) > 0.5 * (len(w) - 3) if len(w) >= 4 else False
        for w in own
    ]
    result = list(found)
    for i, w in enumerate(own):
        if not 0 < len(w) < 4:
            continue
        before = next((j for j in range(i - 1, max(-1, i - 7), -1) if len(own[j]) >= 4), None)
        after = next((j for j in range(i + 1, min(len(own), i + 7)) if len(own[j]) >= 4), None)
        result[i] = any(
            found[j] and f" {' '.join(own[j][-2:] + w if j < i else w + own[j][:2])} " in joined
            for j in (before, after)
            if j is not None
        )
    return result


def page_table(html: bytes, truth: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and weights of one page's blocks; every page weighs the same."""
    tree = markup.parse(decode.decode(html, where="page"), where="page")
    blocks = blocks_of(tree)
    table = block_features.features_of(blocks, metadata.facts_of(tree, None).title, *body.votes(tree, blocks))
    weights = np.sqrt(np.clip([len(_WORD.findall(block.text)) for block in blocks], 1, 60))
    return table, np.asarray(labels(blocks, truth)), weights / max(1.0, float(weights.sum())) * 30


def train(tables: list[tuple[np.ndarray, np.ndarray, np.ndarray]], columns: tuple[int, ...] | None) -> dict[str, Any]:
    """One boosted model over all rows, as flat arrays (see ondit.page.body.Trees)."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    features = np.vstack([table for table, _, _ in tables])
    model = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.06, max_leaf_nodes=12, min_samples_leaf=20, l2_regularization=5.0,
        max_features=0.3, random_state=0, early_stopping=False,
    )  # fmt: skip
    model.fit(
        features if columns is None else features[:, columns],
        np.concatenate([truth for _, truth, _ in tables]),
        sample_weight=np.concatenate([weights for _, _, weights in tables]),
    )
    parts: dict[str, list[Any]] = {name: [] for name in ("roots", "feature", "threshold", "left", "right", "value")}
    offset = 0
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        parts["roots"].append([offset])
        parts["feature"].append(np.where(leaf, -1, nodes["feature_idx"]))
        parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
        parts["left"].append(np.where(leaf, 0, nodes["left"] + offset))
        parts["right"].append(np.where(leaf, 0, nodes["right"] + offset))
        parts["value"].append(nodes["value"])
        offset += len(nodes)
    kinds = {"roots": "i4", "feature": "i2", "threshold": "f4", "left": "i4", "right": "i4", "value": "f4"}
    arrays: dict[str, Any] = {name: np.concatenate(part).astype(kinds[name]) for name, part in parts.items()}
    arrays["baseline"] = np.float64(np.asarray(model._baseline_prediction).ravel()[0])
    return arrays


def train_both(tables: list[tuple[np.ndarray, np.ndarray, np.ndarray]], prefix: str = "") -> dict[str, Any]:
    """The arrays of a whole chooser, names as body.Chooser.from_arrays reads them."""
    voting, silent = train(tables, None), train(tables, body.WITHOUT_VOTES)
    return {
        f"{prefix}{kind}.{name}": value
        for kind, part in (("voting", voting), ("silent", silent))
        for name, value in part.items()
    }


def main(data_dir: str) -> None:
    """Train on all pages and on all folds; write both files."""
    truth = json.loads((Path(data_dir) / "ground-truth.json").read_text(encoding="utf-8"))
    tables = {
        key: page_table(
            gzip.decompress((Path(data_dir) / "html" / f"{key}.html.gz").read_bytes()), entry["articleBody"]
        )
        for key, entry in truth.items()
    }
    print(f"{len(tables)} pages, {sum(len(t[1]) for t in tables.values())} blocks", flush=True)
    np.savez_compressed(ROOT / "src/ondit/page/body_model.npz", **train_both(list(tables.values())))
    folds: dict[str, Any] = {}
    for fold in range(FOLDS):
        kept = [table for key, table in tables.items() if fold_of(truth[key]["url"]) != fold]
        folds |= train_both(kept, f"{fold}.")
        print(f"fold {fold}: trained on {len(kept)} pages", flush=True)
    np.savez_compressed(ROOT / "bench/pages_folds.npz", **folds)


if __name__ == "__main__":
    main(sys.argv[1])

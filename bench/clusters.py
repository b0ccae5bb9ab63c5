"""How well clusters agree with gold ones, and the two baselines that everybody could run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np


def b_cubed(found: Sequence[object], gold: Sequence[object]) -> tuple[np.ndarray, np.ndarray]:
    """Precision and recall of each item (Bagga and Baldwin 1998); means over items give the figures."""
    both = Counter(zip(found, gold, strict=True))
    sizes, golds = Counter(found), Counter(gold)
    pairs = list(zip(found, gold, strict=True))
    precision = np.array([both[pair] / sizes[pair[0]] for pair in pairs])
    return precision, np.array([both[pair] / golds[pair[1]] for pair in pairs])


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scored(found: Mapping[str, object], keys: Sequence[str], gold: Sequence[object]) -> dict[str, float]:
    """The three figures of one clustering."""
    p, r = b_cubed([found[k] for k in keys], gold)
    return figures(float(p.mean()), float(r.mean()))


def figures(p: float, r: float) -> dict[str, float]:
    """Under the names of the JSON contract."""
    return {"b_cubed_precision": p, "b_cubed_recall": r, "b_cubed_f1": f1(p, r)}


def tfidf(texts: Sequence[str]) -> np.ndarray:
    """Cosines of all pairs over plain TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weighted = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    return np.asarray((weighted @ weighted.T).toarray())


def one_pass(cosines: np.ndarray, least: float) -> list[int]:
    """Each item joins the cluster of its nearest predecessor, if that is near enough."""
    labels: list[int] = []
    for i in range(len(cosines)):
        nearest = int(np.argmax(cosines[i, :i])) if i else -1
        labels.append(labels[nearest] if i and cosines[i, nearest] >= least else i)
    return labels


def average_link(cosines: np.ndarray, least: Sequence[float]) -> list[list[int]]:
    """Average link over all pairs, cut at each of several cosines."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = np.maximum(0.0, 1 - (cosines + cosines.T) / 2)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), "average")
    return [fcluster(tree, 1 - t, "distance").tolist() for t in least]

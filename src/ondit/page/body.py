"""Which blocks of a page are the article's body: two learned choosers, averaged.

The first chooser sees how trafilatura voted, the second does not; where trafilatura errs as a whole (an article cut
in several containers, a boxed notice taken for the text) the second brings the article back, and the mean of both is
better than either (docs/decisions/020-article-body.md). Both are boosted trees over ``block_features``, trained by
bench/train_pages.py and kept as plain arrays, so that reading needs no learning library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ondit.page.block_features import NAMES, features_of
from ondit.page.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
THRESHOLD = 0.45
_VOTING_WEIGHT = 0.6
# Above so many blocks a page is no ordinary article, and the votes would take too long to gather.
_MANY = 3000
_VOTES = ("precise", "recalling", "vote", "inside_votes", "signature_vote")
WITHOUT_VOTES = tuple(i for i, name in enumerate(NAMES) if not name.startswith(_VOTES))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted binary trees as flat arrays; ``roots`` is where each begins. A leaf's ``feature`` is -1."""

    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    baseline: float

    def chances(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """A probability for each row; all trees walk at once."""
        rows = np.arange(len(table))[:, None]
        at = np.broadcast_to(self.roots, (len(table), len(self.roots))).copy()
        while True:
            feature = self.feature[at]
            inner = feature >= 0
            if not inner.any():
                break
            goes_left = table[rows, np.where(inner, feature, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        raw = self.baseline + self.value[at].sum(axis=1, dtype=np.float64)
        return np.asarray(1.0 / (1.0 + np.exp(-raw)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Chooser:
    """The two learned choosers: with and without trafilatura's votes among what they see."""

    voting: Trees
    silent: Trees

    @staticmethod
    def from_arrays(arrays: Mapping[str, Any], prefix: str = "") -> Chooser:
        """From the arrays that bench/train_pages.py writes (an opened .npz)."""
        return Chooser(*(_trees(arrays, f"{prefix}{name}.") for name in ("voting", "silent")))


def _trees(arrays: Mapping[str, Any], prefix: str) -> Trees:
    return Trees(
        roots=arrays[prefix + "roots"],
        feature=arrays[prefix + "feature"],
        threshold=arrays[prefix + "threshold"],
        left=arrays[prefix + "left"],
        right=arrays[prefix + "right"],
        value=arrays[prefix + "value"],
        baseline=float(arrays[prefix + "baseline"]),
    )


@lru_cache(maxsize=1)
def shipped() -> Chooser:
    """The chooser that comes with the package."""
    with (
        resources.as_file(resources.files("ondit.page") / "body_model.npz") as path,
        np.load(path, allow_pickle=False) as arrays,
    ):
        return Chooser.from_arrays(arrays)


def choose(
    tree: HtmlElement,
    blocks: Sequence[Block],
    *,
    title: str | None,
    chooser: Chooser | None = None,
) -> set[int]:
    """The ``order`` of each block of the body."""
    if not blocks:
        return set()
    many = len(blocks) > _MANY
    precise, recalling = ([0.0] * len(blocks),) * 2 if many else votes(tree, blocks)
    table = features_of(blocks, title, precise, recalling)
    chooser = chooser or shipped()
    chances = chooser.silent.chances(table[:, WITHOUT_VOTES]) if many else chances_of(table, chooser)
    chosen = {
        block.order
        for block, chance in zip(blocks, chances, strict=True)
        if chance > THRESHOLD and not _is_teaser(block)
    }
    if chosen:
        return chosen
    # A page unlike any newspaper's: trust trafilatura, which falls back on all the text that there is.
    return {block.order for block, vote in zip(blocks, recalling, strict=True) if vote > 0.5}


def chances_of(table: NDArray[np.float32], chooser: Chooser) -> NDArray[np.float64]:
    """The mean of both choosers for each row of ``block_features.features_of``."""
    silent = chooser.silent.chances(np.ascontiguousarray(table[:, WITHOUT_VOTES]))
    mean = _VOTING_WEIGHT * chooser.voting.chances(table) + (1 - _VOTING_WEIGHT) * silent
    return np.asarray(mean, dtype=np.float64)


def votes(tree: HtmlElement, blocks: Sequence[Block]) -> tuple[list[float], list[float]]:
    """The share of each block that trafilatura keeps: when it prefers precision, and in its fast mode."""
    from trafilatura import extract

    precise = extract(deepcopy(tree), favor_precision=True, include_comments=False)
    recalling = extract(deepcopy(tree), fast=True, include_comments=False)
    return share_kept(blocks, precise or ""), share_kept(blocks, recalling or "")


def share_kept(blocks: Sequence[Block], text: str) -> list[float]:
    """For each block the share of its four-word runs that ``text`` holds; a shorter block must be a line of it."""
    words = _WORD.findall(text)
    known = {tuple(words[i : i + 4]) for i in range(len(words))}
    lines = {" ".join(_WORD.findall(line)) for line in text.splitlines()}
    shares: list[float] = []
    for block in blocks:
        own = _WORD.findall(block.text)
        if len(own) >= 4:
            runs = len(own) - 3
            shares.append(sum(tuple(own[i : i + 4]) in known for i in range(runs)) / runs)
        else:
            shares.append(float(bool(own) and " ".join(own) in lines))
    return shares


def _is_teaser(block: Block) -> bool:
    """A paragraph that is nothing but a link: in the flow of an article these lead to other articles."""
    return block.linked > 0.9 * len(block.text) and block.tag != "li" and len(_WORD.findall(block.text)) >= 4

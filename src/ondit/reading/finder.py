"""Parsed pieces to attributions: which tokens are cues, and for each its content and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ondit.reading.features import Features, children_of, featurise, label_id, paths
from ondit.reading.found import Document, Found, Piece, token_span
from ondit.reading.network import CONTENT, CUE, LEFT, RIGHT, SOURCE, Instance, Network
from ondit.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ondit.reading.parsing import Parsed

CANDIDATE = 0.15
TOKENS_AT_ONCE = 4000


def find(documents: Sequence[Document], scorer: Network, thresholds: dict[str, float]) -> list[list[Found]]:
    """Attributions of each document, in text order. All documents are in one language.

    ``thresholds``: cue, content, source, cue_token: chances from which a token counts.
    """
    out: list[list[Found]] = [[] for _ in documents]
    for group in _groups(documents):
        parsed = [(owner, number, piece, featurise(piece.parsed, scorer.vocabulary, title=piece.title)) for owner, number, piece in group if piece.parsed is not None]  # fmt: skip
        if not parsed:
            continue
        language = documents[0].article.language
        encoded = scorer.encode([features for *_, features in parsed], language)
        instances: list[Instance] = []
        for index, (_, _, piece, features) in enumerate(parsed):
            start = encoded.starts[index]
            chances = encoded.cues[start : start + len(features.ids)]
            anchors = np.flatnonzero(chances > CANDIDATE)
            if len(anchors):
                instances += _instances(index, piece.parsed, features, anchors.tolist())
        if not instances:
            continue
        for one, tokens in zip(instances, scorer.arguments(encoded, instances), strict=True):
            owner, number, piece, _ = parsed[one.piece]
            chance = float(encoded.cues[encoded.starts[one.piece] + one.anchor])
            found = decode(piece, number, one, chance, tokens, thresholds)
            if found is not None:
                out[owner].append(found)
    return out


def _groups(documents: Sequence[Document]) -> Iterator[list[tuple[int, int, Piece]]]:
    """Pieces of all documents in groups of about TOKENS_AT_ONCE tokens."""
    group: list[tuple[int, int, Piece]] = []
    size = 0
    for owner, document in enumerate(documents):
        for number, piece in enumerate(document.pieces):
            if piece.parsed is None or not len(piece.parsed):
                continue
            if group and size + len(piece.parsed) > TOKENS_AT_ONCE:
                yield group
                group, size = [], 0
            group.append((owner, number, piece))
            size += len(piece.parsed)
    if group:
        yield group


def _instances(index: int, parsed: Parsed | None, features: Features, anchors: list[int]) -> Iterator[Instance]:
    assert parsed is not None
    labels = [label_id(label) for label in parsed.labels]
    children = children_of(parsed.heads)
    for anchor in anchors:
        first, last = max(0, anchor - LEFT), min(len(parsed), anchor + RIGHT + 1)
        ids, flags = paths(parsed, anchor, labels, children)
        same = (features.inside == features.inside[anchor])[first:last].astype(np.float32)
        yield Instance(index, anchor, first, last, ids[first:last], flags[first:last], same)


def decode(piece: Piece, number: int, one: Instance, chance: float, tokens: NDArray[np.float32], thresholds: dict[str, float]) -> Found | None:  # fmt: skip
    """Spans from token chances; None where the cue or its content is too unlikely."""
    if chance < thresholds["cue"]:
        return None
    content = np.flatnonzero(tokens[:, CONTENT] > thresholds["content"])
    if not len(content):
        return None
    source = _best_run(tokens[:, SOURCE], thresholds["source"])
    cue = _around(tokens[:, CUE] > thresholds["cue_token"], one.anchor - one.first)
    spans = [token_span(piece, one.first + a, one.first + b) for a, b in _runs(content, 1)]
    return Found(
        piece=number,
        anchor=one.anchor,
        source=None if source is None else token_span(piece, one.first + source[0], one.first + source[1]),
        cue=token_span(piece, one.first + cue[0], one.first + cue[1]),
        content=tuple(spans),
        rule="scorer",
        score=chance * float(tokens[content, CONTENT].mean()),
    )


def _runs(tokens: NDArray[np.int64], gap: int) -> list[Span]:
    """Runs of token numbers, first and last; holes of up to ``gap - 1``... tokens are closed."""
    runs: list[Span] = []
    for token in tokens.tolist():
        if runs and token <= runs[-1][1] + gap:
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    return runs


def _best_run(chances: NDArray[np.float32], threshold: float) -> Span | None:
    runs = _runs(np.flatnonzero(chances > threshold), 1)
    return max(runs, key=lambda run: float(chances[run[0] : run[1] + 1].sum()), default=None)


def _around(flags: NDArray[np.bool_], anchor: int) -> Span:
    first = last = anchor
    while first > 0 and flags[first - 1]:
        first -= 1
    while last + 1 < len(flags) and flags[last + 1]:
        last += 1
    return first, last

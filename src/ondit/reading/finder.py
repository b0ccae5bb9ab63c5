"""Parsed pieces to attributions: which tokens are cues, and for each its content and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ondit.reading.features import LABEL, Features, featurise, paths
from ondit.reading.found import Document, Found, Piece, token_span
from ondit.reading.network import CONTENT, CUE, LEFT, RIGHT, SOURCE, Instance, Network
from ondit.reading.strangers import acquaint
from ondit.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ondit.reading.parsing import Parsed

    Floats = NDArray[np.float32]

TOKENS_AT_ONCE = 1500


def find(documents: Sequence[Document], scorer: Network, thresholds: dict[str, float]) -> list[list[Found]]:
    """Attributions of each document, in text order. All documents are in one language.

    ``thresholds``: cue, content, source, cue_token: chances from which a token counts; switch, source_switch: what a
    change between in and out costs, in log odds.
    """
    out: list[list[Found]] = [[] for _ in documents]
    if documents and documents[0].article.language not in scorer.parser:
        acquaint(
            scorer, {word for one in documents for piece in one.pieces if piece.parsed for word in piece.parsed.words}
        )
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
            anchors = np.flatnonzero(chances >= thresholds["cue"]).tolist()
            if piece.parsed is not None:
                instances += [instance(index, anchor, piece.parsed, features) for anchor in anchors]
        if not instances:
            continue
        for one, (tokens, hidden) in zip(instances, scorer.arguments(encoded, instances), strict=True):
            owner, number, piece, features = parsed[one.piece]
            row = encoded.starts[one.piece] + one.anchor
            chance = float(encoded.cues[row])
            found = decode(piece, number, one, chance, tokens, thresholds)
            if found is not None:
                words = scorer.word_table[features.ids[one.first : one.last, 0]]
                seen = known_of(piece, one, found, encoded.hidden[row], hidden, words)
                out[owner].append(replace(found, seen=seen))
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


def instance(index: int, anchor: int, parsed: Parsed, features: Features) -> Instance:
    """The window around a likely cue, in the ``index``-th piece of what is scored together."""
    first, last = max(0, anchor - LEFT), min(len(parsed), anchor + RIGHT + 1)
    ids, flags = paths(parsed, anchor, features.ids[:, LABEL].tolist())
    same = (features.inside == features.inside[anchor])[first:last].astype(np.float32)
    return Instance(index, anchor, first, last, ids[first:last], flags[first:last], same)


def decode(
    piece: Piece, number: int, one: Instance, chance: float, tokens: NDArray[np.float32], thresholds: dict[str, float]
) -> Found | None:
    """Spans from token chances; None where no content is likely. ``chance`` is the cue's."""
    runs = smooth_runs(tokens[:, CONTENT], thresholds["content"], thresholds["switch"])
    if not runs:
        return None
    source = best_run(tokens[:, SOURCE], thresholds["source"], thresholds["source_switch"])
    cue = _around(tokens[:, CUE] > thresholds["cue_token"], one.anchor - one.first)
    likely = np.concatenate([tokens[first : last + 1, CONTENT] for first, last in runs])
    return Found(
        piece=number,
        anchor=one.anchor,
        source=None if source is None else token_span(piece, one.first + source[0], one.first + source[1]),
        cue=token_span(piece, one.first + cue[0], one.first + cue[1]),
        content=tuple(token_span(piece, one.first + first, one.first + last) for first, last in runs),
        rule="scorer",
        score=chance * float(likely.mean()),
    )


def known_of(
    piece: Piece, one: Instance, found: Found, anchor: Floats, hidden: Floats, words: Floats
) -> NDArray[np.float32]:
    """What the scorer knows of an attribution, as one row: the hidden states of the cue's head in both steps, the mean
    and the highest of its content's, the mean of its source's, and the mean word vectors of content, source and cue
    (zeros where there is none). ``hidden`` and ``words`` have one row for each token of the window."""
    content = np.concatenate([_rows(piece, one, span) for span in found.content])
    source = _rows(piece, one, found.source) if found.source is not None else content[:0]
    cue = _rows(piece, one, found.cue) if found.cue is not None else content[:0]
    highest = hidden[content].max(axis=0) if len(content) else np.zeros(hidden.shape[1], dtype=np.float32)
    parts = (anchor, hidden[one.anchor - one.first], _mean(hidden, content), highest, _mean(hidden, source))
    return np.concatenate([*parts, _mean(words, content), _mean(words, source), _mean(words, cue)]).astype(np.float32)


def _mean(rows: Floats, which: NDArray[np.int64]) -> Floats:
    return rows[which].mean(axis=0) if len(which) else np.zeros(rows.shape[1], dtype=np.float32)


def _rows(piece: Piece, one: Instance, span: Span) -> NDArray[np.int64]:
    """Rows of a window whose tokens lie in a span of the article."""
    assert piece.parsed is not None
    starts = piece.parsed.starts[one.first : one.last] + piece.start
    return np.flatnonzero((starts >= span[0]) & (starts < span[1]))


def smooth_runs(chances: NDArray[np.float32], threshold: float, switch: float) -> list[Span]:
    """Runs of tokens (first, last) that are likely members: the labelling with the best sum of log odds, where every
    change between in and out costs ``switch`` (Viterbi over two states), so that holes close and specks vanish.

    >>> smooth_runs(np.array([0.9, 0.9, 0.4, 0.9, 0.1, 0.1, 0.6], dtype=np.float32), 0.5, 1.0)
    [(0, 3)]
    """
    odds = np.log(np.clip(chances, 1e-3, 1 - 1e-3) / np.clip(1 - chances, 1e-3, 1 - 1e-3)) - np.log(
        threshold / (1 - threshold)
    )
    inside, outside = -switch, 0.0
    came_in: list[bool] = []
    came_out: list[bool] = []
    for gain in odds.tolist():
        enter, leave = outside - switch > inside, inside - switch > outside
        came_in.append(enter)
        came_out.append(leave)
        inside, outside = (outside - switch if enter else inside) + gain, (inside - switch if leave else outside)
    runs: list[Span] = []
    state, last = inside > outside, len(came_in) - 1
    for at in range(len(came_in) - 1, -1, -1):
        if state and came_in[at]:
            runs.append((at, last))
            state = False
        elif not state and came_out[at]:
            state, last = True, at - 1
    if state:
        runs.append((0, last))
    return runs[::-1]


def best_run(chances: NDArray[np.float32], threshold: float, switch: float) -> Span | None:
    """The run with the largest sum of chances, None where there is none."""
    runs = smooth_runs(chances, threshold, switch)
    return max(runs, key=lambda run: float(chances[run[0] : run[1] + 1].sum()), default=None)


def _around(flags: NDArray[np.bool_], anchor: int) -> Span:
    first = last = anchor
    while first > 0 and flags[first - 1]:
        first -= 1
    while last + 1 < len(flags) and flags[last + 1]:
        last += 1
    return first, last

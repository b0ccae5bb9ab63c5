"""Translated copies: an article whose sentences say, in order, what those of an article in another language say.

Sentences are compared by a multilingual encoder (``ondit.vectors``); figures must agree, so that two sentences of one
mould with other numbers are not taken for each other. The title and the claim itself are left out: whoever carries
the rumour says them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ondit.reading.found import overlap
from ondit.records import Evidence, Span
from ondit.tracing.edges import Draft
from ondit.tracing.nodes import Node
from ondit.tracing.publishers import same_outlet
from ondit.tracing.sentences import sentences
from ondit.tracing.time_order import earlier, near_in_time

NEAR = 0.62  # cosine from which two sentences say the same
LEAST = 3  # aligned sentences
SHARE = 0.5  # of the echo's own sentences
LEAST_OF_ALL = 4  # aligned sentences where the claim is counted too, two of them beyond it
SHARE_OF_ALL = 0.6
MOST_PAIRS = 4_000  # beyond, only articles that do not say whom they have it from are compared
_FIGURE = re.compile(r"\d+(?:[.,   ]\d+)*")
_WORDS = 5  # shorter sentences say too little


@dataclass(frozen=True, slots=True)
class Translation:
    """Aligned sentences: spans in the echo beside spans in the source, with the mean cosine."""

    pairs: tuple[tuple[Span, Span], ...]
    share: float
    nearness: float


def translated(echo: Node, source: Node) -> Translation | None:
    """What of ``echo`` is a translation of ``source``; None where it is not one."""
    own = set(own_sentences(echo))
    found = _aligned(echo, source, tuple(own_sentences(echo)), tuple(own_sentences(source)))
    if found is not None and len(found.pairs) >= LEAST and found.share >= SHARE:
        return found
    # A short page is mostly claim: then all of it must run along, and some of that must be more than the claim.
    found = _aligned(echo, source, _told(echo), _told(source))
    if found is None or len(found.pairs) < LEAST_OF_ALL or found.share < SHARE_OF_ALL:
        return None
    return found if sum(span in own for span, _ in found.pairs) >= LEAST_OF_ALL - LEAST + 1 else None


def _aligned(echo: Node, source: Node, mine: Sequence[Span], theirs: Sequence[Span]) -> Translation | None:
    """The longest run of sentences of one that say what sentences of the other say, in order."""
    from ondit.vectors import encode

    if not mine or not theirs:
        return None
    near = encode([echo.text[slice(*s)] for s in mine]) @ encode([source.text[slice(*s)] for s in theirs]).T
    best = [int(row.argmax()) for row in near]
    back = [int(column.argmax()) for column in near.T]
    hits = [
        (i, j)
        for i, j in enumerate(best)
        if near[i, j] >= NEAR and back[j] == i and _figures(echo.text, mine[i]) == _figures(source.text, theirs[j])
    ]
    kept = _in_order(hits)
    if not kept:
        return None
    pairs = tuple((mine[i], theirs[j]) for i, j in kept)
    return Translation(pairs, len(kept) / len(mine), sum(float(near[i, j]) for i, j in kept) / len(kept))


def with_translations(nodes: Mapping[str, Node], found: Sequence[Draft], own: Collection[str] = ()) -> list[Draft]:
    """The drafts with evidence of translation: for each echo its best source in another language, if there is one.

    ``own`` are articles that claim sources of their own: against a clock that may be wrong, they are the source.
    """
    drafts = list(found)
    by_pair = {(draft.echo, draft.article): draft for draft in drafts}
    copies = {draft.echo for draft in drafts if any(evidence.kind == "copy" for evidence in draft.evidence)}
    silent_only = len(nodes) ** 2 > MOST_PAIRS
    said = {draft.echo for draft in drafts if draft.said}
    for key in sorted(nodes):
        if key in copies or (silent_only and key in said):
            continue
        options = [
            (-len(one.pairs), nodes[other].time is None, nodes[other].time, other, one)
            for other in sorted(nodes)
            if _can_be(nodes[key], nodes[other], own) and (one := translated(nodes[key], nodes[other])) is not None
        ]
        if not options:
            continue
        *_, other, one = min(options, key=lambda o: (o[0], o[1], o[2].timestamp() if o[2] else 0.0, o[3]))
        draft = by_pair.get((key, other)) or Draft(key, other, nodes[other].outlet)
        if (key, other) not in by_pair:
            drafts.append(draft)
        note = f"{len(one.pairs)} sentences, {one.share:.0%} of the text, cosine {one.nearness:.2f}"
        draft.evidence += [Evidence("translation", span, note, target) for span, target in one.pairs]
        draft.of |= nodes[key].stances & nodes[other].stances - {"context"} or {"supports"}
    return drafts


def own_sentences(node: Node) -> tuple[Span, ...]:
    """Sentences that are neither the title nor the claim, and long enough to say something."""
    return tuple(
        span
        for span in sentences(node.text)
        if len(node.text[slice(*span)].split()) >= _WORDS and not any(overlap(span, out) for out in node.claim_spans)
    )


def _told(node: Node) -> tuple[Span, ...]:
    """Sentences that are not the title and long enough to say something."""
    title = node.article.title_span
    return tuple(
        span
        for span in sentences(node.text)
        if len(node.text[slice(*span)].split()) >= _WORDS and not (title and overlap(span, title))
    )


def _can_be(echo: Node, source: Node, own: Collection[str]) -> bool:
    if echo.article.language == source.article.language or same_outlet(echo.outlet, source.outlet):
        return False
    if near_in_time(echo, source) and (echo.key in own) != (source.key in own):
        return source.key in own
    first = earlier(source, echo)
    return bool(first) or (first is None and echo.key > source.key)


@lru_cache(maxsize=65536)
def _figures(text: str, span: Span) -> frozenset[str]:
    """The figures of a sentence without their separators; ordinals and the like in words are not looked at."""
    return frozenset(re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text[slice(*span)]))


def _in_order(hits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain that runs forward in both texts."""
    best: list[list[tuple[int, int]]] = []
    for place, hit in enumerate(hits):
        before = [best[k] for k in range(place) if best[k][-1][1] < hit[1]]
        best.append([*max(before, key=len, default=[]), hit])
    return max(best, key=len, default=[])

"""From clues to edges: which article or outlet each echo took the news from, after time and copies are weighed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ondit.linking.dates import dates_in
from ondit.records import Edge, Evidence, EvidenceKind, Span, Stance
from ondit.tracing.nodes import Clue, Node
from ondit.tracing.publishers import same_outlet
from ondit.tracing.sentences import sentence_at, sentences
from ondit.tracing.time_order import earlier, order_of, said_source_possible, when
from ondit.tracing.words import words

# In this order evidence is shown; it is also how far each kind is to be believed against the clock.
KINDS: tuple[EvidenceKind, ...] = ("citation", "link", "credit", "copy", "translation", "detail")

_WORD = re.compile(r"\w+")
SAME_SENTENCE = 0.7  # of the words of two sentences, shared: one is a rewording of the other
SLEPT = 30 * 86400.0
"""Seconds after which a newer article of an outlet is more likely meant than its first one."""


@dataclass
class Draft:
    """An edge in the making."""

    echo: str
    article: str | None
    outlet: str | None
    evidence: list[Evidence] = field(default_factory=list)
    of: set[Stance] = field(default_factory=set)

    @property
    def said(self) -> bool:
        """Whether the echo itself says so, rather than we see it."""
        return any(evidence.kind in ("citation", "link", "credit") for evidence in self.evidence)

    def edge(self) -> Edge:
        """The edge as a record, its evidence in a fixed order."""
        ordered = sorted(set(self.evidence), key=lambda e: (KINDS.index(e.kind), e.span or (-1, -1), e.note))
        return Edge(self.echo, self.article, self.outlet, tuple(ordered))


def drafts(
    nodes: Mapping[str, Node], clues: Iterable[Clue], gone: Collection[str] = ()
) -> tuple[list[Draft], list[str]]:
    """One draft for each echo and target, and remarks on times that do not fit.

    A cited outlet whose article is here becomes an edge to that article; otherwise the outlet itself is the target.
    ``gone`` are the articles in which their outlets take the news back.
    """
    notes: list[str] = []
    by_target: dict[tuple[str, str | None, str | None], Draft] = {}
    clues = list(clues)
    linked: dict[str, set[str]] = defaultdict(set)
    for clue in clues:
        if clue.article is not None:
            linked[clue.echo].add(clue.article)
    for clue in clues:
        article, outlet = clue.article, clue.outlet
        if article is None and outlet is not None:
            article, remark = _article_of(nodes, nodes[clue.echo], outlet, clue, linked[clue.echo], gone)
            if clue.bare and (article is None or not earlier(nodes[article], nodes[clue.echo])):
                continue
            notes.extend(remark)
        elif article is not None and clue.evidence.kind == "link":
            possible, remark_text = said_source_possible(nodes[clue.echo], nodes[article])
            notes.extend([remark_text] if remark_text else [])
            if not possible:
                continue
        outlet = nodes[article].outlet if article else outlet
        draft = by_target.setdefault((clue.echo, article, outlet), Draft(clue.echo, article, outlet))
        draft.evidence.append(clue.evidence)
        draft.of |= clue.of
    return [by_target[key] for key in sorted(by_target, key=lambda k: (k[0], k[1] or "", k[2] or ""))], notes


def _article_of(
    nodes: Mapping[str, Node], echo: Node, outlet: str, clue: Clue, linked: set[str], gone: Collection[str]
) -> tuple[str | None, list[str]]:
    """The outlet's article that the echo can mean, None where none is here; with remarks on odd times.

    Of several: one that it links to; the one that takes the news back where the echo says that; where it credits the
    outlet with its text, the one whose text it has; one that says what the clue is about, one of the day that the echo
    names; else the first, unless the rumour had slept since and woke with a later one.
    """
    theirs = [node for key, node in nodes.items() if key != echo.key and same_outlet(node.outlet, outlet)]
    possible: list[tuple[Node, str]] = []
    impossible: list[str] = []
    for node in theirs:
        can_be, remark = said_source_possible(echo, node)
        if can_be:
            possible.append((node, remark))
        else:
            impossible.append(remark)
    if not possible:
        return None, impossible
    days = _days_named(echo, clue)
    newest = max(when(node) for node, _ in possible)

    credited = clue.evidence.kind == "credit" and len(possible) > 1
    taken_back = _says_withdrawn(echo, clue)

    def fit(one: tuple[Node, str]) -> tuple[bool, bool, float, bool, bool, bool, bool, float, str]:
        node, remark = one
        that_day = bool(days) and node.time is not None and node.time.date().isoformat() in days
        slept = newest - when(node) > SLEPT
        return (
            node.key not in linked,
            taken_back and node.key not in gone,
            -round(_shared_words(echo.text, node.text), 1) if credited else 0.0,
            not node.stances & clue.of,
            bool(remark),
            not that_day,
            slept,
            when(node),
            node.key,
        )

    best, remark = min(possible, key=fit)
    return best.key, [remark] if remark else []


def _says_withdrawn(echo: Node, clue: Clue) -> bool:
    """Whether the sentence that a clue stands in, or the title, says that something was taken back."""
    if clue.evidence.span is None:
        return False
    said = echo.text[slice(*sentence_at(echo.text, clue.evidence.span[0]))]
    withdraws = words(echo.article.language).withdraws
    return any(withdraws.search(part) is not None for part in (echo.article.title, said) if part)


def _shared_words(mine: str, theirs: str) -> float:
    """The share of a text's runs of three words that another text has too, in [0, 1]."""
    runs = [set(zip(said, said[1:], said[2:], strict=False)) for said in map(_words, (mine, theirs))]
    return len(runs[0] & runs[1]) / max(len(runs[0]), 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _days_named(echo: Node, clue: Clue) -> set[str]:
    """The days that the echo names beside the outlet ("reported on Tuesday"), as ISO dates."""
    if clue.evidence.span is None or echo.time is None:
        return set()
    start, end = sentence_at(echo.text, clue.evidence.span[0])
    return {value for value, _ in dates_in(echo.text, echo.article.language, echo.time.date(), start, end)}


def drop_cycles(nodes: Mapping[str, Node], found: list[Draft], own: Iterable[str]) -> tuple[list[Draft], list[str]]:
    """Edges without going in a circle. Where A cites B and B cites A, the one who was first did not have it from the
    other; without times, the one that shows sourcing of its own was first.
    """
    sourced = set(own)
    order = order_of(nodes)
    kept: list[Draft] = []
    notes: list[str] = []
    # Edges that fit the clock go in first, so that the misfit is the one that closes the circle and falls.
    ranked = sorted(
        (draft for draft in found if draft.article is not None),
        key=lambda d: (
            order[d.article or ""] > order[d.echo],
            d.echo in sourced and d.article not in sourced,
            not d.said,
            order[d.echo],
            order[d.article or ""],
        ),
    )
    sources: dict[str, set[str]] = defaultdict(set)
    for draft in ranked:
        assert draft.article is not None
        if _reaches(sources, draft.article, draft.echo):
            notes.append(f"circle: {draft.echo} cites {draft.article}, which has it from {draft.echo}; not counted")
            continue
        sources[draft.echo].add(draft.article)
        kept.append(draft)
    kept += [draft for draft in found if draft.article is None]
    return sorted(kept, key=lambda d: (order[d.echo], d.article or "", d.outlet or "")), notes


def _reaches(sources: Mapping[str, set[str]], start: str, goal: str) -> bool:
    todo, done = [start], set()
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in done:
            done.add(here)
            todo.extend(sources.get(here, ()))
    return False


def borrowed_spans(nodes: Mapping[str, Node], draft_edges: Iterable[Draft], echo: str) -> list[Span]:
    """The spans of an echo's text that were copied from others: the runs that were found, and in the copy every other
    sentence that its source has too, the claim among them ("… told our newsroom" is then the source's newsroom).
    """
    spans: list[Span] = []
    for draft in draft_edges:
        if draft.echo != echo:
            continue
        runs = [evidence.span for evidence in draft.evidence if evidence.kind == "copy" and evidence.span is not None]
        spans += runs
        if runs and draft.article is not None:
            spans += _shared_sentences(nodes[echo].text, nodes[draft.article].text)
    return spans


def _shared_sentences(mine: str, theirs: str) -> list[Span]:
    known = [set(_WORD.findall(theirs[slice(*span)].casefold())) for span in sentences(theirs)]
    found = []
    for span in sentences(mine):
        said = set(_WORD.findall(mine[slice(*span)].casefold()))
        if any(len(said & other) >= SAME_SENTENCE * len(said | other) for other in known if other):
            found.append(span)
    return found

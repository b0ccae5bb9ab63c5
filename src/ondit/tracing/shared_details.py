"""Shared details: an echo that names nobody gives itself away by a figure or a misspelling that only one other has.

Weak evidence, so it is asked last: only for articles that show no other source and no sourcing of their own, and only
for what is rare in this story. Two kinds: a detail (sum, date, number) that contradicts what most say, and a party's
name misspelt in the same way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ondit.outlets import normal_name
from ondit.records import Evidence, Rumour, Span
from ondit.tracing.edges import Draft
from ondit.tracing.nodes import Node
from ondit.tracing.publishers import same_outlet
from ondit.tracing.time_order import earlier

RARE = 3  # a value that more articles have is common knowledge
LEAST_LENGTH = 5  # letters of a name in which a slip is a slip and not another word

_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]{3,}")


def with_details(rumour: Rumour, nodes: Mapping[str, Node], found: list[Draft], own: Iterable[str]) -> list[Draft]:
    """The drafts with edges for shared rare details, for articles that have neither source nor sourcing."""
    explained = {draft.echo for draft in found} | set(own)
    drafts = list(found)
    marks = _marks(rumour, nodes)
    for key in sorted(nodes):
        if key in explained or "supports" not in nodes[key].stances:
            continue
        best: tuple[str, Evidence] | None = None
        for mark, holders in marks.items():
            if key not in holders:
                continue
            before = [
                other
                for other in sorted(holders)
                if other != key
                and earlier(nodes[other], nodes[key])
                and not same_outlet(nodes[other].outlet, nodes[key].outlet)
            ]
            if before and best is None:
                first = min(before, key=lambda other: (nodes[other].time is None, nodes[other].time, other))
                best = first, Evidence("detail", holders[key], mark, holders[first])
        if best is not None:
            drafts.append(Draft(key, best[0], nodes[best[0]].outlet, [best[1]], {"supports"}))
    return drafts


def _marks(rumour: Rumour, nodes: Mapping[str, Node]) -> dict[str, dict[str, Span]]:
    """Rare details with who holds them and where, in a fixed order."""
    values: dict[str, dict[str, dict[str, Span]]] = defaultdict(lambda: defaultdict(dict))
    for detail in rumour.details:
        if detail.article in nodes and detail.kind in ("sum", "date", "number"):
            values[detail.kind][detail.value].setdefault(detail.article, detail.span)
    marks: dict[str, dict[str, Span]] = {}
    for kind, by_value in sorted(values.items()):
        most = max(len(holders) for holders in by_value.values())
        for value, holders in sorted(by_value.items()):
            if 2 <= len(holders) <= RARE and most > len(holders):
                marks[f"{kind} {value}, which most do not give"] = holders
    slips: dict[str, dict[str, Span]] = defaultdict(dict)
    for key, node in nodes.items():
        for word, span in _slips(rumour.parties, node.text):
            slips[f"misspelt “{word}”"].setdefault(key, span)
    marks |= {mark: holders for mark, holders in sorted(slips.items()) if 2 <= len(holders) <= RARE}
    return marks


def _slips(parties: Iterable[str], text: str) -> list[tuple[str, Span]]:
    """Words that are one letter away from a word of a party's name, and no party's word themselves."""
    proper = {word for party in parties for word in normal_name(party).split() if len(word) >= LEAST_LENGTH}
    found = []
    for match in _NAME.finditer(text):
        word = normal_name(match.group())
        if word not in proper and any(_one_letter_away(word, name) for name in proper):
            found.append((match.group(), match.span()))
    return found


def _one_letter_away(one: str, other: str) -> bool:
    """Whether one letter was dropped, doubled, changed, or two were swapped. A plural or genitive s is no slip."""
    if f"{one}s" == other or f"{other}s" == one or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1:2] + a[:1] == b[:2] and a[2:] == b[2:])

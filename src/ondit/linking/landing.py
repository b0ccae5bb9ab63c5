"""Stories across languages: one in one language lands on the nearest in another.

Between languages only names, numbers and vectors can be compared, so scores are coarser than within one, and averages
over a whole story say little: the best two articles of the other story decide. The smaller story lands, and on one
only, so that no story in a third language ties together two that were kept apart in their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_BEST = 2


def landed(
    groups: Sequence[frozenset[str]], abroad: Mapping[tuple[str, str], float], least: float
) -> list[frozenset[str]]:
    """Groups of keys after landing. ``abroad`` has the scores of candidate pairs of two languages."""
    home = {key: number for number, group in enumerate(groups) for key in group}
    between: dict[tuple[int, int], list[float]] = {}
    for (a, b), score in abroad.items():
        i, j = sorted((home[a], home[b]))
        if i != j:
            between.setdefault((i, j), []).append(score)
    rank = {number: (-len(group), min(group)) for number, group in enumerate(groups)}
    offers = []
    for (i, j), found in between.items():
        best = sorted(found, reverse=True)[:_BEST]
        score = round(sum(best) / len(best), 4)
        if score >= least:
            host, guest = sorted((i, j), key=lambda number: rank[number])
            offers.append((-score, rank[host], rank[guest], host, guest))
    goes: dict[int, int] = {}
    hosts: set[int] = set()
    for _, _, _, host, guest in sorted(offers):
        if guest not in goes and guest not in hosts and host not in goes:
            goes[guest] = host
            hosts.add(host)
    merged = {number: set(group) for number, group in enumerate(groups) if number not in goes}
    for guest, host in goes.items():
        merged[host] |= groups[guest]
    return [frozenset(group) for group in merged.values()]

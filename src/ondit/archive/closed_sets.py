"""Which articles must be gathered together: connected components, then packed into groups of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence


class Components:
    """Numbers that are joined one pair at a time (union by the smaller root, paths halved)."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._parent = {number: number for number in numbers}

    def join(self, a: int, b: int) -> None:
        """a and b belong together."""
        one, other = self.root(a), self.root(b)
        self._parent[max(one, other)] = min(one, other)

    def root(self, number: int) -> int:
        """The smallest number of the component."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def sets(self) -> list[list[int]]:
        """All components, each in order, the one with the smallest number first."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self._parent):
            found[self.root(number)].append(number)
        return [found[root] for root in sorted(found)]


def packed(sets: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """Groups of whole components, of about ``most`` numbers each; a larger component is a group of its own."""
    groups: list[list[int]] = []
    open_group: list[int] = []
    for component in sets:
        if len(open_group) + len(component) > most and open_group:
            groups.append(open_group)
            open_group = []
        open_group.extend(component)
    return [*groups, open_group] if open_group else groups


def homes(groups: Sequence[Sequence[int]]) -> Mapping[int, int]:
    """Of every number, its group."""
    return {number: at for at, group in enumerate(groups) for number in group}

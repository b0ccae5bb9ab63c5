"""A trace → a drawing of who had it from whom: origins on the left, echoes to the right, every edge with its why.

It stays readable when there are many: of the echoes that lead nowhere further, had it from the same place in the same
way and are more than a few, the first stay and the others become one box that says how many they are. Circles in
a trace stop where they close.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ondit.records import Edge, Evidence, Reading, Trace
from ondit.tracing.trees import Shown, shown_nodes, target_id

BOX, HIGH, ACROSS, DOWN, EDGE = 248, 46, 122, 16, 12
FEW = 4  # echoes of one kind that are drawn one by one


@dataclass(frozen=True, slots=True)
class Box:
    """One article, one outlet that is named only, or (``more``) so many articles that are drawn as one."""

    id: str
    x: int
    y: int
    name: str
    when: str
    origin: bool
    here: bool
    role: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Arrow:
    """From an echo to what it took the news from: a path, the kinds of evidence, and the first words that show it."""

    path: str
    label_x: int
    label_y: int
    kinds: tuple[str, ...]
    article: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it, in its own units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass
class _Graph:
    nodes: dict[str, Shown]
    edges: list[Edge]
    more: dict[str, int] = field(default_factory=dict)


def draw(trace: Trace, readings: Mapping[str, Reading]) -> Drawing | None:
    """The drawing of a trace; None where there is nothing to draw."""
    graph = _gather(trace, readings)
    if not graph.nodes:
        return None
    columns = _columns(graph)
    order = _rows(graph, columns)
    places: dict[str, tuple[int, int]] = {}
    for column, ids in enumerate(order):
        for row, id in enumerate(ids):
            places[id] = (EDGE + column * (BOX + ACROSS), EDGE + row * (HIGH + DOWN))
    roles = _roles(trace)
    boxes = tuple(
        Box(id, *places[id], node.name, node.when, node.origin, node.here, roles.get(id, ""), graph.more.get(id, 0))
        for id, node in graph.nodes.items()
    )
    tall = max((len(ids) for ids in order), default=1)
    return Drawing(
        width=2 * EDGE + len(order) * (BOX + ACROSS) - ACROSS,
        height=2 * EDGE + tall * (HIGH + DOWN) - DOWN,
        boxes=boxes,
        arrows=tuple(_arrow(edge, places) for edge in graph.edges),
    )


def _roles(trace: Trace) -> dict[str, str]:
    return {
        origin.article or f"outlet:{origin.outlet}": origin.of for origin in trace.origins if origin.of != "support"
    }


def kinds_of(edge: Edge) -> tuple[str, ...]:
    """The kinds of evidence of an edge, each once."""
    return tuple(dict.fromkeys(evidence.kind for evidence in edge.evidence))


def _gather(trace: Trace, readings: Mapping[str, Reading]) -> _Graph:
    """The nodes and edges to draw, with the many echoes of one kind gathered."""
    nodes = shown_nodes(trace, readings)
    sources = {target_id(edge) for edge in trace.edges}
    fates: dict[str, list[Edge]] = defaultdict(list)
    for edge in trace.edges:
        fates[edge.echo].append(edge)
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for echo, edges in fates.items():
        if echo not in sources and not nodes[echo].origin:
            groups[tuple(sorted((target_id(edge), kinds_of(edge)) for edge in edges))].append(echo)
    graph = _Graph(dict(nodes), list(trace.edges))
    for echoes in groups.values():
        if len(echoes) <= FEW + 1:
            continue
        echoes.sort(key=lambda id: (nodes[id].when, id))
        rest = set(echoes[FEW:])
        stand = echoes[FEW]
        graph.more[stand] = len(rest)
        for id in rest - {stand}:
            del graph.nodes[id]
        graph.edges = [edge for edge in graph.edges if edge.echo not in rest or edge.echo == stand]
    return graph


def _columns(graph: _Graph) -> dict[str, int]:
    columns = dict.fromkeys(graph.nodes, 0)
    for _ in range(min(len(graph.nodes), 12)):
        changed = False
        for edge in graph.edges:
            wanted = columns[target_id(edge)] + 1
            if columns[edge.echo] < wanted <= 12:
                columns[edge.echo], changed = wanted, True
        if not changed:
            break
    return columns


def _rows(graph: _Graph, columns: Mapping[str, int]) -> list[list[str]]:
    """The ids of each column from top to bottom: beside what they took it from, then by time."""
    order: list[list[str]] = []
    rank: dict[str, float] = {}
    for column in range(max(columns.values(), default=0) + 1):
        ids = [id for id in graph.nodes if columns[id] == column]

        def key(id: str) -> tuple[float, bool, str, str]:
            above = [rank[target_id(edge)] for edge in graph.edges if edge.echo == id and target_id(edge) in rank]
            node = graph.nodes[id]
            return (sum(above) / len(above) if above else 0.0, id in graph.more, node.when or "~", id)

        ids.sort(key=key)
        rank.update({id: float(place) for place, id in enumerate(ids)})
        order.append(ids)
    return order


def _arrow(edge: Edge, places: Mapping[str, tuple[int, int]]) -> Arrow:
    (x1, y1), (x2, y2) = places[edge.echo], places[target_id(edge)]
    start, end = (x1, y1 + HIGH // 2), (x2 + BOX, y2 + HIGH // 2)
    if x2 >= x1:  # a circle, or two of one column: around the outside
        start, end = (x1 + BOX, y1 + HIGH // 2), (x2 + BOX, y2 + HIGH // 2)
        path = f"M{start[0]} {start[1]} C{start[0] + 60} {start[1]} {end[0] + 60} {end[1]} {end[0] + 3} {end[1]}"
    else:
        middle = x1 - ACROSS // 2
        path = f"M{start[0]} {start[1]} C{middle} {start[1]} {end[0] + ACROSS // 2} {end[1]} {end[0] + 3} {end[1]}"
    shown = next((evidence for evidence in edge.evidence if evidence.span), None)
    return Arrow(path, x1 - 8, y1 + HIGH // 2 - 6, kinds_of(edge), edge.echo, shown)


def ledger(trace: Trace, nodes: Mapping[str, Shown]) -> Sequence[tuple[Shown, Shown, Edge]]:
    """Every edge in words: (echo, what it took it from, the edge), oldest echo first."""
    rows = [(nodes[edge.echo], nodes[target_id(edge)], edge) for edge in trace.edges]
    return sorted(rows, key=lambda row: (row[0].when, row[0].id))

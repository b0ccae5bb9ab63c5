"""A trace as a drawing: DOT for Graphviz and the like, SVG for a page, and the plain object of the JSON contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ondit.records import Reading, Trace
from ondit.tracing.trees import NAMES, Shown, shown_nodes, target_id, why_edge

_BOX, _HIGH, _ACROSS, _DOWN = 220, 44, 110, 26


def trace_object(trace: Trace) -> dict[str, Any]:
    """The trace for JSON: an edge points from the echo to what it took the news from; spans lie in the echo's text."""
    return {
        "rumour": trace.rumour,
        "independent_origins": trace.independent_origins,
        "origins": [
            {
                **({"article": origin.article} if origin.article else {"outlet": origin.outlet}),
                "name": origin.outlet,
                "of": origin.of,
                "own_word": origin.own_word,
                "proof": [list(span) for span in origin.proof],
            }
            for origin in trace.origins
        ],
        "edges": [
            {
                "from": edge.echo,
                "to": edge.article if edge.article else {"outlet": edge.outlet},
                "evidence": [
                    {
                        "kind": evidence.kind,
                        "span": list(evidence.span) if evidence.span else None,
                        **({"target_span": list(evidence.target_span)} if evidence.target_span else {}),
                        **({"note": evidence.note} if evidence.note else {}),
                    }
                    for evidence in edge.evidence
                ],
            }
            for edge in trace.edges
        ],
        "still_carrying": list(trace.still_carrying),
        "withdrawals": [
            {
                "article": w.article,
                "outlet": w.outlet,
                "at": w.at.isoformat().replace("+00:00", "Z") if w.at else None,
                "span": list(w.span) if w.span else None,
            }
            for w in trace.withdrawals
        ],
        "notes": list(trace.notes),
    }


def render_dot(trace: Trace, readings: Mapping[str, Reading]) -> str:
    """The trace in the DOT language; arrows go from the echo to what it had the news from."""
    lines = ["digraph trace {", "  rankdir=RL; node [shape=box, style=rounded, fontname=sans]; edge [fontname=sans];"]
    for node in shown_nodes(trace, readings).values():
        label = _quote(f"{node.name}\n{node.when}".strip())
        style = ", penwidth=3" if node.origin else ""
        style += ', style="rounded,dashed"' if not node.here else ""
        lines.append(f"  {_quote(node.id)} [label={label}{style}];")
    for edge in trace.edges:
        label = _quote(", ".join(dict.fromkeys(evidence.kind for evidence in edge.evidence)))
        tip = _quote("\n".join(why_edge(edge, readings)))
        lines.append(f"  {_quote(edge.echo)} -> {_quote(target_id(edge))} [label={label}, tooltip={tip}];")
    return "\n".join([*lines, "}"]) + "\n"


def render_svg(trace: Trace, readings: Mapping[str, Reading]) -> str:
    """The trace as one SVG picture without script: origins left, echoes to the right, the reasons as tooltips."""
    nodes = shown_nodes(trace, readings)
    columns = _columns(trace, nodes)
    places: dict[str, tuple[int, int]] = {}
    rows: dict[int, int] = {}
    for id, column in sorted(columns.items(), key=lambda item: (item[1], nodes[item[0]].when, item[0])):
        places[id] = (20 + column * (_BOX + _ACROSS), 20 + rows.get(column, 0) * (_HIGH + _DOWN))
        rows[column] = rows.get(column, 0) + 1
    width = 40 + (max(columns.values(), default=0) + 1) * (_BOX + _ACROSS) - _ACROSS
    height = 40 + max(rows.values(), default=1) * (_HIGH + _DOWN) - _DOWN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(f'Independent origins: {trace.independent_origins}')}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#556"/></marker></defs>',
    ]
    for edge in trace.edges:
        (x1, y1), (x2, y2) = places[edge.echo], places[target_id(edge)]
        start, end = (x1, y1 + _HIGH // 2), (x2 + _BOX, y2 + _HIGH // 2)
        middle = (start[0] + end[0]) // 2
        kinds = ", ".join(dict.fromkeys(NAMES[evidence.kind] for evidence in edge.evidence))
        parts.append(
            f"<g><title>{escape(chr(10).join(why_edge(edge, readings)))}</title>"
            f'<path d="M{start[0]} {start[1]} C{middle} {start[1]} {middle} {end[1]} {end[0]} {end[1]}" fill="none" '
            f'stroke="#889" stroke-width="1.5" marker-end="url(#tip)"/>'
            f'<text x="{start[0] - 6}" y="{start[1] - 6}" text-anchor="end" fill="#556" font-size="10">'
            f"{escape(kinds)}</text></g>"
        )
    parts += [_box(nodes[id], *place) for id, place in places.items()]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _columns(trace: Trace, nodes: Mapping[str, Shown]) -> dict[str, int]:
    """How far each node is from the end of its longest chain; a circle stops counting where it closes."""
    columns = dict.fromkeys(nodes, 0)
    for _ in range(len(nodes)):
        changed = False
        for edge in trace.edges:
            wanted = columns[target_id(edge)] + 1
            if columns[edge.echo] < wanted <= len(nodes):
                columns[edge.echo], changed = wanted, True
        if not changed:
            break
    return columns


def _box(node: Shown, x: int, y: int) -> str:
    name = node.name if len(node.name) <= 30 else node.name[:29] + "…"
    fill, dash = ("#ffe9b3" if node.origin else "#eef1f6"), ("" if node.here else ' stroke-dasharray="5 3"')
    return (
        f'<g><title>{escape(node.id)}</title><rect x={quoteattr(str(x))} y={quoteattr(str(y))} width="{_BOX}" '
        f'height="{_HIGH}" rx="8" fill="{fill}" stroke="#556"{dash}/>'
        f'<text x="{x + 12}" y="{y + 19}" font-weight="bold" fill="#223">{escape(name)}</text>'
        f'<text x="{x + 12}" y="{y + 35}" fill="#445" font-size="10">'
        f"{escape(node.when or 'not in the desk')}</text></g>"
    )


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'

"""A trace as people read it: origins first, under each the echoes that had it from there, every edge with its why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ondit.records import Edge, Evidence, Reading, Trace
from ondit.tracing.publishers import outlet_of

_LONGEST = 72
NAMES = {
    "citation": "cites",
    "link": "links to",
    "credit": "credits",
    "copy": "copies",
    "translation": "translates",
    "detail": "shares a detail with",
}


@dataclass(frozen=True)
class Shown:
    """One node as it is shown: its name, and when it was published, if known."""

    id: str
    name: str
    when: str
    origin: bool
    here: bool


def render_tree(trace: Trace, readings: Mapping[str, Reading]) -> str:
    """The trace as an indented tree of text. An echo with several sources stands under the first, and says the others.

    Articles that have no part in any edge stand at the end; remarks follow.
    """
    children: dict[str, list[Edge]] = {}
    for edge in trace.edges:
        children.setdefault(target_id(edge), []).append(edge)
    nodes = shown_nodes(trace, readings)
    echoes = {edge.echo for edge in trace.edges}
    ends = {target_id(edge) for edge in trace.edges}
    roots = [node for node in nodes.values() if node.id not in echoes and (node.origin or node.id in ends)]
    lines = [f"independent origins: {trace.independent_origins}"]
    done: set[str] = set()
    for root in roots:
        lines += ["", _name(root)]
        lines += _why_origin(trace, readings, root.id, "  ")
        lines += _below(trace, readings, nodes, children, root.id, "", done)
    left = [edge.echo for edge in trace.edges if edge.echo not in done]
    for echo in dict.fromkeys(left):  # only a circle leaves echoes without a root
        lines += ["", _name(nodes[echo])]
        lines += _below(trace, readings, nodes, children, echo, "", done | {echo})
    for kind, title in (("denial", "first denied"), ("confirmation", "first confirmed")):
        for origin in trace.origins:
            if origin.of == kind:
                where = nodes.get(origin.article or f"outlet:{origin.outlet}")
                lines += ["", f"{title} in: {_name(where) if where else origin.outlet or origin.article}"]
    if trace.still_carrying:
        carrying = ", ".join(nodes[key].name for key in trace.still_carrying if key in nodes)
        lines += ["", f"still carried after it was withdrawn by: {carrying}"]
    if trace.notes:
        lines += ["", *(f"note: {note}" for note in trace.notes)]
    return "\n".join(lines) + "\n"


def _below(
    trace: Trace,
    readings: Mapping[str, Reading],
    nodes: Mapping[str, Shown],
    children: Mapping[str, list[Edge]],
    root: str,
    indent: str,
    done: set[str],
) -> list[str]:
    lines: list[str] = []
    below = [edge for edge in children.get(root, []) if edge.echo not in done]
    done |= {edge.echo for edge in below}
    for place, edge in enumerate(below):
        last = place == len(below) - 1
        lines.append(f"{indent}{'└─' if last else '├─'} {_name(nodes[edge.echo])}")
        further = indent + ("   " if last else "│  ")
        lines += [f"{further}   {why}" for why in why_edge(edge, readings)]
        lines += _why_origin(trace, readings, edge.echo, f"{further}   ")
        for other in trace.edges:
            if other.echo == edge.echo and other is not edge:
                also = nodes[target_id(other)].name
                lines += [f"{further}   also {why} [{also}]" for why in why_edge(other, readings)]
        lines += _below(trace, readings, nodes, children, edge.echo, further, done)
    return lines


def shown_nodes(trace: Trace, readings: Mapping[str, Reading]) -> dict[str, Shown]:
    """Every node of a trace by id: article keys, and ``outlet:NAME`` for outlets without an article here."""
    origins = {origin.article or f"outlet:{origin.outlet}" for origin in trace.origins if origin.of == "support"}
    ids = [origin.article or f"outlet:{origin.outlet}" for origin in trace.origins]
    ids += [id for edge in trace.edges for id in (target_id(edge), edge.echo)]
    return {id: _shown(id, readings, id in origins) for id in dict.fromkeys(ids)}


def target_id(edge: Edge) -> str:
    """The id of what an edge points at."""
    return edge.article or f"outlet:{edge.outlet}"


def why_edge(edge: Edge, readings: Mapping[str, Reading]) -> list[str]:
    """One line for each kind of evidence of an edge, with its words."""
    lines: list[str] = []
    by_kind: dict[str, list[Evidence]] = {}
    for evidence in edge.evidence:
        by_kind.setdefault(evidence.kind, []).append(evidence)
    for kind, found in by_kind.items():
        words = _words(edge.echo, found[0], readings)
        note = f" ({found[0].note})" if found[0].note and kind in ("copy", "translation", "detail") else ""
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        lines.append(f"{NAMES[kind]}{note}: {words}{more}" if words else f"{NAMES[kind]}{note or ': ' + found[0].note}")
    return lines


def short(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def _words(key: str, evidence: Evidence, readings: Mapping[str, Reading]) -> str:
    if evidence.span is None or key not in readings:
        return ""
    text = readings[key].article.text
    start, end = evidence.span
    if evidence.kind in ("citation", "link", "credit"):  # a bare name says little: its neighbours are shown too
        line = text.rfind("\n", 0, start) + 1, (text.find("\n", end) if text.find("\n", end) >= 0 else len(text))
        left = max(line[0], text.rfind(" ", 0, max(start - 24, 0)) + 1) if start - 24 > line[0] else line[0]
        right = min(line[1], text.find(" ", end + 20) if text.find(" ", end + 20) >= 0 else line[1])
        return f"“{short(text[left:right], 110)}”"
    return f"“{short(text[start:end])}”"


def _why_origin(trace: Trace, readings: Mapping[str, Reading], id: str, indent: str) -> list[str]:
    for origin in trace.origins:
        if origin.of == "support" and (origin.article or f"outlet:{origin.outlet}") == id:
            if origin.own_word:
                return [f"{indent}origin: a party's own word"]
            if origin.article is None:
                return [f"{indent}origin (its article is not in the desk)"]
            text = readings[id].article.text if id in readings else ""
            proof = [f"“{_around(text, span)}”" for span in origin.proof[:2]]
            return [
                f"{indent}origin, sources of its own: {', '.join(proof)}" if proof else f"{indent}origin: first here"
            ]
    return []


def _around(text: str, span: tuple[int, int]) -> str:
    left = max(text.rfind("\n", 0, span[0]) + 1, text.rfind(" ", 0, max(span[0] - 24, 0)) + 1)
    return short(text[left : span[1]])


def _shown(id: str, readings: Mapping[str, Reading], origin: bool) -> Shown:
    if id not in readings:
        return Shown(id, id.removeprefix("outlet:"), "", origin, False)
    article = readings[id].article
    when = article.published.strftime("%Y-%m-%d %H:%M") if article.published else "no date"
    return Shown(id, outlet_of(article) or id, when, origin, True)


def _name(node: Shown) -> str:
    mark = "● " if node.origin else "○ "
    return f"{mark}{node.name}" + (f", {node.when}  {node.id}" if node.here else "  (not in the desk)")

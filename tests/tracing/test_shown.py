"""A trace can be read by people and by programs."""

# ruff: noqa: E501  (texts of stories stay on one line)

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

from ondit.tracing import render_dot, render_svg, render_tree, trace, trace_object
from tests.hand import Says, day, page, rumour_of

TEXT = "Stake\n\nCorvane wants a stake in Ostrel, {said}."
PAGES = [
    page("https://ledger.example/1", "Ledger & <Sons>", day(2), TEXT.format(said="a banker told Ledger & <Sons>"),
         [Says("Corvane wants a stake", "a banker")]),
    page("b", 'The "Bray" Post', day(3), TEXT.format(said="says Ledger & <Sons>"),
         [Says("Corvane wants a stake", kind="outlet", name="Ledger & <Sons>")]),
    page("c", "Lorne Echo", day(4), TEXT.format(said="the Financial Times reported"), [Says("Corvane wants a stake", kind="implied")]),
]  # fmt: skip
RUMOUR, READINGS = rumour_of(PAGES)
TRACE = trace(RUMOUR, READINGS)


def test_the_tree_names_every_node_and_every_reason() -> None:
    tree = render_tree(TRACE, READINGS)
    for name in (
        "Ledger & <Sons>",
        'The "Bray" Post',
        "Lorne Echo",
        "Financial Times",
        "independent origins: 2",
        "cites",
    ):
        assert name in tree
    assert tree.index("Ledger & <Sons>, 2026") < tree.index('The "Bray" Post, 2026')


def test_the_drawing_is_well_formed_and_holds_every_edge() -> None:
    root = ElementTree.fromstring(render_svg(TRACE, READINGS))
    assert len(root.findall(".//{*}path[@marker-end]")) == len(TRACE.edges) == 2
    assert "script" not in render_svg(TRACE, READINGS)


def test_the_graph_quotes_what_must_be_quoted() -> None:
    dot = render_dot(TRACE, READINGS)
    assert '"b" -> "https://ledger.example/1"' in dot and 'The \\"Bray\\" Post' in dot and dot.count(" -> ") == 2


def test_the_object_is_the_contract() -> None:
    plain = json.loads(json.dumps(trace_object(TRACE)))
    assert plain["independent_origins"] == 2
    assert {"article", "outlet"} & set(plain["origins"][0])
    by_echo = {edge["from"]: edge for edge in plain["edges"]}
    assert by_echo["c"]["to"] == {"outlet": "Financial Times"} and by_echo["b"]["to"] == "https://ledger.example/1"
    start, end = by_echo["c"]["evidence"][0]["span"]
    assert READINGS["c"].article.text[start:end] == "Financial Times"


def test_an_empty_trace_can_be_shown() -> None:
    empty = trace(RUMOUR, {})
    assert "independent origins: 0" in render_tree(empty, {})
    ElementTree.fromstring(render_svg(empty, {}))

"""Tracing: who had it from whom, with proof, and how many truly independent origins there are.

``trace`` looks at the articles of one rumour. Each kind of evidence has its module and gives clues; ``edges`` turns
clues into edges, minding time; ``origins`` finds the ends of the chains. ``render_tree``, ``render_dot`` and
``render_svg`` show a trace, ``trace_object`` is its JSON. Nothing here reads a page or asks a network.
"""

from __future__ import annotations

from collections.abc import Mapping

from ondit.records import Reading, Rumour, Trace
from ondit.tracing.drawings import render_dot, render_svg, trace_object
from ondit.tracing.trees import render_tree

__all__ = ["render_dot", "render_svg", "render_tree", "trace", "trace_object"]


def trace(rumour: Rumour, readings: Mapping[str, Reading]) -> Trace:
    """Who had the rumour from whom, as of the reports that ``rumour`` holds.

    ``readings`` maps article keys to readings; those of articles that do not report on the rumour are not used. The
    result does not depend on the order of either. Times come from the reports, else from the articles.
    """
    from ondit.tracing.tracing import trace_articles

    return trace_articles(rumour, readings)

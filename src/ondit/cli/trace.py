"""Show who had a rumour from whom, back to its origins.

As a tree to read, as JSON, or as a drawing (DOT for Graphviz, SVG for a page).
"""

from __future__ import annotations

import sys
from datetime import datetime

import click

from ondit.cli._desk import desk_option, json_option, moment_options, open_desk


@click.command("trace")
@click.argument("rumour")
@desk_option
@moment_options
@json_option
@click.option("--dot", "form", flag_value="dot", default=None, help="Print it in the language of Graphviz.")
@click.option("--svg", "form", flag_value="svg", help="Print it as a picture.")
def command(rumour: str, desk: str, as_of: datetime | None, by: str, as_json: bool, form: str | None) -> None:
    """Show who had RUMOUR from whom: every echo under what it took the news from, with the words that show it."""
    from ondit.desk.stages import Clock
    from ondit.show.as_json import line
    from ondit.tracing import render_dot, render_svg, render_tree, trace_object

    clock: Clock = "seen" if by == "seen" else "published"
    with open_desk(desk, create=False) as opened:
        dossier = opened.show(rumour, as_of, by=clock)
        readings = opened.readings({report.article for report in dossier.rumour.reports}, as_of, by=clock)
    trace, out = dossier.trace, sys.stdout.buffer
    if as_json:
        out.write(line(trace_object(trace)).encode() + b"\n")
    elif form is not None:
        drawing = render_svg(trace, readings) if form == "svg" else render_dot(trace, readings)
        out.write(drawing.encode("utf-8", "replace"))
    else:
        from ondit.show.as_table import console
        from ondit.show.rumour_tables import print_tree

        print_tree(f"{dossier.rumour.question}\n{render_tree(trace, readings)}", console())

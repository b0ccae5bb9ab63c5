"""Show a rumour's dossier: where it stands, why, and who says what in which words.

Every line of it has its proof: an article, and the words in it.
"""

from __future__ import annotations

import sys
from datetime import datetime

import click

from ondit.cli._desk import desk_option, json_option, moment_options, open_desk


@click.command("show")
@click.argument("rumour")
@desk_option
@moment_options
@json_option
def command(rumour: str, desk: str, as_of: datetime | None, by: str, as_json: bool) -> None:
    """Show the dossier of RUMOUR: its id, or as much of it as is unlike any other."""
    from ondit.desk.stages import Clock
    from ondit.show.as_json import line
    from ondit.show.rumour_json import dossier_object

    clock: Clock = "seen" if by == "seen" else "published"
    with open_desk(desk, create=False) as opened:
        dossier = opened.show(rumour, as_of, by=clock)
        readings = opened.readings({report.article for report in dossier.rumour.reports}, as_of, by=clock)
    if as_json:
        sys.stdout.buffer.write(line(dossier_object(dossier, readings, clock)).encode() + b"\n")
        return
    from ondit.show.as_table import console
    from ondit.show.rumour_tables import print_dossier

    print_dossier(dossier, readings, console(), clock)

"""List the rumours of a desk: what is asked, where it stands, how many origins.

The last to change comes first.
"""

from __future__ import annotations

import sys
from datetime import datetime

import click

from ondit.cli._desk import desk_option, json_option, moment_options, open_desk


@click.command("rumours")
@desk_option
@moment_options
@json_option
def command(desk: str, as_of: datetime | None, by: str, as_json: bool) -> None:
    """List the rumours of the desk, the last to change first."""
    from ondit.desk.stages import Clock
    from ondit.show.as_json import line
    from ondit.show.rumour_json import rumour_object

    clock: Clock = "seen" if by == "seen" else "published"
    with open_desk(desk, create=False) as opened:
        found = opened.rumours(as_of, by=clock)
    if as_json:
        for dossier in found:
            sys.stdout.buffer.write(line(rumour_object(dossier, clock)).encode() + b"\n")
        return
    from ondit.show.as_table import console
    from ondit.show.rumour_tables import print_rumours

    print_rumours(found, console(), clock)

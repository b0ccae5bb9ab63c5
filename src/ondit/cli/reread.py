"""Read again what this release's reader has not read; earlier readings stay.

It can be broken off at any moment and goes on where it was.
"""

from __future__ import annotations

import sys

import click

from ondit.cli._desk import desk_option, json_option, open_desk


@click.command("reread")
@desk_option
@json_option
def command(desk: str, as_json: bool) -> None:
    """Read the desk's articles again with this release's reader, and tell which rumours came out otherwise."""
    from ondit.cli._changes import tell
    from ondit.desk.changes import compare

    shown = sys.stderr.isatty()
    with open_desk(desk, create=False) as opened:
        before = {each.rumour.id: each for each in opened.rumours()}
        count = opened.reread(
            lambda number: print(f"\rread again: {number}", end="", file=sys.stderr) if shown else None
        )
        changes = compare(before, opened.rumours())
    tell(changes, as_json)
    print(
        f"{chr(13) if shown else ''}read again: {count}; rumours that changed: {len(changes)}",
        file=sys.stderr if as_json else sys.stdout,
    )

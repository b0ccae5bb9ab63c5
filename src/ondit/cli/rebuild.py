"""Derive all rumours again from what is stored; the result must be the same.

Nothing that was stored is touched: pages, versions and readings stay.
"""

from __future__ import annotations

import sys

import click

from ondit.cli._desk import desk_option, json_option, open_desk


@click.command("rebuild")
@desk_option
@json_option
@click.option("--reread", is_flag=True, help="First read again what this release's reader has not read.")
def command(desk: str, as_json: bool, reread: bool) -> None:
    """Drop the rumours of the desk and derive them again from its pages and readings; tell what came out otherwise."""
    from ondit.cli._changes import tell

    with open_desk(desk, create=False) as opened:
        opened.catch_up()
        read = opened.reread() if reread else 0
        changes = opened.rebuild()
        count = len(opened.rumours())
    tell(changes, as_json)
    again = f"read again: {read}; " if reread else ""
    result = "the same as before" if not changes else f"not as before: {len(changes)}"
    print(f"{again}rumours: {count}; {result}", file=sys.stderr if as_json else sys.stdout)

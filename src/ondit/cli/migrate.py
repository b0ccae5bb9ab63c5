"""Bring a desk that an older release made up to this one.

Everything is done in one transaction: a desk is migrated, or as it was.
"""

from __future__ import annotations

import click

from ondit.cli._desk import desk_option, open_desk


@click.command("migrate")
@desk_option
def command(desk: str) -> None:
    """Bring the tables of the desk up to this release. Make a copy of a desk that you love first."""
    with open_desk(desk, create=False, migrate=True) as opened:
        click.echo(f"{opened.where}: up to date")

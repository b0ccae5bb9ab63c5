"""Bring a desk that an older release made up to this one.

Everything is done in one transaction: a desk is migrated, or as it was.
"""

from __future__ import annotations

import click

from ondit.cli._desk import desk_option


@click.command("migrate")
@desk_option
def command(desk: str) -> None:
    """Bring the tables of the desk up to this release. Make a copy of a desk that you love first."""
    from ondit.desk import Desk

    with Desk(desk, create=False, migrate=True) as opened:
        click.echo(f"{opened.where}: up to date")

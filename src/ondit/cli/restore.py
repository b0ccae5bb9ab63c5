"""Make a desk from a file that `ondit backup` wrote, with its accounts.

Nothing is overwritten: there must be no desk yet where it goes.
"""

from __future__ import annotations

from pathlib import Path

import click

from ondit.cli._desk import desk_option


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@desk_option
@click.option("--people", type=click.Path(path_type=Path), help="Where accounts go [default: beside the desk].")
def command(file: Path, desk: str, people: Path | None) -> None:
    """Restore FILE to --desk."""
    from ondit.desk.backup import restore

    accounts = restore(file, desk, people or (None if "://" in desk else Path(f"{desk}.people")))
    click.echo(f"{desk}: restored{', with its accounts' if accounts else ''}")

"""Put a desk away as one file, with its accounts, also while it is in use.

`ondit restore` makes a desk from it again.
"""

from __future__ import annotations

from pathlib import Path

import click

from ondit.cli._desk import desk_option


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@desk_option
@click.option("--people", type=click.Path(path_type=Path), help="The store of accounts [default: beside the desk].")
def command(file: Path, desk: str, people: Path | None) -> None:
    """Write FILE (.tar.gz), which must not be there yet."""
    from ondit.desk.backup import back_up

    size = back_up(desk, file, people or (None if "://" in desk else Path(f"{desk}.people")))
    click.echo(f"{file}: {size} bytes")

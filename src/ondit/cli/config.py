"""Show every setting: what holds, and whether it comes from a default, the file or the environment.

`ondit config --example` prints a commented `ondit.toml` in which nothing is set yet.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ondit.cli import Call
from ondit.cli._desk import json_option
from ondit.settings import Settings


@click.command("config")
@click.option("--example", is_flag=True, help="Print an ondit.toml that explains every key, to be edited.")
@json_option
@click.pass_obj
def command(call: Call | None, example: bool, as_json: bool) -> None:
    """Print each setting with its value and where it comes from. Secrets are not printed."""
    from ondit.cli._settings import settings_for
    from ondit.settings.writing import example as example_file

    if example:
        click.echo(example_file(), nl=False)
        return
    settings = (call.settings if call is not None else None) or settings_for(None)
    if as_json:
        _print_json(settings)
    else:
        _print_table(settings)


def _print_json(settings: Settings) -> None:
    from ondit.show.as_json import line

    for each in settings.held:
        value = {"key": each.setting.key, "value": each.shown, "from": each.origin, "where": each.where}
        sys.stdout.buffer.write(line(value).encode() + b"\n")


def _print_table(settings: Settings) -> None:
    from rich.table import Table

    from ondit.show.as_table import console
    from ondit.show.printable import printable

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("setting", "value", "from"):
        table.add_column(name, overflow="fold")
    for each in settings.held:
        origin = each.origin if each.origin != "environment" else each.where
        table.add_row(each.setting.key, printable(each.shown) or "-", origin)
    screen = console()
    screen.print(table)
    named = settings.file and Path(settings.file)
    screen.print(f"\nThe file: {named}" if named else "\nNo file: `ondit config --example > ondit.toml` makes one")

"""List the languages that can be read, or install the parser of one."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import click

from ondit.errors import MissingPart, UnknownLanguage


@click.group("languages", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a language, one a line.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the languages that can be read: code, name, parser.

    A language is a folder of data; docs/languages.md says how to add one.
    """
    if ctx.invoked_subcommand is not None:
        return
    from ondit.reading.languages import codes, language

    for code in codes():
        found = language(code)
        assert found is not None
        here = importlib.util.find_spec(found.parser) is not None
        if as_json:
            facts = {"code": code, "name": found.name, "parser": found.parser, "installed": here}
            click.echo(json.dumps(facts, ensure_ascii=False))
        else:
            click.echo(f"{code:4}{found.name:14}{found.parser}{'' if here else ' (not installed)'}")


@command.command("install")
@click.argument("code")
def install(code: str) -> None:
    """Install the parser of the language CODE with pip, in the release that its data name."""
    from ondit.reading.languages import table

    data = table(code, "language") if code.isalpha() else {}
    if not data:
        raise UnknownLanguage(
            "there is no such language", where=code, remedy="`ondit languages` lists those that there are"
        )
    wanted = data["parser"]["distribution"]
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wanted], check=False)
    if done.returncode:
        raise MissingPart("could not be installed", where=wanted, remedy="see what pip says above")
    click.echo(f"{wanted} is installed")

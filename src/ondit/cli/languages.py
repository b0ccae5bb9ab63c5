"""List the languages that can be read, or install the parser of one."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

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
    """Install the parser of the language CODE with pip, in the release that its data name, and check that it parses.

    A parser whose data say so is installed without its dependencies, which ondit has already, in another release.
    """
    from ondit.reading.languages import table

    data = table(code, "language") if code.isalpha() else {}
    if not data:
        raise UnknownLanguage(
            "there is no such language", where=code, remedy="`ondit languages` lists those that there are"
        )
    fetch(data["parser"])
    importlib.invalidate_caches()
    count = check(code, data["check"])
    click.echo(
        f"{data['parser']['distribution']} is installed and parses {data['name']}: {count} words of a trial sentence"
    )


def fetch(parser: dict[str, Any]) -> None:
    """Let pip install a parser, held to its hash where the data give one. Raises MissingPart."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "parser.txt")
        hashed = f" --hash=sha256:{parser['sha256']}" if "sha256" in parser else ""
        wanted.write_text(f"{parser['distribution']}{hashed}\n", encoding="utf-8")
        alone = ["--no-deps"] if parser.get("alone") else []
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *alone]
        done = subprocess.run([*pip, "--requirement", str(wanted)], check=False)
    if done.returncode:
        raise MissingPart("could not be installed", where=parser["distribution"], remedy="see what pip says above")


def check(code: str, sentence: str) -> int:
    """Parse a sentence with the parser of a language; gives its number of words. Raises MissingPart where the parser
    does not load, or finds no subject and no object, which the sentence has."""
    from ondit.reading.parsing import parse

    try:
        parsed = next(parse([sentence], code))
    except MissingPart:
        raise
    except Exception as error:  # whatever a package of another release may raise
        raise MissingPart(
            f"its parser does not load here ({type(error).__name__})", where=code, remedy="report this release pair"
        ) from error
    if not {"nsubj", "obj"} <= {label.split(":")[0] for label in parsed.labels}:
        raise MissingPart("its parser loads but does not parse", where=code, remedy="report this release pair")
    return sum(tag != "PUNCT" for tag in parsed.tags)

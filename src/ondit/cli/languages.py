"""List the languages that can be read, and whether their parser is here."""

from __future__ import annotations

import importlib.util
import json

import click


@click.command("languages")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a language, one a line.")
def command(as_json: bool) -> None:
    """List the languages that can be read: code, name, parser.

    A language is a folder of data; docs/languages.md says how to add one.
    """
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

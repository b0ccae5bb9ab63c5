"""Write the pages of docs/ that are made from the code: the command line and the records.

``make docs`` writes them; a test fails where one is not what this would write.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import ondit.records
from ondit.cli import cli, command_names
from ondit.settings.writing import example, rows

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 88

MADE = "<!-- Made by `make docs`; edit the code that it is made from. -->"


def pages() -> dict[str, str]:
    """Every generated page: file name → text."""
    return {
        "cli.md": command_line(),
        "records.md": records(),
        "settings.md": settings(),
        "archive-tables.md": archive_tables(),
    }


def command_line() -> str:
    """Each command with the help that it prints."""
    parts = [
        MADE,
        "# The command line",
        "`ondit COMMAND --help` prints what stands here. Every command ends with exit code 0, with 2 when an input was "
        "bad (one line on stderr names it and what to do, see [errors](errors.md); other inputs are still done), and "
        "with 1 when `ondit bench` finds a figure below its floor.",
        "What holds for every command can stand in a file: see [settings](settings.md). Shell completion: "
        "`ondit completion`.",
    ]
    with click.Context(
        cli, info_name="ondit", max_content_width=WIDTH, terminal_width=WIDTH, **cli.context_settings
    ) as ctx:
        parts.append(fenced(cli.get_help(ctx)))
        for name in command_names():
            found = cli.get_command(ctx, name)
            assert found is not None
            parts += sections(found, name, ctx)
    return "\n\n".join(parts) + "\n"


def sections(command: click.Command, name: str, parent: click.Context) -> list[str]:
    """A command's section, and those of its own commands."""
    with click.Context(command, parent=parent, info_name=name) as ctx:
        found = [f"## {ctx.command_path}", fenced(command.get_help(ctx))]
        if isinstance(command, click.Group):
            for inner in sorted(command.commands):
                found += sections(command.commands[inner], inner, ctx)
    return found


def records() -> str:
    """Each record of ``ondit.records`` with its fields, in the order in which the stages make them."""
    parts = [MADE, "# The records", inspect.getdoc(ondit.records) or "", *(record(each) for each in record_classes())]
    return "\n\n".join(parts) + "\n"


def settings() -> str:
    """Each setting with its key and its variable, and the file in which they can stand."""
    parts = [
        MADE,
        "# Settings",
        "Everything below can be a key of `ondit.toml` or a variable of the environment. An option of the command line "
        "goes first, then the variable, then the file, then the default; `ondit config` prints what holds and where it "
        "comes from. The file is `ondit.toml` in the working folder, else in your folder of settings "
        "(`~/.config/ondit` on Linux), or the one that `ondit --config FILE` or `ONDIT_CONFIG` names; one file counts, "
        "whole. A path in it counts from the file's folder. A key or variable that does not exist, or a value that "
        "makes no sense, is one line on stderr and exit code 2, before anything is done.",
        "`ondit config --example > ondit.toml` makes this file; a line that begins with `#` does not count:",
        f"```toml\n{example().rstrip()}\n```",
    ]
    for setting, default in rows():
        key = f"`{setting.key}` in the file, {setting.kind}." if setting.file else f"Not in the file; {setting.kind}."
        between = {",": " In the variable, with commas between.", " ": " In the variable, with blanks between."}
        how = between[setting.between] if setting.kind == "list" else ""
        parts.append(f"## {setting.variable}\n{key} {default}{how} {setting.says}")
    return "\n\n".join(parts) + "\n"


def archive_tables() -> str:
    """Each table of an archive with its columns, as Arrow names their types."""
    from ondit.archive.layout import TABLES

    parts = [
        MADE,
        "# The tables of an archive",
        "`ondit archive read` and `link` write these as Parquet, see [archives](archive.md). Fields of the "
        "[records](records.md) are columns of the same name; a span is `{start, end}`, in characters of the article's "
        "text, half-open; times are in UTC.",
    ]
    for name, schema in TABLES.items():
        rows = [f"| `{field.name}` | `{field.type}` |" for field in schema]
        parts.append("\n".join([f"## {name}", "", "| column | type |", "| --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def record_classes() -> Iterator[type]:
    """The dataclasses of ``ondit.records`` in the order of the file."""
    for value in vars(ondit.records).values():
        if dataclasses.is_dataclass(value) and isinstance(value, type):
            yield value


def record(kind: type) -> str:
    """One record as a heading, its docstring and a table of fields."""
    rows = [f"| `{field.name}` | `{written(field)}` |" for field in dataclasses.fields(kind)]
    return "\n".join(
        [f"## {kind.__name__}", "", inspect.getdoc(kind) or "", "", "| field | type |", "| --- | --- |", *rows]
    )


def written(field: dataclasses.Field[object]) -> str:
    """A field's type as the code writes it, with its default."""
    kind = str(field.type).replace("|", "\\|")
    default = "" if field.default is dataclasses.MISSING else f" = {field.default!r}"
    return kind + default


def fenced(text: str) -> str:
    """A block of fixed-width text."""
    return f"```text\n{text.rstrip()}\n```"


def main() -> None:
    """Write every page that is not current."""
    for name, text in pages().items():
        file = DOCS / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"written: docs/{name}", file=sys.stderr)


if __name__ == "__main__":
    main()

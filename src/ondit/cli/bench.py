"""Measure again, on this machine, what the documentation claims.

The drivers lie in ``bench/`` of the checkout and need the data beside it; they are not part of the installed package.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from ondit.cli import report
from ondit.errors import MissingPart, OnditError, SettingError

EXIT_BELOW_FLOOR = 1


@click.command("bench")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="Run every benchmark.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the data [default: ../shared/data of the checkout]."
)
@click.option("--write", is_flag=True, help="Put the figures into docs/benchmarks.md.")
@click.option("--raise", "pin", is_flag=True, help="Pin the figures as floors where they are higher than the old ones.")
@click.option("--lower", is_flag=True, help="With --raise: pin them even where they are lower.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a benchmark or system, one a line.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    everything: bool,
    data: Path | None,
    write: bool,
    pin: bool,
    lower: bool,
    as_json: bool,
) -> None:
    """Run the benchmark of each NAME and print its figures; without a NAME, list what there is.

    The exit code is 1 where a figure fell below its floor in bench/floors.toml.
    """
    checkout = find_checkout()
    figures = importlib.import_module("bench.figures")
    known = drivers(checkout)
    if not names and not everything:
        for name in known:
            click.echo(f"{name:10} {first_line(load(name))}")
        return
    fell: list[str] = []
    for name in known if everything else names:
        try:
            if name not in known:
                raise SettingError(f"there is no benchmark of this name, only {', '.join(known)}", where=name)
            result = load(name).measure(find_data(checkout, data))
        except OnditError as error:
            report(error)
            ctx.exit(2)
        click.echo(as_object(name, result) if as_json else figures.markdown(name, result) + "\n")
        if write:
            figures.write_section(name, figures.markdown(name, result))
        if pin:
            figures.raise_floors(name, result, lower=lower)
        fell += figures.falls(name, result)
    for line in fell:
        click.echo(f"ondit: {line}", err=True)
    if fell:
        ctx.exit(EXIT_BELOW_FLOOR)


def find_checkout() -> Path:
    """The checkout that holds ``bench/``: the one that this package runs from, else the working folder's."""
    for folder in (Path(__file__).resolve().parents[3], Path.cwd()):
        if (folder / "bench" / "figures.py").is_file():
            sys.path.insert(0, str(folder))
            return folder
    raise MissingPart(
        "the benchmarks are not part of the installed package",
        remedy="run this in a checkout of ondit, after `make install`",
    )


def find_data(checkout: Path, data: Path | None) -> Path:
    """The folder of the benchmark data."""
    folder = data or checkout.parent / "shared" / "data"
    if not folder.is_dir():
        raise MissingPart("the benchmark data are not here", where=str(folder), remedy="name their folder with --data")
    return folder


def drivers(checkout: Path) -> list[str]:
    """Names of the benchmarks: the modules of ``bench/`` that have a ``measure``."""
    names = [module.name for module in pkgutil.iter_modules([str(checkout / "bench")]) if not module.ispkg]
    sources = {name: (checkout / "bench" / f"{name}.py").read_text(encoding="utf-8") for name in names}
    return sorted(name for name, source in sources.items() if "\ndef measure(" in source)


def load(name: str) -> ModuleType:
    """The driver of a benchmark."""
    return importlib.import_module(f"bench.{name}")


def first_line(module: ModuleType) -> str:
    """What a benchmark measures."""
    return (module.__doc__ or "").partition("\n")[0].rstrip(".")


def as_object(name: str, result: Any) -> str:
    """One result as a line of JSON; where a benchmark compares several systems, a line for each."""
    if result.rows:
        return "\n".join(json.dumps({"bench": name, **row}, ensure_ascii=False) for row in result.rows)
    figures = {figure.name: round(figure.value, 4) for figure in result.figures}
    return json.dumps({"bench": name, "digest": result.digest, "figures": figures}, ensure_ascii=False)

"""Train a model anew from the benchmark data.

Like the benchmarks, the trainers lie in the checkout (``bench/trainers.py``) and are not part of the package.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from ondit.cli.bench import find_checkout, find_data
from ondit.errors import MissingPart, SettingError


@click.command("train")
@click.argument("name", required=False)
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the data [default: ../shared/data of the checkout]."
)
def command(name: str | None, data: Path | None) -> None:
    """Train the model NAME and put it into the source tree; without a NAME, list the models.

    Training may need more than reading does: pip install 'ondit[train]'.
    """
    checkout = find_checkout()
    trainers = importlib.import_module("bench.trainers").TRAINERS
    if name is None:
        for known, train in trainers.items():
            click.echo(f"{known:10} {train.__doc__}")
        return
    if name not in trainers:
        raise SettingError(f"there is no model of this name, only {', '.join(trainers)}", where=name)
    try:
        trainers[name](find_data(checkout, data))
    except ModuleNotFoundError as error:
        raise MissingPart(f"training needs {error.name}", where=name, remedy="pip install 'ondit[train]'") from error

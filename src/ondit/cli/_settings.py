"""The settings of one command: read before it runs, lent to the environment while it runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ondit.settings import SETTINGS, Settings, load

F = TypeVar("F", bound=Callable[..., Any])


def setting(*names: str, key: str, **more: Any) -> Callable[[F], F]:
    """An option that is also a setting: its default and its variable are those of the table."""
    found = next(each for each in SETTINGS if each.key == key)
    if found.kind == "yes or no":
        more["is_flag"] = True
    elif found.kind == "list":
        more["multiple"] = True
    elif found.default:
        more["show_default"] = True
    return click.option(*names, default=found.default, envvar=found.variable, show_envvar=True, **more)


def settings_for(config: Path | None) -> Settings:
    """The settings that hold here: of a file, else of the first one that is there, and of the environment."""
    return load(config, os.environ, (Path(), Path(click.get_app_dir("ondit"))))


@contextmanager
def lent(settings: Settings) -> Iterator[None]:
    """The environment with the settings in it, and afterwards as it was.

    Whatever asks for a setting asks the environment, click's options included; so a value of the file is found there.
    """
    before = dict(os.environ)
    os.environ.update(settings.as_environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)

"""spaCy imported without its command line, and without pauses to look for garbage: 1.35 s before, 0.75 s after.

``import spacy`` imports ``spacy.cli`` for one function, ``spacy.info``, and with it a downloader, a templating language and
a project manager, 365 modules. While spaCy is first imported a stand-in takes the place of ``spacy.cli``; afterwards
that is imported as always by whoever asks for it. The checks of spaCy's settings are built when they are first used, which
saves another 0.15 s, since most never are. Python's collector rests meanwhile: what loading makes is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import ModuleType
from typing import Any

from ondit.collector import collector_at_rest

NAMES = ("spacy.cli", "spacy.cli.info")


@contextmanager
def light_import() -> Iterator[None]:
    """While this lasts, ``import spacy`` leaves its command line out, unless it is loaded already, and nothing is
    collected."""
    names = () if "spacy" in sys.modules else NAMES
    for name in names:
        stand_in = ModuleType(name)
        stand_in.__dict__.update({"__path__": [], "info": _info})
        sys.modules[name] = stand_in
    try:
        with collector_at_rest(), checks_built_late() if names else nullcontext():
            yield
    finally:
        for name in names:
            del sys.modules[name]
        if names and (spacy := sys.modules.get("spacy")):
            vars(spacy).pop("cli", None)


@contextmanager
def checks_built_late() -> Iterator[None]:
    """While this lasts, a pydantic model that is declared is built when first used (its own ``defer_build``)."""
    from pydantic import BaseModel

    before = BaseModel.model_config
    BaseModel.model_config = {**before, "defer_build": True}
    try:
        yield
    finally:
        BaseModel.model_config = before


def _info(*arguments: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **options)

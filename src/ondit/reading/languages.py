"""The languages that can be read: one folder of data each under ``ondit/languages``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Language:
    """What ``language.toml`` of a language says: its name, its parser package and that parser's label scheme."""

    code: str
    name: str
    parser: str
    parser_labels: str


@functools.cache
def table(code: str, name: str) -> dict[str, Any]:
    """A data file of a language, ``{}`` where the language has none. ``name`` is without ``.toml``."""
    path = resources.files("ondit.languages") / code / f"{name}.toml"
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


@functools.cache
def language(code: str) -> Language | None:
    """The language by its ISO 639-1 code, None where there is no folder for it."""
    data = table(code, "language")
    if not data:
        return None
    return Language(code, data["name"], data["parser"]["package"], data["parser"]["labels"])


@functools.cache
def codes() -> tuple[str, ...]:
    """Codes of all languages that have a folder with a ``language.toml``."""
    root = resources.files("ondit.languages")
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / "language.toml").is_file()))

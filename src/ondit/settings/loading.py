"""``ondit.toml`` and the environment → the settings that hold, each with where it comes from; or one clear error."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ondit.errors import SettingError
from ondit.settings.table import SETTINGS, Setting, Value

NAME = "ondit.toml"
LARGEST = 2**20  # bytes of a file of settings
Origin = Literal["default", "file", "environment"]
_YES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_PASSWORD = re.compile(r"(?P<before>://[^/\s]*?:)[^/\s]*@|(?P<query>[?&]password=)[^&\s]*")
_REMEDY = "`ondit config --example` lists them all"


@dataclass(frozen=True, slots=True)
class Held:
    """One setting with the value that holds. ``where`` is the file or the variable, "" for a default."""

    setting: Setting
    value: Value
    origin: Origin = "default"
    where: str = ""

    @property
    def shown(self) -> str:
        """The value for people's eyes: no secret, no password of an address."""
        if self.value in (None, "", ()):
            return ""
        return "(set, not shown)" if self.setting.secret else _PASSWORD.sub(_hidden, text_of(self.setting, self.value))


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, in the order of the table; ``file`` is the file that was read, None where there is none."""

    held: tuple[Held, ...]
    file: Path | None = None

    def __getitem__(self, key: str) -> Value:
        return next(each.value for each in self.held if each.setting.key == key)

    def as_environment(self) -> dict[str, str]:
        """Variable → text of whatever is not a default, so that everything that asks the environment finds it."""
        return {
            each.setting.variable: text_of(each.setting, each.value)
            for each in self.held
            if each.origin != "default" and each.setting.file
        }


def load(given: Path | None, environment: Mapping[str, str], folders: Iterable[Path]) -> Settings:
    """The settings of a file (``given``, else the one that ONDIT_CONFIG names, else the first ``ondit.toml`` in
    ``folders``) and of the environment, which goes first. Raises SettingError: unknown key, bad value, broken file.
    """
    _check_variables(environment)
    named = given or (Path(environment["ONDIT_CONFIG"]) if environment.get("ONDIT_CONFIG") else None)
    file = named or next((folder / NAME for folder in folders if (folder / NAME).is_file()), None)
    if file is not None and named is None:
        _check_owner(file)
    said = {} if file is None else _read(file)
    held = []
    for setting in SETTINGS:
        variable = environment.get(setting.variable, "")
        if variable.strip():
            value = _from_text(setting, variable)
            setting.check(value, setting.variable)
            held.append(Held(setting, value, "environment", setting.variable))
        elif setting.key in said:
            assert file is not None
            where = f"{file}: {setting.key}"
            value = _from_file(setting, said[setting.key], where, file.absolute().parent)
            if value not in (None, "", ()):
                setting.check(value, where)
            held.append(Held(setting, value, "file", str(file)))
        else:
            held.append(Held(setting, setting.default))
    return Settings(tuple(held), file)


def text_of(setting: Setting, value: Value) -> str:
    """A value as its variable would be written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return setting.between.join(value)
    return "" if value is None else str(value)


def _read(file: Path) -> dict[str, Any]:
    """The keys of a file, each checked to be one, with their values as TOML gives them."""
    where = str(file)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SettingError("over a megabyte, no file of settings", where=where, remedy="name another file")
        table = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        what = f"settings cannot be read ({error.strerror or error})"
        raise SettingError(what, where=where, remedy="check the path of --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingError(f"not TOML ({error})", where=where, remedy="`ondit config --example` shows how") from error
    flat: dict[str, Any] = {}
    sections = {each.key.partition(".")[0] for each in SETTINGS if "." in each.key}
    for name, value in table.items():
        if name in sections and isinstance(value, dict):
            flat |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            flat[name] = value
    known = {each.key for each in SETTINGS if each.file}
    for key in flat:
        if key not in known:
            raise SettingError(f"no such setting: {key[:80]!r}", where=where, remedy=_near(key, known))
    return flat


def _check_owner(file: Path) -> None:
    """A file that was only found, not named, must be one's own or root's: it may open the way into a network."""
    if not hasattr(os, "geteuid"):
        return
    try:
        owner = file.stat().st_uid
    except OSError:
        return  # reading it says why
    if owner not in (0, os.geteuid()):
        remedy = f"name it to use it all the same: --config {file}"
        raise SettingError("settings of another user are not taken", where=str(file), remedy=remedy)


def _check_variables(environment: Mapping[str, str]) -> None:
    known = {each.variable for each in SETTINGS}
    for name in environment:
        if name.startswith("ONDIT_") and name not in known:
            raise SettingError("no such setting", where=name, remedy=_near(name, known))


def _near(name: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, sorted(known), 1)
    return f"is {found[0]} meant? {_REMEDY}" if found else _REMEDY


def _from_text(setting: Setting, text: str) -> Value:
    """A value from a variable of the environment."""
    if setting.kind == "yes or no":
        if text.strip().lower() not in _YES:
            raise SettingError(f"yes or no is wanted, not {text!r}", where=setting.variable, remedy="write yes or no")
        return _YES[text.strip().lower()]
    if setting.kind == "whole number":
        if not re.fullmatch(r"\s*\d{1,9}\s*", text):
            raise SettingError(f"a whole number is wanted, not {text!r}", where=setting.variable, remedy="write digits")
        return int(text)
    if setting.kind == "list":
        parts = text.split(",") if "," in text or setting.between == "," else text.split()
        return tuple(part.strip() for part in parts if part.strip())
    return text


def _from_file(setting: Setting, value: Any, where: str, folder: Path) -> Value:
    """A value from the file. A path there counts from the file's folder."""
    if setting.kind == "list":
        fits = isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
        found: Value = tuple(each.strip() for each in value) if fits else None
    elif setting.kind == "yes or no":
        fits, found = isinstance(value, bool), value
    elif setting.kind == "whole number":
        fits, found = isinstance(value, int) and not isinstance(value, bool), value
    else:
        fits, found = isinstance(value, str) and "\0" not in value, value
    if not fits:
        names = {"list": "a list of texts", "whole number": "a whole number", "yes or no": "yes or no"}
        wanted = names.get(setting.kind, "a text")
        given = {"str": "text", "int": "number", "bool": "yes or no", "dict": "table"}.get(type(value).__name__, "that")
        raise SettingError(f"{wanted} is wanted here, not {given}", where=where, remedy=f"write {written(setting)}")
    if setting.kind == "path" and found and "://" not in str(found) and found != ":memory:":
        return str(folder / str(found))
    return found


def written(setting: Setting) -> str:
    """The line of the file that would set it to its example, else to its default."""
    value = setting.example if setting.example is not None else setting.default
    name = setting.key.rpartition(".")[2]
    if isinstance(value, bool):
        return f"{name} = {str(value).lower()}"
    if isinstance(value, int):
        return f"{name} = {value}"
    if setting.kind == "list":
        parts = value if isinstance(value, tuple) else ()
        return f"{name} = [{', '.join(_quoted(part) for part in parts)}]"
    return f"{name} = {_quoted(str(value or ''))}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _hidden(match: re.Match[str]) -> str:
    return f"{match['before']}***@" if match["before"] else f"{match['query']}***"

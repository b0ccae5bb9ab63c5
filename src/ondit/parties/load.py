"""The file of parties → the record, or one clear error."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

from ondit.errors import SettingError
from ondit.outlets import normal_name
from ondit.parties.record import Kind, Parties, Party

LARGEST, MOST, LONGEST = 8 * 2**20, 5000, 200  # bytes of the file, parties in it, characters of a name
_LISTS = ("aliases", "tickers", "epithets", "domains")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_REMEDY = "docs/parties.md shows how"


def load_parties(file: Path) -> Parties:
    """Reads a file of ``[[party]]`` tables. Raises SettingError: no file, no TOML, an unknown key, a name twice."""
    where = str(file)
    try:
        data = file.read_bytes()
        table = tomllib.loads(data[: LARGEST + 1].decode("utf-8"))
    except OSError as error:
        raise SettingError(
            f"parties cannot be read ({error.strerror})", where=where, remedy="check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingError(f"not TOML ({error})", where=where, remedy=_REMEDY) from error
    rows = table.pop("party", [])
    if table or not isinstance(rows, list):
        what = f"no such key: {next(iter(table))!r}" if table else "party is not a list of tables"
        raise SettingError(what, where=where, remedy="write each as [[party]]")
    if len(rows) > MOST:
        raise SettingError(f"over {MOST} parties", where=where, remedy="keep those that matter")
    parties = tuple(_party(row, f"{where}, party {number}") for number, row in enumerate(rows, 1))
    _check_names(parties, where)
    return Parties(parties)


def _party(row: Any, where: str) -> Party:
    if not isinstance(row, dict):
        raise SettingError("not a table", where=where, remedy="write it as [[party]]")
    for key in row:
        if key not in ("name", "kind", *_LISTS):
            raise SettingError(f"no such key: {key!r}", where=where, remedy=f"use name, kind, {', '.join(_LISTS)}")
    name, kind = _text(row.get("name"), "name", where), row.get("kind", "organisation")
    if kind not in get_args(Kind):
        raise SettingError(f"no kind {kind!r}", where=where, remedy=f"use one of {', '.join(get_args(Kind))}")
    lists = {key: _texts(row.get(key, []), key, where) for key in _LISTS}
    for domain in lists["domains"]:
        if not _DOMAIN.fullmatch(domain):
            raise SettingError(f"no domain: {domain!r}", where=where, remedy="write it like ledger.example")
    for words in lists["epithets"]:
        if len(words.split()) < 2:
            remedy = "one word means many; give a description that means nobody else"
            raise SettingError(f"too short for an epithet: {words!r}", where=where, remedy=remedy)
    return Party(name, kind, **lists)


def _texts(value: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SettingError(f"{key} is not a list of texts", where=where, remedy=f'write {key} = ["…", "…"]')
    return tuple(_text(each, key, where) for each in value)


def _text(value: Any, key: str, where: str) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > LONGEST or not normal_name(text):
        raise SettingError(f"{key} needs 1 to {LONGEST} characters of text", where=where, remedy=_REMEDY)
    return text


def _check_names(parties: tuple[Party, ...], where: str) -> None:
    """A name that two parties go by would mean neither."""
    seen: dict[str, str] = {}
    for party in parties:
        own = {normal_name(each) for each in (party.name, *party.aliases, *party.epithets)} | set(party.tickers)
        for name in sorted(own):
            if seen.setdefault(name, party.name) != party.name:
                what = f"{name!r} is a name of {seen[name]} and of {party.name}"
                raise SettingError(what, where=where, remedy="leave it with one of them")

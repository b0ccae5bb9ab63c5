"""What is done: a note a part, written last; and how the archive was made, which a later run must agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ondit.archive.inputs import Unit
from ondit.archive.storage import Place, files_in, read_json, write_json
from ondit.errors import SettingError
from ondit.reading import READER_VERSION

LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Extracted:
    """Which parts of which units are extracted."""

    by_unit: Mapping[str, frozenset[str]]
    ended: frozenset[str]

    def parts(self, unit: str) -> list[str]:
        """The parts of a unit that are there."""
        return sorted(self.by_unit.get(unit, ()))

    def whole(self, unit: str) -> bool:
        """Whether all of a unit's parts are there: its last one, and as many before it as its number says."""
        parts = self.by_unit.get(unit, frozenset())
        return unit in self.ended and len(parts) == 1 + max(int(part.rpartition("-")[2]) for part in parts)


def articles_done(out: Place) -> Extracted:
    """What was extracted so far."""
    by_unit: dict[str, set[str]] = {}
    ended: set[str] = set()
    for note in _notes(out / "_done/articles"):
        by_unit.setdefault(note["unit"], set()).add(note["part"])
        if note["last"]:
            ended.add(note["unit"])
    return Extracted({unit: frozenset(parts) for unit, parts in by_unit.items()}, frozenset(ended))


class Notes:
    """All notes of an archive, as they are now."""

    def __init__(self, out: Place) -> None:
        self._articles = _notes(out / "_done/articles")
        self._readings = {note["part"]: note for note in _notes(out / "_done/readings")}

    def article_parts(self) -> dict[str, int]:
        """The parts of the articles, one a language, with their characters."""
        return {
            f"language={language}/{note['part']}": size
            for note in self._articles
            for language, size in note["languages"].items()
        }

    def read(self, part: str) -> str | None:
        """With which rows passed over a part was read; None where it was not."""
        note = self._readings.get(part)
        return None if note is None else str(note["passed_over"])

    def totals(self) -> dict[str, int]:
        """Articles found, read and passed over, statements, words, dead letters."""
        read = list(self._readings.values())
        found = sum(note["articles"] for note in self._articles)
        dead = sum(note["dead"] for note in read)
        done = sum(note["articles"] for note in read)
        return {
            "articles": found,
            "read": done,
            "duplicates": max(0, found - done - dead),
            "statements": sum(note["statements"] for note in read),
            "words": sum(note["words"] for note in read),
            "dead_letters": dead + sum(note["dead"] for note in self._articles),
        }


def agree(out: Place, settings: Mapping[str, Any], units: Sequence[Unit]) -> None:
    """Keeps how an archive is made; raises SettingError where a later run would make it otherwise."""
    mine = {"layout": LAYOUT, "reader": READER_VERSION, **settings}
    file = out / "_archive.json"
    there = read_json(file) or {"inputs": {}}
    for name, value in mine.items():
        if there.get(name, value) != value:
            raise SettingError(
                f"this archive was made with {name} {there[name]}, not {value}",
                where=out.name,
                remedy="use another --out, or the same setting",
            )
    inputs = dict(there["inputs"])
    for unit in units:
        if inputs.setdefault(unit.name, unit.size) != unit.size:
            raise SettingError(
                "this input has changed since it was read", where=unit.name, remedy="use another --out for it"
            )
    now = {**mine, "inputs": inputs}
    if now != there:
        write_json(file, now)


def readings_mark(out: Place) -> str:
    """The name of all that is read in an archive: what was linked is of these readings as long as it is the same."""
    notes = sorted((note["part"], note["passed_over"], note["articles"]) for note in _notes(out / "_done/readings"))
    return sha256(repr(notes).encode()).hexdigest()


def open_archive(folder: str) -> Place:
    """The folder of an archive that was read. Raises SettingError where there is none."""
    out = Place(folder)
    if read_json(out / "_archive.json") is None:
        raise SettingError("no archive here", where=folder, remedy="make one: ondit archive read INPUT… --out DIR")
    return out


def _notes(folder: Place) -> list[dict[str, Any]]:
    found = [read_json(folder / name) for name, _ in files_in(folder, ".json")]
    return [note for note in found if note is not None]

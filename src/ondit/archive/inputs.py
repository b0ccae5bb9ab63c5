"""INPUTs on the command line → units of work: a file, or one row group of a Parquet file."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from ondit.archive.storage import Place
from ondit.errors import InputError, NotAPage, NotFound

KINDS = {
    ".warc": "warc", ".warc.gz": "warc", ".wet": "warc", ".wet.gz": "warc",
    ".parquet": "parquet",
    ".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".ndjson": "jsonl", ".ndjson.gz": "jsonl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What one task cuts into parts. ``group`` is a row group, -1 for a whole file; ``written`` the file's own time."""

    name: str
    kind: str
    size: int
    written: datetime | None
    group: int = -1

    @property
    def id(self) -> str:
        """A name for its parts, the same in every run."""
        stem = "".join(c if c.isalnum() else "-" for c in self.name.rstrip("/").rpartition("/")[2])[:40]
        mark = blake2b(self.name.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"{stem}-{mark}" + (f"-g{self.group:05}" if self.group >= 0 else "")


def units_of(inputs: Sequence[str]) -> list[Unit]:
    """The units of all inputs, in order of name, each once. Raises InputError for an input that is none."""
    found: dict[tuple[str, int], Unit] = {}
    for given in inputs:
        for unit in _units(given):
            found[unit.name, unit.group] = unit
    return [found[at] for at in sorted(found)]


def _units(given: str) -> Iterator[Unit]:
    system, path = Place(given).open()
    try:
        if any(c in path for c in "*?["):
            infos = _matching(system, path)
        else:
            info = system.get_file_info(path)
            if info.type == pafs.FileType.NotFound:
                raise NotFound("no such file", where=given, remedy="check the path")
            infos = [info]
            if info.type == pafs.FileType.Directory:
                infos = [each for each in _all(system, path) if kind_of(each.path)]
                if not infos:
                    raise NotAPage("no WARC, Parquet or JSONL in it", where=given, remedy="name a folder with archives")
    except OSError as error:
        raise InputError(f"cannot be reached: {error}", where=given, remedy="check the address") from error
    if not infos:
        raise NotFound("nothing matches", where=given, remedy="check the pattern")
    whole = len(infos) == 1 and infos[0].path == path
    prefix = given[: len(given) - len(path)] if given.endswith(path) and "://" in given else ""
    for info in infos:
        name = given if whole else prefix + info.path
        kind = kind_of(info.path)
        if kind is None:
            kinds = ", ".join(sorted(KINDS))
            raise NotAPage("no archive by its name", where=name, remedy=f"give {kinds}")
        written = info.mtime.astimezone(UTC) if isinstance(info.mtime, datetime) else None
        for group in _groups(system, info.path) if kind == "parquet" else [-1]:
            yield Unit(name, kind, info.size or 0, written, group)


def kind_of(path: str) -> str | None:
    """What a file holds, by its name."""
    low = path.lower()
    return next((kind for suffix, kind in KINDS.items() if low.endswith(suffix)), None)


def _matching(system: pafs.FileSystem, pattern: str) -> list[pafs.FileInfo]:
    fixed = pattern[: min(pattern.find(c) for c in "*?[" if c in pattern)].rpartition("/")[0]
    return [info for info in _all(system, fixed) if fnmatch.fnmatchcase(info.path, pattern)]


def _all(system: pafs.FileSystem, folder: str) -> list[pafs.FileInfo]:
    selector = pafs.FileSelector(folder, recursive=True, allow_not_found=True)
    infos = [info for info in system.get_file_info(selector) if info.type == pafs.FileType.File]
    return sorted(infos, key=lambda info: str(info.path))


def _groups(system: pafs.FileSystem, path: str) -> list[int]:
    """Row groups of a Parquet file; of one that cannot be opened a single unit, which will say so."""
    try:
        with system.open_input_file(path) as stream:
            return list(range(pq.ParquetFile(stream).metadata.num_row_groups))
    except (OSError, pa.ArrowException):
        return [-1]

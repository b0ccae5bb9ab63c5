"""Folders and files on a disk or in a bucket: opened, listed, and written whole or not at all."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from ondit.errors import MissingPart, SettingError

COMPRESSION = "zstd"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file: its name as a person gave it. Small, so that it travels to every worker."""

    name: str

    def open(self) -> tuple[Any, str]:
        """The file system and the path in it. Raises SettingError or MissingPart for one that cannot be reached."""
        scheme, separator, _ = self.name.partition("://")
        try:
            if not separator:
                return pafs.LocalFileSystem(), _absolute(self.name)
            if scheme in ("file", "s3", "gs", "gcs", "hdfs", "abfs"):
                found: tuple[Any, str] = pafs.FileSystem.from_uri(self.name)
                return found
            import fsspec

            system, path = fsspec.core.url_to_fs(self.name)
            return pafs.PyFileSystem(pafs.FSSpecHandler(system)), path
        except ImportError as error:
            raise MissingPart(
                f"what reads {scheme}:// is not installed ({error})",
                where=self.name,
                remedy="install its fsspec package",
            ) from error
        except (ValueError, pa.ArrowException, OSError) as error:
            what = " ".join(str(error).split())[:200]
            raise SettingError(
                f"no such kind of place ({what})", where=self.name, remedy="a path, s3:// or gs://"
            ) from error

    def __truediv__(self, inner: str) -> Place:
        return Place(f"{self.name.rstrip('/')}/{inner}")


def _absolute(name: str) -> str:
    import os

    return os.path.abspath(name)


def files_in(folder: Place, suffix: str) -> list[tuple[str, int]]:
    """Paths, relative to the folder, of the files in it that end so, with their sizes; it need not be there."""
    system, path = folder.open()
    selector = pafs.FileSelector(path, recursive=True, allow_not_found=True)
    found = [
        (info.path[len(path) :].lstrip("/"), info.size or 0)
        for info in system.get_file_info(selector)
        if info.type == pafs.FileType.File and info.path.endswith(suffix)
    ]
    return sorted((name, size) for name, size in found if not name.rpartition("/")[2].startswith("."))


def exists(file: Place) -> bool:
    """Whether there is such a file."""
    system, path = file.open()
    return bool(system.get_file_info(path).type == pafs.FileType.File)


@contextmanager
def writing(file: Place) -> Iterator[Any]:
    """A stream into a file that is there whole after the block, or, whatever happens in it, not at all.

    In a bucket an object appears when it is closed; on a disk it is written beside its place and moved there.
    """
    system, path = file.open()
    parent = path.rpartition("/")[0]
    bucket = "://" in file.name and not file.name.startswith("file://")
    beside = path if bucket else f"{parent}/.{uuid.uuid4().hex}"
    try:
        if not bucket:
            system.create_dir(parent, recursive=True)
        with system.open_output_stream(beside) as stream:
            yield stream
        if not bucket:
            system.move(beside, path)
    except (OSError, pa.ArrowException) as error:
        what = " ".join(str(error).split())[:200]
        raise SettingError(
            f"cannot be written ({what})", where=file.name, remedy="check the place and its room"
        ) from error


def write_table(file: Place, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    """Rows as one Parquet file. The same rows give the same bytes."""
    table = pa.Table.from_pylist(rows, schema=schema)
    with writing(file) as stream:
        pq.write_table(table, stream, compression=COMPRESSION, use_dictionary=True, write_statistics=True)


def read_rows(file: Place, columns: list[str] | None = None) -> list[dict[str, Any]]:
    """The rows of a Parquet file; columns that it has not are left out."""
    table = read_table(file, columns)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def read_table(file: Place, columns: list[str] | None = None) -> pa.Table:
    """A Parquet file as a table."""
    system, path = file.open()
    try:
        with system.open_input_file(path) as stream:
            return pq.read_table(stream, columns=columns, partitioning=None)
    except (OSError, pa.ArrowException, ValueError) as error:
        what = " ".join(str(error).split())[:200]
        raise SettingError(f"cannot be read ({what})", where=file.name, remedy="make this archive anew") from error


def write_json(file: Place, value: Any) -> None:
    """A small file that says that something is done, or how it was made."""
    with writing(file) as stream:
        stream.write(json.dumps(value, sort_keys=True, ensure_ascii=True).encode("ascii"))


def remove(file: Place) -> None:
    """Takes a file away, if it is there."""
    system, path = file.open()
    if system.get_file_info(path).type == pafs.FileType.File:
        system.delete_file(path)


def read_json(file: Place) -> Any:
    """What ``write_json`` wrote; None where there is no such file."""
    system, path = file.open()
    if system.get_file_info(path).type != pafs.FileType.File:
        return None
    try:
        with system.open_input_stream(path) as stream:
            return json.loads(stream.read())
    except (OSError, ValueError) as error:
        raise SettingError(f"cannot be read ({error})", where=file.name, remedy="make this archive anew") from error

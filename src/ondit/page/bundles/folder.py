"""A folder → the files in it that may hold articles, in order of name."""

from __future__ import annotations

import os
from pathlib import Path

from ondit.errors import InputError, NotAPage

SUFFIXES = (
    ".html", ".htm", ".xhtml", ".txt", ".md", ".eml", ".warc", ".warc.gz", ".wacz", ".jsonl", ".ndjson",
    ".jsonl.gz", ".ndjson.gz",
)  # fmt: skip
MOST = 200_000


def files_in(folder: str) -> list[str]:
    """Every such file below a folder, hidden ones and links apart. Raises NotAPage where there is none, InputError."""
    found: list[str] = []

    def refuse(error: OSError) -> None:
        what = f"this folder may not be read ({error.strerror})"
        raise InputError(what, where=str(error.filename), remedy="check its permissions") from error

    for at, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and not (Path(at) / name).is_symlink():
                found.append(str(Path(at) / name))
        if len(found) > MOST:
            raise InputError(f"over {MOST} files", where=folder, remedy="use ondit archive")
    if not found:
        kinds = ", ".join(SUFFIXES)
        raise NotAPage("a directory without pages in it", where=folder, remedy=f"name one with {kinds}")
    return found

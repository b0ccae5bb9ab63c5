"""A file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ondit.errors import SettingError


def write_whole(file: Path, text: str) -> None:
    """Write ``text`` to ``file`` as UTF-8: beside it first, then in its place in one step."""
    try:
        if file.exists() and not file.is_file():  # a device or a pipe has no place to be replaced in
            file.write_text(text, encoding="utf-8")
            return
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(text)
            os.chmod(beside, 0o666 & ~_umask())
            os.replace(beside, file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(beside)
            raise
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise SettingError(what, where=str(file), remedy="name a file in a folder that you may write to") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

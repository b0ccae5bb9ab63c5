"""A file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ondit.errors import SettingError


def write_whole(file: Path, content: str | bytes) -> None:
    """Write text (as UTF-8) or bytes to ``file``: beside it first, then in its place in one step."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        if file.exists() and not file.is_file():  # a device or a pipe has no place to be replaced in
            file.write_bytes(data)
            return
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
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

"""How many bytes a file may unpack to: a bomb is known by what it gives for what it is."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any, cast

from ondit.errors import TooLarge

ALWAYS = 256 * 2**20  # bytes that every file may unpack to
RATIO = 200  # times its size that a larger file may; text packs 3 to 20 times, whole archives of it hardly over 50


class Budget:
    """What is left of it; layers of one file (a zip of gzips) spend from the same."""

    def __init__(self, size: int) -> None:
        self.left = max(ALWAYS, RATIO * size)

    def spend(self, count: int) -> None:
        """Raises TooLarge when nothing is left."""
        self.left -= count
        if self.left < 0:
            raise TooLarge("it unpacks to far more than any archive of pages does", remedy="do not trust this file")


class Spending(io.RawIOBase):
    """A stream that spends what is read from it, and gives what it has before it meets what is broken."""

    def __init__(self, inner: Any, budget: Budget | None = None) -> None:
        self._inner, self._budget = inner, budget
        self._read = getattr(inner, "read1", None) or inner.read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except EOFError as error:  # readers above take that for a proper end
            raise OSError(str(error)) from error
        if self._budget is not None:
            self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def unpacked(stream: Any, budget: Budget) -> IO[bytes]:
    """What a binary stream holds, without its gzip if it has one; what is unpacked is spent from the budget."""
    buffered = io.BufferedReader(Spending(stream), 2**16)
    if buffered.peek(2)[:2] != b"\x1f\x8b":
        return buffered
    return cast(IO[bytes], Spending(gzip.GzipFile(fileobj=buffered), budget))

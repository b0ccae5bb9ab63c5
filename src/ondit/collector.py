"""Python's collector at rest while what will be kept is made: modules, patterns, models.

It looks through all that is alive to find what is not; while a program starts it finds next to nothing. A first
``ondit.read`` spent a twelfth of its time there, and a program that ends a seventh: what is left over goes back to the
machine in any case.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """While this lasts nothing is collected; afterwards all is as before."""
    leave_to_the_end()
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@cache
def leave_to_the_end() -> None:
    """Once a process: when the program ends, what is alive is not looked through once more."""
    atexit.register(gc.freeze)

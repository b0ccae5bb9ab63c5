"""How much memory a process took at most."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def highest_memory() -> float:
    """This process's own peak, in MiB. Linux's ``ru_maxrss`` has that of the process that started it, if that was
    higher; it is taken where there is no ``/proc``."""
    if not _STATUS.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(_STATUS.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024

"""Processes of their own, which import what the tests import."""

from __future__ import annotations

import os
import sys


def environment(**more: str) -> dict[str, str]:
    """The environment of such a process: this one's with the paths of the tests, and ``more`` variables."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more}

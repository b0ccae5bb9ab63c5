"""Whether this run is the long one: `make soak`, which gives the same tests more rounds and runs what takes minutes."""

from __future__ import annotations

import os

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"

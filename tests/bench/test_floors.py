"""No figure falls in silence: every benchmark with floors is measured again and compared."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from bench import figures
from ondit.errors import MissingPart
from soak import SOAK

# A quarter of an hour each: models are trained in five folds, or every article is read.
LONG = {"stance", "linking", "openings", "edges"}


@pytest.mark.parametrize("name", sorted(figures.floors()))
def test_no_figure_is_below_its_floor(name: str, shared: Path) -> None:
    if name in LONG and not SOAK:
        pytest.skip("takes too long for every run: `make soak` runs it")
    try:
        result = importlib.import_module(f"bench.{name}").measure(shared / "data")
    except MissingPart as error:
        pytest.skip(str(error))
    assert figures.falls(name, result) == []


def test_the_reading_has_floors() -> None:
    assert "reading" in figures.floors()

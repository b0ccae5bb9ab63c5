"""An invented story in French and English: two companies, a plant, and thirteen pages from a first report to the end.

The outlets, companies, people and events are made up; any likeness to real ones is chance. ``gold.toml`` beside the
pages says what a reader gets from them: which pages report the rumour, who had it from whom, and where it stands
at three moments. A test holds the whole program to it.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

MOMENTS = ("2026-03-03", "2026-03-05", "2026-03-16")
"""After the first reports, after the denial, and at the end."""


def pages() -> tuple[Traversable, ...]:
    """The pages, in the order in which they were published."""
    folder = resources.files(__name__).joinpath("pages")
    return tuple(sorted((page for page in folder.iterdir() if page.name.endswith(".html")), key=lambda page: page.name))

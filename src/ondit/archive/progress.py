"""How far a run is, how fast, and how long it will take, told in lines on stderr."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

EVERY = 10.0  # seconds between two lines


class Progress:
    """Takes the notes of finished parts; tells a line now and then. ``clock`` gives seconds."""

    def __init__(self, line: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._line, self._clock = line, clock
        self._began = self._told = clock()
        self._articles = self._words = self._characters = self._wanted = self._parts = 0

    def __call__(self, stage: str, note: dict[str, Any]) -> None:
        if stage == "start":
            self._line(f"{note['units']} inputs, {note['bytes'] / 2**20:.1f} MiB")
        elif stage == "plan":
            self._wanted, self._began, self._told = note["characters"], self._clock(), self._clock()
            self._line(f"to read: {note['parts']} parts, {note['characters']:,} characters")
        elif stage == "extract":
            self._parts += 1
            self._articles += note["articles"]
            self._now_and_then(f"taken from pages: {self._articles:,} articles in {self._parts} parts")
        elif stage == "link":
            self._line(f"to link: {note['articles']:,} articles in {note['parts']} parts")
        elif stage == "scored":
            self._now_and_then(f"compared: {note['pairs']:,} near pairs")
        elif stage == "group":
            self._now_and_then(f"rumours: {note['rumours']:,}, groups of articles: {note['groups']}")
        elif stage == "read":
            self._characters += note["characters"]
            self._words += note["words"]
            self._now_and_then(self.state())

    def state(self) -> str:
        """Share done, words a second, time left."""
        spent = max(self._clock() - self._began, 1e-9)
        share = min(1.0, self._characters / max(self._wanted, 1))
        left = spent / share - spent if share else 0.0
        return f"read: {share:.0%}, {self._words:,} words, {self._words / spent:,.0f} words/s, {in_words(left)} left"

    def _now_and_then(self, line: str) -> None:
        now = self._clock()
        if now - self._told >= EVERY:
            self._told = now
            self._line(line)


def in_words(seconds: float) -> str:
    """A length of time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"

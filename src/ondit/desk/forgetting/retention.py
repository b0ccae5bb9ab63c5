"""Retention by rule: which articles have been kept as long as they may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ondit.desk.forgetting.finding import Held, is_of, source_of


@dataclass(frozen=True, slots=True)
class Retention:
    """``older_than`` for every article, ``rules`` for single sources, which go first; ``keep_judged`` spares articles
    of rumours about which a person has judged something."""

    older_than: timedelta | None = None
    rules: tuple[tuple[str, timedelta], ...] = ()
    keep_judged: bool = True

    def __bool__(self) -> bool:
        return self.older_than is not None or bool(self.rules)


def due(articles: Iterable[Held], retention: Retention, now: datetime, judged: Collection[str]) -> tuple[str, ...]:
    """Keys of the articles whose newest version was seen longer ago than their rule allows."""
    rules = [(source_of(source), age) for source, age in retention.rules]
    spared = set(judged) if retention.keep_judged else set()
    found = []
    for each in articles:
        age = next((age for source, age in rules if is_of(each, *source)), retention.older_than)
        if age is not None and each.seen < now - age and each.key not in spared:
            found.append(each.key)
    return tuple(found)

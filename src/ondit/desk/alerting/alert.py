"""What somebody is told: the event in a line, and the words, sources and links that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, and where they stand; ``was`` are those in their place before an edit."""

    words: str
    article: str
    span: tuple[int, int] | None = None
    was: str | None = None
    source_name: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One event for one rule. ``id`` is a digest of the two: the key by which a receiver knows it again.

    ``kind`` is one of ``rules.EVENTS``. ``rumour`` and what follows are of the rumour that it is about, None for an
    article that reports none; ``before`` is its status until then.
    """

    id: str
    rule: str
    kind: str
    at: datetime
    headline: str
    quotes: tuple[Quote, ...]
    rumour: str | None = None
    question: str | None = None
    parties: tuple[str, ...] = ()
    status: str | None = None
    before: str | None = None
    origins: int | None = None

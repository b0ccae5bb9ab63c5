"""What one running server has: its settings, its shelf, its reader, its accounts."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from fastapi import Request

from ondit.records import Article, Reading
from ondit.web.rates import Rates
from ondit.web.settings import Settings
from ondit.web.shelf import Kept, Shelf

if TYPE_CHECKING:
    from ondit.web.people import People

MOST_DRAFTS = 100


@dataclass
class House:
    """``people`` is None on a desk that asks nobody who they are. ``drafts`` are readings that were not kept."""

    settings: Settings
    shelf: Shelf
    people: People | None
    rates: Rates
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    drafts: Kept = field(default_factory=lambda: Kept(MOST_DRAFTS))
    one_reader: threading.Lock = field(default_factory=threading.Lock)

    def read(self, article: Article) -> Reading:
        """Who says what in an article. One at a time: reading takes a whole core, and the pages need one, too."""
        with self.one_reader:
            return next(iter(self.shelf.desk.read_many([article])))


def house_of(request: Request) -> House:
    """The house that a request came to."""
    return cast(House, request.app.state.house)

"""What a site's robots.txt allows (RFC 9309), kept for a day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from ondit.errors import OnditError, Refused, Unreachable
from ondit.page.ask import Answer, Caps, follow

AGENT = "ondit"
_KEPT, _KEPT_FAILURE = timedelta(hours=24), timedelta(minutes=10)
_CAPS = Caps(wire=512 * 1024, expanded=512 * 1024, cut=True)  # RFC 9309, 2.5: at least 500 KiB are to be read
_LONGEST_DELAY = 60.0
_MOST_SITES = 5000
_ALL, _NOTHING = Protego.parse(""), None


class Robots:
    """Asks each site once a day. Safe to use from several threads."""

    def __init__(self, now: Callable[[], datetime], ask: Callable[[str], Answer] | None = None) -> None:
        self._now, self._ask = now, ask or _asked
        self._kept: dict[str, tuple[datetime, Protego | None]] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raises Refused where the site asks not to be asked for this, Unreachable where it cannot be known now."""
        rules = self._rules(address)
        if rules is _NOTHING:
            raise Unreachable("the site's robots.txt cannot be had", where=address, remedy="try again later")
        if not rules.can_fetch(address, AGENT):
            raise Refused("the site's robots.txt asks not to fetch this", where=address, remedy="ask the site")

    def delay(self, address: str) -> float:
        """Seconds that a site wishes between two requests, as far as it is known; 0 without a wish."""
        kept = self._kept.get(_site(address))
        said = kept[1].crawl_delay(AGENT) if kept and kept[1] is not None else None
        return min(float(said or 0.0), _LONGEST_DELAY)

    def _rules(self, address: str) -> Protego | None:
        site = _site(address)
        with self._lock:
            kept = self._kept.get(site)
        if kept is not None and kept[0] > self._now():
            return kept[1]
        rules = self._fetch(f"{site}/robots.txt")
        until = self._now() + (_KEPT_FAILURE if rules is _NOTHING else _KEPT)
        with self._lock:
            if len(self._kept) >= _MOST_SITES:
                self._kept.clear()
            self._kept[site] = (until, rules)
        return rules

    def _fetch(self, address: str) -> Protego | None:
        """The rules of a file; none where there is no file (4xx), nothing is allowed where a server fails (5xx)."""
        try:
            answer = self._ask(address)
        except Refused:
            raise  # the address itself must not be reached
        except OnditError:
            return _NOTHING
        if answer.status == 200:
            try:
                return Protego.parse(answer.body.decode("utf-8", "replace"))
            except Exception:  # a library on a file that a stranger wrote
                return _ALL
        return _NOTHING if answer.status >= 500 or answer.status == 429 else _ALL


def _asked(address: str) -> Answer:
    return follow(address, caps=_CAPS, seconds=15.0)


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"

"""How often one asker may ask: so many at once, refilled by the minute (a token bucket for each)."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

MOST_ASKERS = 10_000


class Rates:
    """``allow(kind, who)`` takes one token and says whether there was one; ``wait`` says when there is one again."""

    def __init__(self, **per_minute: int) -> None:
        self._per_minute = per_minute
        self._held: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allow(self, kind: str, who: str, now: float | None = None) -> bool:
        """Whether ``who`` may do this now."""
        now = time.monotonic() if now is None else now
        most = self._per_minute[kind]
        with self._lock:
            tokens, since = self._held.pop((kind, who), (float(most), now))
            tokens = min(float(most), tokens + (now - since) * most / 60)
            allowed = tokens >= 1
            self._held[kind, who] = (tokens - 1 if allowed else tokens, now)
            if len(self._held) > MOST_ASKERS:
                self._held.popitem(last=False)
        return allowed

    def wait(self, kind: str) -> int:
        """Seconds until one more is allowed."""
        return max(1, round(60 / self._per_minute[kind]))

"""A thread that brings alerts into their channels while something else goes on, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ondit.desk.alerting.send import Sender, Sent
from ondit.errors import DeskError

_POLL = 1.0  # seconds between two looks at what is due


class Courier:
    """Sends what is due, again and again. A slow channel keeps nothing else waiting but other alerts."""

    def __init__(self, sender: Sender, tell: Callable[[Sent], None], fail: Callable[[DeskError], None]) -> None:
        self._sender, self._tell, self._fail = sender, tell, fail
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ondit-courier", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def finish(self, seconds: float) -> None:
        """Lets the attempt under way end, for so many seconds, and then sends no more."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        failed = False
        while not self._stop.wait(_POLL):
            try:
                for sent in self._sender.send_due(self._stop.is_set):
                    self._tell(sent)
                failed = False
            except DeskError as error:  # the desk may be busy or full for a while; nothing is lost by waiting
                if not failed:
                    self._fail(error)
                failed = True

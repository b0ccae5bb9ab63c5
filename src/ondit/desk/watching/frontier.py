"""What is to be asked, in the order in which it may be: by host, so that no host is asked twice at once or too soon.

It knows no network and no clock; times are given to it.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["feed", "page", "either"]


@dataclass(frozen=True, slots=True)
class Task:
    """An address to ask. ``either``: what it is will be seen. ``via`` is what named it; ``depth`` how deep in lists."""

    address: str
    kind: Kind
    via: str | None = None
    depth: int = 0

    @property
    def host(self) -> str:
        """The host that it is asked of, with its port."""
        try:
            return urlsplit(self.address).netloc.lower()
        except ValueError:
            return ""


@dataclass
class _Host:
    tasks: list[tuple[datetime, int, Task]] = field(default_factory=list)
    free: datetime | None = None  # not before this
    busy: bool = False


class Frontier:
    """Tasks by host. An address is in it once at most, from when it is added until it is done."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._known: set[str] = set()
        self._count = 0

    def __contains__(self, address: str) -> bool:
        return address in self._known

    def __len__(self) -> int:
        return len(self._known)

    def add(self, task: Task, due: datetime) -> bool:
        """Puts a task in; False if its address is in already."""
        if task.address in self._known:
            return False
        self._known.add(task.address)
        self._count += 1
        heapq.heappush(self._hosts.setdefault(task.host, _Host()).tasks, (due, self._count, task))
        return True

    def take(self, now: datetime) -> Task | None:
        """The task that has been due longest of those that may be asked now; its host is busy until ``done``."""
        ready = (host for host in self._hosts.values() if host.tasks and not host.busy and self._at(host) <= now)
        best = min(ready, key=lambda host: host.tasks[0][:2], default=None)
        if best is None:
            return None
        best.busy = True
        return heapq.heappop(best.tasks)[2]

    def done(self, task: Task, free: datetime) -> None:
        """The task was asked; its host may be asked again from ``free`` on."""
        self._known.discard(task.address)
        host = self._hosts[task.host]
        host.busy, host.free = False, max(free, host.free or free)
        if not host.tasks and len(self._hosts) > 10_000:
            del self._hosts[task.host]

    def wait(self, now: datetime) -> timedelta | None:
        """How long until something may be asked, as far as is known; None if nothing waits."""
        times = [self._at(host) for host in self._hosts.values() if host.tasks and not host.busy]
        return max(min(times) - now, timedelta()) if times else None

    def drop_later_than(self, moment: datetime) -> list[tuple[Task, datetime]]:
        """Takes out what may not be asked before a moment; gives each with when it may."""
        found = []
        for host in self._hosts.values():
            late = [each for each in host.tasks if max(each[0], host.free or each[0]) > moment]
            if late:
                host.tasks = [each for each in host.tasks if each not in late]
                heapq.heapify(host.tasks)
            for due, _, task in late:
                self._known.discard(task.address)
                found.append((task, max(due, host.free or due)))
        return found

    def _at(self, host: _Host) -> datetime:
        due = host.tasks[0][0]
        return max(due, host.free or due)

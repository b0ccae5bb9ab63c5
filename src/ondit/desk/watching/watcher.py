"""The loop: what is due is asked by a few threads, what comes back goes into the desk by one, and is told."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from ondit.desk.desk import Desk
from ondit.desk.watching import ledger, pace
from ondit.desk.watching.frontier import Frontier, Task
from ondit.desk.watching.keeping import DEEPEST, Keeper, Told
from ondit.desk.watching.ledger import Watched
from ondit.desk.watching.pace import Pace
from ondit.desk.watching.robots import Robots
from ondit.desk.watching.visit import Visit, visit
from ondit.errors import DeskUnavailable

_AT_ONCE = 16  # pages that are read together
_POLL = 1.0  # seconds after which a loop without news looks whether it is to stop
_GRACE = 5.0  # seconds for requests under way when it is to stop
_SOON = timedelta(seconds=60)  # a round does not wait longer than that for a host
_HOUR = timedelta(hours=1)
_REST = timedelta(seconds=10)  # until the desk is tried again that could not be written


@dataclass
class Watcher:
    """Watches for one desk. ``run`` until ``stop`` is set, or, with ``once``, until all that is due was asked.

    ``now`` gives the time of the desk; ``tell`` hears what happens, in the thread that called ``run``; ``hourly`` is
    done at the start and then once an hour.
    """

    desk: Desk
    tasks: Sequence[Task]
    pace: Pace = field(default_factory=Pace)
    once: bool = False
    tell: Callable[[Told], None] = lambda told: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    stop: threading.Event = field(default_factory=threading.Event)
    hourly: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self._keeper = Keeper(self.desk, self.pace, self.now, self.chance, self.tell)
        self._frontier = Frontier()
        self._robots = Robots(self.now)
        self._to_do: queue.SimpleQueue[tuple[Task, Watched | None] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Visit] = queue.SimpleQueue()
        self._busy = 0
        self._asked: set[str] = set()  # in a single round, once
        self._desk_fails = False
        self._hour: datetime | None = None  # when what is hourly is to be done

    def run(self) -> None:
        """Watches. What a feed or a page does is told, and raises nothing. A desk that cannot be written for a while is
        told, too, and tried again; only a single round, or the start, raises DeskError."""
        workers = [threading.Thread(target=self._work, daemon=True) for _ in range(self.pace.workers)]
        for worker in workers:
            worker.start()
        try:
            self._keeper.derive()  # what somebody who was stopped had stored and not yet derived
            self._schedule(self.tasks)
            while not self.stop.is_set():
                self._do_hourly()
                self._hand_out()
                if self.once and not self._busy and not len(self._frontier):
                    break
                self._take(self._visits(self._patience()))
            grace = self.now() + timedelta(seconds=_GRACE)
            while self._busy and self.now() < grace:  # what was asked already is kept
                self._take(self._visits(_POLL))
        finally:
            for _ in workers:
                self._to_do.put(None)

    def _do_hourly(self) -> None:
        if self._hour is None or self._hour <= self.now():
            self._hour = self.now() + _HOUR
            try:
                self.hourly()
            except DeskUnavailable as error:
                self._try_later([], error)

    # The threads that ask ---------------------------------------------------------------------------------------

    def _work(self) -> None:
        while (given := self._to_do.get()) is not None:
            self._done.put(visit(*given, self._robots, self.now))

    def _hand_out(self) -> None:
        """Gives what may be asked now to those who are idle."""
        now = self.now()
        if self.once:
            self._postpone(self._frontier.drop_later_than(now + _SOON))
        while self._busy < self.pace.workers and (task := self._frontier.take(now)):
            try:
                with self.desk._store.reading() as connection:
                    known = ledger.get(connection, task.address)
            except DeskUnavailable as error:
                self._frontier.done(task, now)
                self._try_later([task], error)
                return
            self._busy += 1
            self._to_do.put((task, known))

    def _postpone(self, late: Iterable[tuple[Task, datetime]]) -> None:
        """A host asks for more patience than a round has: its addresses are due when it said."""
        for task, due in late:
            with self.desk._store.writing() as connection:
                known = ledger.get(connection, task.address)
                if known is not None:
                    ledger.put(connection, replace(known, due=due))

    def _patience(self) -> float:
        wait = self._frontier.wait(self.now()) if self._busy < self.pace.workers else None
        return min(_POLL, _POLL if wait is None else wait.total_seconds())

    def _visits(self, patience: float) -> list[Visit]:
        """The visits that are done, after waiting for the first one for so many seconds."""
        found: list[Visit] = []
        try:
            found.append(self._done.get(timeout=max(patience, 0.001)))
            while len(found) < _AT_ONCE:
                found.append(self._done.get_nowait())
        except queue.Empty:
            pass
        self._busy -= len(found)
        return found

    # What comes back --------------------------------------------------------------------------------------------

    def _take(self, visits: Sequence[Visit]) -> None:
        """Keeps what came back; pages before feeds, since a feed takes up its pages when their rows say that they are
        due."""
        for each in visits:
            free = self.now() + timedelta(seconds=max(self.pace.pause, self._robots.delay(each.task.address)))
            if each.status in (429, 503):
                free = max(free, pace.retry_after(each.retry, each.at) or free)
            self._frontier.done(each.task, free)
        try:
            for each, due in self._keeper.pages([each for each in visits if each.outcome == "page"]):
                self._add(replace(each.task, kind="page"), due)
            for each in visits:
                if each.outcome != "page":
                    self._take_other(each)
        except DeskUnavailable as error:
            self._try_later([each.task for each in visits], error)
        else:
            self._desk_fails = self._desk_fails and not visits

    def _take_other(self, each: Visit) -> None:
        """A feed, the same as last time, or nothing of use."""
        task = replace(each.task, kind="feed") if each.outcome == "feed" else each.task
        if each.outcome == "feed" or (each.outcome == "same" and task.kind == "feed"):
            self._add(task, self._keeper.feed(each))
            self._take_up(ledger.name_of(task.address), task.depth + 1)
        elif each.outcome == "same":
            self._add(task, self._keeper.page(each))
        else:
            self._add(task, self._keeper.failure(each))

    def _try_later(self, tasks: Iterable[Task], error: DeskUnavailable) -> None:
        """The desk could not be read or written: what was asked is asked again, when it may have recovered."""
        if self.once:
            raise error
        if not self._desk_fails:
            self.tell(Told("desk", self.desk.where, error=error))
        self._desk_fails = True
        for task in tasks:
            self._frontier.add(task, self.now() + _REST)

    # What is due ------------------------------------------------------------------------------------------------

    def _schedule(self, tasks: Iterable[Task]) -> None:
        """Takes up what a person named, each when its row says that it is due; what is new is due now."""
        for task in tasks:
            with self.desk._store.reading() as connection:
                known = ledger.get(connection, task.address)
            if known is None or known.due is None:
                self._add(task, self.now())
            else:
                self._add(replace(task, kind=known.kind if task.kind == "either" else task.kind), self._when(known))
            if known is not None and known.kind == "feed":
                self._take_up(ledger.name_of(task.address), task.depth + 1)

    def _take_up(self, via: str, depth: int) -> None:
        """Takes up what a feed named: new pages, those to be looked at again, further feeds with what they named."""
        with self.desk._store.reading() as connection:
            rows = ledger.named_by(connection, via)
        for row in rows:
            self._add(replace(row.task, depth=depth), self._when(row))
            if row.kind == "feed" and depth <= DEEPEST:
                self._take_up(ledger.name_of(row.address), depth + 1)

    def _when(self, known: Watched) -> datetime | None:
        """When a row is due; in a single round a feed that answers is asked at once."""
        return self.now() if self.once and known.kind == "feed" and not known.failures else known.due

    def _add(self, task: Task, due: datetime | None) -> None:
        """Into the frontier, but not into a single round that ends before, or that has asked it already."""
        if due is None or (self.once and (due > self.now() or task.address in self._asked)):
            return
        if self._frontier.add(task, due):
            self._asked.add(task.address)

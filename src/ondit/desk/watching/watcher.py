"""The loop: what is due is asked by a few threads, what comes back goes into the desk by one, and is told."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from ondit.desk.alerting import outbox, rules
from ondit.desk.changes import Change
from ondit.desk.desk import Desk
from ondit.desk.watching import ledger, pace
from ondit.desk.watching.frontier import Frontier, Task
from ondit.desk.watching.ledger import Watched
from ondit.desk.watching.pace import Pace
from ondit.desk.watching.robots import Robots
from ondit.desk.watching.sources import tasks_in
from ondit.desk.watching.visit import Visit, visit
from ondit.errors import Forgotten, OnditError
from ondit.page.metadata import without_fragment
from ondit.records import Article, Reading

_DEEPEST = 3  # lists of lists of feeds
_AT_ONCE = 16  # pages that are read together
_POLL = 1.0  # seconds after which a loop without news looks whether it is to stop
_GRACE = 5.0  # seconds for requests under way when it is to stop
_SOON = timedelta(seconds=60)  # a round does not wait longer than that for a host
_GONE_AFTER = 2  # visits in a row that found nothing

ToldKind = Literal["new", "version", "changes", "failing", "again", "refused", "gone", "feed"]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened while watching: an article came in (``new``, ``version``), rumours changed (``changes``),
    an address began to fail (``failing``), answers ``again``, is ``refused`` or ``gone``, a ``feed`` was found."""

    kind: ToldKind
    where: str
    article: Article | None = None
    changes: tuple[Change, ...] = ()
    error: OnditError | None = None


@dataclass
class Watcher:
    """Watches for one desk. ``run`` until ``stop`` is set, or, with ``once``, until all that is due was asked.

    ``now`` gives the time of the desk; ``tell`` hears what happens, in the thread that called ``run``.
    """

    desk: Desk
    tasks: Sequence[Task]
    pace: Pace = field(default_factory=Pace)
    once: bool = False
    tell: Callable[[Told], None] = lambda told: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._frontier = Frontier()
        self._robots = Robots(self.now)
        self._to_do: queue.SimpleQueue[tuple[Task, Watched | None] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Visit] = queue.SimpleQueue()
        self._busy = 0
        self._asked: set[str] = set()  # in a single round, once

    def run(self) -> None:
        """Watches. Raises DeskError where the desk fails; what a feed or a page does is told, and raises nothing."""
        workers = [threading.Thread(target=self._work, daemon=True) for _ in range(self.pace.workers)]
        for worker in workers:
            worker.start()
        try:
            self._derive()  # what somebody who was stopped had stored and not yet derived
            self._schedule(self.tasks)
            while not self.stop.is_set():
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
            with self.desk._store.reading() as connection:
                known = ledger.get(connection, task.address)
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
        for each in visits:
            free = self.now() + timedelta(seconds=max(self.pace.pause, self._robots.delay(each.task.address)))
            if each.status in (429, 503):
                free = max(free, pace.retry_after(each.retry, each.at) or free)
            self._frontier.done(each.task, free)
        for each in visits:
            if each.outcome == "feed" and each.feed is not None:
                self._take_feed(each)
            elif each.outcome != "page":
                self._take_nothing(each)
        self._take_pages([each for each in visits if each.outcome == "page"])

    def _take_feed(self, each: Visit) -> None:
        """A feed and all that is new in it, in one transaction: whoever is stopped here has lost no entry."""
        assert each.feed is not None
        via = ledger.name_of(each.task.address)
        named = tasks_in(each.feed, via, each.task.depth)
        named = [task for task in named if task.kind != "feed" or task.depth <= _DEEPEST]
        oldest = each.at - timedelta(days=self.pace.days) if each.feed.kind == "sitemap" else None
        moments = {without_fragment(entry.url): entry.moment for entry in each.feed.entries}
        rows = []
        for task in named:
            moment = moments.get(task.address)
            if not (oldest and moment and moment < oldest):
                rows.append(Watched(task.address, task.kind, each.at, via, changed=moment, due=each.at))
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address)
            due: datetime | None = pace.next_visit_of_feed(self.pace, each.at, self.chance(), 0, each.feed.every)
            if each.feed.feeds:
                ledger.leave_feeds(connection, via, each.feed.feeds)
            due = _unless_left(before, due)
            known = replace(self._known(before, each), kind="feed", due=due)
            if not ledger.put_new(connection, rows, self.pace.most_new):  # the next visit has to see it whole again
                known = replace(known, etag=None, modified=None, body=None)
            ledger.put(connection, known)
        self._tell_again(before)
        self._add(replace(each.task, kind="feed"), due)
        self._take_up(via, each.task.depth + 1)

    def _take_pages(self, visits: Sequence[Visit]) -> None:
        """Articles, each read and kept as one transaction; then what follows from them, once."""
        articles = [each.article for each in visits if each.article is not None]
        for each, reading in zip(visits, self._read(articles), strict=True):
            assert each.article is not None
            if isinstance(reading, OnditError):
                self._take_nothing(replace(each, outcome="refused", error=reading))
                continue
            with self.desk._store.reading() as connection:
                owner = ledger.owner_of(connection, each.article.key)
            live = owner in (None, each.task.address)  # two addresses that say they are one article are not versions
            try:
                outcome = self.desk.store(each.article, each.data, reading=reading, seen=each.at, live=live)
            except Forgotten as error:
                self._take_nothing(replace(each, outcome="refused", error=error))
                continue
            self._keep_page(each, changed=outcome == "version")
            if outcome != "known":
                self.tell(Told(outcome, each.task.address, each.article))
        if articles:
            self._derive()

    def _derive(self) -> None:
        changes = self.desk.catch_up()
        if changes:
            self.tell(Told("changes", "", changes=changes))

    def _read(self, articles: Sequence[Article]) -> list[Reading | OnditError]:
        """The reading of each, or why it has none (a language without a reader, say)."""
        try:
            return list(self.desk.read_many(articles))
        except OnditError:
            found: list[Reading | OnditError] = []
            for article in articles:
                try:
                    found += self.desk.read_many([article])
                except OnditError as error:
                    found.append(error)
            return found

    def _keep_page(self, each: Visit, *, changed: bool) -> None:
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address)
            known = self._known(before, each)
            since = each.at if changed else known.changed
            due = pace.next_visit_of_page(self.pace, each.at, self.chance(), 0, known.added, since)
            key = each.article.key if each.article is not None else known.key
            ledger.put(connection, replace(known, kind="page", key=key, changed=since, due=due))
        self._tell_again(before)
        self._add(replace(each.task, kind="page"), due)

    def _take_nothing(self, each: Visit) -> None:
        """The same as last time, or no use: when to come back, if at all, and what to tell."""
        if each.outcome == "same":
            if each.task.kind == "feed":
                self._keep_feed(each)
            else:
                self._keep_page(each, changed=False)
            return
        gone = each.status in (404, 410)
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address) or self._row(each)
            failures = before.failures + 1
            known = replace(
                before,
                status=each.status,
                note=each.error.what[:300] if each.error else None,
                failures=failures,
                checked=each.at,
                due=self._again(each, before, failures),
            )
            ledger.put(connection, known)
            vanished = gone and before.key is not None and failures == _GONE_AFTER
            if vanished:
                self._note_gone(connection, known)
        if vanished:
            self.tell(Told("gone", each.task.address, error=each.error))
        elif each.outcome == "refused" or not before.failures:
            self.tell(Told("refused" if each.outcome == "refused" else "failing", each.task.address, error=each.error))
        if known.due is not None:
            self._add(each.task, known.due)

    def _keep_feed(self, each: Visit) -> None:
        due: datetime | None = pace.next_visit_of_feed(self.pace, each.at, self.chance(), 0)
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address)
            due = _unless_left(before, due)
            ledger.put(connection, replace(self._known(before, each), due=due))
        self._tell_again(before)
        self._add(each.task, due)
        self._take_up(ledger.name_of(each.task.address), each.task.depth + 1)

    def _again(self, each: Visit, before: Watched, failures: int) -> datetime | None:
        """When to ask again after a failure."""
        if each.outcome == "refused":
            return None
        asked = pace.retry_after(each.retry, each.at)
        if before.kind == "feed" or each.task.via is None:
            due: datetime | None = pace.next_visit_of_feed(self.pace, each.at, self.chance(), failures)
        else:
            due = pace.next_visit_of_page(self.pace, each.at, self.chance(), failures, before.added, before.changed)
        return max(due, asked) if due and asked else due

    def _note_gone(self, connection: Connection, known: Watched) -> None:
        """An article that is no longer there is an event for the rules, with what the desk has of it."""
        event, readings = outbox.gone(connection, known.key or "", f"{known.address} {known.changed or known.added}")
        outbox.note_events(connection, rules.stored(connection), [event], self.now(), readings)

    def _known(self, before: Watched | None, each: Visit) -> Watched:
        """The row after an answer that was of use."""
        row = before or self._row(each)
        return replace(
            row,
            etag=each.etag,
            modified=each.modified,
            body=each.body or row.body,
            status=200,
            note=None,
            failures=0,
            checked=each.at,
        )

    def _row(self, each: Visit) -> Watched:
        return Watched(each.task.address, each.task.kind, each.at, each.task.via)

    def _tell_again(self, before: Watched | None) -> None:
        if before is not None and before.failures:
            self.tell(Told("again", before.address))

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
            if row.kind == "feed" and depth <= _DEEPEST:
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


def _unless_left(before: Watched | None, due: datetime | None) -> datetime | None:
    """When a feed is due: not at all, where the list that named it left it out while it was asked."""
    left = before is not None and before.via is not None and before.due is None
    return None if left else due

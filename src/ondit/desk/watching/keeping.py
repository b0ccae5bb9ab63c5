"""What a visit brought goes into the desk, each in a transaction that leaves nothing half done, and is told.

Every function gives when the address is due again, None for not any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from ondit.desk.alerting import outbox, rules
from ondit.desk.changes import Change
from ondit.desk.desk import Desk
from ondit.desk.watching import ledger, pace
from ondit.desk.watching.ledger import Watched
from ondit.desk.watching.pace import Pace
from ondit.desk.watching.sources import tasks_in
from ondit.desk.watching.visit import Visit, our_fault
from ondit.errors import Forgotten, OnditError
from ondit.page.metadata import without_fragment
from ondit.records import Article, Reading

DEEPEST = 3  # lists of lists of feeds
_GONE_AFTER = 2  # visits in a row that found nothing

ToldKind = Literal["new", "version", "changes", "failing", "again", "refused", "gone", "desk"]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened while watching: an article came in (``new``, ``version``), rumours changed (``changes``),
    an address began to fail (``failing``), answers ``again``, is ``refused`` or ``gone``; or the ``desk`` itself fails.
    """

    kind: ToldKind
    where: str
    article: Article | None = None
    changes: tuple[Change, ...] = ()
    error: OnditError | None = None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps for one desk. ``now``, ``chance`` and ``tell`` as for ``Watcher``."""

    desk: Desk
    pace: Pace
    now: Callable[[], datetime]
    chance: Callable[[], float]
    tell: Callable[[Told], None]

    def feed(self, each: Visit) -> datetime | None:
        """A feed and all that is new in it, in one transaction: whoever is stopped here has lost no entry.

        Without a feed in the visit it is the same as last time.
        """
        due: datetime | None = pace.next_visit_of_feed(
            self.pace, each.at, self.chance(), 0, each.feed.every if each.feed else None
        )
        via = ledger.name_of(each.task.address)
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address)
            if before is not None and before.via is not None and before.due is None:
                due = None  # the list that named it left it out while it was asked
            known = replace(_answered(before, each), kind="feed", due=due)
            if each.feed is not None:
                if each.feed.feeds:
                    ledger.leave_feeds(connection, via, each.feed.feeds)
                if not ledger.put_new(connection, self._rows(each, via), self.pace.most_new):
                    known = replace(known, etag=None, modified=None, body=None)  # to be seen whole the next time
            ledger.put(connection, known)
        self._tell_again(before)
        return due

    def pages(self, visits: Sequence[Visit]) -> Iterator[tuple[Visit, datetime | None]]:
        """Articles, each read and kept as one transaction; then what follows from them, once."""
        articles = [each.article for each in visits if each.article is not None]
        for each, reading in zip(visits, self._read(articles), strict=True):
            assert each.article is not None
            if isinstance(reading, OnditError):
                yield each, self.failure(replace(each, outcome="refused", error=reading))
                continue
            with self.desk._store.reading() as connection:
                owner = ledger.owner_of(connection, each.article.key)
            live = owner in (None, each.task.address)  # two addresses that say they are one article are not versions
            try:
                outcome = self.desk.store(each.article, each.data, reading=reading, seen=each.at, live=live)
            except Forgotten as error:
                yield each, self.failure(replace(each, outcome="refused", error=error))
                continue
            due = self.page(each, changed=outcome == "version")
            if outcome != "known":
                self.tell(Told(outcome, each.task.address, each.article))
            yield each, due
        if articles:
            self.derive()

    def page(self, each: Visit, *, changed: bool = False) -> datetime | None:
        """The row of a page after an answer that was of use."""
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address)
            known = _answered(before, each)
            since = each.at if changed else known.changed
            due = pace.next_visit_of_page(self.pace, each.at, self.chance(), 0, known.added, since)
            key = each.article.key if each.article is not None else known.key
            ledger.put(connection, replace(known, kind="page", key=key, changed=since, due=due))
        self._tell_again(before)
        return due

    def failure(self, each: Visit) -> datetime | None:
        """The row of an address that was of no use; told when that begins. An article that is gone is an event."""
        with self.desk._store.writing() as connection:
            before = ledger.get(connection, each.task.address) or _new(each)
            failures = before.failures + 1
            due = self._again(each, before, failures)
            note = each.error.what[:300] if each.error else None
            known = replace(before, status=each.status, note=note, failures=failures, checked=each.at, due=due)
            ledger.put(connection, known)
            gone = each.status in (404, 410) and before.key is not None and failures == _GONE_AFTER
            if gone:
                self._note_gone(connection, known)
        if gone:
            self.tell(Told("gone", each.task.address, error=each.error))
        elif each.outcome == "refused" or not before.failures:
            self.tell(Told("refused" if each.outcome == "refused" else "failing", each.task.address, error=each.error))
        return due

    def derive(self) -> None:
        """What follows from all that is stored. A fault of ours in it is told, and tried again with the next page."""
        try:
            changes = self.desk.catch_up()
        except OnditError:
            raise
        except Exception as error:
            self.tell(Told("desk", self.desk.where, error=our_fault(error, self.desk.where)))
            return
        if changes:
            self.tell(Told("changes", "", changes=changes))

    def _rows(self, each: Visit, via: str) -> Iterator[Watched]:
        """A row for whatever the feed names; of a sitemap only what is not long past."""
        assert each.feed is not None
        oldest = each.at - timedelta(days=self.pace.days) if each.feed.kind == "sitemap" else None
        moments = {without_fragment(entry.url): entry.moment for entry in each.feed.entries}
        for task in tasks_in(each.feed, via, each.task.depth):
            moment = moments.get(task.address)
            if (task.kind == "feed" and task.depth > DEEPEST) or (oldest and moment and moment < oldest):
                continue
            yield Watched(task.address, task.kind, each.at, via, changed=moment, due=each.at)

    def _read(self, articles: Sequence[Article]) -> list[Reading | OnditError]:
        """The reading of each, or why it has none: a language without a reader, or a fault of the reader on one."""
        try:
            return list(self.desk.read_many(articles))
        except Exception:
            found: list[Reading | OnditError] = []
            for article in articles:
                try:
                    found += self.desk.read_many([article])
                except OnditError as error:
                    found.append(error)
                except Exception as error:
                    found.append(our_fault(error, article.key))
            return found

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

    def _tell_again(self, before: Watched | None) -> None:
        if before is not None and before.failures:
            self.tell(Told("again", before.address))


def _answered(before: Watched | None, each: Visit) -> Watched:
    """The row after an answer that was of use."""
    row = before or _new(each)
    body = each.body or row.body
    return replace(
        row, etag=each.etag, modified=each.modified, body=body, status=200, note=None, failures=0, checked=each.at
    )


def _new(each: Visit) -> Watched:
    return Watched(each.task.address, each.task.kind, each.at, each.task.via)

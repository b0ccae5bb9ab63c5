"""Forgetting, as the desk offers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ondit.desk.forgetting import finding, tombstones
from ondit.desk.forgetting.removing import remove
from ondit.desk.forgetting.retention import Retention, due
from ondit.desk.forgetting.scrubbing import scrub
from ondit.desk.forgetting.tombstones import Tombstone
from ondit.errors import NotFound, SettingError
from ondit.records import Dossier

if TYPE_CHECKING:
    from ondit.desk.changes import Change
    from ondit.desk.open_store import Store

LONGEST = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Forgot:
    """How many articles went, in how many versions, with how many pages that no other article has."""

    articles: int = 0
    versions: int = 0
    pages: int = 0


class Forgetting:
    """What a desk can forget; it needs the desk's store, and that it can catch up."""

    if TYPE_CHECKING:
        _store: Store

        def catch_up(self) -> tuple[Change, ...]: ...
        def rumours(self) -> tuple[Dossier, ...]: ...

    def forget(self, articles: Iterable[str], *, why: str, scrubbed: bool = True) -> Forgot:
        """Forgets articles (by key or address) for good: pages, versions, readings, and what followed from them.

        A tombstone without content stays, so that ``store`` refuses the page unless it is told ``again``. ``scrubbed``
        writes the file anew without the bytes. Raises NotFound for what is not there, before anything is done;
        SettingError for a reason that is none.
        """
        why = " ".join(why.split())
        if not why or len(why) > LONGEST:
            raise SettingError(f"a reason needs 1 to {LONGEST} characters", where="why")
        wanted = list(dict.fromkeys(articles))
        with self._store.writing() as connection:
            there = {each.key for each in finding.held(connection)}
            for key in wanted:
                if key not in there:
                    raise NotFound(
                        "no such article in this desk", where=key, remedy="give its address or path as added"
                    )
            removed = remove(connection, wanted, datetime.now(UTC), why)
        self.catch_up()
        if scrubbed and wanted:
            scrub(self._store)
        return Forgot(removed.articles, removed.versions, removed.pages)

    def forget_due(self, retention: Retention, *, now: datetime | None = None, scrubbed: bool = True) -> Forgot:
        """Forgets what the rules of retention do not let be kept any longer. For ``ondit forget --by-rule`` and whoever
        watches: it costs one query where nothing is due."""
        keys = self.due(retention, now=now)
        return self.forget(keys, why="retention by rule", scrubbed=scrubbed) if keys else Forgot()

    def due(self, retention: Retention, *, now: datetime | None = None) -> tuple[str, ...]:
        """The keys of the articles that ``forget_due`` would forget."""
        if not retention:
            return ()
        with self._store.reading() as connection:
            articles = finding.held(connection)
        keys = due(articles, retention, now or datetime.now(UTC), ())
        return due(articles, retention, now or datetime.now(UTC), self._judged()) if keys else ()

    def of_source(self, source: str) -> tuple[str, ...]:
        """The keys of the articles of an outlet, by its name, or of a site, by its domain."""
        with self._store.reading() as connection:
            return finding.of_source(finding.held(connection), source)

    def older_than(self, age: timedelta, *, now: datetime | None = None) -> tuple[str, ...]:
        """The keys of the articles whose newest version was seen longer ago than this."""
        with self._store.reading() as connection:
            return due(finding.held(connection), Retention(age), now or datetime.now(UTC), ())

    def scrub(self) -> None:
        """Takes the bytes of what was forgotten out of the file, where ``forget`` could not. Raises DeskUnavailable."""
        scrub(self._store)

    def forgotten(self, *addresses: str | None) -> Tombstone | None:
        """When and why one of these addresses was forgotten; None where it was not. Ask before fetching."""
        with self._store.reading() as connection:
            return tombstones.find(connection, addresses)

    def _judged(self) -> frozenset[str]:
        """The articles of rumours about which a judgement holds."""
        judged = (each for each in self.rumours() if any(not j.undone for j in each.judgements))
        return frozenset(report.article for each in judged for report in each.rumour.reports)

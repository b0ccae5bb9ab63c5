"""The log → the derived tables, some rows at a time: only what an entry touches is derived again.

Each turn takes the next rows of the log, brings the index of linking up to them, and derives the closed sets (``ondit.
linking.index``) that they touched, all in one transaction with the note how far it came; so whoever is interrupted
goes on there. Stages that cannot be indexed are asked for everything at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from ondit.desk import cache, journal
from ondit.desk.alerting import outbox
from ondit.desk.changes import Change, compare
from ondit.desk.derive import derive
from ondit.desk.indexed_turn import IndexedTurn, Load, Moved, Turn, put, ties_of
from ondit.desk.judgement import events
from ondit.desk.linked_store import LinkedStore, RecentGists
from ondit.desk.open_store import Store
from ondit.desk.stages import Stages
from ondit.desk.versions import by_article
from ondit.linking.index import Index, number_of
from ondit.records import Judgement

ROWS_AT_ONCE = 64
LONG_TURN = 4.0  # seconds after which the next turn takes fewer rows: meanwhile nobody else can write


@dataclass(frozen=True, slots=True)
class _Maker:
    """Who derives, as the desk notes it: by name, and while it derives anew what another one did, from which row on
    nothing had been derived yet (``told``): what lies before it is no news."""

    name: str
    told: int | None = None

    def __str__(self) -> str:
        return self.name if self.told is None else f"{self.name}, anew; new from {self.told}"

    def reads(self, noted: str) -> _Maker | None:
        """What was noted, if it was by this maker."""
        head, _, told = noted.partition(", anew; new from ")
        return _Maker(head, int(told) if told else None) if head == self.name else None


class CatchingUp:
    """Brings the derived tables of a store up to its log. ``made_by`` names what derives: another one derives anew.

    ``load`` gives the versions of the articles named (of all), each with its reading; ``now`` is the clock that alerts
    are dated by.
    """

    def __init__(self, store: Store, stages: Stages, made_by: str, load: Load, now: Callable[[], datetime]) -> None:
        self._store = store
        self._stages = stages
        self._load = load
        self._now = now
        self._maker = _Maker(made_by)
        self._recent = RecentGists()
        self._rows_at_once = ROWS_AT_ONCE

    def run(self, *, afresh: bool = False) -> tuple[Change, ...]:
        """Goes on until nothing is left; ``afresh`` from the first row. Returns what is not as it was before."""
        moved = Moved()
        if afresh:
            with self._store.writing() as connection:
                self._start_anew(connection)
        while True:
            with self._store.reading() as connection:
                turn = self._next(connection)
            if turn is None:
                return compare(moved.before, moved.after.values())
            with self._store.writing() as connection:
                if cache.state(connection) != turn.state:
                    continue  # another process was quicker: go on from what it left
                began = time.monotonic()
                turned = self._take(connection, turn)
            self._pace(time.monotonic() - began)
            moved.note(turned.before, turned.after)

    def _pace(self, seconds: float) -> None:
        if seconds > LONG_TURN:
            self._rows_at_once = max(2, self._rows_at_once // 2)
        elif seconds < LONG_TURN / 4:
            self._rows_at_once = min(ROWS_AT_ONCE, 2 * self._rows_at_once)

    def surroundings(self, connection: Connection, articles: Iterable[str]) -> set[str]:
        """The keys of all articles that are derived together with these, as the index has it now."""
        linked = self._linked(connection)
        closed = Index(linked).closed({number_of(key) for key in articles}, ties_of(events.stored(connection)))
        return {key for key, _, _ in linked.names(frozenset[int]().union(*closed)).values()}

    def _start_anew(self, connection: Connection) -> _Maker:
        seq, noted = cache.state(connection)
        before = self._maker.reads(noted)
        told = seq if before is None or before.told is None else before.told
        cache.mark_stale(connection)
        cache.clear_index(connection)
        maker = replace(self._maker, told=told)
        cache.write_state(connection, 0, str(maker))
        return maker

    def _next(self, connection: Connection) -> Turn | None:
        state = seq, noted = cache.state(connection)
        maker = self._maker.reads(noted)
        if maker == self._maker and seq == journal.height(connection):
            return None
        if maker is None:
            seq = 0
        rows = journal.entries(connection, seq, self._rows_at_once)
        versions = [row.subject for row in rows if row.kind in ("version", "reading")]
        keys = journal.keys_of(connection, versions)
        if not self._stages.indexed:
            return Turn(state, rows, frozenset(keys), ())
        current = [held[-1] for held in by_article(self._load(connection, keys)).values()]
        there = {} if seq == 0 else self._linked(connection).names([number_of(kept.key) for kept in current])
        fresh = [k for k in current if there.get(number_of(k.key), ("", "", ""))[1:] != (k.version, k.reading.reader)]
        gists = tuple((kept, self._stages.gist(kept.reading)) for kept in fresh)
        return Turn(state, rows, frozenset(kept.key for kept in current), gists)

    def _take(self, connection: Connection, turn: Turn) -> Moved:
        seq, noted = turn.state
        maker = self._maker.reads(noted)
        if maker is None:
            maker, seq = self._start_anew(connection), 0
        moved = Moved()
        judgements = events.stored(connection)
        height = reached = journal.height(connection)
        if self._stages.indexed:
            IndexedTurn(connection, self._stages, self._linked(connection), self._load, judgements, moved).take(
                turn, seq == 0
            )
            reached = turn.rows[-1].seq if turn.rows else height
        else:
            self._derive_all(connection, judgements, moved)
        if reached == height and maker.told is not None:
            stale = cache.stale(connection)
            moved.note({each.rumour.id: each for each in cache.dossiers(connection, stale)}, {})
            cache.remove(connection, stale)
        cache.write_state(connection, reached, str(self._maker if reached == height else maker))
        news = max(seq, maker.told or 0)
        outbox.note_changes(connection, moved.before, moved.after, (min(news, reached), reached), self._now())
        return moved

    def _derive_all(self, connection: Connection, judgements: Sequence[Judgement], moved: Moved) -> None:
        kept = tuple(self._load(connection, None))
        questions = [each.question for each in journal.followed(connection)]
        known = cache.digests(connection)
        put(connection, derive(kept, questions, self._stages, known, judgements), known, moved)

    def _linked(self, connection: Connection) -> LinkedStore:
        return LinkedStore(connection, self._recent)

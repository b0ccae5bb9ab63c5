"""The desk: everything that was read, kept; what follows from it, on demand, as of any moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from ondit import __version__
from ondit.desk import cache, journal, words
from ondit.desk.changes import Change, Changes
from ondit.desk.derive import derive_as_of, narrow
from ondit.desk.edits import Edit, edits
from ondit.desk.forgetting import Forgetting, tombstones
from ondit.desk.journal import Followed, Outcome
from ondit.desk.judgement import Judged, Judging
from ondit.desk.judgement import events as judgement_events
from ondit.desk.judgement.correcting import corrected_reading
from ondit.desk.open_store import open_store
from ondit.desk.stages import Clock, Stages, real_stages
from ondit.desk.times import last_change
from ondit.desk.versions import Kept, at_moment, by_article
from ondit.errors import InputError, NoSuchRumour, NotFound
from ondit.parties import NOBODY, Parties, known
from ondit.records import Article, Dossier, Reading, Rumour, Trace

if TYPE_CHECKING:
    from ondit.desk.catching_up import CatchingUp

REREAD_AT_ONCE = 32  # articles that go to the reader together


class Desk(Judging, Forgetting):
    """A store of pages and readings at a path (SQLite) or URL (PostgreSQL), and the rumours that follow from them.

    All errors are ``ondit.errors``: DeskUnavailable, DeskVersion, NoSuchRumour, Forgotten, SettingError. Safe to use
    from several processes at once. ``create=False`` refuses a desk that is not there. ``parties`` are those whom the
    newsroom knows by other names; with others, all that is derived is derived anew. Use it as a context manager, or
    close it.
    """

    def __init__(
        self,
        path_or_url: str | os.PathLike[str] = "ondit.db",
        *,
        create: bool = True,
        migrate: bool = False,
        stages: Stages | None = None,
        parties: Parties = NOBODY,
    ) -> None:
        self._store = open_store(path_or_url, create=create, migrate=migrate)
        self._given_stages = stages
        self._parties = parties
        self._catcher: CatchingUp | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    @property
    def where(self) -> str:
        """The path or URL, without a password."""
        return self._store.where

    # Into the log -----------------------------------------------------------------------------------------------

    def add(
        self,
        article: Article,
        page: bytes | None = None,
        *,
        reading: Reading | None = None,
        seen: datetime | None = None,
        live: bool = False,
        again: bool = False,
    ) -> Changes:
        """Reads an article, stores it with its page, and says what that changed. The same one again changes nothing.

        ``page`` are the bytes that it came from; ``reading`` spares the reading; ``seen`` is now unless it is given.
        ``live`` says that the page says this now: then words that it had before and has again are a new version.
        A page that was forgotten is refused (Forgotten) unless it is wanted ``again``.
        """
        outcome = self.store(article, page, reading=reading, seen=seen, live=live, again=again)
        return Changes(article.key, outcome, self.catch_up())

    def store(
        self,
        article: Article,
        page: bytes | None = None,
        *,
        reading: Reading | None = None,
        seen: datetime | None = None,
        live: bool = False,
        again: bool = False,
    ) -> Outcome:
        """Only stores: one transaction, on disk when this returns. What follows from it is derived when asked for."""
        if reading is None:
            if not live and self.holds(article):
                return "known"
            reading = next(self.read_many([article]))
        with self._store.writing() as connection:
            addresses = (article.key, article.url)
            if again:
                tombstones.lift(connection, addresses)
            elif stone := tombstones.find(connection, addresses):
                raise tombstones.error_of(stone, article.key)
            return journal.append(connection, article, page, reading, _aware(seen), live)

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Reads articles, in order, with the desk's reader; nothing is stored. Faster on many than one by one."""
        return self._stages.read_many(articles)

    def holds(self, article: Article) -> bool:
        """Whether the desk has this version of the article."""
        with self._store.reading() as connection:
            return journal.holds(connection, article)

    def follow(self, question: str, *, since: datetime | None = None) -> tuple[Change, ...]:
        """Keeps an eye on a claim that a person put in words; what the desk has about it becomes a rumour now."""
        question = " ".join(question.split())
        if not question:
            raise InputError("a question without words", where="follow", remedy="say what to look for")
        with self._store.writing() as connection:
            journal.append_follow(connection, question, _aware(since))
        return self.catch_up()

    def followed(self) -> tuple[Followed, ...]:
        """The questions that are followed, oldest first."""
        with self._store.reading() as connection:
            return journal.followed(connection)

    def reread(self, tell: Callable[[int], None] | None = None) -> int:
        """Reads again what this release's reader has not read; earlier readings stay. Returns how many it read.

        ``tell`` is called with the count as it grows. It can be broken off and gone on with at any moment.
        """
        read, reader = 0, self._stages.reader
        while True:
            with self._store.reading() as connection:
                todo = journal.unread(connection, reader, REREAD_AT_ONCE)
            if not todo:
                break
            for (version, article), reading in zip(todo, self.read_many(a for _, a in todo), strict=True):
                with self._store.writing() as connection:
                    if not journal.has_read(connection, version, reader):
                        journal.append_reading(connection, version, replace(reading, reader=reader), article, _now())
                read += 1
                if tell is not None:
                    tell(read)
        self.catch_up()
        return read

    def versions(self, article: str) -> tuple[Kept, ...]:
        """Every version of an article (by its key), oldest first, with the reading that counts for it."""
        with self._store.reading() as connection:
            found = by_article(self._loaded(connection, {article}))
        if article not in found:
            raise NotFound("no such article in this desk", where=article, remedy="give its address or path as added")
        return found[article]

    def edits(self, article: str) -> tuple[Edit, ...]:
        """What became of an article from version to version: its words, and the statements that this touched."""
        return edits(self.versions(article))

    # What follows from it ---------------------------------------------------------------------------------------

    def catch_up(self) -> tuple[Change, ...]:
        """Brings what is derived up to the log, and says what changed. Every question does it first, by itself."""
        with self._store.reading() as connection:
            if cache.state(connection) == (journal.height(connection), self._made_by):
                return ()
        return self._catching_up.run()

    def rebuild(self) -> tuple[Change, ...]:
        """Drops all that was derived and derives it again from the log. Returns what came out otherwise: nothing."""
        return self._catching_up.run(afresh=True)

    def rumours(self, as_of: datetime | None = None, *, by: Clock = "published") -> tuple[Dossier, ...]:
        """Every rumour, the last to change first; as it stood at a moment, counted by publication or by when we saw."""
        if as_of is None and by == "published":
            self.catch_up()
            with self._store.reading() as connection:
                found = tuple(cache.dossiers(connection))
        else:
            found = self._as_of(None, as_of, by)
        return tuple(sorted(found, key=_latest_first))

    def show(self, rumour: str, as_of: datetime | None = None, *, by: Clock = "published") -> Dossier:
        """The dossier of a rumour, by its id, a former one, or as much of one as is unlike any other.

        Raises NoSuchRumour: none, several, or nothing reported yet at that moment.
        """
        name = self.find(rumour)
        if as_of is None and by == "published":
            with self._store.reading() as connection:
                return next(cache.dossiers(connection, [name]))
        found = self._as_of(name, as_of, by)
        if not found:
            when = "then" if as_of is None else as_of.isoformat()
            raise NoSuchRumour(f"nothing had been reported at {when}", where=rumour, remedy="ask for a later moment")
        return found[0]

    def trace(self, rumour: str, as_of: datetime | None = None, *, by: Clock = "published") -> Trace:
        """Who had a rumour from whom. Finds and fails like ``show``."""
        return self.show(rumour, as_of, by=by).trace

    def find(self, rumour: str) -> str:
        """The full id of a rumour from its id, a former one, or a beginning that is unlike any other's."""
        self.catch_up()
        with self._store.reading() as connection:
            names = cache.names_like(connection, rumour)
        if len(names) == 1:
            return names[0]
        if not names:
            raise NoSuchRumour("no such rumour in this desk", where=rumour, remedy="ondit rumours lists them")
        some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        raise NoSuchRumour(f"{len(names)} rumours go by this ({some})", where=rumour, remedy="give more of the id")

    def readings(
        self, keys: Iterable[str], as_of: datetime | None = None, *, by: Clock = "published"
    ) -> dict[str, Reading]:
        """What was read in each of these articles, in the version that held at the moment, by key; as people left it:
        with their corrections of statements."""
        with self._store.reading() as connection:
            versions = by_article(self._loaded(connection, set(keys)))
            corrections = [each for each in judgement_events.corrections(connection) if each.article in versions]
        found = {key: at_moment(held, as_of, by).reading for key, held in versions.items()}
        return {key: corrected_reading(reading, corrections) for key, reading in found.items()}

    def search(self, query: str, most: int = 50) -> tuple[str, ...]:
        """Keys of the articles that hold all these words, newest first; accents and case do not count."""
        with self._store.reading() as connection:
            return words.search(connection, query, most)

    # Behind the door --------------------------------------------------------------------------------------------

    @property
    def _stages(self) -> Stages:
        if self._given_stages is None:
            self._given_stages = real_stages(self._parties)
        return self._given_stages

    @property
    def _made_by(self) -> str:
        return f"ondit {__version__}" + (f" parties {self._parties.digest}" if self._parties else "")

    @property
    def _catching_up(self) -> CatchingUp:
        if self._catcher is None:
            from ondit.desk.catching_up import CatchingUp  # numpy and models come with it

            self._catcher = CatchingUp(self._store, self._stages, self._made_by, self._loaded, lambda: _now())
        return self._catcher

    def _loaded(self, connection: Connection, keys: Collection[str] | None = None) -> Iterator[Kept]:
        """What the log holds, under the names by which the newsroom knows those whom it speaks of."""
        for kept in journal.readings(connection, keys):
            yield replace(kept, reading=known(kept.reading, self._parties)) if self._parties else kept

    def _as_of(self, name: str | None, at: datetime | None, by: Clock) -> tuple[Dossier, ...]:
        self.catch_up()
        with self._store.reading() as connection:
            there = tuple(cache.dossiers(connection, None if name is None else [name]))
            known = [each.rumour for each in there]
            edited = journal.edited(connection)
            keys: set[str] | None = {report.article for rumour in known for report in rumour.reports}
            if edited:  # some article said something else at the time: what it is derived with counts too
                alone = name is not None and self._stages.indexed
                keys = self._catching_up.surroundings(connection, keys or ()) if alone else None
            kept = tuple(self._loaded(connection, keys))
            follow = [each.question for each in journal.followed(connection)]
            judgements = judgement_events.stored(connection)
        if edited and len({each.key for each in kept}) < len(kept):
            found = derive_as_of(kept, follow, at, by, self._stages, judgements)
            return found if name is None else _same(name, known, found)
        about = {each.key: each for each in kept}
        judged = (Judged(each.rumour, each.judgements) for each in there)
        narrowed = (narrow(each, about, at, by, self._stages) for each in judged)
        return tuple(dossier for dossier in narrowed if dossier is not None)


def _same(name: str, known: Iterable[Rumour], found: tuple[Dossier, ...]) -> tuple[Dossier, ...]:
    """The rumour of this name among those of another moment: by its id, else the one with the most of its articles."""
    for dossier in found:
        if name in (dossier.rumour.id, *dossier.rumour.former_ids):
            return (dossier,)
    keys = {report.article for rumour in known for report in rumour.reports}
    shared = [(len(keys & {r.article for r in d.rumour.reports}), d.rumour.id, d) for d in found]
    best = max(shared, key=lambda item: item[:2], default=None)
    return (best[2],) if best is not None and best[0] else ()


def _now() -> datetime:
    return datetime.now(UTC)


def _aware(moment: datetime | None) -> datetime:
    moment = _now() if moment is None else moment
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone")
    return moment.astimezone(UTC)


def _latest_first(dossier: Dossier) -> tuple[float, str]:
    changed = last_change(dossier)
    return (-changed.timestamp() if changed else 0.0, dossier.rumour.id)

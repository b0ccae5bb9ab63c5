"""The desk as a server sees it: the rows of the board kept in memory, dossiers and readings kept while they are wanted.

One thread beside the requests brings the derived tables up to the log and the rows up to the tables, so that no
reader waits for that; a reader sees the state before it instead. ``state`` names what is shown: equal states, equal
pages. All that the pages, the API and MCP know of the desk they know through here.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from ondit.desk import Desk, listing
from ondit.desk.listing import Listed
from ondit.errors import NoSuchRumour, NotFound, OnditError
from ondit.records import Article, Dossier, Reading
from ondit.web.rows import Row, row_of

T = TypeVar("T")
log = logging.getLogger("ondit.web")

BATCH = 200  # dossiers between two publications of rows while a large desk is loaded, at least
POLL_SECONDS = 1.0
MOST_READINGS, MOST_DOSSIERS = 1500, 300


class Kept:
    """A dictionary that forgets what was asked for longest ago."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._lock = most, OrderedDict[Hashable, Any](), threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was kept under a key, or else what ``make`` gives now."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                kept: T = self._held[key]
                return kept
        made = make()
        self.put(key, made)
        return made

    def peek(self, key: Hashable) -> Any:
        """What was kept under a key, None where nothing was."""
        with self._lock:
            return self._held.get(key)

    def put(self, key: Hashable, value: Any) -> None:
        """Keeps a value under a key."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def drop(self, wanted: Callable[[Hashable], bool] = lambda key: True) -> None:
        """Forgets the keys of which ``wanted`` is true."""
        with self._lock:
            for key in [key for key in self._held if wanted(key)]:
                del self._held[key]


class Shelf:
    """What a server shows of a desk. ``refresh`` once, or ``start`` a thread that keeps it fresh until ``stop``."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.rows: Mapping[str, Row] = {}
        self.by_article: Mapping[str, tuple[str, ...]] = {}
        self.articles: dict[str, Listed] = {}
        self.state, self.complete, self.failed = "", False, ""
        self._endings: dict[str, Dossier] = {}
        self._versions, self._several, self._forgotten = 0, set[str](), 0
        self._loaded: listing.State | None = None  # what was loaded last
        self._readings, self._dossiers, self.pages = Kept(MOST_READINGS), Kept(MOST_DOSSIERS), Kept(64)
        self._deriving, self._refreshing, self._listing = threading.RLock(), threading.RLock(), threading.Lock()
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    # Keeping fresh ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Starts the thread that keeps the shelf fresh."""
        self._stop.clear()
        thread = threading.Thread(target=self._keep_fresh, name="ondit-shelf", daemon=True)
        self._thread = thread
        thread.start()

    def stop(self) -> None:
        """Stops it, and waits until it has."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def wake(self) -> None:
        """Something went into the desk: look now."""
        self._wake.set()

    def _keep_fresh(self) -> None:
        while not self._stop.is_set():
            try:
                self.refresh()
                self.failed = ""
            except OnditError as error:
                if str(error) != self.failed:
                    log.warning("the desk cannot be read: %s", error)
                self.failed = str(error)
            except Exception as error:
                log.exception("the shelf could not be refreshed")
                self.failed = type(error).__name__
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()

    def refresh(self) -> None:
        """Brings the derived tables up to the log, and the rows up to the tables. One at a time."""
        with self._refreshing:
            self._refresh()

    def _refresh(self) -> None:
        if self.complete and listing.state(self.desk) == self._loaded:
            return
        if not self.rows:
            self._load()  # what is derived already can be shown while the rest is derived
        height, derived = listing.heights(self.desk)
        if height != derived:
            with self._deriving:
                self.desk.catch_up()
        self._load()

    def _load(self) -> None:
        state = listing.state(self.desk)  # before it is read: what comes meanwhile is looked at again
        self._list()
        digests = listing.digests(self.desk)
        rows = {name: row for name, row in self.rows.items() if digests.get(name) == row.digest}
        missing = [name for name in digests if name not in rows]
        if missing or len(rows) != len(self.rows):
            self.complete = False
            self._dossiers.drop()
        start = 0
        while start < len(missing):
            batch = max(BATCH, len(rows) // 4)  # to publish costs what there is already
            for dossier in listing.dossiers(self.desk, missing[start : start + batch]):
                name = dossier.rumour.id
                for key in {report.article for report in dossier.rumour.reports} if name in self._endings else ():
                    self._readings.drop(lambda kept, key=key: kept[0] == key)  # type: ignore[misc]
                rows[name] = row_of(dossier, digests[name], _Languages(self.articles))
                moves = tuple(replace(status, reasons=(), would_change=()) for status in dossier.timeline)
                self._endings[name] = replace(dossier, timeline=moves)
            start += batch
            self._publish(rows, digests)
            if self._stop.is_set():
                return
        self._publish(rows, digests)
        self.complete, self._loaded = True, state

    def _list(self) -> None:
        """Takes in the versions that were stored since the last time."""
        with self._listing:
            forgotten = listing.forgotten(self.desk)
            if forgotten != self._forgotten:
                self._forgotten, self._versions = forgotten, 0
                self.articles, self._several = {}, set()
                for kept in (self._readings, self._dossiers, self.pages):
                    kept.drop()
            for listed in listing.versions(self.desk, self._versions):
                self._versions = listed.seq
                if listed.key in self.articles:
                    self._several.add(listed.key)
                    self._readings.drop(lambda kept, key=listed.key: kept[0] == key)  # type: ignore[misc]
                self.articles[listed.key] = listed

    def _publish(self, rows: Mapping[str, Row], digests: Mapping[str, str]) -> None:
        self._endings = {name: self._endings[name] for name in rows if name in self._endings}
        ordered = {name: rows[name] for name in digests if name in rows}
        about: dict[str, list[str]] = defaultdict(list)
        for row in ordered.values():
            for key in row.articles:
                about[key].append(row.id)
        self.by_article = {key: tuple(names) for key, names in about.items()}
        self.rows = ordered
        parts = (f"{name}:{row.digest}" for name, row in ordered.items())
        self.state = sha256("\n".join([str(self._versions), *parts]).encode()).hexdigest()[:20]

    # Asking -----------------------------------------------------------------------------------------------------

    def endings(self) -> tuple[Dossier, ...]:
        """Every dossier, the reasons of its timeline left out: what track records are counted from."""
        return tuple(self._endings.values())

    def dossier(self, name: str, at: datetime | None = None) -> Dossier:
        """The dossier of a rumour by its id, a former one, or a beginning; as of a moment. Raises NoSuchRumour."""
        row = self.rows.get(name)
        if row is None:
            with self._deriving:
                name = self.desk.find(name)
            row = self.rows.get(name)
        digest = row.digest if row else self.state

        def make() -> Dossier:
            if at is not None:
                with self._deriving:
                    return self.desk.show(name, at)
            found = next(iter(listing.dossiers(self.desk, [name])), None)
            if found is None:
                raise NoSuchRumour("no such rumour in this desk", where=name, remedy="the board lists them")
            return found

        return self._dossiers.get((name, digest, at), make)

    def readings(self, keys: Iterable[str], at: datetime | None = None) -> dict[str, Reading]:
        """What was read in these articles, in the version that held at the moment."""
        found: dict[str, Reading] = {}
        missing: list[str] = []
        for key in dict.fromkeys(keys):
            kept = self._readings.peek((key, at if key in self._several else None))
            if kept is None:
                missing.append(key)
            else:
                found[key] = kept
        if missing:
            for key, reading in self.desk.readings(missing, at).items():
                self._readings.put((key, at if key in self._several else None), reading)
                found[key] = reading
        return found

    def reading(self, key: str, at: datetime | None = None) -> Reading:
        """What was read in one article. Raises NotFound."""
        found = self.readings([key], at).get(key)
        if found is None:
            raise NotFound("no such article in this desk", where=key, remedy="add it first")
        return found

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around something that changes what rumours there are: alone, and afterwards the shelf shows it."""
        with self._refreshing, self._deriving:
            yield
            self._refresh()

    def follow(self, question: str) -> None:
        """Keeps an eye on a claim."""
        with self.changing():
            self.desk.follow(question)

    def edited(self, key: str) -> bool:
        """Whether the desk has more than one version of an article."""
        return key in self._several

    def about(self, key: str) -> tuple[Row, ...]:
        """The rumours that an article reports."""
        rows = self.rows
        return tuple(rows[name] for name in self.by_article.get(key, ()) if name in rows)

    def keep(self, article: Article, page: bytes | None, reading: Reading) -> str:
        """Puts an article into the desk; what follows from it is derived beside. Returns new, version or known."""
        outcome = self.desk.store(article, page, reading=reading)
        self._list()
        self.wake()
        return outcome


class _Languages(Mapping[str, str]):
    def __init__(self, articles: Mapping[str, Listed]) -> None:
        self._articles = articles

    def __getitem__(self, key: str) -> str:
        return self._articles[key].language

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)

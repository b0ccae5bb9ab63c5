"""The log → the derived tables, some rows at a time: only what an entry touches is derived again.

Each turn takes the next rows of the log, brings the index of linking up to them, and derives the closed sets (``ondit.
linking.index``) that they touched, all in one transaction with the note how far it came; so whoever is interrupted
goes on there. Stages that cannot be indexed are asked for everything at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ondit.desk import cache, journal
from ondit.desk.changes import Change, compare
from ondit.desk.derive import Derived, derive
from ondit.desk.judgement import events
from ondit.desk.linked_store import LinkedStore, RecentGists
from ondit.desk.open_store import Store
from ondit.desk.stages import Stages
from ondit.desk.versions import Kept, by_article
from ondit.linking.follow import FOLLOWED, asked_id, gist_of_question
from ondit.linking.gist import Gist, gist_of
from ondit.linking.index import Index, number_of, places
from ondit.linking.linker import Linker
from ondit.linking.pair_score import model
from ondit.linking.stories import Stories
from ondit.records import Dossier, Judgement, Reading, Rumour

ROWS_AT_ONCE = 64
_UNFINISHED = " (unfinished)"


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one turn has to do: ``state`` is where it starts, ``rows`` of the log are taken, ``fresh`` is indexed."""

    state: tuple[int, str]
    rows: tuple[journal.Entry, ...]
    keys: frozenset[str]
    fresh: tuple[tuple[Kept, Gist], ...]


class _Moved:
    """What changed over all turns: the dossiers before the first and after the last, where they differ."""

    def __init__(self) -> None:
        self._before: dict[str, Dossier] = {}
        self._after: dict[str, Dossier] = {}
        self._touched: set[str] = set()

    def note(self, before: Mapping[str, Dossier], after: Mapping[str, Dossier], gone: Iterable[str]) -> None:
        for name, dossier in before.items():
            if name not in self._touched and after.get(name) != dossier:
                self._before[name] = dossier
        for name, dossier in after.items():
            if name in self._touched or before.get(name) != dossier:
                self._after[name] = dossier
                self._touched.add(name)
        for name in gone:
            self._after.pop(name, None)
            self._touched.add(name)

    def changes(self) -> tuple[Change, ...]:
        return compare(self._before, self._after.values())


def take_out(connection: Connection, articles: Iterable[str]) -> None:
    """Takes articles (by key) out of the index, and notes whose surroundings that changes."""
    store = LinkedStore(connection, RecentGists(0))
    for key in articles:
        beside = {pair.other(number_of(key)) for pair in store.pairs([number_of(key)])}
        Index(store).drop(key)
        cache.put_due(connection, beside | {number_of(key)})


class CatchingUp:
    """Brings the derived tables of a store up to its log. ``made_by`` names what derives: another one derives anew."""

    def __init__(self, store: Store, stages: Stages, made_by: str) -> None:
        self._store = store
        self._stages = stages
        self._made_by = made_by
        self._recent = RecentGists()

    def run(self, *, afresh: bool = False) -> tuple[Change, ...]:
        """Goes on until nothing is left; ``afresh`` from the first row. Returns what is not as it was before."""
        moved = _Moved()
        if afresh:
            with self._store.writing() as connection:
                self._start_anew(connection)
        while True:
            with self._store.reading() as connection:
                turn = self._next(connection)
            if turn is None:
                return moved.changes()
            with self._store.writing() as connection:
                if cache.state(connection) == turn.state:  # else another process was quicker
                    self._take(connection, turn, moved)

    def surroundings(self, connection: Connection, articles: Iterable[str]) -> set[str]:
        """The keys of all articles that are derived together with these, as the index has it now."""
        linked = self._linked(connection)
        closed = Index(linked).closed({number_of(key) for key in articles}, _ties(events.stored(connection)))
        return {key for key, _, _ in linked.names(closed).values()}

    def _start_anew(self, connection: Connection) -> None:
        cache.mark_stale(connection)
        cache.clear_index(connection)
        cache.write_state(connection, 0, self._made_by + _UNFINISHED)

    def _next(self, connection: Connection) -> _Turn | None:
        state = seq, by = cache.state(connection)
        if by == self._made_by and seq == journal.height(connection):
            return None
        if by not in (self._made_by, self._made_by + _UNFINISHED):
            seq = 0
        rows = journal.entries(connection, seq, ROWS_AT_ONCE)
        versions = [row.subject for row in rows if row.kind in ("version", "reading")]
        keys = journal.keys_of(connection, versions)
        if not self._stages.indexed:
            return _Turn(state, rows, frozenset(keys), ())
        current = [held[-1] for held in by_article(journal.readings(connection, keys)).values()]
        there = {} if seq == 0 else self._linked(connection).names([number_of(_key(kept)) for kept in current])
        fresh = [k for k in current if there.get(number_of(_key(k)), ("", "", ""))[1:] != (k.version, k.reading.reader)]
        return _Turn(state, rows, frozenset(map(_key, current)), tuple((k, gist_of(k.reading)) for k in fresh))

    def _take(self, connection: Connection, turn: _Turn, moved: _Moved) -> None:
        if turn.state[1] not in (self._made_by, self._made_by + _UNFINISHED):
            self._start_anew(connection)
        judgements = events.stored(connection)
        if self._stages.indexed:
            _Indexed(connection, self._stages, self._linked(connection), judgements, moved).take(turn)
        else:
            self._derive_all(connection, judgements, moved)
        height = journal.height(connection)
        reached = turn.rows[-1].seq if turn.rows and self._stages.indexed else height
        if reached < height:
            cache.write_state(connection, reached, cache.state(connection)[1])
            return
        stale = cache.stale(connection) if turn.state[1] != self._made_by else ()
        before = {each.rumour.id: each for each in cache.dossiers(connection, stale)} if stale else {}
        cache.remove(connection, stale)
        moved.note(before, {}, stale)
        cache.write_state(connection, height, self._made_by)

    def _derive_all(self, connection: Connection, judgements: Sequence[Judgement], moved: _Moved) -> None:
        kept = tuple(journal.readings(connection))
        questions = [each.question for each in journal.followed(connection)]
        known = cache.digests(connection)
        _put(connection, derive(kept, questions, self._stages, known, judgements), known, moved)

    def _linked(self, connection: Connection) -> LinkedStore:
        return LinkedStore(connection, self._recent)


class _Indexed:
    """One turn inside its transaction, for stages that link by the index."""

    def __init__(
        self,
        connection: Connection,
        stages: Stages,
        linked: LinkedStore,
        judgements: Sequence[Judgement],
        moved: _Moved,
    ) -> None:
        self._connection, self._stages, self._linked, self._moved = connection, stages, linked, moved
        self._index = Index(linked)
        self._judgements = judgements
        self._ties = _ties(judgements)

    def take(self, turn: _Turn) -> None:
        touched = {number_of(key) for key in turn.keys} | cache.due(self._connection)
        recheck = bool(touched - {number_of(key) for key in turn.keys}) or turn.state[0] == 0
        places_of_fresh: set[int] = set()
        for kept, gist in turn.fresh:
            touched |= self._beside(number_of(gist.key))
            self._linked.version, self._linked.reader = kept.version, kept.reading.reader
            self._index.put(gist)
            places_of_fresh |= places(gist, model())
        judged = [each for each in self._judgements if each.id in {row.subject for row in turn.rows}]
        names = {name for each in judged for name in (each.rumour, each.other, *self._undone_of(each)) if name}
        touched |= {number_of(key) for key in cache.articles_of(self._connection, names)}
        touched |= {number for each in judged for number in self._ties_of(each)}
        asked = {row.subject for row in turn.rows if row.kind == "follow"}
        touched |= self._answer(places_of_fresh, asked, names, recheck)
        self._derive(touched)
        cache.clear_due(self._connection)

    def _beside(self, number: int) -> set[int]:
        """Those that may lose an article when it comes again with other words."""
        return {pair.other(number) for pair in self._linked.pairs([number]) if pair.candidate}

    def _undone_of(self, judgement: Judgement) -> list[str | None]:
        return [name for each in self._judgements if each.id == judgement.undoes for name in (each.rumour, each.other)]

    def _ties_of(self, judgement: Judgement) -> set[int]:
        keys = {judgement.undoes or "", judgement.id}
        return {number for each in self._judgements if each.id in keys for number in _numbers(each)}

    def _answer(self, changed: set[int], asked: set[str], judged: set[str], recheck: bool) -> set[int]:
        """Finds the article that each question is nearest to, where that may have changed; returns those touched."""
        touched: set[int] = set()
        answers = cache.answers(self._connection)
        for each in journal.followed(self._connection):
            name = journal.question_id(each.question)
            gist = gist_of_question(each.question)
            new = name in asked or name not in answers
            if not (new or recheck or changed & places(gist, model())):
                if asked_id(each.question) in judged and answers[name] is None:
                    self._derive_unanswered(each.question)
                continue
            nearest = self._index.nearest(gist)
            answer = nearest[0][1] if nearest and nearest[0][0] >= FOLLOWED else None
            if new or answers[name] != answer:
                touched |= {number for number in (answers.get(name), answer) if number is not None}
                cache.put_answer(self._connection, name, answer)
                if answer is None:
                    self._derive_unanswered(each.question)
        return touched

    def _derive(self, touched: set[int]) -> None:
        questions = journal.followed(self._connection)
        answers = cache.answers(self._connection) if questions else {}
        while touched:
            closed = self._index.closed([min(touched)], self._ties)
            touched -= closed
            keys = sorted(key for key, _, _ in self._linked.names(closed).values())
            kept = tuple(journal.readings(self._connection, keys))
            names = {number_of(_key(each)): _key(each) for each in kept}
            nearest = {
                each.question: names[number]
                for each in questions
                if (number := answers.get(journal.question_id(each.question))) in names and number is not None
            }
            known = cache.digests_about(self._connection, keys, [asked_id(question) for question in nearest])
            derived = self._derived(kept, self._index.stories(closed), nearest, known)
            _put(self._connection, derived, known, self._moved)

    def _derive_unanswered(self, question: str) -> None:
        known = cache.digests_about(self._connection, (), [asked_id(question)])
        _put(self._connection, self._derived((), Stories.of((), {}), {}, known, (question,)), known, self._moved)

    def _derived(
        self,
        kept: Sequence[Kept],
        stories: Stories,
        nearest: Mapping[str, str],
        known: Mapping[str, str],
        unanswered: Sequence[str] = (),
    ) -> Derived:
        def link(readings: Sequence[Reading], follow: Sequence[str]) -> Sequence[Rumour]:
            return Linker.of(readings, stories, follow=follow, answers=nearest).rumours()

        return derive(kept, [*nearest, *unanswered], replace(self._stages, link=link), known, self._judgements)


def _put(connection: Connection, derived: Derived, known: Mapping[str, str], moved: _Moved) -> None:
    """Puts the dossiers that were made in place of those that were ``known`` about the same."""
    gone = known.keys() - derived.made_of.keys()
    before = {each.rumour.id: each for each in cache.dossiers(connection, gone | derived.dossiers.keys())}
    cache.replace(connection, derived, gone)
    moved.note(before, derived.dossiers, gone)


def _ties(judgements: Iterable[Judgement]) -> dict[int, set[int]]:
    """Articles that people spoke of together: what they merged or split must be derived together."""
    found: dict[int, set[int]] = {}
    for each in judgements:
        numbers = _numbers(each)
        for number in numbers:
            found.setdefault(number, set()).update(numbers)
    return found


def _numbers(judgement: Judgement) -> set[int]:
    keys: Collection[str] = (*judgement.about, *judgement.other_about, *judgement.articles, *judgement.stayed)
    return {number_of(key) for key in keys}


def _key(kept: Kept) -> str:
    return kept.reading.article.key

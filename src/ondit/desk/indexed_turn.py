"""One turn of catching up, inside its transaction: new words into the index, and what they touch derived again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ondit.desk import cache, journal
from ondit.desk.derive import Derived
from ondit.desk.derive_closed import derive_closed
from ondit.desk.linked_store import LinkedStore, RecentGists
from ondit.desk.stages import Stages
from ondit.desk.told_stories import ToldStories, forget_told, keep_told, told_before
from ondit.desk.versions import Kept
from ondit.linking.follow import FOLLOWED, asked_id, gist_of_question
from ondit.linking.gist import Gist
from ondit.linking.index import Index, number_of
from ondit.linking.stories import Stories
from ondit.records import Dossier, Judgement

Load = Callable[[Connection, Collection[str] | None], Iterable[Kept]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn has to do: ``state`` is where it starts, ``rows`` of the log are taken, ``fresh`` is indexed."""

    state: tuple[int, str]
    rows: tuple[journal.Entry, ...]
    keys: frozenset[str]
    fresh: tuple[tuple[Kept, Gist], ...]


class Moved:
    """What changed: of every rumour that is not as it was, its dossier before and after."""

    def __init__(self) -> None:
        self.before: dict[str, Dossier] = {}
        self.after: dict[str, Dossier] = {}
        self._known: set[str] = set()  # those whose first state is noted, or that were not there

    def note(self, before: Mapping[str, Dossier], after: Mapping[str, Dossier]) -> None:
        """From one state of some rumours to the next; what is in one of them only came or went."""
        for name in before.keys() | after.keys():
            old, new = before.get(name), after.get(name)
            if old == new:
                continue
            if name not in self._known:
                self._known.add(name)
                if old is not None:
                    self.before[name] = old
            if new is None:
                self.after.pop(name, None)
            else:
                self.after[name] = new


class IndexedTurn:
    """One turn inside its transaction, for stages that link by the index."""

    def __init__(
        self,
        connection: Connection,
        stages: Stages,
        linked: LinkedStore,
        load: Load,
        judgements: Sequence[Judgement],
        moved: Moved,
    ) -> None:
        self._connection, self._stages, self._linked, self._moved = connection, stages, linked, moved
        self._load = load
        self._index = Index(linked)
        self._judgements = judgements
        self._ties = ties_of(judgements)

    def take(self, turn: Turn, first: bool) -> None:
        """Indexes and derives; ``first``: nothing was indexed before."""
        touched = {number_of(key) for key in turn.keys} | cache.due(self._connection)
        recheck = bool(touched - {number_of(key) for key in turn.keys}) or first
        changed: set[int] = set()  # keys under which another article stands now
        for kept, gist in turn.fresh:
            self._linked.version, self._linked.reader = kept.version, kept.reading.reader
            changed |= self._index.put(gist)
        touched |= self._index.touched()
        judged = [each for each in self._judgements if each.id in {row.subject for row in turn.rows}]
        names = {name for each in judged for name in (each.rumour, each.other, *self._undone_of(each)) if name}
        touched |= {number_of(key) for key in cache.articles_of(self._connection, names)}
        touched |= {number for each in judged for number in self._ties_of(each)}
        asked = {row.subject for row in turn.rows if row.kind == "follow"}
        touched |= self._answer(changed, asked, names, recheck)
        self._derive(touched)
        cache.clear_due(self._connection)

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
            if not (new or recheck or changed & self._index.looked_under(gist)):
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
            together = frozenset[int]().union(*closed)
            touched -= together
            keys = sorted(key for key, _, _ in self._linked.names(together).values())
            kept = tuple(self._load(self._connection, keys))
            names = {number_of(each.key): each.key for each in kept}
            nearest = {
                each.question: names[number]
                for each in questions
                if (number := answers.get(journal.question_id(each.question))) in names and number is not None
            }
            known = cache.digests_about(self._connection, keys, [asked_id(question) for question in nearest])
            memory = ToldStories(kept, told_before(self._connection, together))
            self._put(kept, self._index.stories(closed), [*nearest], nearest, known, memory)
            keep_told(self._connection, memory)

    def _derive_unanswered(self, question: str) -> None:
        known = cache.digests_about(self._connection, (), [asked_id(question)])
        self._put((), Stories.of((), {}), [question], {}, known)

    def _put(
        self,
        kept: Sequence[Kept],
        stories: Stories,
        follow: Sequence[str],
        answers: Mapping[str, str],
        known: Mapping[str, str],
        memory: ToldStories | None = None,
    ) -> None:
        derived = derive_closed(
            kept,
            stories,
            self._stages,
            follow=follow,
            answers=answers,
            known=known,
            judgements=self._judgements,
            memory=memory,
        )
        put(self._connection, derived, known, self._moved)


def put(connection: Connection, derived: Derived, known: Mapping[str, str], moved: Moved) -> None:
    """Puts the dossiers that were made in place of those that were ``known`` about the same."""
    gone = known.keys() - derived.made_of.keys()
    before = {each.rumour.id: each for each in cache.dossiers(connection, gone | derived.dossiers.keys())}
    cache.replace(connection, derived, gone)
    moved.note(before, derived.dossiers)


def ties_of(judgements: Iterable[Judgement]) -> dict[int, set[int]]:
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


def take_out(connection: Connection, articles: Iterable[str]) -> None:
    """Takes articles (by key) out of the index, and notes whose surroundings that changes."""
    store = LinkedStore(connection, RecentGists(0))
    for key in articles:
        index = Index(store)
        index.drop(key)
        forget_told(connection, told_before(connection, [number_of(key)]))
        cache.put_due(connection, index.touched() | {number_of(key)})

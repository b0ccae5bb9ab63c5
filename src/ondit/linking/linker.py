"""Rumours as articles arrive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from ondit.linking.follow import by_story, matches, unanswered
from ondit.linking.gist import gist_of
from ondit.linking.rumours import rumours_of
from ondit.linking.same_rumour import joined
from ondit.linking.stories import Stories
from ondit.records import Reading, Rumour

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Memory(Protocol):
    """What stories told before, for whoever keeps it."""

    def get(self, story: Collection[Reading], questions: Sequence[str]) -> list[Rumour] | None:
        """What a story told under these questions; None where nobody knows."""

    def put(self, story: Collection[Reading], questions: Sequence[str], rumours: Sequence[Rumour]) -> None:
        """Notes what it tells."""


class Linker:
    """Takes readings one at a time; ``rumours()`` at any moment is ``link()`` over the same set.

    An article that comes again (same key) changes nothing when it says the same; another version of it replaces the
    one that was updated earlier.
    """

    def __init__(self, *, follow: Sequence[str] = ()) -> None:
        self._follow = tuple(sorted(set(follow)))
        self._readings: dict[str, Reading] = {}
        self._stories = Stories()
        self._known: dict[tuple[frozenset[str], tuple[str, ...]], list[Rumour]] = {}
        self._answers: Mapping[str, str] | None = None
        self._memory: Memory | None = None

    @classmethod
    def of(
        cls,
        readings: Iterable[Reading],
        stories: Stories,
        *,
        follow: Sequence[str] = (),
        answers: Mapping[str, str] | None = None,
        memory: Memory | None = None,
    ) -> Linker:
        """A linker that has taken in these readings, one a key, whose stories somebody else has gathered.

        ``answers`` names, for the questions that have one, the article that each is nearest to; ``memory`` is asked
        before a story is told.
        """
        linker = cls(follow=follow)
        linker._readings = {reading.article.key: reading for reading in readings}
        linker._stories, linker._answers, linker._memory = stories, answers or {}, memory
        return linker

    def add(self, reading: Reading) -> None:
        """Take in one reading."""
        key = reading.article.key
        there = self._readings.get(key)
        if there is not None:
            if there == reading or _version(reading) <= _version(there):
                return
            self._readings[key] = reading
            self._again()
            return
        self._readings[key] = reading
        self._stories.add(gist_of(reading))

    def rumours(self) -> tuple[Rumour, ...]:
        """All rumours so far, sorted by id."""
        stories = self._stories.stories()
        matched = self._matched(stories)
        asked = by_story(matched)
        found = [unanswered(question) for question in self._follow if question not in matched]
        known, self._known = self._known, {}

        def told(story: frozenset[str], questions: tuple[str, ...]) -> list[Rumour]:
            at = (story, questions)
            self._known[at] = known[at] if at in known else self._tell(story, questions)
            return self._known[at]

        apart = {story: told(story, asked.get(story, ())) for story in stories}
        for together in self._closed(stories):
            for story in joined(together, apart):
                parts = [story] if story in apart else [part for part in together if part <= story]
                questions = tuple(dict.fromkeys(question for part in parts for question in asked.get(part, ())))
                found.extend(told(story, questions))
        return tuple(sorted(found, key=lambda r: r.id))

    def _tell(self, story: frozenset[str], questions: tuple[str, ...]) -> list[Rumour]:
        readings = {key: self._readings[key] for key in story}
        before = self._memory.get(readings.values(), questions) if self._memory else None
        if before is not None:
            return before
        rumours = rumours_of(readings, questions)
        if self._memory:
            self._memory.put(readings.values(), questions, rumours)
        return rumours

    def _closed(self, stories: Sequence[frozenset[str]]) -> list[list[frozenset[str]]]:
        """The stories by closed sets: only those of one set may be joined, so that each set can be linked alone."""
        home = {key: place for place, part in enumerate(self._stories.closed()) for key in part}
        together: dict[int, list[frozenset[str]]] = {}
        for story in stories:
            together.setdefault(home[min(story)], []).append(story)
        return list(together.values())

    def _matched(self, stories: Sequence[frozenset[str]]) -> dict[str, frozenset[str]]:
        if self._answers is None:
            return matches(self._follow, self._stories, stories)
        home = {key: story for story in stories for key in story}
        return {question: home[self._answers[question]] for question in self._follow if question in self._answers}

    def _again(self) -> None:
        self._stories, self._known = Stories(), {}
        for reading in self._readings.values():
            self._stories.add(gist_of(reading))


def _version(reading: Reading) -> tuple[datetime, str, str]:
    article = reading.article
    return (article.updated or article.published or _LONG_AGO, reading.reader, article.text)

"""The stages that a desk runs, as functions: the real ones by default, others where a test or a program passes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ondit.parties import NOBODY, Parties
from ondit.records import Article, Reading, Rumour, Status, Trace

if TYPE_CHECKING:
    from ondit.linking import Linker

Clock = Literal["published", "seen"]


@dataclass(frozen=True, slots=True)
class Stages:
    """What a desk asks of the stages to its left. Each is a pure function of its arguments.

    ``link`` takes the readings and the followed questions; ``as_of`` leaves the reports up to a moment by a clock,
    None where there are none. For the judgements of people: ``gather`` gives the rumours of articles that are taken
    for one story, ``near`` how likely two are about the same; without them records are joined and cut as they are.
    """

    reader: str
    read_many: Callable[[Iterable[Article]], Iterator[Reading]]
    link: Callable[[Sequence[Reading], Sequence[str]], Sequence[Rumour]]
    trace: Callable[[Rumour, Mapping[str, Reading]], Trace]
    status: Callable[[Rumour, Trace, datetime | None], Status]
    timeline: Callable[[Rumour, Trace], Sequence[Status]]
    as_of: Callable[[Rumour, datetime, Clock], Rumour | None]
    gather: Callable[[Sequence[Reading]], Sequence[Rumour]] | None = None
    near: Callable[[Reading, Reading], float] | None = None


def real_stages(parties: Parties = NOBODY) -> Stages:
    """The stages of this release. Nothing heavy is loaded before a function is called.

    What is read by a file of parties is signed with its digest, so that ``reread`` knows what was not.
    """
    from ondit import reading, tracing, weighing

    keep = _Link()
    reader = f"{reading.READER_VERSION} parties {parties.digest}" if parties else reading.READER_VERSION

    def read_many(articles: Iterable[Article]) -> Iterator[Reading]:
        return (replace(each, reader=reader) for each in reading.read_many(articles, parties))

    return Stages(
        reader=reader,
        read_many=read_many,
        link=keep.link,
        trace=tracing.trace,
        status=lambda rumour, trace, at: weighing.status(rumour, trace, at=at),
        timeline=weighing.timeline,
        as_of=lambda rumour, at, clock: weighing.as_of(rumour, at, clock=clock),
        gather=_gather,
        near=_near,
    )


def _gather(readings: Sequence[Reading]) -> Sequence[Rumour]:
    from ondit.linking import gathered

    return gathered(readings)


def _near(a: Reading, b: Reading) -> float:
    from ondit.linking import nearness

    return nearness(a, b)


class _Link:
    """``linking.link`` for somebody who calls it again and again on a set that grows: it goes on from where it was."""

    def __init__(self) -> None:
        self._linker: Linker | None = None
        self._readings: dict[str, Reading] = {}
        self._follow: tuple[str, ...] = ()

    def link(self, readings: Sequence[Reading], follow: Sequence[str]) -> tuple[Rumour, ...]:
        """The rumours of a set of readings, one a key."""
        from ondit.linking import Linker

        now = {reading.article.key: reading for reading in readings}
        grown = all(now.get(key) is reading for key, reading in self._readings.items())
        if self._linker is None or not grown or tuple(follow) != self._follow:
            self._linker, self._readings, self._follow = Linker(follow=tuple(follow)), {}, tuple(follow)
        for key in sorted(now.keys() - self._readings.keys()):
            self._linker.add(now[key])
        self._readings = now
        return self._linker.rumours()

"""The stages that a desk runs, as functions: the real ones by default, others where a test or a program passes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ondit.parties import NOBODY, Parties
from ondit.records import Article, Reading, Rumour, Status, Trace

if TYPE_CHECKING:
    from ondit.linking.gist import Gist

Clock = Literal["published", "seen"]


def _gist(reading: Reading) -> Gist:
    from ondit.linking.gist import gist_of

    return gist_of(reading)


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
    indexed: bool = False
    """Whether ``link`` gives what ``ondit.linking.link`` does, so that the index may be asked in its place."""
    gist: Callable[[Reading], Gist] = _gist
    """What the index compares of an article. It is half of what an article costs: another process may have made it."""


def real_stages(parties: Parties = NOBODY) -> Stages:
    """The stages of this release. Nothing heavy is loaded before a function is called.

    What is read by a file of parties is signed with its digest, so that ``reread`` knows what was not.
    """
    from ondit import reading, tracing, weighing

    reader = f"{reading.READER_VERSION} parties {parties.digest}" if parties else reading.READER_VERSION

    def read_many(articles: Iterable[Article]) -> Iterator[Reading]:
        return (replace(each, reader=reader) for each in reading.read_many(articles, parties))

    return Stages(
        reader=reader,
        read_many=read_many,
        link=_link,
        trace=tracing.trace,
        status=lambda rumour, trace, at: weighing.status(rumour, trace, at=at),
        timeline=weighing.timeline,
        as_of=lambda rumour, at, clock: weighing.as_of(rumour, at, clock=clock),
        gather=_gather,
        near=_near,
        indexed=True,
    )


def _gather(readings: Sequence[Reading]) -> Sequence[Rumour]:
    from ondit.linking import gathered

    return gathered(readings)


def _near(a: Reading, b: Reading) -> float:
    from ondit.linking import nearness

    return nearness(a, b)


def _link(readings: Sequence[Reading], follow: Sequence[str]) -> Sequence[Rumour]:
    from ondit.linking import link

    return link(readings, follow=follow)

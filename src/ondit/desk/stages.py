"""The stages that a desk runs, as functions: the real ones by default, others where a test or a program passes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ondit.records import Article, Reading, Rumour, Status, Trace

Clock = Literal["published", "seen"]


@dataclass(frozen=True, slots=True)
class Stages:
    """What a desk asks of the stages to its left. Each is a pure function of its arguments.

    ``link`` takes the readings and the followed questions; ``as_of`` leaves the reports up to a moment by a clock,
    None where there are none.
    """

    reader: str
    read_many: Callable[[Iterable[Article]], Iterator[Reading]]
    link: Callable[[Sequence[Reading], Sequence[str]], Sequence[Rumour]]
    trace: Callable[[Rumour, Mapping[str, Reading]], Trace]
    status: Callable[[Rumour, Trace, datetime | None], Status]
    timeline: Callable[[Rumour, Trace], Sequence[Status]]
    as_of: Callable[[Rumour, datetime, Clock], Rumour | None]


def real_stages() -> Stages:
    """The stages of this release. Nothing heavy is loaded before a function is called."""
    from ondit import linking, reading, tracing, weighing

    return Stages(
        reader=reading.READER_VERSION,
        read_many=reading.read_many,
        link=lambda readings, follow: linking.link(readings, follow=follow),
        trace=tracing.trace,
        status=lambda rumour, trace, at: weighing.status(rumour, trace, at=at),
        timeline=weighing.timeline,
        as_of=lambda rumour, at, clock: weighing.as_of(rumour, at, clock=clock),
    )

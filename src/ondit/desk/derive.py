"""Readings → dossiers: what the desk derives from its log, as a pure function of what is in it.

The same readings in any order give the same dossiers, so a desk that grew page by page and one that was rebuilt
at once hold the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ondit import codec
from ondit.desk.stages import Clock, Stages
from ondit.desk.versions import Kept, at_moment, by_article, dated
from ondit.records import Dossier, Rumour


@dataclass(frozen=True, slots=True)
class Derived:
    """Of every rumour, by id, a digest of all that its dossier is made of; and the dossiers that were made.

    Where the digest is as before, so is the dossier, and it was not made again.
    """

    made_of: dict[str, str]
    dossiers: dict[str, Dossier]


Memory = dict[str, tuple[Rumour, tuple[tuple[Kept, ...], ...], str]]
"""Of every rumour, by id: as it was linked, the versions of its articles, and the digest that came of them."""


def derive(
    kept: Iterable[Kept],
    follow: Sequence[str],
    stages: Stages,
    known: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Derived:
    """Every rumour's dossier from all that is in the log.

    ``known`` are the digests of the dossiers that are there already; ``memory`` spares a desk that grows in one process
    the digests of what did not change. Neither changes the result.
    """
    articles = by_article(kept)
    current = {key: versions[-1] for key, versions in articles.items()}
    memory = {} if memory is None else memory
    before, derived = dict(memory), Derived({}, {})
    memory.clear()
    for linked in sorted(stages.link([each.reading for each in current.values()], _once(follow)), key=lambda r: r.id):
        held = tuple(articles[key] for key in sorted({report.article for report in linked.reports}))
        remembered = before.get(linked.id)
        if (
            remembered is not None
            and remembered[:2] == (linked, held)
            and (known or {}).get(linked.id) == remembered[2]
        ):
            memory[linked.id] = remembered
            derived.made_of[linked.id] = remembered[2]
            continue
        rumour = _dated(linked, articles, current)
        about = _about(rumour, current)
        made_of = codec.digest((rumour, tuple((key, k.version, k.reading.reader) for key, k in about.items())))
        memory[linked.id] = linked, held, made_of
        derived.made_of[linked.id] = made_of
        if (known or {}).get(linked.id) != made_of:
            derived.dossiers[linked.id] = _dossier(rumour, about, None, "published", stages)
    return derived


def derive_as_of(
    kept: Iterable[Kept], follow: Sequence[str], at: datetime | None, clock: Clock, stages: Stages
) -> tuple[Dossier, ...]:
    """The dossiers as they stood at a moment: nothing published (or seen) later counts, edits included.

    Which reports are about the same is judged by all that is known now; what they said, by what was known then.
    """
    articles = by_article(kept)
    current = {key: at_moment(versions, at, clock) for key, versions in articles.items()}
    found = []
    linked = stages.link([each.reading for each in current.values()], _once(follow))
    for rumour in sorted(linked, key=lambda each: each.id):
        dossier = narrow(_dated(rumour, articles, current), _about(rumour, current), at, clock, stages)
        if dossier is not None:
            found.append(dossier)
    return tuple(found)


def narrow(
    rumour: Rumour, about: Mapping[str, Kept], at: datetime | None, clock: Clock, stages: Stages
) -> Dossier | None:
    """The dossier of one rumour as of a moment by a clock; None where nothing had been reported yet."""
    if at is not None:
        then = stages.as_of(rumour, at, clock)
        if then is None:
            return None
        rumour = then
    return _dossier(rumour, about, at, clock, stages)


def _once(follow: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(follow)))


def _dated(rumour: Rumour, articles: Mapping[str, Sequence[Kept]], current: Mapping[str, Kept]) -> Rumour:
    return replace(rumour, reports=tuple(dated(report, articles, current) for report in rumour.reports))


def _about(rumour: Rumour, current: Mapping[str, Kept]) -> dict[str, Kept]:
    """The articles that report a rumour, each in the version that counts."""
    return {key: current[key] for key in sorted({report.article for report in rumour.reports})}


def _dossier(rumour: Rumour, about: Mapping[str, Kept], at: datetime | None, clock: Clock, stages: Stages) -> Dossier:
    readings = {report.article: about[report.article].reading for report in rumour.reports}
    trace = stages.trace(rumour, readings)
    weighed = rumour
    if clock == "seen":  # what was known to us when: the weighing counts time by one clock, this one
        weighed = replace(rumour, reports=tuple(replace(report, published=report.seen) for report in rumour.reports))
    moves = (status for status in stages.timeline(weighed, trace) if at is None or status.at is None or status.at <= at)
    return Dossier(rumour, stages.status(weighed, trace, at), trace, timeline=tuple(moves))

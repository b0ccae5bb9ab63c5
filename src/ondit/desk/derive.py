"""Readings → dossiers: what the desk derives from its log, as a pure function of what is in it.

The same readings in any order give the same dossiers, so a desk that grew page by page and one that was rebuilt
at once hold the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ondit import codec
from ondit.desk.former_names import with_former_names
from ondit.desk.judgement.correcting import corrected_reading
from ondit.desk.judgement.holding import Judged, held
from ondit.desk.stages import Clock, Stages
from ondit.desk.versions import Kept, at_moment, by_article, dated
from ondit.records import Dossier, Judgement, Reading, Rumour


@dataclass(frozen=True, slots=True)
class Derived:
    """Of every rumour, by id, a digest of all that its dossier is made of; and the dossiers that were made.

    Where the digest is as before, so is the dossier, and it was not made again.
    """

    made_of: dict[str, str]
    dossiers: dict[str, Dossier]


def derive(
    kept: Iterable[Kept],
    follow: Sequence[str],
    stages: Stages,
    known: Mapping[str, str] | None = None,
    judgements: Sequence[Judgement] = (),
) -> Derived:
    """Every rumour's dossier from what is in the log, or from a closed part of it.

    ``known`` are the digests of the dossiers that are there already; they do not change the result.
    """
    articles = by_article(kept)
    current = {key: versions[-1] for key, versions in articles.items()}
    derived = Derived({}, {})
    for judged in _judged(articles, current, follow, judgements, stages):
        rumour = _dated(judged.rumour, articles, current)
        about = _about(rumour, current)
        named = tuple((key, k.version, k.reading.reader) for key, k in about.items())
        made_of = codec.digest((rumour, named, judged.judgements))
        derived.made_of[rumour.id] = made_of
        if (known or {}).get(rumour.id) != made_of:
            derived.dossiers[rumour.id] = _dossier(replace(judged, rumour=rumour), about, None, "published", stages)
    return derived


def derive_as_of(
    kept: Iterable[Kept],
    follow: Sequence[str],
    at: datetime | None,
    clock: Clock,
    stages: Stages,
    judgements: Sequence[Judgement] = (),
) -> tuple[Dossier, ...]:
    """The dossiers as they stood at a moment: nothing published (or seen) later counts, edits included.

    Which reports are about the same is judged by all that is known now; what they said, by what was known then.
    """
    articles = by_article(kept)
    current = {key: at_moment(versions, at, clock) for key, versions in articles.items()}
    found = []
    for judged in _judged(articles, current, follow, judgements, stages):
        rumour = _dated(judged.rumour, articles, current)
        dossier = narrow(replace(judged, rumour=rumour), _about(rumour, current), at, clock, stages)
        if dossier is not None:
            found.append(dossier)
    return tuple(found)


def narrow(
    judged: Judged, about: Mapping[str, Kept], at: datetime | None, clock: Clock, stages: Stages
) -> Dossier | None:
    """The dossier of one rumour as of a moment by a clock; None where nothing had been reported yet.

    What people corrected, merged and split is so at any moment; an outcome and a note count from when they were made.
    """
    if at is not None:
        then = stages.as_of(judged.rumour, at, clock)
        if then is None:
            return None
        later = ("outcome", "note")
        judgements = tuple(each for each in judged.judgements if each.at <= at or each.kind not in later)
        judged = Judged(then, judgements)
    return _dossier(judged, about, at, clock, stages)


def _judged(
    articles: Mapping[str, Sequence[Kept]],
    current: Mapping[str, Kept],
    follow: Sequence[str],
    judgements: Sequence[Judgement],
    stages: Stages,
) -> list[Judged]:
    """What linking gives of the current readings, after the judgements of people, by id."""
    linked = with_former_names(
        stages.link([each.reading for each in current.values()], _once(follow)), articles, current, stages
    )
    readings: dict[str, Reading] = {key: each.reading for key, each in current.items()} if judgements else {}
    return sorted(held(linked, judgements, readings, stages), key=lambda each: each.rumour.id)


def _once(follow: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(follow)))


def _dated(rumour: Rumour, articles: Mapping[str, Sequence[Kept]], current: Mapping[str, Kept]) -> Rumour:
    return replace(rumour, reports=tuple(dated(report, articles, current) for report in rumour.reports))


def _about(rumour: Rumour, current: Mapping[str, Kept]) -> dict[str, Kept]:
    """The articles that report a rumour, each in the version that counts."""
    return {key: current[key] for key in sorted({report.article for report in rumour.reports})}


def _dossier(judged: Judged, about: Mapping[str, Kept], at: datetime | None, clock: Clock, stages: Stages) -> Dossier:
    rumour, corrections = judged.rumour, judged.corrections
    readings = {
        report.article: corrected_reading(about[report.article].reading, corrections) for report in rumour.reports
    }
    trace = stages.trace(rumour, readings)
    weighed = rumour
    if clock == "seen":  # what was known to us when: the weighing counts time by one clock, this one
        weighed = replace(rumour, reports=tuple(replace(report, published=report.seen) for report in rumour.reports))
    moves = (status for status in stages.timeline(weighed, trace) if at is None or status.at is None or status.at <= at)
    status = stages.status(weighed, trace, at)
    return Dossier(rumour, status, trace, timeline=tuple(moves), judgements=judged.judgements)

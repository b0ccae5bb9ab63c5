"""Two rumours as one, and one as two, by the word of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ondit.desk.stages import Stages
from ondit.records import Reading, Report, Rumour

_NEVER = datetime.max.replace(tzinfo=UTC)


def merged(a: Rumour, b: Rumour, readings: Mapping[str, Reading], stages: Stages) -> Rumour:
    """Both as one, under the id and question of ``a``; every id of either leads to it."""
    keys = {report.article for report in (*a.reports, *b.reports)}
    ids = [each for each in dict.fromkeys((*a.former_ids, b.id, *b.former_ids)) if each != a.id]
    told = _told(keys, readings, stages)
    if told is None:
        reports = _in_time(dict.fromkeys((*a.reports, *b.reports)))
        told = replace(a, reports=reports, details=tuple(dict.fromkeys((*a.details, *b.details))))
    parties = tuple(dict.fromkeys((*a.parties, *b.parties)))
    known = replace(a, reports=told.reports, details=told.details, parties=parties, former_ids=tuple(ids))
    return replace(known, questions=tuple(sorted({**dict(b.questions), **dict(a.questions)}.items())))


def parted(
    rumour: Rumour, articles: frozenset[str], name: str, readings: Mapping[str, Reading], stages: Stages
) -> tuple[Rumour, Rumour] | None:
    """What stays, under its id, and what was split off, as ``name``; None where either would be empty.

    An article that came after the split goes with those it is nearest to.
    """
    keys = {report.article for report in rumour.reports}
    off = keys & articles
    if not off or off == keys:
        return None
    stays, goes = _only(rumour, keys - off), _only(rumour, off)
    told = _told(off, readings, stages)
    if told is not None:
        own = [each for each in (told.id, *told.former_ids) if each != rumour.id]
        goes = replace(told, former_ids=tuple(own))
    else:
        first = next((readings[r.article].article for r in goes.reports if r.article in readings), None)
        if rumour.wording_article not in off and first is not None and first.title:
            goes = replace(goes, question=first.title, questions=((first.language, first.title),), wording=first.title)
            goes = replace(goes, wording_article=first.key, wording_span=first.title_span)
        goes = replace(goes, former_ids=())
    rest = _told(keys - off, readings, stages)
    if rest is not None:
        stays = replace(rest, question=rumour.question, questions=rumour.questions)
    kept = [each for each in rumour.former_ids if each not in (*goes.former_ids, name)]
    return replace(stays, id=rumour.id, former_ids=tuple(kept)), replace(goes, id=name)


def drawn(
    keys: Iterable[str], chosen: frozenset[str], known: frozenset[str], readings: Mapping[str, Reading], stages: Stages
) -> frozenset[str]:
    """The chosen articles, and those not ``known`` when they were chosen that are nearer to them than to the rest."""
    near = stages.near
    if near is None:
        return chosen
    drawn_in = set(chosen)
    for key in sorted(set(keys) - known - chosen):
        mine = readings[key]
        there = [near(mine, readings[each]) for each in sorted(chosen & readings.keys())]
        here = [near(mine, readings[each]) for each in sorted((known - chosen) & readings.keys())]
        if there and sum(there) / len(there) > (sum(here) / len(here) if here else 0.0):
            drawn_in.add(key)
    return frozenset(drawn_in)


def _told(keys: Iterable[str], readings: Mapping[str, Reading], stages: Stages) -> Rumour | None:
    """The one rumour that these articles tell when they are taken for one story; None unless it is one, of all."""
    if stages.gather is None:
        return None
    some = [readings[key] for key in sorted(keys) if key in readings]
    found: Sequence[Rumour] = stages.gather(some)
    covers = len(found) == 1 and {report.article for report in found[0].reports} == set(keys)
    return found[0] if covers else None


def _only(rumour: Rumour, keys: set[str]) -> Rumour:
    reports = tuple(report for report in rumour.reports if report.article in keys)
    return replace(rumour, reports=reports, details=tuple(each for each in rumour.details if each.article in keys))


def _in_time(reports: Iterable[Report]) -> tuple[Report, ...]:
    def order(report: Report) -> tuple[datetime, str, int]:
        return report.published or _NEVER, report.article, -1 if report.statement is None else report.statement

    return tuple(sorted(reports, key=order))

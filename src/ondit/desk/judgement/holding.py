"""What linking gave, after the judgements that hold were applied to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ondit.desk.judgement.correcting import corrected_reports
from ondit.desk.judgement.merging import drawn, merged, parted
from ondit.desk.stages import Stages
from ondit.records import Correction, Judgement, Reading, Rumour


@dataclass(frozen=True, slots=True)
class Judged:
    """A rumour as people left it, with every judgement about it, oldest first."""

    rumour: Rumour
    judgements: tuple[Judgement, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Those that hold."""
        return tuple(j.correction for j in self.judgements if j.correction is not None and not j.undone)


def held(
    linked: Sequence[Rumour], judgements: Sequence[Judgement], readings: Mapping[str, Reading], stages: Stages
) -> tuple[Judged, ...]:
    """Every rumour after the judgements, in the order in which they were made. ``readings`` are those that count."""
    if not judgements:
        return tuple(Judged(rumour) for rumour in linked)
    there = {rumour.id: rumour for rumour in linked}
    about: dict[str, list[Judgement]] = {}
    owners = {each.id: each for each in judgements}
    for each in judgements:
        if each.undone:
            _remember_id(there, each)
        elif each.kind == "merge":
            _merge(there, about, each, readings, stages)
        elif each.kind == "split":
            _split(there, about, each, readings, stages)
        owner = owners.get(each.undoes or "", each)
        home = _home(there, owner.rumour, owner.about)
        if home is not None:
            about.setdefault(home, []).append(each)
    return tuple(_corrected(there[name], about.get(name, ()), readings) for name in sorted(there))


def _home(there: dict[str, Rumour], name: str, about: Iterable[str]) -> str | None:
    """The id of the rumour that goes by a name, else of the one with the most of the articles, if it is most of them.

    A name that led there once leads there for good.
    """
    if name in there:
        return name
    former = min((rumour.id for rumour in there.values() if name in rumour.former_ids), default=None)
    if former is not None:
        return former
    keys = set(about)
    shared = {each.id: len(keys & {report.article for report in each.reports}) for each in there.values()}
    best = max(sorted(shared), key=lambda each: shared[each], default=None)
    if best is None or not keys or 2 * shared[best] < len(keys):
        return None
    there[best] = replace(there[best], former_ids=(*there[best].former_ids, name))
    return best


def _merge(
    there: dict[str, Rumour],
    about: dict[str, list[Judgement]],
    each: Judgement,
    readings: Mapping[str, Reading],
    stages: Stages,
) -> None:
    a = _home(there, each.rumour, each.about)
    b = _home(there, each.other or "", each.other_about)
    if a is None or b is None or a == b:
        return
    there[a] = merged(there[a], there.pop(b), readings, stages)
    about.setdefault(a, []).extend(about.pop(b, ()))
    about[a].sort(key=lambda judgement: judgement.at)


def _split(
    there: dict[str, Rumour],
    about: dict[str, list[Judgement]],
    each: Judgement,
    readings: Mapping[str, Reading],
    stages: Stages,
) -> None:
    home, name = _home(there, each.rumour, each.about), each.other or ""
    if home is None:
        return
    keys = {report.article for report in there[home].reports}
    chosen = frozenset(each.articles)
    off = drawn(keys, chosen, chosen | frozenset(each.stayed), readings, stages)
    parts = parted(there[home], off, name, readings, stages)
    if parts is not None:
        there[home], there[name] = parts
        about.setdefault(name, []).append(each)


def _remember_id(there: dict[str, Rumour], each: Judgement) -> None:
    """An id that a split gave out leads to the rumour also after the split was undone."""
    home = _home(there, each.rumour, each.about) if each.kind == "split" else None
    if home is not None and each.other and each.other not in there:
        there[home] = replace(there[home], former_ids=(*there[home].former_ids, each.other))


def _corrected(rumour: Rumour, about: Iterable[Judgement], readings: Mapping[str, Reading]) -> Judged:
    judged = Judged(rumour, tuple(about))
    if not judged.corrections:
        return judged
    return replace(
        judged, rumour=replace(rumour, reports=corrected_reports(rumour.reports, judged.corrections, readings))
    )

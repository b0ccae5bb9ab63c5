"""The ids that an article gave its rumour before it was edited: they lead there still.

A rumour's id is made of the words of the claim that opened it. When these are edited, linking, which sees the current
versions only, gives another one; what was linked, followed or judged under the old one must not lose its way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ondit.desk.stages import Stages
from ondit.desk.versions import Kept
from ondit.records import Rumour


def with_former_names(
    linked: Sequence[Rumour], articles: Mapping[str, Sequence[Kept]], current: Mapping[str, Kept], stages: Stages
) -> Sequence[Rumour]:
    """The rumours, each also under the ids that the other versions of its articles would open one by."""
    if stages.gather is None:
        return linked
    edited = {key: versions for key, versions in articles.items() if len(versions) > 1}
    if not edited:
        return linked
    taken = {name for rumour in linked for name in (rumour.id, *rumour.former_ids)}
    found = []
    for rumour in linked:
        mine = sorted({report.article for report in rumour.reports} & edited.keys())
        names = [
            name
            for key in mine
            for kept in edited[key]
            if kept is not current[key]
            for name in _names(kept, stages)
            if name not in taken
        ]
        known = tuple(dict.fromkeys((*rumour.former_ids, *names)))
        found.append(rumour if known == rumour.former_ids else replace(rumour, former_ids=known))
    return found


_MEMORY: dict[tuple[str, str], tuple[str, ...]] = {}
_MOST = 10_000


def _names(kept: Kept, stages: Stages) -> tuple[str, ...]:
    """The ids that one version alone opens rumours by. Remembered: they are a function of the version and reader."""
    at = kept.version, kept.reading.reader
    if at not in _MEMORY:
        if len(_MEMORY) >= _MOST:
            _MEMORY.clear()
        assert stages.gather is not None
        _MEMORY[at] = tuple(n for rumour in stages.gather([kept.reading]) for n in (rumour.id, *rumour.former_ids))
    return _MEMORY[at]

"""What an addition changed: which rumours appeared, moved, or went into another, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ondit.desk.journal import Outcome
from ondit.records import Dossier, Reason, Status

ChangeKind = Literal["appeared", "status", "joined", "merged", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """One rumour that is not as it was. ``dossier`` is as it is now; ``before`` its status until now.

    ``appeared``: it is new. ``status``: another status. ``joined``: other reports, the same status.
    ``merged``: the rumour ``former`` turned out to be about the same and went into this one. ``gone``: no
    article says anything about it any more (all were edited); ``dossier`` is as it was, and ``as_of`` still shows it.
    """

    kind: ChangeKind
    dossier: Dossier
    before: Status | None = None
    former: str | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why its status is what it is now."""
        return self.dossier.status.reasons


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``Desk.add`` did: the article was ``new``, another ``version``, or ``known``; and what that changed."""

    article: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return self.outcome != "known" or bool(self.changes)


def compare(before: Mapping[str, Dossier], after: Iterable[Dossier]) -> tuple[Change, ...]:
    """The changes between two states of the same desk; only what differs needs to be given."""
    found: list[Change] = []
    now = {dossier.rumour.id: dossier for dossier in after}
    for name, dossier in sorted(now.items()):
        old = before.get(name)
        merged = [former for former in dossier.rumour.former_ids if former in before and former not in now]
        if old is None and merged:  # the same rumour under another id: an older report of it came in
            old = before[merged.pop(0)]
        found += [Change("merged", dossier, before[former].status, former) for former in merged]
        if old is None:
            found.append(Change("appeared", dossier))
        elif old.status.name != dossier.status.name:
            found.append(Change("status", dossier, old.status))
        elif old.rumour.reports != dossier.rumour.reports:
            found.append(Change("joined", dossier, old.status))
    kept = {name for dossier in now.values() for name in (dossier.rumour.id, *dossier.rumour.former_ids)}
    found += [Change("gone", old, old.status) for name, old in sorted(before.items()) if name not in kept]
    return tuple(found)

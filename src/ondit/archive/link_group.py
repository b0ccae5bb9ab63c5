"""One group of articles that can be gathered apart → rumours, trace and status: the desk's own derivation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ondit.archive.gist_parts import Scored
from ondit.archive.layout import EDGES, REPORTS, RUMOURS
from ondit.archive.storage import Place, write_table
from ondit.archive.tables import row_of
from ondit.archive.whole_readings import readings_of
from ondit.desk.derive import Derived
from ondit.desk.derive_closed import derive_closed
from ondit.desk.stages import real_stages
from ondit.desk.times import first_time, last_change
from ondit.desk.versions import Kept
from ondit.linking.gist import Gist
from ondit.linking.stories import Stories
from ondit.records import Dossier


@dataclass(frozen=True, slots=True)
class Member:
    """A version in a group: with its gist and number where it is the one of its article that counts."""

    kept: Kept
    number: int = -1
    gist: Gist | None = None


def split(
    out: Place, part: str, number: int, groups: int, homes: dict[int, int], gists: dict[int, Gist]
) -> list[list[Member]]:
    """The versions of a part, each in the group that ``homes`` (row → group) sends it to."""
    found: list[list[Member]] = [[] for _ in range(groups)]
    for row, kept in enumerate(readings_of(out, part)):
        if row in homes:
            name = number << 32 | row
            gist = gists.get(name)
            found[homes[row]].append(Member(kept, name if gist is not None else -1, gist))
    return found


def derived_of(members: Iterable[Member], scored: Sequence[Scored]) -> Derived:
    """The dossiers of a group: as a desk would derive them that holds nothing else."""
    members = list(members)
    current = {member.number: member for member in members if member.gist is not None}
    gists = [member.gist for member in current.values() if member.gist is not None]
    pairs = {(current[a].kept.key, current[b].kept.key): score for a, b, score, _ in scored}
    stories = Stories.of(gists, {(min(pair), max(pair)): score for pair, score in pairs.items()})
    return derive_closed([member.kept for member in members], stories, real_stages())


def finish(out: Place, group: int, scored: Sequence[Scored], *pieces: Sequence[Member]) -> dict[str, int]:
    """Derives a group and writes its tables; returns how much there is in it."""
    derived = derived_of((member for piece in pieces for member in piece), scored)
    dossiers = [derived.dossiers[name] for name in sorted(derived.dossiers)]
    name = f"group-{group:06}.parquet"
    rumours = [_rumour_row(each, derived.made_of[each.rumour.id]) for each in dossiers]
    write_table(out / f"rumours/{name}", rumours, RUMOURS)
    reports = [{"rumour": d.rumour.id, **row_of(each)} for d in dossiers for each in d.rumour.reports]
    write_table(out / f"reports/{name}", reports, REPORTS)
    edges = [{"rumour": d.rumour.id, **row_of(each)} for d in dossiers for each in d.trace.edges]
    write_table(out / f"edges/{name}", edges, EDGES)
    return {"rumours": len(rumours), "reports": len(reports), "edges": len(edges)}


def _rumour_row(dossier: Dossier, made_of: str) -> dict[str, Any]:
    rumour, status = dossier.rumour, dossier.status
    return row_of(dossier, leave_out=("judgements", "status")) | {
        "id": rumour.id,
        "question": rumour.question,
        "parties": list(rumour.parties),
        "status": status.name,
        "independent_origins": dossier.trace.independent_origins,
        "articles": len({report.article for report in rumour.reports}),
        "first_seen": first_time(dossier),
        "last_changed": last_change(dossier),
        "made_of": made_of,
        "standing": row_of(status),
    }

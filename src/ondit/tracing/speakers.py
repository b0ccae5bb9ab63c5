"""For whom a report speaks, as far as a rumour is concerned: its parties, whatever form their names are given in."""

from __future__ import annotations

from ondit.linking.roles import is_authority
from ondit.outlets import normal_name
from ondit.records import Report, Rumour


def speakers_of(rumour: Rumour, report: Report) -> tuple[str, ...]:
    """The parties that a report's source names, each one of those who speak together; else its source as named."""
    for said in (report.speaks_for, report.source_name):
        found: list[str] = []
        for name in (said or "").split(";"):
            party = max((p for p in rumour.parties if same_name(name, p)), key=len, default=None)
            if party and party not in found:
                found.append(party)
        if found:
            return tuple(found)
    named = report.speaks_for or report.source_name
    return (named,) if named else ()


def same_name(one: str, other: str) -> bool:
    """Whether one name holds the other, word by word ("Ford Motor" and "Ford"; "a Ford spokesman" and "Ford")."""
    a, b = normal_name(one).split(), normal_name(other).split()
    short, long = sorted((a, b), key=len)
    return bool(short) and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def in_own_name(report: Report) -> bool:
    """Whether a party or an authority speaks and can be held to it: "a presidential adviser" has no name, and an outlet
    that was told something is not who said it, unless the page is a party's or the authority's own.
    """
    if report.role == "principal":
        return True
    if report.role != "authority" or not report.source_name:
        return False
    return is_authority(report.source_name) or normal_name(report.source_name) != normal_name(report.outlet or "")


def denied_by_another(report: Report) -> bool:
    """Whether somebody denies it who is neither a party nor an authority: an unnamed source, an expert; no outlet."""
    if report.stance != "denies" or report.role != "other" or report.source_kind == "outlet":
        return False
    return not (report.source_name and report.outlet and same_name(report.source_name, report.outlet))

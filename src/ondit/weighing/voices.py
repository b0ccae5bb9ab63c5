"""Who has spoken in their own name about a rumour, what each says last, and whether every principal has spoken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ondit.linking.roles import is_authority
from ondit.outlets import normal_name
from ondit.records import Report, Rumour, Trace
from ondit.tracing.speakers import in_own_name, same_name
from ondit.weighing.as_of import time_of
from ondit.weighing.last_words import START, Voice, last_words


@dataclass(frozen=True)
class Facts:
    """What the rules look at. Reports are in order of time (undated first), then of article."""

    rumour: Rumour
    trace: Trace
    at: datetime | None
    reports: tuple[Report, ...]
    confirming: tuple[Voice, ...] = ()
    denying: tuple[Voice, ...] = ()
    changed: tuple[Voice, ...] = ()
    others_denying: tuple[Report, ...] = ()
    doubting: tuple[Report, ...] = ()
    partial: tuple[Report, ...] = ()
    declining: tuple[Report, ...] = ()
    supporting: tuple[Report, ...] = ()
    silent_parties: tuple[str, ...] = ()
    denied_by_all: bool = False
    authorities_denying: tuple[Voice, ...] = ()
    withdrawn: tuple[Report, ...] = ()
    all_withdrawn: bool = False
    last: datetime | None = field(default=None)


def facts(rumour: Rumour, trace: Trace, at: datetime | None) -> Facts:
    """The facts of a rumour whose reports and trace were cut back to the moment already."""
    reports = tuple(sorted(rumour.reports, key=lambda r: (time_of(r) or START, r.article, r.statement or 0, r.stance)))
    said = tuple(r for r in reports if r.stance in ("confirms", "denies") and in_own_name(r))
    whole = [r for r in said if r.scope == "whole" or r.stance == "confirms"]
    last_word, turned = last_words(rumour, whole, trace)
    denying = tuple(voice for voice in last_word if not voice.confirms)
    confirming = tuple(voice for voice in last_word if voice.confirms)
    parties = principals(rumour)
    denied = [voice for voice in denying if voice.report.role == "principal"]
    covered = {party for voice in denied for party in parties if _speaks_for(voice, party)}
    unmatched = [v for v in denied if not any(_speaks_for(v, party) for party in parties)]
    silent = tuple(party for party in parties if party not in covered)
    withdrawn, all_gone = _withdrawn(reports, trace)
    supporting = tuple(r for r in reports if r.stance == "supports" and not r.retracts)
    return Facts(
        rumour,
        trace,
        at,
        reports,
        confirming,
        denying,
        tuple(turned),
        tuple(
            r for r in reports if r.stance == "denies" and r.role not in ("principal", "authority") and not r.retracts
        ),
        tuple(r for r in reports if r.stance == "doubts"),
        tuple(r for r in said if r.stance == "denies" and r.scope != "whole"),
        tuple(r for r in reports if r.polarity == "decline" and r.role in ("principal", "authority", "other")),
        supporting,
        silent,
        bool(denied) and len(silent) <= len(unmatched) and not (confirming),
        tuple(voice for voice in denying if voice.report.role == "authority" or is_authority(voice.name)),
        withdrawn,
        all_gone,
        max((time for r in reports if (time := time_of(r)) is not None), default=None),
    )


def principals(rumour: Rumour) -> tuple[str, ...]:
    """The parties that could deny or confirm: those named, each once."""
    return tuple(dict.fromkeys(rumour.parties))


def _speaks_for(voice: Voice, party: str) -> bool:
    return voice.name == party or same_name(voice.name, party)


def _withdrawn(reports: Iterable[Report], trace: Trace) -> tuple[tuple[Report, ...], bool]:
    """Reports that take back, and whether every origin of support has been taken back."""
    reports = tuple(reports)
    gone_outlets = {normal_name(w.outlet) for w in trace.withdrawals if w.outlet}
    gone_articles = {w.article for w in trace.withdrawals}
    back = tuple(r for r in reports if r.retracts or r.article in gone_articles)
    gone_outlets |= {normal_name(r.outlet) for r in back if r.outlet}
    gone_outlets |= {
        normal_name(r.source_name) for r in back if r.retracts and r.source_kind == "outlet" and r.source_name
    }
    origins = [o for o in trace.origins if o.of == "support"]
    taken = [o for o in origins if (o.outlet and normal_name(o.outlet) in gone_outlets) or o.article in gone_articles]
    # An outlet that withdrew and later reports it anew stands by it again.
    renewed = [o for o in taken if _renewed(reports, back, o.outlet)]
    return back, bool(back) and bool(taken) and len(taken) == len(origins) and not renewed


def _renewed(reports: tuple[Report, ...], back: tuple[Report, ...], outlet: str | None) -> bool:
    times = [time for r in back if (time := time_of(r)) is not None]
    if not times or not outlet:
        return False
    later = [r for r in reports if r.stance == "supports" and not r.retracts and r.outlet and r not in back]
    return any(normal_name(r.outlet or "") == normal_name(outlet) and (time_of(r) or START) > max(times) for r in later)

"""Weighing: where a rumour stands at any moment, and why.

``status`` and ``timeline`` are pure functions of a rumour's reports and its trace; the rules are a table
(``rules.RULES``) that prints itself into ``docs/status-rules.md``. ``as_of`` cuts a rumour back to what was known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ondit.records import Probability, Reason, Rumour, Status, Trace
from ondit.weighing.as_of import as_of, time_of, trace_as_of
from ondit.weighing.features import features_of, origin_outlet
from ondit.weighing.probability import Model, Outcome, learn, prior
from ondit.weighing.rules import DORMANT_AFTER, REMARKS, RULES, rules_table
from ondit.weighing.voices import Facts, facts

__all__ = ["Model", "Outcome", "as_of", "learn", "prior", "rules_table", "status", "timeline", "trace_as_of"]


def status(rumour: Rumour, trace: Trace, at: datetime | None = None, model: Model | None = None) -> Status:
    """Where the rumour stands at ``at`` (None: with all its reports, without asking the clock).

    Reports after ``at`` are left out here too, so that a caller who forgot to cut gets no word from the future. A
    rumour without any report at ``at`` is unverified, with that as its reason. ``model`` gives the probability; without
    one it rests on the stated prior alone (``probability.learn`` makes one from a desk's outcomes).
    """
    known: Rumour | None = as_of(rumour, at) if at is not None else rumour
    if known is None:
        known = replace(rumour, reports=(), details=())
    if at is not None:
        trace = trace_as_of(trace, known, at)
    seen = facts(known, trace, at)
    rule = next(rule for rule in RULES if rule.holds(seen))
    reasons = [*rule.because(seen), *(reason for remark in REMARKS for reason in remark.says(seen))]
    chance, why = _probability(seen, model or prior())
    return Status(rule.status, at, tuple(dict.fromkeys([*reasons, *why])), chance, rule.would_change)


def _probability(seen: Facts, model: Model) -> tuple[Probability | None, list[Reason]]:
    """The chance, or the reason why there is none to give."""
    if not seen.reports or not any(origin.of == "support" for origin in seen.trace.origins):
        return None, [Reason("P0", "probability: not enough to say, no origin is known")]
    chance = model.probability(features_of(seen), origin_outlet(seen))
    if chance is None:
        return None, [Reason("P0", "probability: not enough to say, the interval would be too wide")]
    return chance, []


def timeline(rumour: Rumour, trace: Trace, model: Model | None = None) -> tuple[Status, ...]:
    """Every moment at which the status or its deciding rule changed, oldest first; sleep and waking included.

    The moments are the times of the reports. After the last one the rumour may fall asleep: that needs a clock, so it
    is asked with ``status(..., at=now)``.
    """
    moments = sorted({time for report in rumour.reports if (time := time_of(report)) is not None})
    asked: list[datetime] = []
    for moment, following in zip(moments, [*moments[1:], None], strict=False):  # no dates, no moments
        asked.append(moment)
        if following is not None and following - moment > DORMANT_AFTER:
            asked.append(moment + DORMANT_AFTER + timedelta(seconds=1))
    found: list[Status] = []
    for moment in asked:
        now = status(rumour, trace, moment, model)
        if not found or (now.name, _rule(now)) != (found[-1].name, _rule(found[-1])):
            found.append(now)
    return tuple(found)


def _rule(of: Status) -> str:
    return of.reasons[0].rule if of.reasons else ""

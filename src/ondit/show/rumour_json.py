"""Rumours, dossiers and changes as plain objects, ready for JSON: the contract of ``ondit rumours``, ``show``, ``add``.

The shapes are published in ``ondit/schemas/``; tests validate one against the other. Times count by the clock that
was asked for: publication, or when the desk saw the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ondit.desk import Change
from ondit.desk.stages import Clock
from ondit.desk.times import first_time, last_change, report_time
from ondit.records import Dossier, Probability, Reading, Reason, Report, Status
from ondit.show.as_json import statement_object
from ondit.show.judgement_json import judgement_object, outcome_object


def rumour_object(dossier: Dossier, by: Clock = "published") -> dict[str, Any]:
    """One rumour: what is asked, about whom, where it stands and why, and who reports it."""
    rumour, status = dossier.rumour, dossier.status
    return {
        "id": rumour.id,
        "question": rumour.question,
        "questions": dict(rumour.questions),
        "parties": list(rumour.parties),
        "status": status.name,
        "reasons": [_reason(reason) for reason in status.reasons],
        "would_change": list(status.would_change),
        "probability": _probability(status.probability),
        "independent_origins": dossier.trace.independent_origins,
        "articles": articles_of(dossier, by),
        "first_seen": time_text(first_time(dossier, by)),
        "last_changed": time_text(last_change(dossier, by)),
    }


def dossier_object(dossier: Dossier, readings: Mapping[str, Reading], by: Clock = "published") -> dict[str, Any]:
    """One rumour with every report, the details that differ, and when its status changed."""
    return {
        **rumour_object(dossier, by),
        "reports": [_report(report, readings) for report in dossier.rumour.reports],
        "details": [
            {
                "kind": detail.kind,
                "value": detail.value,
                "said": detail.said,
                "article": detail.article,
                "span": list(detail.span),
                "source_name": detail.source_name,
            }
            for detail in dossier.rumour.details
        ],
        "timeline": [
            {"at": time_text(status.at), "status": status.name, "because": because(status)}
            for status in dossier.timeline
        ],
        "outcome": outcome_object(dossier),
        "judgements": [judgement_object(each) for each in dossier.judgements],
    }


def change_object(change: Change) -> dict[str, Any]:
    """One change of a rumour: what happened, the status before, and the rumour as it is now."""
    return {
        "change": change.kind,
        "before": change.before.name if change.before else None,
        "former": change.former,
        **rumour_object(change.dossier),
    }


def because(status: Status) -> str:
    """The reasons of a status as one line."""
    return "; ".join(reason.text for reason in status.reasons)


def articles_of(dossier: Dossier, by: Clock = "published") -> list[str]:
    """The keys of the articles that report a rumour, oldest first."""
    first: dict[str, float] = {}
    for report in dossier.rumour.reports:
        moment = report_time(report, by)
        value = moment.timestamp() if moment else float("inf")
        first[report.article] = min(value, first.get(report.article, value))
    return sorted(first, key=lambda key: (first[key], key))


def time_text(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "text": reason.text,
        "article": reason.article,
        "span": list(reason.span) if reason.span else None,
        "rule": reason.rule,
    }


def _probability(probability: Probability | None) -> dict[str, Any] | None:
    if probability is None:
        return None
    return {
        "value": probability.value,
        "low": probability.low,
        "high": probability.high,
        "basis": probability.basis,
    }


def _report(report: Report, readings: Mapping[str, Reading]) -> dict[str, Any]:
    reading = readings.get(report.article)
    known = reading is not None and report.statement is not None
    return {
        "article": report.article,
        "statement": statement_object(reading.statements[report.statement]) if known else None,  # type: ignore
        "stance": report.stance,
        "scope": report.scope,
        "source_name": report.source_name,
        "role": report.role,
        "proof": [list(span) for span in report.proof],
        "published": time_text(report.published),
        "seen": time_text(report.seen),
    }

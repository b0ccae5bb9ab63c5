"""A dossier → what is shown of it: reasons with their proof, the ledger by source, the details that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ondit.desk.times import report_time
from ondit.records import Dossier, Reading, Reason, Report, Span
from ondit.show.quotes import Quote, quote_at

STANCES = ("confirms", "denies", "doubts", "supports", "context")
"""By weight: the first of them that an article has is the one that stands for it."""

MOST_ENTRIES = 60  # of the ledger on one page; more are asked for
ROLES = ("principal", "authority", "expert", "outlet", "other")


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, or several that say the same, with the words that prove each."""

    rule: str
    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of the ledger. ``number`` is the statement's in its article, from 1; None for a headline."""

    at: datetime | None
    outlet: str
    article: str
    number: int | None
    stance: str
    scope: str
    quote: Quote | None
    retracts: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that one source says about the rumour, in order of time."""

    name: str
    kind: str
    role: str
    entries: tuple[Entry, ...]
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a detail, and who gives it: (outlet, article, span)."""

    value: str
    said: str
    by: tuple[tuple[str, str, Span], ...]


def articles_of(dossier: Dossier) -> tuple[str, ...]:
    """Every article that a dossier speaks of: of reports, edges, origins and withdrawals."""
    trace = dossier.trace
    keys: list[str | None] = [report.article for report in dossier.rumour.reports]
    keys += [key for edge in trace.edges for key in (edge.echo, edge.article)]
    keys += [origin.article for origin in trace.origins] + [w.article for w in trace.withdrawals]
    return tuple(dict.fromkeys(key for key in keys if key))


def reasons_of(reasons: Iterable[Reason], readings: Mapping[str, Reading]) -> tuple[Because, ...]:
    """The reasons of a status; those of one rule with one text are one, with all their proofs."""
    found: dict[tuple[str, str], list[Quote]] = {}
    for reason in reasons:
        quotes = found.setdefault((reason.rule, reason.text), [])
        quote = quote_at(readings, reason.article, reason.span)
        if quote is not None:
            quotes.append(quote)
    return tuple(Because(rule, text, tuple(quotes)) for (rule, text), quotes in found.items())


def ledger_of(
    dossier: Dossier, readings: Mapping[str, Reading], most: int = MOST_ENTRIES
) -> tuple[tuple[Account, ...], int]:
    """Who says what, by source: parties and authorities first; and how many sentences were left out.

    One sentence with one stance stands once for a source, however many statements were read out of it.
    """
    accounts: dict[tuple[str, str], list[Report]] = {}
    seen: set[tuple[str, str, Span | None, str]] = set()
    count = 0
    for report in sorted(dossier.rumour.reports, key=_weight):
        name = report.source_name or ""
        place = (name, report.article, _sentence(report, readings), stance_of(report))
        if place in seen:
            continue
        seen.add(place)
        count += 1
        if count <= most:
            # A party is one account, whoever speaks for it is named beside; nobody named: one account an outlet.
            accounts.setdefault((name, "" if name else report.outlet or report.article), []).append(report)
    found = [_account(name, reports, readings) for (name, _), reports in accounts.items()]
    found.sort(key=lambda account: (ROLES.index(account.role), account.name == ""))
    return tuple(found), max(count - most, 0)


def stance_of(report: Report) -> str:
    """The stance as it is shown: a refusal to comment is named as what it is."""
    return "declines" if report.polarity == "decline" else report.stance


def details_of(dossier: Dossier) -> tuple[dict[str, tuple[Said, ...]], dict[str, tuple[Said, ...]]]:
    """The details by kind: those that reports give differently, and those on which all agree."""
    outlets = {report.article: report.outlet or report.article for report in dossier.rumour.reports}
    kinds: dict[str, dict[str, list[tuple[str, str, str, Span]]]] = {}
    for detail in dossier.rumour.details:
        row = (detail.said, outlets.get(detail.article, detail.article), detail.article, detail.span)
        kinds.setdefault(detail.kind, {}).setdefault(detail.value, []).append(row)
    differ: dict[str, tuple[Said, ...]] = {}
    agree: dict[str, tuple[Said, ...]] = {}
    for kind, values in sorted(kinds.items()):
        said = tuple(_said(value, rows) for value, rows in values.items())
        (differ if len(said) > 1 else agree)[kind] = tuple(sorted(said, key=lambda each: -len(each.by)))
    return differ, agree


def _said(value: str, rows: list[tuple[str, str, str, Span]]) -> Said:
    first: dict[str, tuple[str, str, Span]] = {}
    for _, outlet, article, span in rows:
        first.setdefault(article, (outlet, article, span))
    return Said(value, rows[0][0], tuple(first.values()))


def _account(name: str, reports: list[Report], readings: Mapping[str, Reading]) -> Account:
    ordered = sorted(reports, key=lambda report: (_time(report), report.article, report.proof))
    lead = min(reports, key=lambda report: ROLES.index(report.role))
    return Account(
        name=name,
        kind=lead.source_kind,
        role=lead.role,
        entries=tuple(_entry(report, readings) for report in ordered),
        speaks_for=lead.speaks_for if lead.speaks_for != name else None,
    )


def _entry(report: Report, readings: Mapping[str, Reading]) -> Entry:
    span = _sentence(report, readings)
    proof = report.proof[0] if report.proof else span
    return Entry(
        at=report_time(report),
        outlet=report.outlet or report.article,
        article=report.article,
        number=None if report.statement is None else report.statement + 1,
        stance=stance_of(report),
        scope=report.scope,
        quote=quote_at(readings, report.article, proof),
        retracts=report.retracts,
    )


def _sentence(report: Report, readings: Mapping[str, Reading]) -> Span | None:
    reading = readings.get(report.article)
    if reading is not None and report.statement is not None and report.statement < len(reading.statements):
        return reading.statements[report.statement].sentence
    return report.proof[0] if report.proof else None


def _weight(report: Report) -> tuple[int, int, bool, float]:
    return ROLES.index(report.role), STANCES.index(report.stance), not report.source_name, _time(report)


def _time(report: Report) -> float:
    at = report_time(report)
    return at.timestamp() if at else float("inf")

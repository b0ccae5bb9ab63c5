"""Dossiers as one HTML page that can be sent to an editor: everything with its proof, nothing from outside, no script.

Whatever came from a page is escaped by the template engine; links lead to http and https only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ondit import __version__
from ondit.desk.judgement.judging import outcome_of
from ondit.desk.stages import Clock
from ondit.desk.times import first_time, last_change
from ondit.records import Dossier, Judgement, Reading, Status
from ondit.show.as_html import environment
from ondit.show.dossier_parts import Account, Because, Said, details_of, ledger_of, reasons_of
from ondit.show.judgement_json import said
from ondit.show.quotes import Quote, quote_at
from ondit.show.rumour_json import articles_of
from ondit.tracing.trees import shown_nodes, target_id

WHOLE = 100_000  # entries of a ledger


@dataclass(frozen=True, slots=True)
class Had:
    """One edge of the trace in words: who had it from whom, and each kind of evidence with the words that show it."""

    echo: str
    source: str
    here: bool
    why: tuple[tuple[str, Quote | None], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One dossier as the template wants it."""

    dossier: Dossier
    first: datetime | None
    changed: datetime | None
    outcome: Judgement | None
    reasons: tuple[Because, ...]
    accounts: tuple[Account, ...]
    differ: dict[str, tuple[Said, ...]]
    had: tuple[Had, ...]
    origins: tuple[str, ...]
    moves: tuple[tuple[Status, tuple[Because, ...]], ...]
    judgements: tuple[tuple[Judgement, str], ...]
    articles: tuple[Reading, ...]


def dossier_page(
    told: Sequence[tuple[Dossier, Mapping[str, Reading]]],
    *,
    made: datetime,
    as_of: datetime | None = None,
    by: Clock = "published",
) -> str:
    """The whole page of these dossiers, each with the readings of its articles; ``made`` is when it was asked for."""
    views = [_told(dossier, readings, by) for dossier, readings in told]
    template = environment().get_template("dossier.html.j2")
    return template.render(views=views, made=made, as_of=as_of, by=by, version=__version__)


def _told(dossier: Dossier, readings: Mapping[str, Reading], by: Clock) -> Told:
    accounts, _ = ledger_of(dossier, readings, WHOLE)
    differ, _ = details_of(dossier)
    nodes = shown_nodes(dossier.trace, readings)
    had = []
    for edge in dossier.trace.edges:
        target = nodes[target_id(edge)]
        why = {each.kind: each.span for each in reversed(edge.evidence)}
        quotes = tuple((kind, quote_at(readings, edge.echo, span) if span else None) for kind, span in why.items())
        had.append(Had(nodes[edge.echo].name, target.name, target.here, quotes))
    return Told(
        dossier=dossier,
        first=first_time(dossier, by),
        changed=last_change(dossier, by),
        outcome=outcome_of(dossier),
        reasons=reasons_of(dossier.status.reasons, readings),
        accounts=accounts,
        differ=differ,
        had=tuple(had),
        origins=tuple(node.name for node in nodes.values() if node.origin),
        moves=tuple((move, reasons_of(move.reasons[:1], readings)) for move in dossier.timeline),
        judgements=tuple((each, said(each)) for each in dossier.judgements if not each.undone),
        articles=tuple(readings[key] for key in articles_of(dossier, by) if key in readings),
    )

"""Those whom an article names, by the newsroom's file of parties: other names and epithets are mentions of one party."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.parties import Parties, Party
from ondit.reading.somebody import Somebody
from ondit.records import Span


def with_parties(everybody: Sequence[Somebody], text: str, parties: Parties) -> list[Somebody]:
    """Everybody, with all mentions of a party as one, under its name, in the order of first mentions.

    A mention that lies inside a longer one of a party ("Doubs" in "le constructeur du Doubs") is no longer its own.
    """
    if not parties:
        return list(everybody)
    found = {span: (party, described) for span, party, described in parties.mentions(text)}
    homes: dict[str, Somebody] = {}
    became: dict[int, Somebody] = {}
    left: list[Somebody] = []
    for who in everybody:
        party = parties.by_name(who.name) or next((found[span][0] for span in who.spans if span in found), None)
        if party is None:
            who.spans = [span for span in who.spans if not _inside(span, found)]
            left += [who] if who.spans else []
        else:
            became[id(who)] = _join(homes.setdefault(party.name, who), who, party)
    for span, (party, described) in found.items():
        home = homes.setdefault(party.name, Somebody(party.name, party.kind))
        home.spans.append(span)
        if not described:
            home.forms.add(text[slice(*span)])
    for who in (*left, *homes.values()):
        who.spans = _outermost(who.spans)
        who.seen = [start for start, _ in who.spans]
        if who.affiliation is not None:
            who.affiliation = became.get(id(who.affiliation), who.affiliation)
    return sorted((*left, *homes.values()), key=lambda who: who.spans[0])


def _join(home: Somebody, who: Somebody, party: Party) -> Somebody:
    """What was gathered of somebody goes to the party's own."""
    home.name, home.kind = party.name, party.kind
    if home is not who:
        home.spans += who.spans
        home.forms |= who.forms
        home.roles |= who.roles
        home.gender = home.gender or who.gender
        home.affiliation = home.affiliation or who.affiliation
        home.sure = home.sure or who.sure
    return home


def _inside(span: Span, found: dict[Span, tuple[Party, bool]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in found)


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Sorted, each once, without those inside another."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept

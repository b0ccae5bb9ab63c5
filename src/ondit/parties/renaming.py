"""A reading → the same reading under the names that the newsroom goes by.

For readings that were made without the file, or with an older one: every article then calls a party by one name, in
every language, before anything is linked. Spans, statements and their order stay; done again it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ondit.parties.record import Parties
from ondit.records import Entity, Reading, SourceKind, Statement

_JOINED = "; "  # between the members of a group


def known(reading: Reading, parties: Parties) -> Reading:
    """The reading with every name that a party goes by put as the party's name, and its own site as its own."""
    if not parties:
        return reading
    statements = tuple(_statement(each, reading.article.text, parties) for each in reading.statements)
    entities = tuple(_merged(_entity(each, parties) for each in reading.entities))
    owner = parties.by_address(reading.article.url or reading.article.key)
    outlet = owner.name if owner is not None else _name(reading.article.outlet, parties)
    article = reading.article if outlet == reading.article.outlet else replace(reading.article, outlet=outlet)
    if statements == reading.statements and entities == reading.entities and article is reading.article:
        return reading
    return replace(reading, article=article, statements=statements, entities=entities)


def _statement(statement: Statement, text: str, parties: Parties) -> Statement:
    said = text[slice(*statement.source)] if statement.source else ""
    described = parties.by_epithet(said)
    name = described.name if described is not None else _name(statement.source_name, parties)
    kind = statement.source_kind
    party = described or parties.by_name(statement.source_name)
    if party is not None and kind in ("person", "organisation", "outlet"):
        kinds: dict[str, SourceKind] = {"person": "person", "organisation": "organisation", "outlet": "outlet"}
        kind = kinds.get(party.kind, kind)
    return replace(
        statement,
        source_name=name,
        source_kind=kind,
        affiliation=_name(statement.affiliation, parties),
        channel=tuple(_name(each, parties) or each for each in statement.channel),
    )


def _name(name: str | None, parties: Parties) -> str | None:
    """A name, or those of a group, as the parties go by."""
    if name is None:
        return None
    if _JOINED in name:
        return _JOINED.join(dict.fromkeys(_name(each, parties) or each for each in name.split(_JOINED)))
    party = parties.by_name(name) or parties.by_epithet(name)
    return name if party is None else party.name


def _entity(entity: Entity, parties: Parties) -> Entity:
    party = parties.by_name(entity.name)
    if party is None:
        return replace(entity, affiliation=_name(entity.affiliation, parties))
    names = {*entity.aliases, *([entity.name] if entity.name != party.name else [])}
    affiliation = _name(entity.affiliation, parties)
    return replace(entity, name=party.name, kind=party.kind, aliases=tuple(sorted(names)), affiliation=affiliation)


def _merged(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Entities of one name as one, at the place of the first."""
    found: dict[str, Entity] = {}
    for each in entities:
        there = found.get(each.name)
        if there is None:
            found[each.name] = each
            continue
        found[each.name] = replace(
            there,
            mentions=tuple(sorted({*there.mentions, *each.mentions})),
            aliases=tuple(sorted({*there.aliases, *each.aliases})),
            affiliation=there.affiliation or each.affiliation,
        )
    return found.values()

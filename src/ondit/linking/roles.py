"""Who a source is to a rumour: a party or one who speaks for it, an outlet, an authority, an expert, somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical, same
from ondit.linking.terms import fold
from ondit.records import Reading, Role, Statement


def role_of(statement: Statement, reading: Reading, parties: Iterable[str]) -> Role:
    """The role of a statement's source. ``parties`` are canonical names. Unnamed sources are ``other``."""
    if statement.source_kind == "outlet":
        return "outlet"
    if statement.source_kind in ("anonymous", "implied"):
        return "other"
    name = canonical(statement.source_name or "")
    speaks_for = {name, canonical(statement.affiliation or "")}
    for entity in reading.entities:
        known = {canonical(entity.name), *(canonical(a) for a in entity.aliases)}
        if name in known:
            speaks_for |= known | {canonical(entity.affiliation or "")}
    speaks_for.discard("")
    if any(same(who, party) for who in speaks_for for party in parties):
        return "principal"
    words = lexicon(reading.article.language)
    said = statement.source_name or ""
    if statement.source is not None:
        said += " " + reading.article.text[statement.source[0] : statement.source[1]]
    said = fold(f"{said} {statement.affiliation or ''}")
    if statement.source_kind == "official" or (words.authority is not None and words.authority.search(said)):
        return "authority"
    if words.expert is not None and words.expert.search(said):
        return "expert"
    return "other"

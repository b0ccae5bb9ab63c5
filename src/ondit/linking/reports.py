"""Which statements of a story's articles belong to a rumour, and what each does to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ondit.linking.claims import Claim, headline_of
from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical, names_in, same
from ondit.linking.own_words import says
from ondit.linking.roles import role_of
from ondit.linking.scope import scope_of
from ondit.linking.stances import Tie, stance_of, stance_of_assessment
from ondit.linking.terms import fold
from ondit.records import Reading, Report, Span, Stance
from ondit.vectors import Vectors, encode


def reports_of(
    readings: Sequence[Reading],
    claims: Mapping[str, Sequence[Claim]],
    about: Sequence[Claim],
    parties: Sequence[str],
) -> tuple[Report, ...]:
    """The reports of a rumour in order of time. ``about`` are the claims that say what is rumoured; ``parties`` are
    canonical names. Statements that neither speak of it nor name a party are left out."""
    said = [(c.article, c.statement) for c in about]
    vectors = encode([c.text for c in about])
    found: list[Report] = []
    for reading in readings:
        found.extend(_of_article(reading, claims[reading.article.key], said, vectors, parties))
    return tuple(found)


def _of_article(
    reading: Reading,
    claims: Sequence[Claim],
    said: Sequence[tuple[str, int | None]],
    vectors: Vectors,
    parties: Sequence[str],
) -> list[Report]:
    near = _nearness(reading.article.key, claims, said, vectors)
    opens = {i for article, i in said if article == reading.article.key}
    found: list[Report] = []
    for claim, close in zip(claims[1:], near[1:], strict=True):
        assert claim.statement is not None
        statement = reading.statements[claim.statement]
        role = role_of(statement, reading, parties)
        takes_up = statement.refers_to is not None or (statement.polarity == "deny" and role == "principal")
        stance, _ = stance_of(
            Tie(statement, role, close, takes_up or claim.statement in opens, says(statement, reading))
        )
        if stance == "context" and not _names_party(reading, claim, role == "principal", parties):
            continue
        found.append(
            _report(
                reading,
                claim.statement,
                stance,
                claim.proof,
                role=role,
                source_name=statement.source_name,
                source_kind=statement.source_kind,
                scope=scope_of(reading, claim) if stance == "denies" else "whole",
                polarity=statement.polarity,
                speaks_for=statement.affiliation,
            )
        )
    for assessment in reading.assessments:
        found.append(_report(reading, None, stance_of_assessment(assessment), (assessment.span,), role="outlet"))
    if all(r.stance == "context" for r in found):
        head = headline_of(reading)
        stance = "context" if reading.question is not None else "supports"
        found.append(_report(reading, None, stance, (reading.question or head,), role="outlet"))
    return found


def _nearness(
    key: str, claims: Sequence[Claim], said: Sequence[tuple[str, int | None]], vectors: Vectors
) -> list[float]:
    """How near each claim is to the nearest of what is rumoured, itself left out; in [0, 1]."""
    texts = encode([c.text for c in claims])
    arounds = encode([c.around for c in claims])
    near = np.maximum(texts @ vectors.T, arounds @ vectors.T)
    for row, claim in enumerate(claims):
        for column, (article, statement) in enumerate(said):
            if article == key and statement == claim.statement:
                near[row, column] = 0.0
    return [round(float(x), 4) for x in near.max(axis=1, initial=0.0)]


def _names_party(reading: Reading, claim: Claim, principal: bool, parties: Sequence[str]) -> bool:
    if principal:
        return True
    named = [name for name, _ in names_in(claim.around)]
    named += [
        canonical(e.name)
        for e in reading.entities
        if any(claim.span[0] <= a and b <= claim.span[1] for a, b in e.mentions)
    ]
    return any(same(name, party) for name in named for party in parties)


def _report(reading: Reading, statement: int | None, stance: Stance, proof: tuple[Span, ...], **more: object) -> Report:
    article = reading.article
    words = lexicon(article.language).retracts
    where = fold(" ".join(article.text[a:b] for a, b in (proof or (headline_of(reading),))))
    more.setdefault("source_name", article.outlet if statement is None else None)
    more.setdefault("source_kind", "outlet" if statement is None else "implied")
    return Report(
        article.key,
        statement,
        stance,
        proof=tuple(s for s in proof if s[1] > s[0]),
        outlet=article.outlet,
        published=article.published,
        retracts=bool(words is not None and words.search(where)),
        **more,  # type: ignore[arg-type]
    )

"""What speaks against a rumour without a word of denying: a negation where it has none, or the opposite of it.

"Pascall is staying put" denies that he leaves; "the head was ill and had not been suspended" is negated in the part
that is about the rumour. Pairs of opposites are data (``opposites`` in ``linking.toml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ondit.linking.claims import Claim
from ondit.linking.own_words import Manner, clauses, negated, turns
from ondit.linking.proposition import Proposition


class Against(NamedTuple):
    """What is rumoured, as far as it tells what speaks against it: whether it is itself negated, and of which pairs of
    opposites it says that something ends."""

    negated: bool
    ends: frozenset[int]


def what_speaks_against(proposition: Proposition, language: Mapping[str, str]) -> Against:
    """By most of the claims that say it; ``language`` is that of each article by key."""
    said = [claim for claim in proposition.claims if claim.statement is not None]
    negative = 2 * sum(negated(claim.text, language[claim.article]) for claim in said) > len(said)
    sides = Counter(side for claim in proposition.claims for side in turns(claim.text, language[claim.article]))
    ends = frozenset(place for (place, lasts), count in sides.items() if not lasts and count > sides[place, True])
    return Against(negative, ends)


def against_it(manner: Manner, claim: Claim, language: str, proposition: Proposition, against: Against) -> Manner:
    """The manner, with what it does to what is rumoured: whether the part that is nearest to it is negated ("was ill
    and had not been suspended"), and whether its opposite is said without a negation ("is staying put")."""
    parts = clauses(claim.text, language)
    negative = manner.negated
    if not negative and len(parts) > 1 and any(negated(part, language) for part in parts):
        negative = negated(proposition.nearest_of(parts), language)
    contrary = any((place, True) in turns(claim.text, language) for place in against.ends)
    return replace(
        manner,
        negated=(negative != against.negated) != contrary,
        contrary=contrary and not negative,
        reversed=contrary and negative,
    )

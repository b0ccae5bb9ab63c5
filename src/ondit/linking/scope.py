"""What a denial is of: the whole, or only the date, the sum, the party, the place, the wording."""

from __future__ import annotations

from ondit.linking.claims import Claim
from ondit.records import Reading, Scope


def scope_of(reading: Reading, claim: Claim) -> Scope:
    """The scope of a denial."""
    return "whole"

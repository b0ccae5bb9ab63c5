"""What a denial is of: the whole, or only the date, the sum, the party, the place, the wording."""

from __future__ import annotations

import re
from functools import cache

from ondit.linking.claims import Claim
from ondit.linking.lexicon import any_of
from ondit.linking.sums import words_for_details
from ondit.linking.terms import fold
from ondit.records import Reading, Scope

_SCOPES: tuple[Scope, ...] = ("wording", "sum", "date", "place", "party")


@cache
def _words(language: str) -> tuple[tuple[Scope, re.Pattern[str] | None], ...]:
    table = words_for_details(language).get("scope", {})
    return tuple((scope, any_of(table.get(scope, []))) for scope in _SCOPES)


def scope_of(reading: Reading, claim: Claim) -> Scope:
    """The scope of a denial: a part that its content, else its sentence, names as what is denied; else the whole.

    A denial of everything that also mentions a detail ("denies the report, the price included") is of the whole:
    only a detail that stands within a few words of the beginning of what is denied counts.
    """
    for said in (claim.text, claim.around):
        opening = " ".join(fold(said).replace("’", "'").split()[:8]) if said is claim.text else fold(said)
        for scope, words in _words(reading.article.language):
            if words is not None and words.search(opening) and (said is claim.text or scope == "wording"):
                return scope
    return "whole"

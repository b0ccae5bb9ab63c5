"""Who says it in the last clause of a sentence."""

from __future__ import annotations

import pytest

from ondit.reading.closing_clauses import closing_clauses
from reading.marked import document

# What must be found at the verb in braces; a line without braces holds none.
CLAUSES = [
    ("fr", "<Les techniciens ont ramassé deux bidons vides au pied du réservoir>, {glisse} [un gendarme]."),
    ("fr", "<Le projet sera présenté au conseil avant la fin du mois>, {affirme} [une conseillère municipale]."),
    ("fr", "L'action, suspendue vendredi, a repris sa cotation à midi et perdu six pour cent."),
    ("fr", "Il était arrivé en janvier, avait loué un appartement pour une semaine."),
    ("en", "<The manager has not signed anything and never spoke to them>, [his agent] {insisted} last night."),
    ("en", "Selling was a large part of the strategy, which the bank detailed in its filings."),
    ("en", "The mayor left the hall early, the council said that it would meet again."),
]


@pytest.mark.parametrize(("language", "marked"), CLAUSES)
def test_a_last_clause_of_saying_attributes_what_stands_before_it(language: str, marked: str) -> None:
    made, wanted = document(marked, language)
    text = made.article.text
    found = [
        (text[slice(*one.source)], text[slice(*one.cue)], text[slice(*one.content[0])])
        for one in closing_clauses(made, [])
        if one.source and one.cue
    ]
    assert found == [
        (text[slice(*one.source)], text[slice(*one.cue)], text[slice(*one.content[0])])
        for one in wanted
        if one.source and one.cue
    ]

"""Who speaks by a verb and a pronoun on a hyphen behind a quotation, whatever a parser makes of the verb."""

from __future__ import annotations

import pytest

from ondit.reading.hyphened_tags import hyphened_tags
from reading.marked import document

TAGS = [
    ("fr", "<« C’est inexact »>, {tranche}-t-[elle] sous couvert d’anonymat."),
    ("fr", "<« Je n’ai rien signé »>, {coupe}-t-[il], agacé."),
    ("fr", "<« C’est faux »>, {tonne}-t-[on] à la mairie."),
    ("fr", "<« Rien n’est vendu »>, {soufflent}-[ils]."),
    ("fr", "« Le Phare noir », est-il sorti mardi."),
    ("fr", "« Rien n’est vendu », dit le maire. Viendra-t-il ?"),
    ("en", "“It is wrong”, co-he said."),
]


@pytest.mark.parametrize(("language", "marked"), TAGS)
def test_a_verb_and_its_pronoun_behind_a_quotation_attribute_it(language: str, marked: str) -> None:
    made, wanted = document(marked, language)
    found = [(one.source, one.cue, one.content) for one in hyphened_tags(made, [])]
    assert found == [(one.source, one.cue, one.content) for one in wanted if one.cue]


def test_an_attribution_that_has_a_source_of_its_own_stays() -> None:
    made, found = document("<« C’est faux »>, {balaie}-t-[il].", "fr")
    assert not list(hyphened_tags(made, found))

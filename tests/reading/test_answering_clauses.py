"""Who answers what a sentence tells, in its last clause."""

from __future__ import annotations

import pytest

from ondit.reading.answering_clauses import answering_clauses
from ondit.reading.found import Found
from reading.marked import document

# Source, verb and what is answered; none where nothing stands in marks.
CLAUSES = [
    ("fr", "<Elle aurait touché 40 000 euros>, ce que [son avocat] {conteste}."),
    ("fr", "<Le club serait à vendre>, ce que {dément} [la direction]."),
    ("fr", "<Le groupe vendrait son siège>, ce que [Corvane] a formellement {démenti}."),
    ("fr", "<Le projet serait abandonné>, ce que [le nouveau gouvernement] {dément}."),
    ("en", "<The singer is said to be ill>, which [her family] strongly {denies}."),
    ("fr", "<Le maire aurait menti>, ce qu’[il] {nie}."),
    ("fr", "<Le joueur serait blessé>, ce que {confirme} [son entraîneur]."),
    ("fr", "<Le joueur serait blessé>, ce que [son entraîneur] {ne confirme pas}."),
    ("fr", "<Corvane préparerait une offre>, ce que [le groupe] {refuse de commenter}."),
    ("fr", "Le joueur serait blessé, ce que son entraîneur n’a jamais confirmé."),
    ("fr", "Il aurait dit oui, ce que chacun attendait."),
    ("en", "<The club is said to be for sale>, which [its owner] {denies}."),
    ("en", "<He is alleged to have lied>, something [he] {denies}."),
    ("en", "<Corvane is preparing an offer>, something [the company] {declined to discuss}."),
    ("en", "He bought a house, which the council denied him."),
    ("es", "<El club estaría en venta>, lo que [su dueño] {niega}."),
]


@pytest.mark.parametrize(("language", "marked"), CLAUSES)
def test_a_last_clause_answers_what_the_sentence_tells(language: str, marked: str) -> None:
    made, wanted = document(marked, language)
    found = [(one.source, one.cue, one.content) for one in answering_clauses(made, [])]
    assert found == [(one.source, one.cue, one.content) for one in wanted if one.source and one.cue]


def test_what_is_answered_ends_where_the_answer_begins() -> None:
    made, _ = document("Elle aurait touché 40 000 euros, ce que son avocat conteste.", "fr")
    whole = Found(0, 1, None, (5, 18), ((0, len(made.article.text) - 1),), "hearsay")
    told, answer = answering_clauses(made, [whole])
    assert told.content == answer.content == ((0, made.article.text.index(",")),)
    assert answer.polarity == "deny"

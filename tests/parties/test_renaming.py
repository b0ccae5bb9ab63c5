"""Readings under the names by which the newsroom goes: one name in every language, nothing else touched."""

from __future__ import annotations

from dataclasses import replace

from ondit.parties import NOBODY, known
from ondit.records import Entity, Reading
from parties.test_parties_file import PARTIES
from samples import article, reading, statement

TEXT = "Orvane Motors se tait. Le constructeur du Doubs a démenti. H. Vautrin et le Groupe Orvane nient."


def built() -> Reading:
    given = article(key="https://press.orvane.example/1", url="https://press.orvane.example/1", text=TEXT, outlet=None)
    statements = (
        statement(TEXT, "a démenti", sentence="Le constructeur du Doubs a démenti.", source="Le constructeur du Doubs"),
        statement(TEXT, "nient", sentence="H. Vautrin et le Groupe Orvane nient.", source="H. Vautrin"),
    )
    named = (
        replace(statements[0], source_kind="person"),
        replace(
            statements[1], source_name="H. Vautrin; Groupe Orvane", affiliation="Orvane Motors", channel=("the Ledger",)
        ),
    )
    entities = (
        Entity("Orvane Motors", "other", ((0, 13),)),
        Entity("Groupe Orvane", "organisation", ((76, 89),), aliases=("Orvane",)),
        Entity("Kelmar", "organisation", ()),
    )
    return Reading(given, named, entities)


def test_names_aliases_and_epithets_become_the_party_and_its_mentions_one() -> None:
    found = known(built(), PARTIES)
    first, second = found.statements
    assert (first.source_name, first.source_kind) == ("Orvane", "organisation")
    assert second.source_name == "Hélène Vautrin; Orvane"
    assert (second.affiliation, second.channel) == ("Orvane", ("Harbour Ledger",))
    assert [(each.name, each.mentions) for each in found.entities] == [
        ("Orvane", ((0, 13), (76, 89))), ("Kelmar", ()),
    ]  # fmt: skip
    assert set(found.entities[0].aliases) == {"Orvane", "Groupe Orvane", "Orvane Motors"}
    assert found.article.outlet == "Orvane", "its own site is its own word"


def test_spans_and_order_stay_and_doing_it_again_changes_nothing() -> None:
    there, found = built(), known(built(), PARTIES)
    for one, other in zip(there.statements, found.statements, strict=True):
        assert (one.source, one.cue, one.content, one.sentence) == (
            other.source,
            other.cue,
            other.content,
            other.sentence,
        )
    assert known(found, PARTIES) == found


def test_who_is_not_in_the_file_is_left_alone() -> None:
    there = reading()
    assert known(there, NOBODY) is there
    other = replace(there, entities=(), statements=tuple(replace(s, source_name="Nobody") for s in there.statements))
    plain = replace(other, article=replace(other.article, outlet="Elsewhere", text=other.article.text.lower()))
    assert known(plain, PARTIES) is plain

"""The keys by which candidates are found: who looks under which, and that a key is the same as a number."""

from __future__ import annotations

import pytest

from ondit.linking.blocks import Blocks
from ondit.linking.keys import (
    anchors_at,
    anchors_of,
    common,
    keys_of,
    looked_under,
    place_of,
    places_looked_under,
    worth_at,
    worth_of,
)
from ondit.linking.lexicon import languages
from ondit.linking.pair_score import model
from ondit.linking.training.pairs import gist_of_item

BRIEF = "Corvane aurait vendu son usine de Brest à Ostrel pour 40 millions d'euros, dément le groupe."


def test_a_word_is_looked_up_by_everybody() -> None:
    assert looked_under("w:usine") == ("w:usine",)


def test_a_facing_key_is_looked_up_from_the_other_languages_only() -> None:
    assert "en" in languages() and "fr" in languages()
    there = looked_under("facing:fr:7")
    assert "facing:en:7" in there and "facing:fr:7" not in there
    assert all("facing:fr:7" in looked_under(key) for key in there)
    assert {common(key) for key in (*there, "facing:fr:7")} == {"facing:7"}
    assert not {place_of(key) for key in there} & {place_of(key) for key in looked_under("nearest:fr:7")}


@pytest.mark.parametrize("key", ["w:usine", "n:corvane", "c:fr:7", "facing:fr:7", "facing:en:7", "nearest:fr:7"])
def test_a_place_looks_where_its_key_looks(key: str) -> None:
    assert set(places_looked_under(place_of(key))) == {place_of(there) for there in looked_under(key)}
    assert anchors_at(place_of(key)) == anchors_of(key)
    assert worth_at(place_of(key)) == worth_of(key)
    assert -(1 << 63) <= place_of(key) < 1 << 63


def test_a_name_in_common_is_one_thing_in_common() -> None:
    other = "Corvane nomme une directrice."
    brief, about = (gist_of_item({"id": text, "text": text, "language": "fr"}) for text in (BRIEF, other))
    assert "corvane" in brief.names and "corvane" in about.names
    assert {key for key in keys_of(brief) & keys_of(about)} == {"w:corvane"}


def test_only_a_language_with_words_for_linking_has_facing_keys() -> None:
    item = {"id": "brief", "text": BRIEF, "language": "fr"}
    assert any(key.startswith("facing:fr:") for key in keys_of(gist_of_item(item), model()))
    assert not any(key.startswith("facing:") for key in keys_of(gist_of_item({**item, "language": "xx"}), model()))


def facing(language: str, cells: int) -> list[str]:
    return [f"facing:{language}:{cell}" for cell in range(cells)]


def test_facing_keys_join_two_languages_and_never_two_of_one() -> None:
    blocks = Blocks()
    for item, language in (("a", "fr"), ("b", "fr"), ("c", "en")):
        blocks.add(item, facing(language, 4))
    assert set(blocks.shared()) == {("a", "c"), ("b", "c")}
    assert blocks.candidates(facing("en", 4)) == {"a", "b"}


@pytest.mark.parametrize(
    ("words", "cells", "enough"), [(2, 0, True), (1, 0, False), (0, 4, True), (0, 3, False), (1, 1, True)]
)
def test_a_facing_cell_says_less_than_a_word(words: int, cells: int, enough: bool) -> None:
    blocks, shared = Blocks(), [f"w:word{number}" for number in range(words)]
    came, _ = blocks.add("a", [*shared, *facing("fr", cells)])
    assert not came
    came, _ = blocks.add("b", [*shared, *facing("en", cells)])
    assert came == ({("a", "b")} if enough else set())
    assert ("a" in blocks.candidates([*shared, *facing("en", cells)])) == enough


def test_each_language_has_its_own_anchors() -> None:
    blocks = Blocks()
    for number in range(100):
        blocks.add(f"en{number}", facing("en", 4))
    blocks.add("fr", facing("fr", 4))
    assert len(blocks.shared()) == 100, "the only one of its language is an anchor, whoever else is there"
    assert len(blocks.candidates(facing("fr", 4))) == anchors_of("facing:en:0")

"""Names and addresses of outlets are found as people write them."""

from __future__ import annotations

import pytest

from ondit.outlets import all_names, by_domain, find, normal_name, outlets
from ondit.outlets.by_form import is_name_of_outlet

KINDS = {"newspaper", "agency", "broadcaster", "site", "magazine", "release"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Financial Times", "Financial Times"),
        ("le Financial Times", "Financial Times"),
        ("FT", "Financial Times"),
        ("l’AFP", "Agence France-Presse"),
        ("LES ECHOS", "Les Échos"),
        ("Les Échos", "Les Échos"),
        ("the Wall Street Journal", "The Wall Street Journal"),
        ("Bloomberg News", "Bloomberg"),
        ("Libé", "Libération"),
        ("l’équipe", "L'Équipe"),
        ("The Gazette of Nowhere", None),
        ("", None),
        ("le ", None),
    ],
)
def test_a_name_is_found_without_case_accents_and_article(written: str, name: str | None) -> None:
    found = find(written)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.lemonde.fr", "Le Monde"),
        ("https://www.ft.com/content/1", "Financial Times"),
        ("bfmbusiness.bfmtv.com", "BFM Business"),  # the longest domain wins
        ("www.bfmtv.com", "BFMTV"),
        ("notlemonde.fr", None),
        ("com", None),
        ("", None),
    ],
)
def test_an_address_is_found_by_its_longest_domain(host: str, name: str | None) -> None:
    found = by_domain(host)
    assert (found.name if found else None) == name


def test_the_table_is_sound() -> None:
    names = [outlet.name for outlet in outlets()]
    domains = [domain for outlet in outlets() for domain in outlet.domains]
    assert len(names) == len(set(names)) and len(domains) == len(set(domains)) and len(names) > 300
    assert {outlet.kind for outlet in outlets()} <= KINDS
    assert all(normal_name(name) and outlet.owner for outlet in outlets() for name in (outlet.name, *outlet.aliases))
    assert all(find(outlet.name) == outlet for outlet in outlets())


def test_agencies_are_marked() -> None:
    assert find("AFP").agency and not find("Le Monde").agency  # type: ignore[union-attr]


def test_names_come_longest_first() -> None:
    lengths = [len(name) for name in all_names()]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("The Lorne Star", True),
        ("Star of the Valley", True),
        ("Lorne Star Tribune", True),
        ("Star Wars VII", False),
        ("Standard & Larch's", False),
        ("Mercury Prize", False),
    ],
)
def test_a_word_of_the_press_that_is_other_names_too_ends_an_outlets_name(name: str, one: bool) -> None:
    assert is_name_of_outlet(name) is one

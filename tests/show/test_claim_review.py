"""A dossier as ClaimReview: every type, property and value is one that schema.org has, and few are numbers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ondit.show.claim_review import claim_review
from show.told import TOLD, dossier, readings

TERMS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "schema_org_terms.toml").read_text(encoding="utf-8")
)
REQUIRED = ("claimReviewed", "reviewRating", "author", "itemReviewed", "datePublished")


def kinds_of(name: str) -> list[str]:
    """A type and all that it is a kind of."""
    found = [name]
    while parent := TERMS[found[-1]].get("parent"):
        found.append(parent)
    return found


def wrong(node: Any, wanted: list[str], at: str) -> list[str]:
    """What schema.org would not let stand, each with its place."""
    if isinstance(node, list):
        return [each for item in node for each in wrong(item, wanted, at)] or ([f"{at}: empty"] if not node else [])
    if isinstance(node, dict):
        name = node.get("@type")
        if name not in TERMS:
            return [f"{at}: no type {name!r}"]
        if not set(kinds_of(name)) & set(wanted):
            return [f"{at}: a {name}, not one of {wanted}"]
        properties = {key: value for kind in kinds_of(name) for key, value in TERMS[kind].items() if key != "parent"}
        found = [f"{at}: {name} has no {key}" for key in node if not key.startswith("@") and key not in properties]
        for key, value in node.items():
            if key in properties:
                found += wrong(value, properties[key], f"{at}.{key}")
        return found
    fits = {
        "Text": isinstance(node, str) and bool(node.strip()),
        "URL": isinstance(node, str) and re.match(r"https?://[^\s]+$", node) is not None,
        "Number": isinstance(node, int | float) and not isinstance(node, bool),
        "Integer": isinstance(node, int) and not isinstance(node, bool),
        "Boolean": isinstance(node, bool),
        "DateTime": is_moment(node),
        "Date": is_moment(node),
    }
    return [] if any(fits.get(each) for each in wanted) else [f"{at}: {node!r} is none of {wanted}"]


def is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def test_the_check_itself_finds_what_is_wrong() -> None:
    good = claim_review(dossier(), readings())
    assert wrong(good, ["ClaimReview"], "") == []
    spoiled: list[tuple[dict[str, Any], str]] = [
        ({"claimReviewd": "x"}, "has no claimReviewd"),
        ({"datePublished": "yesterday"}, "'yesterday'"),
        ({"author": {"@type": "Organisation", "name": "x"}}, "no type 'Organisation'"),
        ({"reviewRating": {"@type": "Person", "name": "x"}}, "a Person, not one of"),
        ({"name": None}, "None is none of"),
        ({"url": "desk.db"}, "'desk.db'"),
        ({"itemReviewed": {"@type": "Claim", "claimReviewed": "x"}}, "Claim has no claimReviewed"),
    ]
    for change, said in spoiled:
        assert said in "; ".join(wrong({**good, **change}, ["ClaimReview"], "")), change


@pytest.mark.parametrize("name", TOLD)
def test_every_term_is_one_of_schema_org_and_what_readers_need_is_there(name: str) -> None:
    found = claim_review(TOLD[name](), readings(), url="https://desk.example/rumours/r-1", home="https://desk.example/")
    assert found["@context"] == "https://schema.org" and found["@type"] == "ClaimReview"
    assert wrong(found, ["ClaimReview"], "") == []
    assert [key for key in REQUIRED if key not in found] == []
    assert found["reviewRating"]["alternateName"]


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("unverified", "unverified", None), ("contested", "contested", None), ("dormant", "dormant", None),
        ("denied", "denied", 1), ("retracted", "retracted", 1), ("confirmed", "confirmed", 5),
        ("proved true after a denial", "proved true", 5), ("proved partly", "proved partly", 3),
        ("an outcome that was undone", "denied", 1),
    ],
)  # fmt: skip
def test_only_what_says_something_of_the_claim_is_a_number(name: str, word: str, value: int | None) -> None:
    rating = claim_review(TOLD[name](), readings())["reviewRating"]
    assert (rating["alternateName"], rating.get("ratingValue")) == (word, value)
    assert ("bestRating" in rating) == (value is not None)


def test_the_claim_appears_where_it_was_reported_oldest_first_and_files_are_no_address() -> None:
    claim = claim_review(dossier(), readings())["itemReviewed"]
    urls = [each["url"] for each in claim["appearance"]]
    assert urls == ["https://ledger.example/plant", "https://wire.example/denial"]
    assert claim["firstAppearance"]["url"] == urls[0]
    assert claim["firstAppearance"]["publisher"]["name"] == "Harbour Ledger"
    assert {each["name"] for each in claim["about"]} == {"Orvane", "Kelmar"}


def test_a_rumour_without_times_or_addresses_is_valid_too() -> None:
    whole = dossier()
    reports = tuple(replace(each, article="saved.html", published=None, seen=None) for each in whole.rumour.reports)
    bare = replace(
        whole, rumour=replace(whole.rumour, reports=reports), timeline=(), trace=replace(whole.trace, origins=())
    )
    found = claim_review(bare, {})
    assert wrong(found, ["ClaimReview"], "") == []
    assert "appearance" not in found["itemReviewed"] and "datePublished" not in found

"""Every language is a folder with the same files in one form, and says where its words come from."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from ondit.reading.languages import codes, table

ROOT = resources.files("ondit.languages")
FILES = sorted({entry.name for code in codes() for entry in (ROOT / code).iterdir() if entry.name.endswith(".toml")})
# How an outlet that nobody has heard of stands among words; which of these a language has is its own matter.
CHANNELS = {f"channels.{one}" for one in ("hearing", "modified", "outlet_after", "tells_to", "quoted_as")}
# What a name may go on with in small letters, or be joined to by a possessive: which of these a language has, too.
FORMS = {
    f"name_forms.{one}" for one in ("press_head", "press_tail", "body_tail", "thing_before", "thing_after", "houses")
}
# What only some languages need, by file: a parser held to its hash, phrasal verbs, elided articles, signatures, words
# of denying that are words of refusing too, prepositions before who hears.
OPTIONAL = {
    "language.toml": {"thresholds", "looks", "mood", "parser.left_out", "parser.alone", "parser.sha256"},
    "linking.toml": {"question_was", "denied_is", "refuses"},
    "sources.toml": {"lists.possessors"},
    "tracing.toml": {"melted", "signatures", "last_outlet_words", "name_ands"},
    "who_is_who.toml": {"article_genders", "plural_endings", "clitics", *CHANNELS, *FORMS},
}
# Tables whose keys are words of the language: only the kind of their values is the same everywhere.
WORDED = {"scales", "currencies", "units", "days", "spans", "parts", "article_genders", "plural_endings", "pronouns",
          "titles", "members", "melted", "signatures", "thresholds"}  # fmt: skip
GROWN = ("en", "fr")
GENDERED = {"outlet", "company", "organisation", "official_body", "official", "person", "place"}


def shape(data: dict[str, Any], under: str = "") -> dict[str, str]:
    """Dotted key to the kind of its value: str, list of str, table of int and so on."""
    found: dict[str, str] = {}
    for key, value in data.items():
        if key in GENDERED and isinstance(value, dict):
            assert set(value) <= {"m", "f", "c"}, key
            found[under + key] = "nouns by gender"
        elif key in WORDED:
            found[under + key] = "table of " + " or ".join(sorted({type(one).__name__ for one in value.values()}))
        elif isinstance(value, dict):
            found |= shape(value, f"{under}{key}.")
        else:
            found[under + key] = type(value).__name__
    return found


def said_by(kinds: dict[str, str | None]) -> list[str]:
    return [code for code, kind in kinds.items() if kind is not None]


def optional(name: str, key: str) -> bool:
    # Which lists a table of rules has is its own matter; those that the code asks for are tested with the rules.
    listed = name in ("denials.toml", "hedges.toml", "sources.toml") and key.startswith("lists.")
    return listed or any(key == one or key.startswith(one + ".") for one in OPTIONAL.get(name, ()))


@pytest.mark.parametrize("code", codes())
def test_a_folder_says_where_its_words_come_from_and_under_what_licence(code: str) -> None:
    source = ROOT / code / "SOURCE.md"
    assert source.is_file(), "write SOURCE.md: which file, from where, under what licence"
    text = source.read_text(encoding="utf-8")
    assert "licence" in text and re.search(r"CC0|CC BY|Apache|MIT|Unicode", text)
    assert [name for name in ("cues.toml", "cue_forms.toml", "states") if f"`{name}`" not in text] == []


@pytest.mark.parametrize("code", GROWN)
def test_a_grown_folder_has_all_files(code: str) -> None:
    assert [name for name in FILES if not (ROOT / code / name).is_file()] == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_form_in_all_languages(name: str) -> None:
    if name == "furniture.toml":
        pytest.skip("its form has a test of its own, in tests/page")
    shapes = {code: shape(table(code, name.removesuffix(".toml"))) for code in codes()}
    for key in sorted({key for one in shapes.values() for key in one}):
        kinds = {code: one.get(key) for code, one in shapes.items()}
        said = {kind for kind in kinds.values() if kind is not None}
        assert len(said) == 1, f"{key}: {kinds}"
        # A young language may lag behind with a list: the reader then knows less of it.
        lacking = [code for code, kind in kinds.items() if kind is None and (code in GROWN or len(said_by(kinds)) < 2)]
        assert not lacking or optional(name, key), f"{key}: {kinds}"


@pytest.mark.parametrize("code", codes())
def test_every_file_is_explained_at_its_head(code: str) -> None:
    for name in FILES:
        if name != "language.toml" and (ROOT / code / name).is_file():
            assert (ROOT / code / name).read_text(encoding="utf-8").startswith("# "), f"{code}/{name}"


@pytest.mark.parametrize("code", codes())
def test_inflected_forms_are_words_of_known_classes(code: str) -> None:
    lemmas, forms = table(code, "cues"), table(code, "cue_forms")
    for part in ("verbs", "nouns"):
        assert set(forms[part]) == set(lemmas[part])
        for name, listed in forms[part].items():
            assert len(listed.split()) >= len(lemmas[part][name].split()) * 0.9, (part, name)


def test_a_parser_that_is_installed_alone_is_held_to_its_hash() -> None:
    for code in codes():
        parser = tomllib.loads((ROOT / code / "language.toml").read_text(encoding="utf-8"))["parser"]
        assert "==" in parser["distribution"]
        if parser.get("alone"):
            assert re.fullmatch(r"[0-9a-f]{64}", parser["sha256"])

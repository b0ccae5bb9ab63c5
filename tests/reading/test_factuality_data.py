"""The language data of the factuality rules: every folder keeps the schema, and every example comes out as it says."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from ondit.reading.languages import codes, language
from ondit.reading.wording import spelt
from reading.marked import judged, labels, split

TABLES = ("denials", "hedges", "sources", "tenses")
PLACES = {"cue", "clause", "content", "start", "self", "ask", "main"}
LABELS = {"affirm", "deny", "decline", "stated", "hedged", "question"}
GROUP = {"rule": str, "where": str, "label": str, "entries": list}
OPTIONAL = {"of", "negated", "only", "unless", "answers"}


def data(code: str, name: str) -> dict[str, Any]:
    path = resources.files("ondit.languages") / code / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


WITH_RULES = [code for code in codes() if data(code, "denials")]
EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{group['rule']}-{entry['lemma'][:24]}-{n}")
    for code in WITH_RULES
    for name in ("denials", "hedges")
    for group in data(code, name).get("group", [])
    for entry in group["entries"]
    for n, example in enumerate(entry["examples"])
]


@pytest.mark.parametrize("code", WITH_RULES)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_keeps_the_schema(code: str, name: str) -> None:
    table = data(code, name)
    assert table["language"] == code
    for key, forms in table["lists"].items():
        assert forms and all(isinstance(form, str) for form in forms), key
        for form in forms:
            re.compile(spelt(form, table["lists"]))
    rules = [group["rule"] for group in table.get("group", [])]
    assert len(rules) == len(set(rules)), "a rule's name says which group decided"
    for group in table.get("group", []):
        assert all(isinstance(group[key], kind) for key, kind in GROUP.items())
        assert set(group) <= set(GROUP) | OPTIONAL
        assert group["where"] in PLACES and group["label"] in LABELS
        assert group.get("of") in (None, "fact", "report")
        assert group.get("negated", "") in LABELS | {""}
        assert isinstance(group.get("answers", False), bool)
        assert all(group[key] in table["lists"] for key in ("only", "unless") if key in group)
        for entry in group["entries"]:
            assert set(entry) == {"lemma", "forms", "examples"}
            re.compile(spelt(entry["forms"], table["lists"]))


def test_all_languages_have_the_same_lists_that_the_code_asks_for() -> None:
    asked = {
        "denials": {"negation", "not_negation", "nobody", "negators", "strong_negators", "accusing", "common", "claims",
                    "told", "reports", "nothing", "denying", "rejecting", "dismissing", "carrying", "things",
                    "denial_nouns",
                    "rejection_nouns", "finite", "giving", "no_denial", "by", "of", "the", "any_kind", "offers",
                    "raised", "rumoured",
                    "reassurances", "taking_back", "published", "contrary_to_own", "judging", "half_negators"},
        "hedges": {"question_openers", "whether"},
        "sources": {"anonymous", "documents", "outlets", "officials", "organisations", "persons", "not_official",
                    "states", "vague", "nobody_named", "he_she", "they", "we", "speaker"},
        "tenses": {"future", "perfect"},
    }  # fmt: skip
    for code in WITH_RULES:
        for name, lists in asked.items():
            assert lists <= set(data(code, name)["lists"]), (code, name)


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_of_the_data_comes_out_as_it_says(code: str, example: str) -> None:
    spoken = language(code)
    if spoken is None or importlib.util.find_spec(spoken.parser) is None:
        pytest.skip(f"its parser is not installed: `ondit languages install {code}`")
    marked, wanted = split(example)
    judgement = judged(marked, code)
    assert wanted <= labels(judgement), (judgement.polarity, judgement.denial, judgement.certainty, judgement.rules)

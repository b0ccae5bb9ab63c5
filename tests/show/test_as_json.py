"""The object of `ondit read --json` keeps its published contract."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from ondit.records import Reading
from ondit.show.as_json import line, reading_object, schema

CHECK = jsonschema.Draft202012Validator(schema("read"), format_checker=jsonschema.FormatChecker())


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(schema("read"))


def test_a_reading_is_valid_by_the_published_schema() -> None:
    CHECK.validate(json.loads(line(reading_object(samples.reading()))))


def test_an_article_about_which_nothing_is_known_is_valid_too() -> None:
    bare = replace(
        samples.article(title=None, title_span=None, paragraphs=(), byline=None, outlet=None, url=None),
        published=None,
        links=(),
        related=(),
        page_sha256=None,
    )
    CHECK.validate(json.loads(line(reading_object(Reading(bare, ())))))


def test_the_statement_has_the_keys_of_the_contract_and_no_others() -> None:
    found = reading_object(samples.reading())["statements"][1]
    assert found == {
        "source": [134, 165],
        "cue": [129, 133],
        "content": [[167, 247]],
        "quote": "indirect",
        "polarity": "affirm",
        "certainty": "hedged",
        "source_kind": "anonymous",
        "source_name": None,
        "channel": ["Courrier du Doubs"],
        "sentence": [97, 248],
    }


@pytest.mark.parametrize(
    "spoiled",
    [
        {"statements": [{}]},
        {"published": "yesterday"},
        {"text": None},
        {"surprise": 1},
        {"assessments": [{"span": [0, 4], "verdict": "maybe"}]},
    ],
)
def test_the_schema_refuses(spoiled: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        CHECK.validate(reading_object(samples.reading()) | spoiled)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives_as_one_line_of_utf8(text: str) -> None:
    written = line({"text": text})
    assert len(written.splitlines()) == 1
    assert json.loads(written.encode("utf-8"))["text"].encode("utf-16", "surrogatepass") == text.encode(
        "utf-16", "surrogatepass"
    )

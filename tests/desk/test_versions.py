"""A page that changes is kept in every version; what is no change of words makes none; edits tell what they touch."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from cheap import STAGES, article, desk, hour
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from ondit.cli import run
from ondit.desk.edits import is_note
from ondit.desk.same_words import version_id, words_of
from ondit.desk.word_diff import hunks, pieces
from ondit.records import Article
from ondit.show.as_json import schema

PROSE = (
    "The company has looked for a site in the valley for more than a year, and several mayors have shown it one, as "
    "two people who were present told this paper on Monday."
)


def told(*paragraphs: str, title: str = "A plant in the valley", **more: Any) -> Article:
    text = "\n\n".join((title, *paragraphs))
    return Article("k", text, "en", title=title, title_span=(0, len(title)), **more)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (("128 comments", PROSE), ("131 comments", PROSE), True),
        ((PROSE, "1,204 views"), (PROSE, "1,377 views"), True),
        ((PROSE, "Lu 204 fois"), (PROSE, "Lu 1 377 fois"), True),
        ((PROSE, "Updated 5 minutes ago"), (PROSE, "Updated 17 minutes ago"), True),
        ((PROSE, "© 2025 The Herald"), (PROSE, "© 2026 The Herald"), True),
        ((PROSE,), (PROSE, "Share on Facebook"), True),
        ((PROSE,), (PROSE, "Mis à jour le 3 mai 2025 à 12h00"), True),
        (("It’s “done”. " + PROSE,), ("It's \"done\".  " + PROSE,), True),
        ((PROSE,), (PROSE.replace("a year", "two years"),), False),
        ((PROSE, "500 jobs", PROSE), (PROSE, "800 jobs", PROSE), False),
        ((PROSE,), (PROSE, "Correction: the site is in the hills."), False),
        ((PROSE,), (PROSE, "The company denies it."), False),
        ((PROSE, "He said no."), (PROSE,), False),
    ],
    ids=["comments", "views", "French views", "minutes ago", "footer", "share line", "dateline", "quotes", "word",
         "a number among the text", "a correction line", "a new sentence", "a sentence less"],
)  # fmt: skip
def test_counters_labels_and_quotes_are_no_change_and_words_are(old: Any, new: Any, same: bool) -> None:
    assert (words_of(told(*old)) == words_of(told(*new))) is same
    assert (version_id(told(*old)) == version_id(told(*new))) is same


def test_a_number_in_the_title_is_a_change() -> None:
    assert version_id(told(PROSE, title="500 jobs go")) != version_id(told(PROSE, title="800 jobs go"))


def entries() -> list[tuple[str, str]]:
    found = []
    for folder in sorted(resources.files("ondit.languages").iterdir(), key=lambda each: each.name):
        path = folder / "corrections.toml"
        if path.is_file():
            for entry in tomllib.loads(path.read_text(encoding="utf-8"))["note"]:
                found += [(folder.name, example) for example in entry["examples"]]
    return found


@pytest.mark.parametrize(("language", "example"), entries())
def test_a_note_of_correction_is_seen_as_one(language: str, example: str) -> None:
    assert is_note(example)


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "The correction of the figures took a year, said the ministry.",
        "La correction des chiffres a pris un an, selon le ministère.",
        "Updated rules for the plant were published on Monday by the ministry.",
    ],
)
def test_running_text_is_no_note(line: str) -> None:
    assert not is_note(line)


WORDS = st.lists(st.sampled_from("the plant isn't here , there . « said » 500 ".split()), max_size=14).map(" ".join)
TEXT = st.lists(WORDS.filter(bool), max_size=5).map("\n\n".join)


@given(WORDS, WORDS)
def test_a_word_diff_gives_both_texts_back(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.sign != "in") == old
    assert "".join(p.text for p in found if p.sign != "out") == new


@given(TEXT, TEXT)
def test_hunks_cover_every_paragraph_that_changed(old: str, new: str) -> None:
    found = hunks(old, new)
    out = {hunk.old for hunk in found if hunk.old} | {None}
    came = [new[slice(*hunk.new)] for hunk in found if hunk.new]
    left = [p for p in old.split("\n\n") if p.strip()]
    right = [p for p in new.split("\n\n") if p.strip()]
    for paragraph in came:
        right.remove(paragraph)
    for span in out - {None}:
        left.remove(old[slice(*span)])  # type: ignore[misc]
    assert sorted(left) == sorted(right), "what is in no hunk is in both"


WHISPER = article("herald", "sources > plant > supports", PROSE, at=0)
STEALTH = article("herald", "sources > plant > denies", PROSE, at=0)
STATED = article("herald", "sources > plant > supports", PROSE, "Company > plant > denies", at=0, updated=9)
CORRECTED = article("herald", "sources > works > supports", PROSE, "Correction: it is the works.", at=0)


@pytest.mark.parametrize(
    ("then", "kind", "touched"),
    [
        (STEALTH, "stealth", [("sources > plant > supports", "sources > plant > denies")]),
        (STATED, "update", [(None, "Company > plant > denies")]),
        (CORRECTED, "correction", [("sources > plant > supports", "sources > works > supports")]),
        (article("herald", PROSE, at=0), "stealth", [("sources > plant > supports", None)]),
        (article("herald", "sources > plant > supports", PROSE + " So be it.", at=0), "stealth", []),
    ],
    ids=["stealth", "update", "correction", "taken out", "beside"],
)
def test_an_edit_says_its_kind_and_what_it_touches(place: str, then: Article, kind: str, touched: list[Any]) -> None:
    with desk(place) as opened:
        opened.add(WHISPER, seen=hour(1))
        assert opened.add(then, seen=hour(10), live=True).outcome == "version"
        (edit,) = opened.edits(WHISPER.key)
    assert (edit.kind, edit.seen) == (kind, hour(10))
    assert [(each.was, each.now) for each in edit.touched] == touched
    assert [then.text[slice(*note)] for note in edit.notes] == [
        p for p in then.text.split("\n\n") if "Correction:" in p
    ]


def test_what_a_page_says_again_after_it_said_something_else_is_a_version(place: str) -> None:
    with desk(place) as opened:
        for number, page in enumerate((WHISPER, STEALTH, STEALTH, WHISPER, WHISPER)):
            opened.add(page, seen=hour(number), live=True)
        assert [kept.seen for kept in opened.versions(WHISPER.key)] == [hour(0), hour(1), hour(3)]
        assert opened.readings([WHISPER.key])[WHISPER.key].article == WHISPER
        assert [d.status.name for d in opened.rumours(hour(2), by="seen")] == ["denied"]
        assert opened.add(STEALTH, seen=hour(9)).outcome == "known", "an old copy on disk is not what the page says now"
        assert opened.rebuild() == ()


def test_a_new_time_on_the_same_words_is_no_new_version_to_who_asks_the_page(place: str) -> None:
    with desk(place) as opened:
        opened.add(WHISPER, seen=hour(1))
        later = replace(WHISPER, updated=hour(8))
        assert opened.add(later, seen=hour(9), live=True).outcome == "known"
        assert len(opened.versions(WHISPER.key)) == 1
        assert opened.add(later, seen=hour(9)).outcome == "known"
        assert opened.edits(WHISPER.key) == ()


def test_reading_anew_keeps_the_old_readings_and_goes_on_where_it_was_broken_off(place: str) -> None:
    with desk(place) as opened:
        for number in range(5):
            opened.add(article(f"wire-{number}", "Company > plant > denies", at=number))
    better = replace(STAGES, reader="cheap 2", read_many=lambda some: map(_better, some))
    broken = replace(better, read_many=lambda some: _breaks(some))
    from ondit.desk import Desk, schema

    with Desk(place, stages=broken) as opened, pytest.raises(KeyboardInterrupt):
        opened.reread()
    with Desk(place, stages=better) as opened:
        told_: list[int] = []
        assert opened.reread(told_.append) == 3 and told_ == [1, 2, 3]
        assert opened.reread() == 0
        assert {r.reader for r in opened.readings([f"https://wire-{n}.example/" for n in range(5)]).values()} == {
            "cheap 2"
        }
        with opened._store.reading() as connection:
            assert len(connection.execute(schema.reading.select()).all()) == 10
        assert opened.rebuild() == ()


def _better(given_: Article) -> Any:
    return replace(STAGES_READ(given_), reader="cheap 2")


def STAGES_READ(given_: Article) -> Any:
    return next(STAGES.read_many([given_]))


def _breaks(some: Any) -> Any:
    for number, each in enumerate(some):
        if number == 2:
            raise KeyboardInterrupt
        yield _better(each)


def test_the_command_shows_the_words_and_its_json_is_valid(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: STAGES)
    path = str(tmp_path / "one.db")
    with desk(path) as opened:
        opened.add(WHISPER, seen=hour(1))
        opened.add(CORRECTED, seen=hour(2), live=True)
    assert run(["diff", WHISPER.key, "--desk", path]) == 0
    out = capfd.readouterr().out
    assert "Correction, and the page says so" in out and "[-plant-]" in out and "{+works+}" in out
    assert "note: Correction: it is the works." in out and "statement changed (sources)" in out
    assert run(["diff", WHISPER.key, "--desk", path, "--json"]) == 0
    (value,) = [json.loads(each) for each in capfd.readouterr().out.splitlines()]
    Draft202012Validator(schema("diff"), format_checker=FormatChecker()).validate(value)
    assert run(["diff", "https://nobody.example/", "--desk", path]) == 2
    assert "no such article" in capfd.readouterr().err
    assert run(["reread", "--desk", path]) == 0
    assert "read again: 0" in capfd.readouterr().out

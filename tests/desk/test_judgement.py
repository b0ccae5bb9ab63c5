"""People judge: each judgement holds, survives a rebuild and another reader, and can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cheap import STAGES, article, desk, read, tables
from jsonschema import Draft202012Validator, FormatChecker

from ondit.cli import run
from ondit.desk import Desk, Stages
from ondit.desk.judgement.judging import outcome_of
from ondit.errors import NoSuchRumour, SettingError
from ondit.records import Report
from ondit.show.as_json import schema

FILLER = "Nobody at the old site wanted to add anything to what had been said there before."


@pytest.fixture
def opened(place: str) -> Any:
    with desk(place) as made:
        made.add(article("herald", "sources > plant > supports", at=0))
        made.add(article("echo", "herald > plant > supports", at=1))
        made.add(article("wire", "Company > works > denies", FILLER, at=2))
        yield made


def status(opened: Desk, name: str) -> str:
    return opened.show(name).status.name


def articles(opened: Desk, name: str) -> list[str]:
    return sorted({report.article.split("/")[2].split(".")[0] for report in opened.show(name).rumour.reports})


def whole(opened: Desk) -> None:
    """A rebuild changes nothing."""
    before = tables(opened)
    opened.rebuild()
    assert tables(opened) == before


def test_a_merge_gathers_the_reports_and_every_id_leads_to_it(opened: Desk) -> None:
    event = opened.merge("r-plant", "r-works", by="ada")
    assert articles(opened, "r-plant") == ["echo", "herald", "wire"]
    assert opened.find("r-works") == opened.find("old-works") == "r-plant"
    assert status(opened, "r-plant") == "denied"
    assert len(opened.rumours()) == 1
    whole(opened)
    opened.add(article("later", "x > works > supports", at=9))
    assert "later" in articles(opened, "r-plant"), "what comes to either comes to both"
    opened.undo(event.id, by="ada")
    assert [d.rumour.id for d in sorted(opened.rumours(), key=lambda d: d.rumour.id)] == ["r-plant", "r-works"]
    assert [(j.kind, j.undone) for j in opened.judgements("r-plant")] == [("merge", True), ("undo", False)]
    whole(opened)


def test_a_split_makes_a_rumour_of_its_own_with_its_own_id(opened: Desk) -> None:
    event = opened.split("r-plant", ["https://echo.example/"], by="ada")
    assert event.other is not None
    assert articles(opened, "r-plant") == ["herald"] and articles(opened, event.other) == ["echo"]
    assert opened.show(event.other).rumour.question == "echo"
    opened.add(article("later", "x > plant > supports", at=9))
    assert articles(opened, "r-plant") == ["herald", "later"], "without a measure of nearness it stays with the rest"
    whole(opened)
    opened.undo(event.id, by="ada")
    assert articles(opened, "r-plant") == ["echo", "herald", "later"]
    assert opened.find(event.other) == "r-plant", "an id that was given out leads there for good"
    whole(opened)


def test_what_comes_after_a_split_goes_where_it_is_nearer(place: str) -> None:
    near = replace(STAGES, near=lambda a, b: float(a.article.outlet == b.article.outlet))
    with Desk(place, stages=near) as opened:
        for key in ("herald-a", "echo-a", "echo-b"):
            opened.add(article(key, "who > plant > supports", at=1))
        event = opened.split("r-plant", ["https://echo-a.example/", "https://echo-b.example/"], by="ada")
        opened.add(article("echo-c", "who > plant > supports", at=2))
        opened.add(article("herald-b", "who > plant > supports", at=2))
        assert articles(opened, event.other or "") == ["echo-a", "echo-b", "echo-c"]
        assert articles(opened, "r-plant") == ["herald-a", "herald-b"]
        whole(opened)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stance": "denies"}, {"stance": "denies"}),
        ({"source_name": "The  Ministry ", "role": "authority"}, {"source_name": "The Ministry", "role": "authority"}),
        ({"scope": "sum", "speaks_for": "Company"}, {"scope": "sum", "speaks_for": "Company"}),
    ],
)
def test_a_correction_changes_the_report_and_what_follows(opened: Desk, fields: Any, expected: dict[str, str]) -> None:
    event = opened.correct("r-plant", "https://echo.example/", 0, by="ada", **fields)
    (report,) = [r for r in opened.show("r-plant").rumour.reports if r.article == "https://echo.example/"]
    assert {name: getattr(report, name) for name in expected} == expected
    assert status(opened, "r-plant") == ("denied" if "stance" in fields else "unverified")
    whole(opened)
    opened.undo(event.id, by="bo")
    (report,) = [r for r in opened.show("r-plant").rumour.reports if r.article == "https://echo.example/"]
    assert {getattr(report, name) for name in expected}.isdisjoint(expected.values())


def test_a_corrected_source_stands_in_the_reading_too(opened: Desk) -> None:
    opened.correct("r-plant", "https://echo.example/", 0, by="ada", source_name="Herald Weekly", certainty="hedged")
    statement = opened.readings(["https://echo.example/"])["https://echo.example/"].statements[0]
    assert (statement.source_name, statement.certainty) == ("Herald Weekly", "hedged")


def test_a_report_can_be_taken_out(opened: Desk) -> None:
    opened.correct("r-plant", "https://echo.example/", 0, by="ada", removed=True)
    assert articles(opened, "r-plant") == ["herald"]
    whole(opened)


def test_a_correction_finds_its_words_again_when_another_reader_counts_otherwise(place: str) -> None:
    page = article("herald", "sources > plant > supports", "Company > plant > denies", at=0)
    with desk(place) as opened:
        opened.add(page)
        opened.correct("r-plant", page.key, 1, by="ada", source_name="The Company Group")

    def read_better(given: Any) -> Any:
        reading = read(given)
        return replace(reading, statements=reading.statements[::-1], reader="cheap 2")

    better = Stages(**{**{f: getattr(STAGES, f) for f in STAGES.__slots__}, "reader": "cheap 2"})
    better = replace(better, read_many=lambda articles: map(read_better, articles))
    with Desk(place, stages=better) as opened:
        assert opened.reread() == 1
        names: dict[str | None, Report] = {r.source_name: r for r in opened.show("r-plant").rumour.reports}
        assert set(names) == {"The Company Group", "sources"} and names["The Company Group"].statement == 0
        whole(opened)


def test_outcome_and_note_are_told_and_the_last_outcome_counts(opened: Desk) -> None:
    first = opened.outcome("r-plant", "true", link="https://register.example/1", by="ada")
    opened.note("r-plant", "The register has it.", by="bo")
    last = opened.outcome("r-plant", "partly", by="bo")
    marked = outcome_of(opened.show("r-plant"))
    assert marked is not None and marked.value == "partly"
    opened.undo(last.id, by="bo")
    marked = outcome_of(opened.show("r-plant"))
    assert marked is not None and (marked.id, marked.link) == (first.id, "https://register.example/1")
    again = opened.undo(opened.judgements("r-plant")[-1].id, by="bo")
    marked = outcome_of(opened.show("r-plant"))
    assert marked is not None and marked.value == "partly" and again.kind == "undo"
    whole(opened)


def test_outcomes_make_the_track_record_and_few_make_none(place: str) -> None:
    def link(readings: Any, follow: Any) -> Any:
        return STAGES.link(readings, [each.article.title for each in readings])

    def trace(rumour: Any, readings: Any) -> Any:
        found = STAGES.trace(rumour, readings)
        named = [replace(o, outlet=readings[o.article].article.outlet) for o in found.origins]
        return replace(found, origins=tuple(named))

    with Desk(place, stages=replace(STAGES, link=link, trace=trace)) as opened:
        for number in range(6):
            opened.add(article(f"herald-{number}", f"sources > herald-{number} > supports", at=number))
        at = article("x", at=50).published
        for number in range(4):
            opened.outcome(f"r-herald-{number}", "true", by="ada")
        (record,) = opened.track_records(at)
        assert (record.outlet, record.right, record.wrong, record.share) == ("herald", 4, 0, None)
        event = opened.outcome("r-herald-4", "false", by="ada")
        opened.outcome("r-herald-5", "partly", by="ada")
        (record,) = opened.track_records(at)
        assert (record.originated, record.right, record.wrong) == (6, 4, 1)
        assert record.share is not None and 0 < record.low < record.share < record.high < 1  # type: ignore[operator]
        opened.undo(event.id, by="ada")
        assert opened.track_records(at)[0].share is None


def test_an_outcome_is_not_known_before_it_was_marked_and_a_merge_always_holds(opened: Desk) -> None:
    opened.merge("r-plant", "r-works", by="ada")
    event = opened.outcome("r-plant", "false", by="ada")
    then = opened.show("r-plant", as_of=article("x", at=3).published)
    assert outcome_of(then) is None and len(then.rumour.reports) == 3
    assert outcome_of(opened.show("r-plant", as_of=event.at)) is not None


def test_judgements_hold_also_where_articles_were_edited(opened: Desk) -> None:
    opened.merge("r-plant", "r-works", by="ada")
    opened.add(article("echo", "herald > plant > supports", "y > plant > denies", at=1, updated=5))
    then = opened.show("r-plant", as_of=article("x", at=3).published)
    assert len(then.rumour.reports) == 3
    assert len(opened.show("r-plant").rumour.reports) == 4
    whole(opened)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda d: d.merge("r-plant", "r-plant", by="ada"), "already"),
        (lambda d: d.merge("r-plant", "r-works", by="  "), "name of who"),
        (lambda d: d.split("r-plant", ["https://wire.example/"], by="ada"), "no article of this rumour"),
        (lambda d: d.split("r-plant", [], by="ada"), "not none"),
        (lambda d: d.split("r-works", ["https://wire.example/"], by="ada"), "not none and not all"),
        (lambda d: d.correct("r-plant", "https://echo.example/", 0, by="ada"), "nothing to correct"),
        (lambda d: d.correct("r-plant", "https://echo.example/", 7, by="ada", stance="denies"), "no report"),
        (lambda d: d.correct("r-plant", "https://echo.example/", 0, by="ada", stance="maybe"), "use one of"),
        (lambda d: d.correct("r-plant", "https://echo.example/", 0, by="ada", source_name=" "), "1 to 300"),
        (lambda d: d.outcome("r-plant", "perhaps", by="ada"), "true, false or partly"),
        (lambda d: d.outcome("r-plant", "true", link="javascript:alert(1)", by="ada"), "web address"),
        (lambda d: d.note("r-plant", " ", by="ada"), "characters"),
        (lambda d: d.undo("j-none", by="ada"), "no such judgement"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_event(
    opened: Desk, call: Callable[[Desk], object], words: str
) -> None:
    with pytest.raises(SettingError, match=words):
        call(opened)
    assert opened.judgements() == ()


def test_a_rumour_that_is_not_there_cannot_be_judged(opened: Desk) -> None:
    with pytest.raises(NoSuchRumour):
        opened.note("r-nothing", "a note", by="ada")


def test_the_command_line_judges_and_lists(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: STAGES)
    path = str(tmp_path / "one.db")
    with desk(path) as opened:
        opened.add(article("herald", "sources > plant > supports", at=0))
        opened.add(article("wire", "Company > plant > denies", at=2))
    on = ("--desk", path, "--by", "ada")
    assert run(["judge", "outcome", "r-plant", "false", "--link", "https://x.example/", *on]) == 0
    assert run(["judge", "correct", "r-plant", "https://wire.example/", "--statement", "0", "--scope", "sum", *on]) == 0
    assert run(["judge", "split", "r-plant", "https://wire.example/", *on]) == 0
    capfd.readouterr()
    assert run(["judge", "list", "r-plant", "--desk", path, "--json"]) == 0
    lines = [json.loads(each) for each in capfd.readouterr().out.splitlines()]
    check = Draft202012Validator(schema("judge"), format_checker=FormatChecker())
    for each in lines:
        check.validate(each)
    assert [each["kind"] for each in lines] == ["outcome", "correct", "split"]
    assert run(["judge", "undo", lines[-1]["id"], *on]) == 0
    assert run(["judge", "undo", lines[-1]["id"], *on]) == 2
    assert "undone already" in capfd.readouterr().err
    assert run(["show", "r-plant", "--desk", path]) == 0
    out = capfd.readouterr().out
    assert "Judged by people" in out and "proved false" in out
    assert run(["show", "r-plant", "--desk", path, "--json"]) == 0
    (dossier,) = [json.loads(each) for each in capfd.readouterr().out.splitlines()]
    Draft202012Validator(schema("show"), format_checker=FormatChecker()).validate(dossier)
    assert dossier["outcome"]["value"] == "false" and len(dossier["judgements"]) == 4


def test_a_judgement_finds_its_rumour_by_its_articles_when_better_reading_names_it_otherwise(place: str) -> None:
    def renamed(readings: Any, follow: Any) -> Any:
        return tuple(replace(each, id=f"{each.id}-2", former_ids=()) for each in STAGES.link(readings, follow))

    with desk(place) as opened:
        opened.add(article("herald", "sources > plant > supports", "y > works > denies", at=0))
        opened.add(article("echo", "herald > plant > supports", at=1))
        opened.outcome("r-plant", "false", by="ada")
    with Desk(place, stages=replace(STAGES, link=renamed)) as opened:
        opened.rebuild()
        marked = outcome_of(opened.show("r-plant-2"))
        assert marked is not None and marked.value == "false"
        assert opened.find("r-plant") == "r-plant-2"
        whole(opened)


@pytest.mark.xfail(reason="reading: scorer 2 reads the edited claim so that it joins at once", strict=False)
def test_an_id_that_an_edited_claim_gave_leads_to_the_rumour_still(place: str) -> None:
    def link(readings: Any, follow: Any) -> Any:
        found = STAGES.link(readings, follow)
        return tuple(replace(each, former_ids=()) for each in found)

    stages = replace(STAGES, link=link, gather=lambda readings: link(readings, ()))
    with Desk(place, stages=stages) as opened:
        opened.add(article("wire", "Company > plant > denies", at=0))
        opened.note("r-plant", "ours", by="ada")
        changes = opened.add(article("wire", "Company > works > denies", at=0, updated=5)).changes
        assert [change.kind for change in changes] == ["merged"]
        assert opened.find("r-plant") == "r-works"
        assert [each.text for each in opened.judgements("r-works")] == ["ours"]
        whole(opened)

"""The commands on a desk: what they print, what their JSON is, what bad input gets. The stages are cheap ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cheap import STAGES
from jsonschema import Draft202012Validator, FormatChecker

from ondit.cli import run
from ondit.cli._desk import moment
from ondit.errors import SettingError
from ondit.show.as_json import schema

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://{key}.example/story"><meta property="og:site_name" content="{key}">
<meta property="article:published_time" content="{at}"></head><body><article><h1>{title}</h1>
<p>{filler}</p><p>{first}</p><p>{second}</p><p>{filler}</p></article></body></html>"""
FILLER = (
    "The two companies have known each other for years, and people in the trade had long expected them to come closer. "
    "What that would mean for the workers at the old site is another matter, as everybody agrees who was asked."
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ondit(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command line in an empty folder; gives exit code, stdout, stderr."""
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: STAGES)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def page(folder: Path, key: str, first: str, second: str = FILLER, at: str = "2026-03-02T08:00:00Z") -> str:
    path = folder / f"{key}.html"
    title = f"What {key} says"
    path.write_text(PAGE.format(key=key, title=title, at=at, filler=FILLER, first=first, second=second))
    return str(path)


@pytest.fixture
def story(tmp_path: Path) -> list[str]:
    return [
        page(tmp_path, "herald", "sources > plant > supports"),
        page(tmp_path, "echo", "herald > plant > supports", at="2026-03-02T09:00:00Z"),
        page(tmp_path, "wire", "Company > plant > denies", "x > talks > denies", at="2026-03-04T12:00:00Z"),
    ]


def valid(name: str, out: str) -> list[dict[str, Any]]:
    """The lines of an output, each of which is right by the published schema."""
    check = Draft202012Validator(schema(name), format_checker=FormatChecker())
    found = [json.loads(line) for line in out.splitlines()]
    for each in found:
        check.validate(each)
    return found


def test_adding_tells_the_pages_and_what_they_changed_and_why(ondit: Run, story: list[str]) -> None:
    code, out, err = ondit("add", *story[:2])
    assert (code, err) == (0, "")
    assert "added       What herald says" in out
    assert "New rumour r-plant" in out and "because 2 origins" in out
    code, out, err = ondit("add", *story)
    assert "known       What herald says" in out
    assert "Status changed r-plant" in out and "unverified → denied" in out and "because Company denies" in out
    assert ondit("add", *story)[1].count("known") == 3
    assert "rumour" not in ondit("add", *story)[1]


def test_bad_pages_are_told_in_one_line_each_and_the_others_are_added(ondit: Run, story: list[str]) -> None:
    Path("empty").mkdir()
    code, out, err = ondit("add", "missing.html", story[0], "empty", story[2], "--json")
    assert code == 2
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["missing.html", "empty"]
    lines = valid("add", out)
    assert [line["outcome"] for line in lines if "outcome" in line] == ["new", "new"]
    assert {line["id"]: line["change"] for line in lines if "change" in line} == {
        "r-plant": "appeared",
        "r-talks": "appeared",
    }


def test_the_same_page_twice_on_one_line_is_added_once(ondit: Run, story: list[str]) -> None:
    _, out, _ = ondit("add", story[2], story[2], "--json")
    assert [line["outcome"] for line in valid("add", out) if "outcome" in line] == ["new", "known"]


def test_every_command_gives_valid_json_lines(ondit: Run, story: list[str]) -> None:
    ondit("add", *story)
    _, out, _ = ondit("rumours", "--json")
    rumours = valid("rumours", out)
    assert [each["id"] for each in rumours] == ["r-plant", "r-talks"]
    assert rumours[0]["articles"] == [f"https://{key}.example/story" for key in ("herald", "echo", "wire")]
    assert (rumours[0]["first_seen"], rumours[0]["last_changed"]) == ("2026-03-02T08:00:00Z", "2026-03-04T12:00:00Z")
    (dossier,) = valid("show", ondit("show", "r-p", "--json")[1])
    assert [move["status"] for move in dossier["timeline"]] == ["unverified", "denied"]
    assert [report["statement"]["source_name"] for report in dossier["reports"]] == ["herald", "sources", "Company"]
    (trace,) = valid("trace", ondit("trace", "old-plant", "--json")[1])
    assert trace["rumour"] == "r-plant"
    assert valid("add", ondit("follow", "nothing yet", "--json")[1]) == []
    assert json.loads(ondit("follow", "--json")[1])["question"] == "nothing yet"


def test_as_of_gives_valid_json_of_that_moment(ondit: Run, story: list[str]) -> None:
    ondit("add", *story)
    (rumour,) = valid("rumours", ondit("rumours", "--as-of", "2026-03-02", "--json")[1])
    assert (rumour["status"], len(rumour["articles"])) == ("unverified", 2)
    (dossier,) = valid("show", ondit("show", "r-plant", "--as-of", "2026-03-02T08:30Z", "--json")[1])
    assert len(dossier["reports"]) == 1
    (trace,) = valid("trace", ondit("trace", "r-plant", "--as-of", "2026-03-02T08:30Z", "--json")[1])
    assert trace["independent_origins"] == 1
    assert ondit("rumours", "--as-of", "2026-03-02", "--by", "seen", "--json")[1] == ""
    code, out, err = ondit("show", "r-plant", "--as-of", "2026-03-01")
    assert (code, out) == (2, "") and "nothing had been reported" in err


def test_people_get_tables_with_the_words(ondit: Run, story: list[str]) -> None:
    ondit("add", *story)
    out = ondit("rumours")[1]
    assert "plant?" in out and "denied" in out
    out = ondit("show", "r-plant")[1]
    assert "Status: denied" in out and "“Company > plant > denies”" in out and "What happened" in out
    out = ondit("trace", "r-plant")[1]
    assert "independent origins: 3" in out and "2026-03-02 08:00  https://herald.example/story" in out
    assert ondit("trace", "r-plant", "--dot")[1].startswith("digraph")
    assert ondit("trace", "r-plant", "--svg")[1].startswith("<svg")
    assert ondit("rebuild")[1] == "rumours: 2; the same as before\n"
    assert "up to date" in ondit("migrate")[1]


def test_the_desk_is_where_the_option_or_the_environment_says(
    ondit: Run, story: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ondit("add", story[2], "--desk", "one.db")
    assert (tmp_path / "one.db").exists() and not (tmp_path / "ondit.db").exists()
    monkeypatch.setenv("ONDIT_DESK", "one.db")
    assert len(ondit("rumours", "--json")[1].splitlines()) == 2
    code, _, err = ondit("rumours", "--desk", "two.db")
    assert code == 2 and "two.db: no desk here yet" in err and not (tmp_path / "two.db").exists()


def test_pages_from_the_standard_input_are_articles_of_their_own(
    ondit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    for words in ("Company > plant > denies", "Company > talks > denies"):
        text = f"A headline\n\n{words}\n\n{FILLER}\n\n{FILLER}\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        (line, *_) = valid("add", ondit("add", "-", "--json")[1])
        assert line["outcome"] == "new" and line["article"].startswith("stdin:")
    assert len(ondit("rumours", "--json")[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-03-05", datetime(2026, 3, 5, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-03-05+02:00", datetime(2026, 3, 5, 21, 59, 59, 999999, tzinfo=UTC)),
        ("2026-03-05Z", datetime(2026, 3, 5, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-03-05T14:30", datetime(2026, 3, 5, 14, 30, tzinfo=UTC)),
        (" 2026-03-05 14:30+01:00 ", datetime(2026, 3, 5, 13, 30, tzinfo=UTC)),
        ("2026-03-05T14:30:10Z", datetime(2026, 3, 5, 14, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_date_or_a_time(words: str, expected: datetime) -> None:
    assert moment(words) == expected


@pytest.mark.parametrize("words", ["", "yesterday", "2026-02-30", "2026-03-05T25:00", "0001-01-01T00:00+10:00", "5"])
def test_what_is_no_moment_is_told(ondit: Run, words: str) -> None:
    with pytest.raises(SettingError):
        moment(words)
    code, out, err = ondit("rumours", "--as-of", words)
    assert (code, out) == (2, "") and "--as-of" in err and len(err.splitlines()) == 1

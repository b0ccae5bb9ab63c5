"""`ondit read` in its shapes, over a reading made by hand: what is printed, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import samples
from ondit import reading
from ondit.cli import run
from ondit.errors import NotFound, OnditError
from ondit.page import bundles
from ondit.page.bundles.loaded import Loaded
from ondit.parties import Parties
from ondit.records import Article, Reading


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_all(target: str, *, plain: bool = False) -> Iterator[Loaded | OnditError]:
        if target == "missing.html":
            yield NotFound("no such file", where=target, remedy="check the name")
        else:
            yield Loaded(replace(samples.article(), key=target, byline="plain" if plain else None), None, target)

    def read_many(some: Iterable[Article], parties: Parties) -> Iterator[Reading]:
        return (replace(samples.reading(), article=article) for article in some)

    monkeypatch.setattr(bundles, "load_all", load_all)
    monkeypatch.setattr(reading, "read_many", read_many)


def test_json_is_one_object_an_article_a_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "--json", "a.html", "b.html"]) == 0
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["a.html", "b.html"]
    assert err == b""


def test_json_lines_stay_valid_when_an_input_fails(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "--json", "a.html", "missing.html", "b.html"]) == 2
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["a.html", "b.html"]
    assert err.decode() == "ondit: missing.html: no such file; check the name [OND-101]\n"


def test_the_table_comes_by_default(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "a.html"]) == 0
    out = capfd.readouterr().out
    assert "Source" in out and "Hélène Vautrin" in out and "\x1b" not in out


def test_html_goes_to_the_file_and_the_table_is_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.html"
    assert run(["read", "--html", str(file), "a.html", "b.html"]) == 0
    out, err = capfd.readouterr()
    assert file.read_text(encoding="utf-8").count("<article>") == 2
    assert out == "" and err == f"{file}: articles 2, statements 12\n"


def test_html_and_json_can_be_had_at_once(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "out.html"
    assert run(["read", "--json", "--html", str(file), "a.html"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["key"] == "a.html"
    assert file.is_file()


def test_html_to_the_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "--html", "-", "a.html"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<!doctype html>")


def test_no_file_is_written_when_no_input_could_be_read(tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    file.write_text("before", encoding="utf-8")
    assert run(["read", "--html", str(file), "missing.html"]) == 2
    assert file.read_text(encoding="utf-8") == "before"


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_of_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", "--html", str(tmp_path / "no" / "such" / "out.html"), "a.html"]) == 2
    err = capfd.readouterr().err
    assert len(err.splitlines()) == 1 and "cannot be written" in err and "OND-401" in err
    assert list(tmp_path.iterdir()) == []


def test_plain_and_language_reach_the_stages(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "--json", "--plain", "--language", "en", "a.txt"]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert (found["byline"], found["language"]) == ("plain", "en")

"""`ondit forget`: what is named, by page, source, age or rule; what it says; what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cheap
import pytest

from ondit.cli import run

Run = Callable[..., tuple[int, str, str]]
KEYS = ("https://herald.example/", "https://sport.herald.example/", "https://wire.example/")


@pytest.fixture
def ondit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a folder with a desk in it: two articles of a site, long ago and today, and another."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: cheap.STAGES)
    with cheap.desk("ondit.db") as desk:
        for key, days in (("herald", 900), ("sport.herald", 0), ("wire", 900)):
            article = cheap.article(key, "Company > plant > denies")
            desk.add(article, key.encode(), seen=datetime.now(UTC) - timedelta(days=days))

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return call


def left() -> set[str]:
    with cheap.desk("ondit.db") as desk:
        return {key for key in KEYS if key in desk.search("plant")}


@pytest.mark.parametrize(
    ("options", "gone"),
    [
        ([KEYS[2]], {KEYS[2]}),
        (["--source", "herald.example"], {KEYS[0], KEYS[1]}),
        (["--source", "wire"], {KEYS[2]}),
        (["--older-than", "2 years"], {KEYS[0], KEYS[2]}),
        (["--older-than", "2y", "--source", "herald.example"], {KEYS[0]}),
        (["--source", "nobody.example"], set()),
    ],
)
def test_it_forgets_what_is_named_and_nothing_else(options: list[str], gone: set[str], ondit: Run) -> None:
    code, out, _ = ondit("forget", "--dry-run", *options)
    assert code == 0 and set(out.split()) == gone
    assert left() == set(KEYS)
    code, out, _ = ondit("forget", *options)
    assert code == 0 and left() == set(KEYS) - gone
    if gone:
        assert out.startswith(f"{len(gone)} article")


def test_it_forgets_by_the_rules_of_the_settings(ondit: Run) -> None:
    assert ondit("forget", "--by-rule")[0] == 2
    rules = 'older_than = "10 years"\nrules = ["wire.example: 1 year"]\nkeep_judged = false\n'
    Path("ondit.toml").write_text(f"[forget]\n{rules}")
    assert ondit("forget", "--by-rule")[0] == 0
    assert left() == {KEYS[0], KEYS[1]}


def test_what_was_forgotten_is_refused_in_one_line_until_somebody_says_again(ondit: Run) -> None:
    Path("page.html").write_text("<html><body><p>Company > plant > denies</p></body></html>")
    assert ondit("add", "--plain", "page.html")[0] == 0
    assert ondit("forget", "page.html", "--why", "asked for by its subject")[0] == 0
    code, out, err = ondit("add", "--plain", "page.html")
    assert (code, out) == (2, "") and len(err.splitlines()) == 1
    assert "asked for by its subject" in err and "--again" in err and "[OND-304]" in err
    assert ondit("add", "--plain", "--again", "page.html")[0] == 0
    assert ondit("add", "--plain", "page.html")[1].startswith("known")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "nothing to forget is named"),
        (["https://no.example/"], "no such article in this desk"),
        (["--older-than", "long"], "no age: 'long'"),
        (["--by-rule"], "no rule says what to forget"),
        ([KEYS[0], "--why", " "], "a reason needs"),
    ],
)
def test_it_refuses_in_one_line_and_forgets_nothing(options: list[str], said: str, ondit: Run) -> None:
    code, out, err = ondit("forget", *options)
    assert (code, out) == (2, "") and said in err and len(err.splitlines()) == 1
    assert left() == set(KEYS)


def test_scrubbing_alone_changes_nothing(ondit: Run) -> None:
    assert ondit("forget", "--scrub") == (0, "", "")
    assert left() == set(KEYS)

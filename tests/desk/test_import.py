"""What a journalist has on disk goes into the desk as it is: web archives, newsletters, JSON lines, folders."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ondit.cli import run
from ondit.desk import Desk
from page.test_bundles import WORDS, address, letter, page, records, written


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    written(folder, "a.html", page("One"))
    written(folder, "b.warc.gz", gzip.compress(b"".join(records(1))))
    made = letter()
    made.set_content("\n\n".join(WORDS))
    written(folder, "c.eml", made.as_bytes())
    good = json.dumps({"text": "\n\n".join(WORDS), "title": "Talks", "url": "https://wire.example/talks"})
    written(folder, "d.jsonl", f"{{broken\n{good}\n")
    return folder


def test_a_folder_is_added_and_what_is_broken_in_it_is_named(
    saved: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "ondit.db")
    assert run(["add", "--json", "--desk", desk, str(saved)]) == 2
    out, err = capfd.readouterr()
    pages = [each for each in map(json.loads, out.splitlines()) if "outcome" in each]
    assert [each["article"] for each in pages] == [
        str(saved / "a.html"), address(0), "mid:one@ledger.example", "https://wire.example/talks",
    ]  # fmt: skip
    assert {each["outcome"] for each in pages} == {"new"}
    assert len(err.splitlines()) == 1 and f"{saved / 'd.jsonl'}, line 1: not a JSON object" in err
    with Desk(desk) as opened:
        (kept,) = opened.versions(address(0))
        assert kept.seen.isoformat() == "2026-03-05T06:07:08+00:00", "when it was fetched, not when it was added"
    assert run(["add", "--json", "--desk", desk, str(saved)]) == 2
    again = [each for each in map(json.loads, capfd.readouterr().out.splitlines()) if "outcome" in each]
    assert len(again) == 4 and {each["outcome"] for each in again} == {"known"}


def test_read_takes_a_web_archive(saved: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--json", str(saved / "b.warc.gz")]) == 0
    (found,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert found["key"] == address(0)
    said = [found["text"][start:end] for each in found["statements"] for start, end in each["content"]]
    assert any("No such talks have taken place" in words for words in said)

"""`ondit export`: every format, of one rumour or all, as of any moment; what it refuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import cheap
import pytest

from ondit.cli import run
from show.test_claim_review import wrong

Run = Callable[..., tuple[int, bytes, str]]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def ondit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: cheap.STAGES)
    with cheap.desk("ondit.db") as desk:
        for number, (key, line) in enumerate(
            (
                ("herald", "Mayor > plant > supports"),
                ("echo", "Mayor > plant > supports"),
                ("wire", "Firm > plant > denies"),
            )
        ):
            desk.add(cheap.article(key, line, "Club > tower > denies" if key == "wire" else "", at=24 * number))

    def call(*arguments: str) -> tuple[int, bytes, str]:
        capfdbinary.readouterr()
        code = run(["export", *arguments])
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return call


def test_json_lines_are_what_show_prints(ondit: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = ondit("r-plant")
    assert run(["show", "--json", "r-plant"]) == 0
    assert (code, out) == (0, capfdbinary.readouterr().out)
    assert [json.loads(line)["id"] for line in ondit("--all")[1].splitlines()] == ["r-plant", "r-tower"]


def test_claim_reviews_are_valid_for_one_and_for_all(ondit: Run) -> None:
    found = json.loads(ondit("r-plant", "--format", "jsonld")[1])
    assert wrong(found, ["ClaimReview"], "") == []
    assert found["reviewRating"]["ratingValue"] == 1 and "url" not in found
    Path("ondit.toml").write_text('site = "https://rumours.example/"\nnewsroom = "Daily Herald"\n')
    assert ondit("--all", "--out", "all.jsonld")[0] == 0
    both = json.loads(Path("all.jsonld").read_text())
    assert [wrong(each, ["ClaimReview"], "") for each in both] == [[], []]
    assert both[0]["url"] == "https://rumours.example/rumours/r-plant"
    assert both[0]["author"] == {"@type": "Organization", "name": "Daily Herald", "url": "https://rumours.example"}


def test_rows_as_csv_and_as_parquet_are_the_same(ondit: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ondit("--all", "--format", "csv")[1].decode())))
    assert [(row["rumour"], row["stance"]) for row in rows] == [
        ("r-plant", "supports"), ("r-plant", "supports"), ("r-plant", "denies"), ("r-tower", "denies"),
    ]  # fmt: skip
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    assert ondit("--all", "-o", "rows.parquet") == (0, b"", "")
    assert [each["article"] for each in pq.read_table("rows.parquet").to_pylist()] == [row["article"] for row in rows]


@pytest.mark.parametrize("form", ["jsonl", "jsonld", "csv", "html"])
def test_as_of_a_moment_nothing_later_is_in_it(form: str, ondit: Run) -> None:
    now = ondit("r-plant", "--format", form)[1].decode()
    then = ondit("r-plant", "--format", form, "--as-of", "2026-03-03")[1].decode()
    assert "wire.example" in now and "wire.example" not in then
    assert "denied" in now and "unverified" in then
    assert "denied" not in then.partition("<body>")[2 if form == "html" else 0]


def test_the_dossier_is_one_file_that_can_be_sent(ondit: Run) -> None:
    assert ondit("r-plant", "--out", "plant.html") == (0, b"", "")
    text = Path("plant.html").read_text(encoding="utf-8")
    assert "plant?" in text and "Firm denies" in text and "<script" not in text
    assert ondit("--all", "--out", "all.html")[0] == 0
    assert Path("all.html").read_text(encoding="utf-8").count("<article>") == 2


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (as root: apt-get install chromium)")
def test_the_dossier_is_a_pdf_where_chromium_is(ondit: Run) -> None:
    assert ondit("r-plant", "--out", "plant.pdf") == (0, b"", "")
    assert Path("plant.pdf").read_bytes().startswith(b"%PDF-")
    assert len(Path("plant.pdf").read_bytes()) > 5000


def test_without_a_browser_one_line_says_what_to_do(
    ondit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    code, out, err = ondit("r-plant", "--out", "plant.pdf")
    assert (code, out) == (2, b"") and "[OND-501]" in err and "chromium" in err
    assert not Path("plant.pdf").exists()
    (tmp_path / "bin").mkdir()
    broken = tmp_path / "bin" / "chromium"
    broken.write_text("#!/bin/sh\necho no display >&2\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    code, _, err = ondit("r-plant", "--out", "plant.pdf")
    assert code == 2 and "did not print (" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "what to export is not said"),
        (["r-plant", "--all"], "what to export is not said"),
        (["r-none"], "no such rumour"),
        (["r-plant", "--out", "plant.docx"], "the name does not say which format"),
        (["r-plant", "--out", "no/such/folder/a.html"], "cannot be written"),
        (["r-plant", "--as-of", "1999-01-01"], "nothing had been reported"),
        (["r-plant", "--format", "jsonld", "--site", "javascript:1"], "no address"),
    ],
)
def test_it_refuses_in_one_line(options: list[str], said: str, ondit: Run) -> None:
    code, out, err = ondit(*options)
    assert (code, out) == (2, b"") and said in err and len(err.splitlines()) == 1

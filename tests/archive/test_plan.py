"""What a plan says before a run, and what is told during one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.made_rows import rows
from ondit.archive.plan import Plan, plan_for
from ondit.archive.progress import Progress, in_words
from ondit.cli import run
from ondit.errors import InputError


def test_a_plan_counts_a_small_input_exactly(lines: Path) -> None:
    facts = plan_for([str(lines)], 2, 0.05).facts()
    assert (facts["records"], facts["articles"], facts["sample"]) == (19, 14, 19)
    assert facts["input_bytes"] == lines.stat().st_size
    assert facts["words_per_second_per_core"] > 0 and facts["cost_per_million"] > 0


def test_a_plan_estimates_a_large_input_from_its_beginning(tmp_path: Path) -> None:
    row = json.dumps(rows()[1]) + "\n"
    (tmp_path / "a.jsonl").write_text(row * 1000)
    found = plan_for([str(tmp_path / "a.jsonl")], 2, 0.05).facts()
    assert 700 <= found["articles"] <= 1500 and found["sample"] == 25


def test_more_workers_take_less_time_and_the_same_money() -> None:
    two, four = (Plan(10**9, 1e6, 0.5, 200, 300, 0.1, workers, 0.05) for workers in (2, 4))
    assert four.total < 0.51 * two.total
    assert two.a_million == four.a_million == pytest.approx(1e6 * 0.1 / 3600 * 0.05)
    assert two.facts()["memory_gib"] < four.facts()["memory_gib"]


def test_inputs_without_an_article_have_no_plan(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match="no article"):
        plan_for([str(tmp_path / "a.jsonl")], 2, 0.05)


def test_the_command_prints_a_plan_and_writes_nothing(
    lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    assert run(["archive", "read", str(lines), "--out", str(tmp_path / "out"), "--plan"]) == 0
    said = capsys.readouterr().out
    assert "a million articles" in said and "GiB" in said
    assert not (tmp_path / "out").exists()


def test_progress_tells_share_speed_and_time_left() -> None:
    now = [0.0]
    told: list[str] = []
    progress = Progress(told.append, clock=lambda: now[0])

    def note(**more: Any) -> dict[str, Any]:
        return {"articles": 10, "words": 500, "characters": 2500, **more}

    progress("plan", {"parts": 4, "characters": 10_000})
    for _ in range(2):
        now[0] += 6
        progress("read", note())
    assert told[1:] == ["read: 50%, 1,000 words, 83 words/s, 12 s left"]


def test_times_are_in_words() -> None:
    assert [in_words(s) for s in (5, 600, 7200)] == ["5 s", "10 min", "2.0 h"]


@pytest.mark.parametrize("missing", ["ray", "pyarrow"])
def test_without_the_extra_it_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == missing else real(name, *more))
    for arguments in (["read", "x", "--out", "y"], ["link", "x"], ["load", "x"]):
        assert run(["archive", *arguments]) == 2
        err = capsys.readouterr().err
        assert "pip install 'ondit[archive]'" in err and "[OND-501]" in err and len(err.splitlines()) == 1

"""`ondit bench` and `ondit train`: what they list, what they refuse, and how figures meet their floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import figures
from bench.figures import Figure, Result
from bench.trainers import TRAINERS
from ondit.cli import bench as bench_command
from ondit.cli import run


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A benchmark of its own, with its floors and its page in a folder of its own."""

    class Driver:
        """Count apples."""

        @staticmethod
        def measure(data: Path) -> Result:
            return Result(
                (Figure("apples", 0.75), Figure("time", 3.0, unit="s", pinned=False)), "d" * 16, "About apples."
            )

    monkeypatch.setattr(bench_command, "drivers", lambda checkout: ["apples"])
    monkeypatch.setattr(bench_command, "load", lambda name: Driver)
    monkeypatch.setattr(figures, "FLOORS", tmp_path / "floors.toml")
    monkeypatch.setattr(figures, "PAGE", tmp_path / "benchmarks.md")
    return tmp_path


def pin(folder: Path, floor: float, digest: str = "d" * 16) -> None:
    (folder / "floors.toml").write_text(f'[apples]\n"digest" = "{digest}"\n"apples" = {floor}\n', encoding="utf-8")


def bench(folder: Path, *more: str) -> int:
    return run(["bench", "apples", "--data", str(folder), *more])


@pytest.mark.parametrize(("floor", "code"), [(0.70, 0), (0.75, 0), (0.7515, 0), (0.76, 1)])
def test_a_figure_below_its_floor_fails(
    floor: float, code: int, driver: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pin(driver, floor)
    assert bench(driver) == code
    assert ("apples fell to 0.750" in capsys.readouterr().err) == bool(code)


def test_other_data_are_not_compared_in_silence(driver: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pin(driver, 0.1, digest="other")
    assert bench(driver) == 1
    assert "the data have changed" in capsys.readouterr().err


def test_a_figure_that_vanished_fails(driver: Path) -> None:
    (driver / "floors.toml").write_text(f'[apples]\n"digest" = "{"d" * 16}"\n"pears" = 0.5\n', encoding="utf-8")
    assert bench(driver) == 1


def test_floors_rise_and_never_fall_unless_told(driver: Path) -> None:
    for before, options, after in (
        (0.6, ["--raise"], 0.75),
        (0.9, ["--raise"], 0.9),
        (0.9, ["--raise", "--lower"], 0.75),
    ):
        pin(driver, before)
        bench(driver, *options)
        assert figures.floors()["apples"]["apples"] == pytest.approx(after, abs=0.001)
        assert "time" not in figures.floors()["apples"]


def test_a_section_takes_the_place_of_its_former_one(driver: Path) -> None:
    figures.write_section("zebras", "## zebras\n\nstay")
    for _ in range(2):
        assert bench(driver, "--write") == 0
    page = (driver / "benchmarks.md").read_text(encoding="utf-8")
    assert page.count("## apples") == 1 and page.count("stay") == 1
    assert "| apples | 0.750 |" in page and "| time | 3.00 s |" in page
    assert page.index("## apples") < page.index("## zebras")


def test_json_gives_one_object(driver: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench(driver, "--json")
    found = json.loads(capsys.readouterr().out)
    assert found == {"bench": "apples", "digest": "d" * 16, "figures": {"apples": 0.75, "time": 3.0}}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["bench", "no-such-bench"], "OND-401"),
        (["bench", "reading", "--data", "no/such/folder"], "OND-501"),
        (["train", "no-such-model"], "OND-401"),
        (["train", "reading", "--data", "no/such/folder"], "OND-501"),
    ],
)
def test_what_makes_no_sense_is_told(arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    err = capsys.readouterr().err
    assert f"[{code}]" in err and len(err.splitlines()) == 1


def test_without_a_name_they_list_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench"]) == 0
    benches = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert {"reading", "speed"} <= set(benches)
    assert run(["train"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(TRAINERS)


def test_outside_of_a_checkout_they_say_where_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_command, "__file__", str(tmp_path / "a" / "b" / "c" / "bench.py"))
    monkeypatch.chdir(tmp_path)
    assert run(["bench"]) == 2
    assert "checkout" in capsys.readouterr().err

"""What is set once holds for every command, and `ondit config` says where it comes from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ondit.cli import run


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for name in [name for name in os.environ if name.startswith("ONDIT_")]:
        monkeypatch.delenv(name)


def held(capfd: pytest.CaptureFixture[str], *options: str) -> dict[str, dict[str, str]]:
    assert run([*options, "config", "--json"]) == 0
    return {each["key"]: each for each in map(json.loads, capfd.readouterr().out.splitlines())}


def test_config_says_what_holds_and_where_it_comes_from(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "ondit").mkdir(parents=True)
    (tmp_path / "home" / "ondit" / "ondit.toml").write_text('by = "home"\n')
    assert held(capfd)["by"]["value"] == "home"
    (tmp_path / "ondit.toml").write_text('[oidc]\nsecret = "s3cret"\n')
    monkeypatch.setenv("ONDIT_DESK", "elsewhere.db")
    found = held(capfd)
    assert (found["by"]["value"], found["by"]["from"]) == ("", "default")
    assert (found["desk"]["value"], found["desk"]["where"]) == ("elsewhere.db", "ONDIT_DESK")
    assert (found["oidc.secret"]["value"], found["oidc.secret"]["from"]) == ("(set, not shown)", "file")
    assert run(["config"]) == 0
    out = capfd.readouterr().out
    assert "s3cret" not in out and "ONDIT_DESK" in out and "ondit.toml" in out


def test_a_desk_of_the_file_is_the_desk_of_a_command_and_an_option_goes_before(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ondit.toml").write_text('desk = "named.db"\n')
    before = dict(os.environ)
    assert run(["rumours"]) == 2
    assert f"{tmp_path / 'named.db'}: no desk here yet" in capfd.readouterr().err
    assert run(["rumours", "--desk", "other.db"]) == 2
    assert "other.db: no desk here yet" in capfd.readouterr().err
    assert dict(os.environ) == before, "nothing of the file stays behind"


def test_a_list_and_a_flag_of_the_file_reach_the_command_that_wants_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ondit.web

    seen = []
    monkeypatch.setattr(ondit.web, "serve", lambda settings, host, port: seen.append((settings, host, port)))
    (tmp_path / "a.toml").write_text('[serve]\nlogin = true\nport = 9001\nnames = ["a.example", "b.example"]\n')
    assert run(["--config", "a.toml", "serve"]) == 0
    ((settings, host, port),) = seen
    assert (host, port, settings.login, settings.https) == ("127.0.0.1", 9001, True, False)
    assert {"a.example", "b.example"} <= set(settings.hosts)


def test_networks_of_the_file_may_be_reached_and_a_warning_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ondit.toml").write_text('allow_addresses = ["127.0.0.9/32"]\n')
    assert run(["read", "http://127.0.0.9:8888/"]) == 2
    err = capfd.readouterr().err
    assert "[OND-202]" in err and "WARNING" in err


def test_a_setting_that_makes_no_sense_is_one_line_before_anything_is_done(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ondit.toml").write_text("colour = 3\n")
    assert run(["rumours"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "colour" in err and "[OND-401]" in err
    assert run(["--config", "missing.toml", "rumours"]) == 2
    assert "missing.toml: settings cannot be read" in capfd.readouterr().err


def test_the_example_is_a_file_that_can_be_taken_as_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "--example"]) == 0
    (tmp_path / "ondit.toml").write_text(capfd.readouterr().out)
    assert {each["from"] for each in held(capfd).values()} == {"default"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_what_makes_it_complete(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert f"_ONDIT_COMPLETE={shell}_complete" in capfd.readouterr().out


def test_completion_knows_the_commands(root: Path) -> None:
    code = "from ondit.cli import main; main()"
    more = {"_ONDIT_COMPLETE": "bash_complete", "COMP_WORDS": "ondit ru", "COMP_CWORD": "1"}
    more["PYTHONPATH"] = str(root / "src")
    code = "import sys; sys.argv[0] = 'ondit'; " + code
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **more}, capture_output=True, text=True)
    assert done.stdout.split() == ["plain,rumours"]

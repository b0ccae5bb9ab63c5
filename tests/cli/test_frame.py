"""One way to fail, whatever happens: one line on stderr, an exit code, no traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

import ondit.cli
from ondit.cli import cli, command_names, one_line, run
from ondit.errors import NotFound


def failing(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make `ondit read` raise something."""

    def install(error: BaseException) -> None:
        made = click.command("read")(failing(error))
        monkeypatch.setattr(ondit.cli.LazyGroup, "get_command", lambda self, ctx, name: made)

    return install


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            NotFound("no such file", where="a.html", remedy="check it"),
            2,
            "ondit: a.html: no such file; check it [OND-101]",
        ),
        (NotFound("no\nsuch \x1b[2Jfile", where="a\x07b"), 2, "ondit: a\ufffdb: no such \ufffd[2Jfile [OND-101]"),
        (KeyboardInterrupt(), 130, "ondit: interrupted"),
        (ZeroDivisionError("division\nby zero"), 70, "ondit: this is a fault of ondit's own"),
        (RecursionError("too deep"), 70, "ondit: this is a fault of ondit's own"),
        (MemoryError(), 70, "ondit: this is a fault of ondit's own"),
    ],
)
def test_an_error_is_one_line_on_stderr_and_an_exit_code(
    error: BaseException,
    code: int,
    said: str,
    command: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    command(error)
    assert run(["read"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.lstrip("\n").startswith(said) and len(err.split("\n")) == 2 + isinstance(error, KeyboardInterrupt)
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["read"], ["read", "--nope", "x"], ["nope"], ["read", "--html"], ["--nope"]])
def test_a_command_line_that_makes_no_sense_is_told_with_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and "Traceback" not in err and "Error: " in err


def test_the_reader_of_a_pipe_may_leave() -> None:
    script = "from ondit.cli import main; import sys; sys.argv = ['ondit', '--help']; main()"
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "{script}" | true; echo "${{PIPESTATUS[0]}}"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["1"]


def test_every_module_is_a_command_with_one_line_of_help() -> None:
    with click.Context(cli) as ctx:
        for name in command_names():
            found = cli.get_command(ctx, name)
            assert found is not None and found.name == name
            assert 10 < len(one_line(name)) < 100
            assert found.help, name


def test_every_option_of_every_command_says_what_it_does() -> None:
    with click.Context(cli) as ctx:
        for name in command_names():
            found = cli.get_command(ctx, name)
            assert found is not None
            silent = [p.name for p in found.params if isinstance(p, click.Option) and not p.help]
            assert not silent, name


def test_read_comes_first_in_the_help() -> None:
    assert command_names()[0] == "read"


def test_no_command_or_help_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    assert "Commands:" in capsys.readouterr().out
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().err

"""The command line: one module a command, imported only when it is called.

Every module of this package is a command of its own name and holds a click command named ``command``; the first
line of its docstring is its line in ``ondit --help``. A new command is a new file, nothing to register. That list
is read from the files' text, so that ``--help`` imports none of them.

There is one way to fail: an :class:`~ondit.errors.OnditError` is printed once, as one line on stderr, and the exit
code is 2. No traceback reaches a user, except with ``ONDIT_TRACEBACK=1`` for an error that is our own fault.
"""

from __future__ import annotations

import ast
import importlib
import logging
import os
import pkgutil
import sys
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ondit import __version__
from ondit.errors import OnditError
from ondit.show.printable import printable

if TYPE_CHECKING:
    from ondit.settings import Settings

# The order of the work, which is the order of `ondit --help`; commands not named here follow by name.
ORDER = (
    *"read add watch alert rumours show trace diff follow judge".split(),
    *"export forget serve mcp people archive".split(),
    *"demo config completion reread rebuild migrate languages train bench".split(),
)

EXIT_PIPE_CLOSED = 1
EXIT_BAD_INPUT = 2
EXIT_OUR_FAULT = 70  # EX_SOFTWARE of sysexits.h
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def command_names() -> list[str]:
    """The names of all commands, in the order of the work."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    return sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def one_line(name: str) -> str:
    """The first line of a command module's docstring, read without importing the module."""
    source = resources.files(__name__).joinpath(f"{name}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0].strip().rstrip(".")


@dataclass(slots=True)
class Call:
    """One run of the command line: what was set for it, and what is undone after it."""

    afterwards: ExitStack
    settings: Settings | None = None


class LazyGroup(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return command_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in command_names():
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, one_line(name)) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="ondit")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file of settings [default: ondit.toml here, else in your folder of settings]; see `ondit config`.",
)
@click.pass_obj
def cli(call: Call | None, config: Path | None) -> None:
    """The rumour desk: who said what, who had it from whom, and where it stands.

    Start with `ondit read PAGE`, or see an invented story from the first whisper to the denial with `ondit demo`.
    """
    from ondit.cli._settings import lent, settings_for

    if call is not None:
        call.settings = settings_for(config)
        call.afterwards.enter_context(lent(call.settings))


def report(error: BaseException) -> None:
    """Print one error as one line on stderr."""
    click.echo(f"ondit: {printable(str(error))}", err=True)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code. Nothing but an exit code comes out of here."""
    with ExitStack() as afterwards:
        return _run(arguments, Call(afterwards))


def _run(arguments: Sequence[str] | None, call: Call) -> int:
    try:
        code: Any = cli.main(args=arguments, prog_name="ondit", standalone_mode=False, obj=call)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except OnditError as error:
        report(error)
        return EXIT_BAD_INPUT
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("ondit: interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (`ondit read … | head`): nobody is left to tell. Python would complain once
        # more while it flushes stdout at exit, unless that goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE_CLOSED
    except SystemExit as leaving:  # click leaves like this when it is click that meets the broken pipe
        return leaving.code if isinstance(leaving.code, int) else EXIT_PIPE_CLOSED
    except Exception as error:
        if call.settings is not None and call.settings["traceback"]:
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        report(
            RuntimeError(f"this is a fault of ondit's own, please report it: {what} (ONDIT_TRACEBACK=1 shows where)")
        )
        return EXIT_OUR_FAULT


def main() -> None:
    """The ``ondit`` command."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # Libraries below log what they recover from; a user can do nothing about it.
    logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(run())

"""Print what makes a shell complete commands, options and files of ondit.

For bash: `eval "$(ondit completion bash)"` in `~/.bashrc`; for zsh the same in `~/.zshrc`; for fish:
`ondit completion fish > ~/.config/fish/completions/ondit.fish`.
"""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL."""
    from click.shell_completion import get_completion_class

    from ondit.cli import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "ondit", "_ONDIT_COMPLETE").source())

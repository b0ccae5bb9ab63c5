"""The table of settings as the commented example of ``ondit.toml``, and as the page of the docs."""

from __future__ import annotations

import textwrap

from ondit.settings.loading import text_of, written
from ondit.settings.table import SETTINGS, Setting

_HEAD = """\
# ondit.toml: what holds for every command. ondit takes this file from the working folder, else from the user's folder
# of settings (~/.config/ondit), or the one that --config names. A line that begins with # does not count. Paths count
# from this file. Options of the command line go first, then variables of the environment, then this file.
# `ondit config` shows what holds, and where it comes from.
"""


def example() -> str:
    """A whole ``ondit.toml`` in which everything is explained and nothing is set."""
    parts, section = [_HEAD], ""
    for setting in sorted((each for each in SETTINGS if each.file), key=lambda each: "." in each.key):
        here = setting.key.partition(".")[0] if "." in setting.key else ""
        if here != section:
            parts.append(f"[{here}]\n")
            section = here
        says = textwrap.fill(f"{setting.says} {_default(setting)}", 115, initial_indent="# ", subsequent_indent="# ")
        parts.append(f"{says}\n#{written(setting)}\n")
    return "\n".join(parts)


def rows() -> list[tuple[Setting, str]]:
    """Every setting with its default in words, in the order of the table."""
    return [(setting, _default(setting)) for setting in SETTINGS]


def _default(setting: Setting) -> str:
    text = text_of(setting, setting.default)
    return f"Default: {text}." if text else "Not set by default."

"""Runs `ondit` itself as its users do: processes of their own, on one desk, with a folder of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from processes import environment

PATIENCE = 300.0  # seconds for one page to come in, on a busy machine


def ondit(folder: Path, *words: str) -> subprocess.Popen[str]:
    given = environment(
        ONDIT_ALLOW_ADDRESSES="127.0.0.0/8",
        ONDIT_ALERT_CHANNELS=str(folder / "channels.toml"),
        ONDIT_DESK=str(folder / "ondit.db"),
    )
    command = [sys.executable, "-m", "ondit", *words]
    return subprocess.Popen(command, cwd=folder, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def done(folder: Path, *words: str) -> str:
    process = ondit(folder, *words)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out

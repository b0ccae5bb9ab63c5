"""What the commands that send alerts share: the channels of the settings, and how an attempt is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ondit.desk import Desk
    from ondit.desk.alerting.channels import Send
    from ondit.desk.alerting.send import Sender, Sent


def channels() -> dict[str, Send]:
    """The channels of ``alert.channels``; none where it is not set. Raises SettingError."""
    from ondit.desk.alerting.channels import load_channels

    file = os.environ.get("ONDIT_ALERT_CHANNELS", "").strip()
    return load_channels(Path(file), address()) if file else {}


def address() -> str | None:
    """Where the desk is served, if the settings say it."""
    return os.environ.get("ONDIT_ALERT_ADDRESS") or None


def sender(desk: Desk) -> Sender:
    """What sends the alerts of a desk through the channels of the settings."""
    from ondit.desk.alerting.send import Sender

    return Sender(desk._store, channels())


def tell_sent(sent: Sent) -> None:
    """One attempt as one line: on stderr where it failed."""
    from ondit.show.printable import printable

    attempt = sent.attempt
    line = f"{_WORDS[sent.outcome]:<12}{attempt.channel}: {printable(attempt.alert.headline)}"
    why = f" ({printable(sent.note)}; attempt {attempt.number})" if sent.note else ""
    click.echo(line + why, err=sent.outcome != "sent")


_WORDS = {"sent": "alert sent", "failed": "not sent", "given up": "given up"}

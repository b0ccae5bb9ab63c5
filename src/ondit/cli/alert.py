"""Be told when something happens: rules of what to tell, and through which channels.

`ondit watch` sends alerts as they come; `ondit alert send` sends what waits, for who adds pages by other ways.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ondit.cli._desk import desk_option, json_option, open_desk

if TYPE_CHECKING:
    from ondit.desk.alerting import Rule


@click.group("alert")
def command() -> None:
    """Rules: what to be told about, of which rumour, party or outlet, through which channels; and what was told."""


@command.command("add")
@click.argument("name")
@click.option("--on", "events", multiple=True, metavar="EVENT", help="An event (see below); repeatable. [default: all]")
@click.option("--rumour", metavar="ID", help="Only about this rumour.")
@click.option("--party", metavar="NAME", help="Only about rumours with this party.")
@click.option("--outlet", metavar="NAME", help="Only by articles of this outlet.")
@click.option("--to", "channels", multiple=True, metavar="CHANNEL", help="A channel of alert.channels; repeatable.")
@desk_option
def add(
    name: str, events: tuple[str, ...], rumour: str | None, party: str | None, outlet: str | None,
    channels: tuple[str, ...], desk: str,
) -> None:  # fmt: skip
    """Make a rule NAME: from now on, tell about these events.

    Events: opened, denied, confirmed, origin, status, fact, withdrawn, changed, gone; status:confirmed and the like for
    one status. Without --to its alerts are kept, listed, and shown as a feed.
    """
    from ondit.cli._alerts import channels as known_channels
    from ondit.desk.alerting import Rule, rules
    from ondit.errors import SettingError

    known = known_channels()
    for channel in channels:
        if channel not in known:
            what, remedy = f"no channel {channel!r}", f"known are: {', '.join(known) or 'none; set alert.channels'}"
            raise SettingError(what, where="--to", remedy=remedy)
    with open_desk(desk) as opened:
        rule = rules.checked(Rule(name, events, rumour and opened.find(rumour), party, outlet, channels))
        with opened._store.writing() as connection:
            rules.add(connection, rule, datetime.now(UTC))
    click.echo(f"rule {_words(rule)}")


@command.command("list")
@desk_option
@json_option
def show(desk: str, as_json: bool) -> None:
    """List the rules that hold, and how many alerts wait to be sent."""
    from ondit.codec import encode, time_text
    from ondit.desk.alerting import rules
    from ondit.desk.alerting.send import waiting
    from ondit.show.as_json import line

    with open_desk(desk, create=False) as opened, opened._store.reading() as connection:
        held, queue = rules.stored(connection), waiting(connection)
    for rule, since in held:
        value = {**encode(rule), "since": time_text(since)}
        click.echo(line(value) if as_json else f"{_words(rule)}  since {since:%Y-%m-%d %H:%M}")
    for channel, count in queue.items() if not as_json else ():
        click.echo(f"waiting for {channel}: {count}")


@command.command("remove")
@click.argument("name")
@desk_option
def remove(name: str, desk: str) -> None:
    """End the rule NAME. What it told stays, and what waits is still sent."""
    from ondit.desk.alerting import rules

    with open_desk(desk, create=False) as opened, opened._store.writing() as connection:
        rules.end(connection, name, datetime.now(UTC))


@command.command("sent")
@click.option("--rule", metavar="NAME", help="Only of this rule.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
@desk_option
@json_option
def sent(rule: str | None, most: int, desk: str, as_json: bool) -> None:
    """Show the last alerts, newest first: the words, sources and links of each, and every attempt to send it."""
    from ondit.cli._alerts import address
    from ondit.codec import time_text
    from ondit.desk.alerting import outbox, send
    from ondit.desk.alerting.wording import as_object, text_of
    from ondit.show.as_json import line
    from ondit.show.printable import printable

    with open_desk(desk, create=False) as opened, opened._store.reading() as connection:
        found = [(alert, send.attempts(connection, alert.id)) for alert in outbox.alerts(connection, rule, most)]
    for alert, tries in found:
        if as_json:
            said = [
                {"channel": t.channel, "outcome": t.outcome, "attempt": t.number, "at": time_text(t.at), "note": t.note}
                for t in tries
            ]
            sys.stdout.buffer.write(line({**as_object(alert, address()), "attempts": said}).encode() + b"\n")
            continue
        click.secho(f"{alert.at:%Y-%m-%d %H:%M}  {alert.kind}  {printable(alert.headline)}", bold=True)
        for row in text_of(alert, address()).splitlines():
            click.echo(f"  {printable(row)}")
        for each in tries:
            if each.outcome != "started":
                note = f" ({printable(each.note)})" if each.note else ""
                click.echo(f"  {each.outcome} to {each.channel} {each.at:%Y-%m-%d %H:%M:%S}{note}")


@command.command("send")
@click.option("--again", is_flag=True, help="Also what was given up.")
@desk_option
def send_now(again: bool, desk: str) -> None:
    """Send the alerts that are due now."""
    from ondit.cli._alerts import sender, tell_sent
    from ondit.desk.alerting import send

    with open_desk(desk, create=False) as opened:
        opened.catch_up()
        if again:
            with opened._store.writing() as connection:
                send.send_again(connection, datetime.now(UTC))
        for each in sender(opened).send_due():
            tell_sent(each)


@command.command("test")
@click.argument("channel")
def test(channel: str) -> None:
    """Send one made-up alert through CHANNEL, to see that it arrives."""
    from ondit.cli._alerts import channels
    from ondit.desk.alerting import Alert, Quote
    from ondit.desk.alerting.channels import SendFailed
    from ondit.errors import SettingError

    known = channels()
    if channel not in known:
        remedy = f"known are: {', '.join(known) or 'none; set alert.channels'}"
        raise SettingError(f"no channel {channel!r}", where="CHANNEL", remedy=remedy)
    words = Quote("This is a test; nothing happened.", "test", source_name="ondit")
    now = datetime.now(UTC)
    try:
        known[channel](Alert(f"test-{now:%Y%m%d%H%M%S}", "test", "test", now, "A test of this channel", (words,)))
    except SendFailed as error:
        raise SettingError(f"it did not arrive: {error}", where=channel, remedy="check alert.channels") from error
    click.echo(f"sent through {channel}")


def _words(rule: Rule) -> str:
    parts = [f"on {', '.join(rule.events) or 'all events'}"]
    parts += [f"{name} {value}" for name in ("rumour", "party", "outlet") if (value := getattr(rule, name))]
    parts.append(f"to {', '.join(rule.to)}" if rule.to else "kept as a feed")
    return f"{rule.name}: {'; '.join(parts)}"

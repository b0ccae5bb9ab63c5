"""Watch feeds and pages: fetch what is new, keep every version of it, and tell and send what changed.

It goes on where it was when it is started again, and stops with 0 when it is told to (Ctrl-C, SIGTERM).
"""

from __future__ import annotations

import itertools
import re
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ondit.cli import Call, report
from ondit.cli._desk import desk_option, json_option, open_desk
from ondit.cli._settings import setting
from ondit.errors import SettingError

if TYPE_CHECKING:
    from ondit.desk import Desk
    from ondit.desk.watching import Told

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@click.command("watch")
@click.argument("feeds", nargs=-1, metavar="FEED...")
@desk_option
@json_option
@click.option("--once", is_flag=True, help="One round: whatever is due now, and then the alerts; for cron.")
@click.option("--list", "listing", is_flag=True, help="Only list the feeds that this desk watches, and how they do.")
@setting("--every", key="watch.every", metavar="TIME", help="Between two visits of a feed: 90s, 15m, 2h.")
@setting("--pause", key="watch.pause", metavar="TIME", help="Between two requests to one host, at least.")
@setting("--days", key="watch.days", type=click.IntRange(1, 3650), help="Leave a page that did not change for so long.")
@click.pass_obj
def command(
    call: Call | None,
    feeds: tuple[str, ...],
    desk: str,
    as_json: bool,
    once: bool,
    listing: bool,
    every: str,
    pause: str,
    days: int,
) -> None:
    """Watch each FEED: an address or a file of RSS, Atom, JSON Feed, OPML, a sitemap, or a list of addresses.

    Without any, watch those of the settings (watch.feeds). Once a day it forgets what the rules of retention
    (forget.older_than, forget.rules) do not let stay. What cannot be fetched is told on stderr when it begins to
    fail, and does not stop the others.
    """
    from ondit.desk.watching import Pace
    from ondit.desk.watching.sources import tasks_of

    if listing:
        with open_desk(desk, create=False) as opened:
            _list(opened, as_json)
        return
    seconds = duration(every, "--every")
    pace = Pace(every=seconds, pause=duration(pause, "--pause"), recheck=2 * seconds, days=float(days))
    tasks = tasks_of(feeds or _feeds_of_settings())
    if not tasks:
        raise SettingError("nothing to watch", where="watch", remedy="name a feed, or set watch.feeds")
    with open_desk(desk) as opened:
        hours = itertools.count()

        def hourly() -> None:
            if next(hours) % 24 == 0:  # forgetting writes the desk's file anew: once a day is often enough
                _forget_due(opened, call)

        _watch(opened, tasks, pace, once, as_json, hourly)


def _forget_due(desk: Desk, call: Call | None) -> None:
    """What the rules of retention do not let be kept any longer goes."""
    from ondit.cli.forget import retention_of

    forgot = desk.forget_due(retention_of(call.settings if call is not None else None))
    if forgot.articles:
        click.echo(f"ondit: forgotten by rule: articles {forgot.articles}", err=True)


def _watch(desk: Desk, tasks: Any, pace: Any, once: bool, as_json: bool, hourly: Callable[[], None]) -> None:
    from ondit.cli._alerts import sender, tell_sent
    from ondit.desk.alerting.courier import Courier
    from ondit.desk.watching import Watcher

    stop = threading.Event()
    sending = sender(desk)
    watcher = Watcher(desk, tasks, pace, once, lambda told: _tell(desk, told, as_json), stop=stop, hourly=hourly)
    courier = Courier(sending, tell_sent, report)
    before = [(number, signal.signal(number, lambda *_: stop.set())) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        courier.start()
        watcher.run()
        courier.finish(30)
        if once:
            for sent in sending.send_due(stop.is_set):
                tell_sent(sent)
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def duration(words: str, where: str) -> float:
    """Seconds of a time as people write it: 90s, 15m, 2h, 1d. Raises SettingError."""
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhd])", words.strip().lower())
    if match is None:
        raise SettingError(f"no length of time: {words!r}", where=where, remedy="write it like 90s, 15m or 2h")
    return float(match[1]) * _UNITS[match[2]]


def _feeds_of_settings() -> tuple[str, ...]:
    import os

    return tuple(os.environ.get("ONDIT_WATCH_FEEDS", "").split())


def _tell(desk: Desk, told: Told, as_json: bool) -> None:
    from ondit.cli._changes import tell
    from ondit.cli.add import tell_edit, tell_page

    if told.kind == "changes":
        tell(told.changes, as_json)
    elif told.article is not None:
        tell_page(told.article, told.kind, as_json)
        if told.kind == "version" and not as_json:
            tell_edit(desk, told.article.key)
    elif told.error is not None:
        error = told.error
        what = f"no longer there ({error.what})" if told.kind == "gone" else error.what
        where = told.where if told.where in error.where or not error.where else f"{told.where} → {error.where}"
        report(type(error)(what, where=where, remedy="" if told.kind == "gone" else error.remedy))
    else:
        click.echo(f"ondit: {told.where}: answers again", err=True)
    sys.stdout.flush()


def _list(desk: Desk, as_json: bool) -> None:
    from ondit.desk.watching import ledger
    from ondit.show.as_json import line
    from ondit.show.printable import printable
    from ondit.show.rumour_json import time_text

    with desk._store.reading() as connection:
        found = ledger.feeds(connection)
    for each in found:
        if as_json:
            times = {name: time_text(getattr(each, name)) for name in ("added", "checked", "changed", "due")}
            value = {"address": each.address, "status": each.status, "failures": each.failures, "note": each.note}
            sys.stdout.buffer.write(line({**value, **times}).encode() + b"\n")
            continue
        state = f"failing ({each.failures}): {printable(each.note or '')}" if each.failures else "well"
        seen = f"{each.checked:%Y-%m-%d %H:%M}" if each.checked else "not yet"
        click.echo(f"{printable(each.address)}  last {seen}  {state}")

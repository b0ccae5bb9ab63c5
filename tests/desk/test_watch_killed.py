"""Watching, killed at random moments and started again: no page is lost or there twice, and nobody is told twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from cheap import desk, hour, tables
from sqlalchemy import func, select, text
from test_news_week import line

import news_site
from news_site import Asked, Reply, page, rss
from ondit.desk import listing, schema
from ondit.desk.alerting import Rule, outbox, rules
from ondit.desk.alerting.channels import Webhook
from ondit.desk.alerting.send import Sender
from ondit.desk.watching import Pace, Watcher
from ondit.desk.watching.sources import tasks_of
from processes import environment
from soak import SOAK

SECRET = b"a secret of the invented newsroom"
ROUNDS = 200 if SOAK else 3
PAGES = 6  # new ones a round
WATCHING = f"""
import sys
from datetime import timedelta
from cheap import desk
from ondit.desk.alerting.channels import Webhook
from ondit.desk.alerting.courier import Courier
from ondit.desk.alerting.send import Sender
from ondit.desk.watching import Pace, Watcher
from ondit.desk.watching.sources import tasks_of
place, root = sys.argv[1:]
with desk(place) as opened:
    sender = Sender(opened._store, {{"cms": Webhook(root + "/hook", {SECRET!r})}}, lease=timedelta(seconds=1))
    Courier(sender, lambda sent: None, print).start()
    tell = lambda told: print(told.kind, told.where, flush=True)
    Watcher(opened, tasks_of([root + "/feed"]), Pace(every=0.2, pause=0, recheck=0.2), tell=tell).run()
"""


def test_killed_while_it_watches_nothing_is_lost_and_nothing_told_twice(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.0/8")
    chance = random.Random(20260302)
    told: set[str] = set()
    posted: list[Asked] = []
    with news_site.running() as site:
        site.put("/hook", lambda asked: posted.append(asked) or Reply(b"", 204))  # type: ignore[func-returns-value]
        with desk(place) as opened, opened._store.writing() as connection:
            rules.add(connection, Rule("some", ("opened", "denied", "status"), to=("cms",)), hour(0))
        names: list[str] = []
        for number in range(ROUNDS):
            names += publish(site, number)
            told |= killed(place, site.root(), chance.uniform(0.0, 1.2))
        with desk(place) as opened:
            settle(opened, site)
            with opened._store.reading() as connection:
                keys = list(connection.execute(select(schema.version.c.key)).scalars())
                alerts = outbox.alerts(connection, most=10_000)
                counts = [
                    connection.execute(select(func.count()).select_from(table)).scalar()
                    for table in (schema.reading, schema.page)
                ]
                if connection.dialect.name == "sqlite":
                    assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert sorted(keys) == sorted(names), "every page once"
            assert told <= set(keys) and counts == [len(keys)] * 2
            before = tables(opened)
            opened.rebuild()
            assert tables(opened) == before
    events = Counter((alert.kind, alert.rumour) for alert in alerts)
    assert events == Counter(
        (kind, f"r-topic{number}") for number in range(ROUNDS) for kind in ("opened", "denied", "status")
    )
    ids = {asked.headers["Webhook-Id"] for asked in posted}
    assert ids == {alert.id for alert in alerts}, "each told, and nothing else"


def publish(site: news_site.Site, number: int) -> list[str]:
    """New pages in the feed: one of them denies something new, the others say the same with a link to it."""
    first = f"{site.root()}/p{number}-0"
    said = line("Company", f"topic{number}", "denies")
    for each in range(PAGES):
        reply = page(f"Page {each}", said, published=hour(number))
        link = f'<p>As <a href="{first}">was said first in a report there</a>, so it is said here once more.</p>'
        site.put(
            f"/p{number}-{each}", Reply(reply.body.replace(b"</article>", f"{link * bool(each)}</article>".encode()))
        )
    addresses = [f"{site.root()}/p{n}-{each}" for n in range(number + 1) for each in range(PAGES)]
    site.put("/feed", rss([(address, "t", None) for address in reversed(addresses)]))
    return addresses[-PAGES:]


def killed(place: str, root: str, seconds: float) -> set[str]:
    """Watches, is killed so many seconds after the first word of it, and gives the articles that were acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHING, place, root],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first, process.communicate()[1]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return {each.split()[1] for each in (first + out).splitlines() if each.startswith("new ") and " " in each.strip()}


def settle(opened: object, site: news_site.Site) -> None:
    """Undisturbed, until no page is new (a visit of a feed brings in ``most_new``), and then whatever waits to be
    sent, when the leases are over."""
    there = -1
    while there != (there := len(listing.versions(opened))):  # type: ignore[arg-type]
        Watcher(opened, tasks_of([f"{site.root()}/feed"]), Pace(every=0.2, pause=0, recheck=0.2), once=True).run()  # type: ignore[arg-type]
        time.sleep(0.3)  # the feed is due again
    time.sleep(1.1)
    Sender(opened._store, {"cms": Webhook(f"{site.root()}/hook", SECRET)}).send_due()  # type: ignore[attr-defined]

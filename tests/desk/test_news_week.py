"""Three days of an invented week, hour by hour: sites that publish, edit, vanish, move, lie and fail, watched by a desk
that sends alerts to a webhook and through Apprise. What arrived, what was missed, what came twice."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cheap import desk, hour

import news_site
from news_site import Asked, Reply, Site, json_feed, page, rss
from ondit.desk import Desk
from ondit.desk.alerting import Rule, outbox, rules
from ondit.desk.alerting.channels import Messages, Webhook
from ondit.desk.alerting.send import Sender
from ondit.desk.watching import Pace, Told, Watcher
from ondit.desk.watching.sources import tasks_of
from soak import SOAK

SECRET = b"a secret of the invented newsroom"
HOURS = range(0, 72, 1 if SOAK else 2)
NIGHT = 36
PROSE = "so it was said in a long line of words that reads like prose to whoever looks at it"
HERALD, WIRE, LEDGER, GAZETTE, EVIL = 1, 2, 3, 4, 5


def line(who: str, topic: str, stance: str, more: str = "") -> str:
    return f"{who} > {topic} > {stance} > {PROSE}{more}"


class Week:
    """The sites of the week, and what they say at each hour."""

    def __init__(self, site: Site) -> None:
        self.site, self.now = site, 0
        self.feeds: dict[int, list[tuple[str, datetime | None]]] = {HERALD: [], WIRE: [], LEDGER: [], EVIL: []}
        self.posted: list[Asked] = []
        self.hook_down = False
        site.put("/robots.txt", Reply(b"User-agent: *\nDisallow: /private\n", kind="text/plain"))
        site.put("1:/feed", lambda _: self.rss(HERALD))
        site.put("2:/feed.json", lambda _: self.wire())
        site.put("3:/news.xml", lambda _: self.sitemap())
        site.put("4:/feed", Reply(b"<rss><chan", status=500, etag=False))
        site.put("5:/feed", lambda _: self.rss(EVIL))
        site.put("/hook", self.hook)
        site.put("/apprise", lambda asked: Reply(b"ok", etag=False))
        names = ["1:/feed", "2:/feed.json", "3:/news.xml", "4:/feed", "5:/feed"]
        outlines = "".join(f'<outline xmlUrl="{self.at(name)}"/>' for name in names)
        site.put("/week.opml", Reply(f"<opml><body>{outlines}</body></opml>".encode(), kind="text/x-opml"))

    def at(self, name: str) -> str:
        number, _, path = name.partition(":")
        return self.site.root(int(number)) + path

    def publish(self, name: str, reply: Reply, moment: datetime | None = None, *, listed: bool = True) -> None:
        self.site.put(name, reply)
        if listed:
            self.feeds[int(name[0])].append((self.at(name), moment))

    def rss(self, number: int) -> Reply:
        return rss([(address, "t", moment) for address, moment in reversed(self.feeds[number])])

    def wire(self) -> Reply:
        if 10 <= self.now < 12:
            return Reply(b"slowly", 429, headers={"Retry-After": "7200"}, etag=False)
        return json_feed([address for address, _ in reversed(self.feeds[WIRE])])

    def sitemap(self) -> Reply:
        if 14 <= self.now < 16:
            return Reply(b"down", 500, etag=False)
        rows = "".join(f"<url><loc>{address}</loc></url>" for address, _ in self.feeds[LEDGER])
        return Reply(f"<urlset>{rows}</urlset>".encode(), kind="text/xml")

    def hook(self, asked: Asked) -> Reply:
        if self.hook_down:
            return Reply(b"later", 503, etag=False)
        self.posted.append(asked)
        return Reply(b"", 204, etag=False)

    def happens(self) -> None:
        """What the sites do at this hour."""
        for at, act in self.script():
            if at == self.now:
                act()

    def script(self) -> Iterator[tuple[int, Callable[[], None]]]:
        deal = "plant deal"
        whisper = line("insider", deal, "supports")
        to_herald = f'said <a href="{self.at("1:/plant")}">the Herald in a report of that day</a>, {PROSE}'

        def echo(name: str, outlet: str, at: float, *lines: str) -> None:
            reply = page(f"Plant deal, {outlet}", *lines, outlet=outlet, published=hour(at))
            linked = reply.body.replace(b"</article>", f"<p>{to_herald}</p></article>".encode())
            self.publish(name, Reply(linked), hour(at))

        yield 0, lambda: self.publish("1:/plant", page("Plant", whisper, published=hour(0)), hour(0))
        yield 0, lambda: self.publish("1:/private/x", page("Private", whisper, published=hour(0)))
        yield 0, lambda: self.evil()
        yield 2, lambda: echo("2:/echo", "Wire", 2, line("Herald", deal, "supports"))
        yield 4, lambda: echo("3:/echo", "Ledger", 4, line("Herald", deal, "supports"))
        own = page("Plant, from our own sources", line("clerk", deal, "supports"), outlet="Ledger", published=hour(8))
        yield 8, lambda: self.publish("3:/own", own)
        yield 10, lambda: self.publish("2:/late", page("Harbour", line("mayor", "harbour", "supports"), outlet="Wire"))
        yield 14, lambda: self.publish("3:/later", page("Bridge", line("mayor", "bridge", "supports"), outlet="Ledger"))
        yield 20, lambda: setattr(self, "hook_down", True)
        denial = line("Corvane", deal, "denies")
        yield 20, lambda: echo("2:/denial", "Wire", 20, denial)
        yield 22, lambda: echo("1:/denial-echo", "Herald", 22, denial)
        yield 24, lambda: setattr(self, "hook_down", False)
        yield 26, lambda: self.moved()
        edited = page("Plant", whisper.replace(PROSE, f"but not so surely, {PROSE}"), published=hour(0))
        yield 28, lambda: self.site.put("1:/plant", edited)
        yield 30, lambda: self.site.put("3:/own", Reply(b"gone", 404, etag=False))
        yield 48, lambda: echo("1:/confirm", "Herald", 48, line("Corvane", deal, "confirms"))
        lying = page("Lying", line("mayor", "tower", "supports"), published=hour(24 * 365 * 40))
        yield (
            50,
            lambda: self.publish("1:/lying", Reply(lying.body, kind="text/html; charset=koi8-r"), hour(-24 * 365 * 30)),
        )

    def moved(self) -> None:
        """A page that moved, twice in the feed under marks of campaigns."""
        self.site.put("1:/old", Reply(b"", 301, headers={"Location": "/new"}, etag=False))
        self.publish("1:/new", page("Moved", line("mayor", "market", "supports"), published=hour(26)), listed=False)
        for mark in ("", "?utm_source=rss", "?fbclid=7#top"):
            self.feeds[HERALD].append((self.at("1:/old") + mark, None))

    def evil(self) -> None:
        """Entries that must not be fetched, or not believed."""
        bomb = gzip.compress(b"\0" * 30_000_000)
        self.site.put("5:/bomb", Reply(bomb, headers={"Content-Encoding": "gzip"}, etag=False))
        self.site.put("5:/to", Reply(b"", 302, headers={"Location": "http://169.254.169.254/latest/"}, etag=False))
        self.site.put("5:/circle", Reply(b"", 302, headers={"Location": "/circle"}, etag=False))
        self.site.put("5:/pdf", Reply(b"%PDF-1.7", kind="application/pdf"))
        self.site.put("5:/empty", Reply(b"<html></html>"))
        thief = page("Stolen", line("thief", "theft", "supports"), canonical=self.at("1:/plant"), outlet="Evil")
        self.site.put("5:/thief", Reply(thief.body.replace(b"127.0.0.1", b"herald.example")))
        self.feeds[EVIL] = [(self.at(f"5:/{name}"), None) for name in ("bomb", "to", "circle", "pdf", "empty", "thief")]
        self.feeds[EVIL] += [(address, None) for address in ("http://10.0.0.1/", "http://[::1]/", "ftp://x.example/")]


@pytest.fixture
def week(monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.0/8")
    with news_site.running() as site:
        yield Week(site)


def lived(week: Week, opened: Desk, hours: Iterable[int], told: list[Told], clock: pytest.MonkeyPatch) -> None:
    """Some hours of the week: the sites do what they do, the desk looks, alerts go out."""
    for week.now in hours:
        week.happens()
        now = hour(week.now)
        clock.setattr("ondit.desk.desk._now", lambda now=now: now)
        tasks = tasks_of([week.at("1:/week.opml")])
        pace = Pace(every=3600, pause=0, recheck=3600, jitter=0)
        Watcher(opened, tasks, pace, once=True, tell=told.append, now=lambda now=now: now).run()  # type: ignore[misc]
        channels = {
            "cms": Webhook(week.at("1:/hook"), SECRET),
            "chat": Messages((week.at("1:/apprise").replace("http", "json"),)),
        }
        Sender(opened._store, channels, lambda now=now: now).send_due()  # type: ignore[misc]


RULES = (
    Rule("all", to=("cms",)),
    Rule("denials", ("denied", "status:confirmed"), to=("cms", "chat")),
    Rule("the harbour", party="harbour", to=("chat",)),
    Rule("ledger", ("changed", "gone"), outlet="Ledger"),
)


def with_rules(opened: Desk) -> None:
    with opened._store.writing() as connection:
        for rule in RULES:
            rules.add(connection, rule, hour(0))


def test_three_days_arrive_whole_and_nothing_comes_twice(
    week: Week, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Told] = []
    place = tmp_path / "ondit.db"
    with desk(place) as opened:
        with_rules(opened)
        lived(week, opened, [each for each in HOURS if each < NIGHT], told, monkeypatch)
    with desk(place) as opened:  # another process goes on
        lived(week, opened, [each for each in HOURS if each >= NIGHT], told, monkeypatch)
        came = Counter(each.where for each in told if each.kind == "new")
        wanted = ["1:/plant", "1:/old", "1:/denial-echo", "1:/confirm", "1:/lying", "2:/echo", "2:/late", "2:/denial"]
        wanted += ["3:/echo", "3:/own", "3:/later", "5:/thief"]
        assert came == Counter(week.at(name) for name in wanted), "missed, or came twice"
        assert {each.article.key for each in told if each.kind == "version" and each.article} == {week.at("1:/plant")}
        assert [each.where for each in told if each.kind == "gone"] == [week.at("3:/own")]
        check_evil(week, told)
        check_politeness(week)
        check_alerts(week, opened)
        lying = opened.versions(week.at("1:/lying"))[-1].reading.article
        assert lying.published is None and "mayor" in lying.text
        assert {each.rumour.id for each in opened.rumours()} == {"r-plant deal"}


def check_evil(week: Week, told: list[Told]) -> None:
    """What must not be fetched was not; what fails was told once, and again only when it had answered."""
    refused = {each.where for each in told if each.kind == "refused"}
    assert refused == {
        *(week.at(f"5:/{name}") for name in ("bomb", "to", "pdf", "empty")),
        week.at("1:/private/x"),
        "http://10.0.0.1/",
        "http://[::1]/",
    }
    failing = Counter(each.where for each in told if each.kind == "failing")
    assert failing == Counter(
        [week.at("4:/feed"), week.at("2:/feed.json"), week.at("3:/news.xml"), week.at("5:/circle"), week.at("3:/own")]
    )
    again = Counter(each.where for each in told if each.kind == "again")
    assert again == Counter([week.at("2:/feed.json"), week.at("3:/news.xml")])
    assert not [each for each in week.site.seen if "private" in each.path]


def check_politeness(week: Week) -> None:
    """304 where nothing changed; no visit before Retry-After; a feed that fails is asked ever more rarely."""
    feed = [each.status for each in week.site.asked("/feed") if each.host.startswith("127.0.0.1:")]
    assert feed.count(304) > feed.count(200)
    broken = [each for each in week.site.asked("/feed") if each.host.startswith("127.0.0.4:")]
    assert 2 <= len(broken) <= 9
    assert [each.status for each in week.site.asked("/feed.json")].count(429) == 1


def check_alerts(week: Week, opened: Desk) -> None:
    with opened._store.reading() as connection:
        kept = outbox.alerts(connection, most=1000)
    kinds = Counter((alert.rule, alert.kind) for alert in kept)
    events = ["opened", "origin", "denied", "status", "changed", "gone", "confirmed", "status"]
    assert kinds == Counter(
        [*(("all", kind) for kind in events), ("denials", "denied"), ("denials", "status"), ("ledger", "gone")]
    )
    assert all(alert.quotes and all(quote.article for quote in alert.quotes) for alert in kept)
    denied = next(alert for alert in kept if alert.kind == "denied")
    assert denied.quotes[0].words.startswith("Corvane > plant deal > denies") and denied.quotes[0].outlet == "Wire"
    changed = next(alert for alert in kept if alert.kind == "changed")
    assert (
        changed.quotes[0].was and "not so surely" in changed.quotes[0].words and "without saying so" in changed.headline
    )
    sent = Counter(asked.headers["Webhook-Id"] for asked in week.posted)
    assert sent == Counter(alert.id for alert in kept if alert.rule in ("all", "denials")), "each once, none left"
    for asked in week.posted:
        name, moment = asked.headers["Webhook-Id"], asked.headers["Webhook-Timestamp"]
        mac = hmac.new(SECRET, f"{name}.{moment}.".encode() + asked.body, hashlib.sha256).digest()
        assert asked.headers["Webhook-Signature"] == "v1," + base64.b64encode(mac).decode()
        assert json.loads(asked.body)["id"] == name == asked.headers["Idempotency-Key"]
    chats = [json.loads(asked.body) for asked in week.site.asked("/apprise")]
    assert sorted(chat["title"].partition(":")[0] for chat in chats) == ["Corvane denies", "denied → confirmed"]
    assert all(f"{week.at('1:/')}" in chat["message"] or f"{week.at('2:/')}" in chat["message"] for chat in chats)


def test_watching_goes_on_until_it_is_told_to_stop(week: Week) -> None:
    """Not in rounds, on a clock that runs 3,600 times as fast: a second is an hour."""
    started = datetime.now().astimezone()

    def now() -> datetime:
        return hour((datetime.now().astimezone() - started) / timedelta(seconds=1))

    told: list[Told] = []
    came, stop = threading.Event(), threading.Event()

    def tell(each: Told) -> None:
        told.append(each)
        if each.kind == "version":
            came.set()

    week.publish("1:/plant", page("Plant", line("insider", "plant deal", "supports"), published=hour(0)))
    with desk(":memory:") as opened:
        watcher = Watcher(
            opened, tasks_of([week.at("1:/feed")]), Pace(every=900, pause=0, recheck=900), tell=tell, now=now, stop=stop
        )
        thread = threading.Thread(target=watcher.run)
        thread.start()
        try:
            for _ in range(100):
                if told:
                    break
                stop.wait(0.1)
            week.site.put("1:/plant", page("Plant", line("insider", "plant deal", "denies"), published=hour(0)))
            assert came.wait(20)
        finally:
            stop.set()
            thread.join(10)
        assert not thread.is_alive()
    assert [each.kind for each in told] == ["new", "version", "changes"]

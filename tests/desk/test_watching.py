"""How it asks: when, whom, how often, and what it leaves alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import cheap
import pytest
from cheap import desk, hour
from hypothesis import given
from hypothesis import strategies as st
from test_news_week import line

import news_site
from news_site import Asked, Reply, Site, page, rss
from ondit.desk import Desk
from ondit.desk.watching import Pace, Told, Watcher, ledger
from ondit.desk.watching.frontier import Frontier, Task
from ondit.desk.watching.pace import next_visit_of_feed, next_visit_of_page, retry_after
from ondit.desk.watching.robots import Robots
from ondit.desk.watching.sources import tasks_of
from ondit.errors import DeskUnavailable, Refused, Unreachable
from ondit.page.ask import Answer
from ondit.records import Article, Reading, Rumour

NOW = hour(0)
PACE = Pace(every=3600, pause=0, recheck=3600, jitter=0)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.0/8")
    with news_site.running() as found:
        yield found


def watch(opened: Desk, *named: str, at: float = 0, pace: Pace = PACE) -> list[Told]:
    """One round at an hour of the story."""
    told: list[Told] = []
    Watcher(opened, tasks_of(named), pace, once=True, tell=told.append, now=lambda: hour(at)).run()
    return told


def article(topic: str, **more: object) -> Reply:
    return page(topic, line("mayor", topic, "supports"), **more)  # type: ignore[arg-type]


# When ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failures", "wish", "minutes"),
    [(0, None, 60), (0, 1200, 60), (1, None, 120), (3, None, 480), (20, None, 1440), (0, 90_000, 60)],
)
def test_a_feed_is_due_as_it_wishes_and_later_the_more_it_fails(
    failures: int, wish: float | None, minutes: int
) -> None:
    assert next_visit_of_feed(PACE, NOW, 0.5, failures, wish) == NOW + timedelta(minutes=minutes)


def test_a_feed_that_wishes_to_be_asked_rarely_is() -> None:
    assert next_visit_of_feed(Pace(jitter=0), NOW, 0, 0, 3000) == NOW + timedelta(seconds=3000)


@pytest.mark.parametrize(
    ("age", "failures", "hours"),
    [(0, 0, 1), (1, 0, 1), (10, 0, 5), (100, 0, 24), (10, 1, 2), (10, 2, 4), (24 * 14, 0, None), (24 * 15, 3, None)],
)
def test_a_page_is_looked_at_more_rarely_the_longer_it_stays_the_same(
    age: float, failures: int, hours: int | None
) -> None:
    found = next_visit_of_page(PACE, NOW, 0, failures, NOW - timedelta(hours=age), None)
    assert found == (None if hours is None else NOW + timedelta(hours=hours))
    changed = next_visit_of_page(PACE, NOW, 0, 0, NOW - timedelta(days=300), NOW - timedelta(hours=4))
    assert changed == NOW + timedelta(hours=2)


def test_chance_adds_no_more_than_it_may() -> None:
    times = {next_visit_of_feed(Pace(), NOW, chance / 10, 0) - NOW for chance in range(11)}
    assert len(times) == 11 and min(times) == timedelta(seconds=900) and max(times) == timedelta(seconds=990)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120), (" 120 ", 120), ("999999999999", 86400), ("Mon, 02 Mar 2026 09:00:00 GMT", 3600),
        ("Mon, 02 Mar 2099 09:00:00 GMT", 86400), ("Mon, 02 Mar 2020 09:00:00 GMT", None), ("0", None), ("-5", None),
        ("soon", None), ("", None), (None, None), ("١٢", None), ("Mon, 99 Mar 2026 99:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_obeyed_in_both_forms_and_up_to_a_day(said: str | None, seconds: int | None) -> None:
    assert retry_after(said, NOW) == (None if seconds is None else NOW + timedelta(seconds=seconds))


@given(st.text(alphabet="0123456789 ,:+-GMTarFi\0é١", max_size=40))
def test_no_retry_after_breaks_it(said: str) -> None:
    found = retry_after(said, NOW)
    assert found is None or NOW < found <= NOW + timedelta(days=1)


# In which order -----------------------------------------------------------------------------------------------------


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_host_is_asked_one_thing_at_a_time_and_not_before_its_pause() -> None:
    frontier = Frontier()
    one, two, other = (Task(f"http://{name}/", "page") for name in ("a.example", "a.example/2", "b.example"))
    assert frontier.add(one, NOW) and frontier.add(two, NOW) and frontier.add(other, later(1))
    assert not frontier.add(one, NOW), "it is in already"
    assert frontier.take(NOW) == one and frontier.take(NOW) is None
    assert frontier.wait(NOW) == timedelta(seconds=1)
    assert frontier.take(later(1)) == other
    frontier.done(one, later(5))
    assert frontier.take(later(4.9)) is None and frontier.wait(later(4)) == timedelta(seconds=1)
    assert frontier.take(later(5)) == two
    assert len(frontier) == 2 and one.address not in frontier


def test_what_a_round_has_no_time_for_is_taken_out_with_when_it_may_be_asked() -> None:
    frontier = Frontier()
    one, two, other = (Task(f"http://{name}/", "page") for name in ("a.example", "a.example/2", "b.example"))
    for task in (one, two, other):
        frontier.add(task, NOW)
    assert frontier.take(NOW) == one
    frontier.done(one, later(7200))
    assert frontier.drop_later_than(later(60)) == [(two, later(7200))]
    assert frontier.take(NOW) == other and two.address not in frontier


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), max_size=40))
def test_all_that_is_put_in_comes_out_once_each_host_in_turn(given_tasks: list[tuple[int, int]]) -> None:
    frontier, out, busy = Frontier(), [], set[str]()
    tasks = {f"http://h{host}.example/{number}": due for number, (host, due) in enumerate(given_tasks)}
    for address, due in tasks.items():
        frontier.add(Task(address, "page"), later(due))
    now = 0
    while len(frontier):
        task = frontier.take(later(now))
        if task is None:
            now += 1
            continue
        assert task.host not in busy and tasks[task.address] <= now
        out.append(task.address)
        frontier.done(task, later(now + 1))
    assert sorted(out) == sorted(tasks)


# What it leaves alone -----------------------------------------------------------------------------------------------


def robots(status: int, body: bytes = b"", error: Exception | None = None) -> Robots:
    def ask(address: str) -> Answer:
        if error is not None:
            raise error
        return Answer(address, status, {}, body)

    return Robots(lambda: NOW, ask)


@pytest.mark.parametrize(
    ("status", "body", "path", "refused"),
    [
        (200, b"User-agent: *\nDisallow: /x", "/x/1", Refused),
        (200, b"User-agent: *\nDisallow: /x", "/y", None),
        (200, b"User-agent: ondit\nDisallow: /\n\nUser-agent: *\nAllow: /", "/y", Refused),
        (200, b"User-agent: ondit\nAllow: /\n\nUser-agent: *\nDisallow: /", "/y", None),
        (200, b"\xff\xfe\0garbage" * 1000, "/y", None),
        (404, b"", "/y", None),
        (403, b"", "/y", None),
        (503, b"", "/y", Unreachable),
        (429, b"", "/y", Unreachable),
    ],
)
def test_robots_are_heard(status: int, body: bytes, path: str, refused: type[Exception] | None) -> None:
    asked = robots(status, body)
    if refused is None:
        asked.check(f"https://herald.example{path}")
    else:
        with pytest.raises(refused):
            asked.check(f"https://herald.example{path}")


def test_robots_that_cannot_be_had_allow_nothing_and_a_wish_for_pauses_has_a_limit() -> None:
    with pytest.raises(Unreachable):
        robots(0, error=Unreachable("no answer")).check("https://herald.example/")
    with pytest.raises(Refused, match="private"):
        robots(0, error=Refused("private")).check("https://herald.example/")
    asked = robots(200, b"User-agent: *\nCrawl-delay: 7")
    asked.check("https://herald.example/")
    assert asked.delay("https://herald.example/x") == 7 and asked.delay("https://other.example/") == 0
    asked = robots(200, b"User-agent: *\nCrawl-delay: 99999")
    asked.check("https://herald.example/")
    assert asked.delay("https://herald.example/") == 60


def test_a_redirect_to_what_a_site_forbids_is_not_followed(site: Site) -> None:
    site.put("2:/robots.txt", Reply(b"User-agent: *\nDisallow: /secret", kind="text/plain"))
    site.put("1:/to", Reply(b"", 302, headers={"Location": f"{site.root(2)}/secret"}, etag=False))
    site.put("1:/feed", rss([(f"{site.root()}/to", "t", None)]))
    with desk(":memory:") as opened:
        told = watch(opened, f"{site.root()}/feed")
    assert [each.kind for each in told] == ["refused"] and not site.asked("/secret")


def test_a_feed_that_a_list_names_no_more_is_asked_no_more(site: Site) -> None:
    def opml(*names: str) -> Reply:
        outlines = "".join(f'<outline xmlUrl="{site.root()}{name}"/>' for name in names)
        return Reply(f"<opml>{outlines}</opml>".encode())

    for name in ("/f", "/g"):
        site.put(name, rss([]))
    site.put("/list", opml("/f", "/g"))
    with desk(":memory:") as opened:
        watch(opened, f"{site.root()}/list")
        site.put("/list", opml("/g"))
        for at in (2, 4, 6):
            watch(opened, f"{site.root()}/list", at=at)
        assert len(site.asked("/f")) <= 2 and len(site.asked("/g")) == 4, "it may have been under way"
        site.put("/list", opml("/g", "/f"))
        before = len(site.asked("/f"))
        watch(opened, f"{site.root()}/list", at=8)
    assert len(site.asked("/f")) == before + 1


def test_lists_that_name_each_other_and_new_lists_without_end_are_left(site: Site) -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.path[2:]) + 1
        outlines = f'<outline xmlUrl="{site.root()}/l{number}"/><outline xmlUrl="{site.root()}/l0"/>'
        return Reply(f"<opml>{outlines}</opml>".encode())

    for number in range(30):
        site.put(f"/l{number}", endless)
    with desk(":memory:") as opened:
        for at in range(0, 10, 2):
            watch(opened, f"{site.root()}/l0", at=at)
    assert {each.path for each in site.seen} == {"/robots.txt", "/l0", "/l1", "/l2", "/l3"}


def test_a_feed_brings_in_so_many_pages_at_a_visit_and_the_others_later(site: Site) -> None:
    addresses = [f"{site.root()}/{number}" for number in range(7)]
    for number in range(7):
        site.put(f"/{number}", article(f"topic{number}"))
    site.put("/feed", rss([(address, "t", None) for address in addresses]))
    pace = replace(PACE, most_new=3)
    with desk(":memory:") as opened:
        came = []
        for at in (0, 2, 4):
            site.put("/feed", rss([(address, "t", None) for address in addresses], title=str(at)))
            came.append(
                len([each for each in watch(opened, f"{site.root()}/feed", at=at, pace=pace) if each.kind == "new"])
            )
    assert came == [3, 3, 1]


def test_a_cut_feed_that_answers_304_still_brings_in_the_rest(site: Site) -> None:
    for number in range(3):
        site.put(f"/{number}", article(f"topic{number}"))
    site.put("/feed", rss([(f"{site.root()}/{number}", "t", None) for number in range(3)]))
    pace = replace(PACE, most_new=2)
    with desk(":memory:") as opened:
        came = [
            len([e for e in watch(opened, f"{site.root()}/feed", at=at, pace=pace) if e.kind == "new"]) for at in (0, 2)
        ]
    assert came == [2, 1]


def test_two_addresses_of_one_article_are_no_versions_of_each_other(site: Site) -> None:
    """A short form under its own address names the long one as canonical; both are looked at again and again."""
    long = f"{site.root()}/long"
    site.put(
        "/long", page("Plant", line("mayor", "plant", "supports"), line("clerk", "plant", "supports"), canonical=long)
    )
    site.put("/short", page("Plant", line("mayor", "plant", "supports"), canonical=long))
    site.put("/feed", rss([(long, "t", None), (f"{site.root()}/short", "t", None)]))
    with desk(":memory:") as opened:
        for at in (0, 2, 5, 10):
            watch(opened, f"{site.root()}/feed", at=at)
        assert len(opened.versions(long)) <= 2


def test_what_was_forgotten_is_not_fetched_again(site: Site) -> None:
    site.put("/a", article("plant"))
    site.put("/feed", rss([(f"{site.root()}/a", "t", None)]))
    with desk(":memory:") as opened:
        watch(opened, f"{site.root()}/feed")
        opened.forget([f"{site.root()}/a"], why="asked for")
        for at in (2, 30):
            site.put("/feed", rss([(f"{site.root()}/a", "t", None)], title=str(at)))
            assert watch(opened, f"{site.root()}/feed", at=at) == []
        with opened._store.reading() as connection:
            assert ledger.get(connection, f"{site.root()}/a") is None
    assert len(site.asked("/a")) == 1


def test_one_host_that_hangs_holds_up_no_other(site: Site) -> None:
    hangs = threading.Event()

    def hang(_: Asked) -> Reply:
        hangs.wait(20)
        return Reply(b"", 500)

    site.put("1:/feed", hang)
    site.put("2:/feed", rss([(f"{site.root(2)}/a", "t", None)]))
    site.put("2:/a", article("plant"))
    came = threading.Event()
    stop = threading.Event()
    with desk(":memory:") as opened:
        tasks = tasks_of([f"{site.root(1)}/feed", f"{site.root(2)}/feed"])
        watcher = Watcher(opened, tasks, Pace(pause=0), tell=lambda _: came.set(), stop=stop)
        thread = threading.Thread(target=watcher.run)
        thread.start()
        assert came.wait(15)
        stop.set()
        hangs.set()
        began = time.monotonic()
        thread.join(15)
        assert not thread.is_alive() and time.monotonic() - began < 10


# What goes wrong on our own side -----------------------------------------------------------------------------------


def test_a_desk_that_cannot_be_written_for_a_while_loses_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/a", article("plant"))
    site.put("/feed", rss([(f"{site.root()}/a", "t", None)]))
    told: list[Told] = []
    came, stop = threading.Event(), threading.Event()

    def tell(each: Told) -> None:
        told.append(each)
        if each.kind == "new":
            came.set()

    with desk(":memory:") as opened:
        fails = iter([True, True, False, True])
        put = ledger.put

        def sometimes(*given: object) -> None:
            if next(fails, False):
                raise DeskUnavailable("no space is left for the desk", where="ondit.db")
            put(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(ledger, "put", sometimes)
        monkeypatch.setattr("ondit.desk.watching.watcher._REST", timedelta(seconds=0.1))
        watcher = Watcher(opened, tasks_of([f"{site.root()}/feed"]), Pace(pause=0), tell=tell, stop=stop)
        thread = threading.Thread(target=watcher.run)
        thread.start()
        assert came.wait(20)
        stop.set()
        thread.join(10)
        assert not thread.is_alive()
        assert [each.kind for each in told if each.kind != "changes"] in (["desk", "new"], ["desk", "desk", "new"])
        with pytest.raises(DeskUnavailable):
            fails = iter([True])
            watch(opened, f"{site.root()}/feed", at=2)


def test_a_page_that_the_reader_fails_at_stops_no_other(site: Site) -> None:
    site.put("/a", article("plant"))
    site.put("/b", article("tower"))
    site.put("/feed", rss([(f"{site.root()}/{name}", "t", None) for name in "ab"]))

    def read_many(articles: Iterable[Article]) -> Iterator[Reading]:
        for each in articles:
            if "tower" in each.text:
                raise IndexError("a fault of the reader")
            yield cheap.read(each)

    with Desk(":memory:", stages=replace(cheap.STAGES, read_many=read_many)) as opened:
        told = watch(opened, f"{site.root()}/feed")
    assert sorted(each.kind for each in told) == ["new", "refused"]
    assert "fault of ondit's own" in next(str(each.error) for each in told if each.error)


def test_a_fault_in_linking_is_told_and_every_page_is_kept(site: Site) -> None:
    site.put("/a", article("plant"))
    site.put("/feed", rss([(f"{site.root()}/a", "t", None)]))

    def link(readings: Sequence[Reading], follow: Sequence[str]) -> tuple[Rumour, ...]:
        if readings:
            raise ZeroDivisionError
        return ()

    with Desk(":memory:", stages=replace(cheap.STAGES, link=link)) as opened:
        told = watch(opened, f"{site.root()}/feed")
        assert [each.kind for each in told] == ["new", "desk"]
        assert len(opened.versions(f"{site.root()}/a")) == 1


def test_what_is_hourly_is_done_at_the_start_and_once_an_hour(site: Site) -> None:
    done: list[datetime] = []
    times = iter([hour(at / 4) for at in range(400)])
    stop = threading.Event()
    now = [NOW]

    def tick() -> datetime:
        now[0] = next(times, now[0])
        if len(done) == 3:
            stop.set()
        return now[0]

    with desk(":memory:") as opened:
        Watcher(opened, (), Pace(), now=tick, stop=stop, hourly=lambda: done.append(now[0])).run()
    assert len(done) == 3 and all(b - a >= timedelta(hours=1) for a, b in pairwise(done))

"""The long form, for `make soak`: `ondit watch` itself, with the real reader, on the demo story as it comes in; killed
twice on the way, with alerts to a webhook that is down for a while and through Apprise."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from as_used import PATIENCE, done, ondit
from sqlalchemy import select

import news_site
from news_site import Asked, Reply, rss
from ondit import demo
from ondit.desk import Desk, schema
from ondit.desk.alerting import outbox
from soak import SOAK


def count(folder: Path) -> int:
    with Desk(folder / "ondit.db", create=False) as opened, opened._store.reading() as connection:
        return len(connection.execute(select(schema.version.c.key)).all())


@pytest.mark.skipif(not SOAK, reason="minutes long: `make soak` runs it")
def test_the_demo_story_as_it_comes_in(tmp_path: Path) -> None:
    posted: list[Asked] = []
    down = [False]

    def hook(asked: Asked) -> Reply:
        if down[0]:
            return Reply(b"", 503, etag=False)
        posted.append(asked)
        return Reply(b"", 204, etag=False)

    with news_site.running() as site:
        site.put("/hook", hook)
        site.put("/apprise", Reply(b"ok", etag=False))
        site.put("/feed", rss([]))
        (tmp_path / "channels.toml").write_text(
            f"[cms]\nwebhook = '{site.root()}/hook'\nsecret = 'sixteen characters'\n"
            f"[chat]\napprise = '{site.root().replace('http', 'json')}/apprise'\n"
        )
        done(tmp_path, "alert", "add", "all", "--to", "cms")
        done(tmp_path, "alert", "add", "words", "--on", "denied", "--on", "confirmed", "--to", "chat")
        words = ("watch", "--every", "1s", "--pause", "0s", f"{site.root()}/feed")
        process, addresses = ondit(tmp_path, *words), list[str]()
        for number, each in enumerate(demo.pages()):
            addresses.insert(0, f"{site.root()}/{each.name}")
            site.put(f"/{each.name}", Reply(each.read_bytes()))
            site.put("/feed", rss([(address, "t", None) for address in addresses]))
            down[0] = number in (7, 8)
            if number in (4, 9):
                time.sleep(1.0)
                process.send_signal(signal.SIGKILL)
                process.communicate()
                process = ondit(tmp_path, *words)
            deadline = time.monotonic() + PATIENCE
            while count(tmp_path) <= number:
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.2)
        time.sleep(3)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        deadline = time.monotonic() + 2 * PATIENCE
        while "waiting for" in done(tmp_path, "alert", "list"):  # what a killed sender had in hand, or failed at
            assert time.monotonic() < deadline
            done(tmp_path, "watch", "--once", "--pause", "0s", f"{site.root()}/feed")
            time.sleep(2)
        with Desk(tmp_path / "ondit.db") as opened:
            with opened._store.reading() as connection:
                keys = Counter(connection.execute(select(schema.version.c.key)).scalars())
                alerts = outbox.alerts(connection, most=1000)
            before = opened.rumours()
            opened.rebuild()
            assert opened.rumours() == before
    assert len(keys) == len(addresses) and set(keys.values()) == {1}, "each page once"
    kinds = Counter((alert.rule, alert.kind) for alert in alerts)
    assert kinds["words", "denied"] == kinds["all", "denied"] >= 1 and kinds["words", "confirmed"] >= 1
    assert kinds["all", "opened"] == len(before), "each rumour appeared once"
    sent = Counter(asked.headers["Webhook-Id"] for asked in posted)
    assert set(sent) == {alert.id for alert in alerts if alert.rule == "all"}, "none lost, none invented"
    assert sum(sent.values()) - len(sent) <= 2, "twice at most what was on its way when the process was killed"
    chats = [json.loads(asked.body)["message"] for asked in site.asked("/apprise")]
    assert len(chats) >= kinds["words", "denied"] + kinds["words", "confirmed"]
    print(dict(kinds), "posts", sum(sent.values()), "twice", sum(sent.values()) - len(sent))

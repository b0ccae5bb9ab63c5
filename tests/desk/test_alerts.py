"""From what happened to who is told: written down with the change, sent at least once, under one id."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from cheap import article, desk, hour, link_to
from sqlalchemy import func, select, text
from test_forgetting import everything

from ondit.desk import Desk, schema
from ondit.desk.alerting import EVENTS, Alert, Quote, Rule, outbox, rules
from ondit.desk.alerting.channels import Messages, SendFailed, Webhook, load_channels
from ondit.desk.alerting.send import Sender, attempts, send_again, waiting
from ondit.desk.alerting.wording import as_object, text_of
from ondit.errors import NotFound, SettingError
from ondit.show.as_json import schema as published

LEASE = timedelta(seconds=90)


class Channel:
    """A channel that keeps what it was given; it fails so many times first."""

    def __init__(self, fails: int = 0) -> None:
        self.fails, self.given = fails, list[Alert]()

    def __call__(self, alert: Alert) -> None:
        self.given.append(alert)
        if self.fails:
            self.fails -= 1
            raise SendFailed("HTTP status 503")


class Clock:
    def __init__(self) -> None:
        # Alerts are dated by the machine's clock; this one goes on from there.
        self.time = datetime.now().astimezone() + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.time

    def later(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def with_rule(opened: Desk, *made: Rule) -> None:
    with opened._store.writing() as connection:
        for rule in made or (Rule("all", to=("cms",)),):
            rules.add(connection, rule, hour(0))


def kept(opened: Desk, rule: str | None = None) -> tuple[Alert, ...]:
    with opened._store.reading() as connection:
        return outbox.alerts(connection, rule)


def denied(opened: Desk, key: str = "herald", at: float = 0) -> None:
    links = (link_to("herald"),) if key != "herald" else ()
    opened.add(article(key, "Company > plant > denies", at=at, links=links))


def test_what_happens_is_written_down_once_with_its_words(place: str) -> None:
    with desk(place) as opened:
        with_rule(opened, Rule("all"), Rule("denials", ("denied",), to=("cms",)))
        denied(opened)
        denied(opened, "echo", 1)
        opened.rebuild()
    with desk(place) as opened:
        opened.rebuild()
        found = kept(opened)
        assert sorted((alert.rule, alert.kind) for alert in found) == [
            ("all", "denied"), ("all", "opened"), ("all", "status"), ("denials", "denied"),
        ]  # fmt: skip
        (quote,) = kept(opened, "denials")[0].quotes
        assert quote.words == "Company > plant > denies" and quote.outlet == "herald"
        with opened._store.reading() as connection:
            assert waiting(connection) == {"cms": 1}


def test_a_rule_tells_of_nothing_that_was_before_it(place: str) -> None:
    with desk(place) as opened:
        denied(opened)
        with_rule(opened)
        denied(opened, "echo", 1)
        assert kept(opened) == ()
        opened.add(article("wire", "Company > plant > confirms", at=2, links=(link_to("herald"),)))
        assert {alert.kind for alert in kept(opened)} == {"confirmed", "status"}


def test_a_rule_that_was_ended_tells_no_more_and_its_name_is_free_again(place: str) -> None:
    with desk(place) as opened:
        with_rule(opened)
        with opened._store.writing() as connection:
            with pytest.raises(SettingError):
                rules.add(connection, Rule("all"), hour(0))
            rules.end(connection, "all", hour(1))
            with pytest.raises(NotFound):
                rules.end(connection, "all", hour(1))
        denied(opened)
        assert kept(opened) == ()
        with_rule(opened)


def test_the_alert_and_the_change_are_one_transaction(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong after the alert is written takes the change with it; the next one makes both."""
    with desk(place) as opened:
        with_rule(opened)
        opened.store(article("herald", "Company > plant > denies"))
        put = outbox._put

        def torn(*given: object) -> None:
            put(*given)  # type: ignore[arg-type]
            raise KeyboardInterrupt

        monkeypatch.setattr(outbox, "_put", torn)
        with pytest.raises(KeyboardInterrupt):
            opened.catch_up()
        monkeypatch.setattr(outbox, "_put", put)
        with opened._store.reading() as connection:
            counts = [
                connection.execute(select(func.count()).select_from(table)).scalar()
                for table in (schema.alert, schema.rumour, schema.dispatch)
            ]
        assert counts == [0, 0, 0]
    with desk(place) as opened:
        opened.catch_up()
        assert {alert.kind for alert in kept(opened)} == {"opened", "denied", "status"}


def test_what_a_channel_does_not_take_is_tried_again_with_pauses_under_the_same_id(place: str) -> None:
    clock, channel = Clock(), Channel(fails=2)
    with desk(place) as opened:
        with_rule(opened, Rule("denials", ("denied",), to=("cms",)))
        denied(opened)
        sender = Sender(opened._store, {"cms": channel}, clock, pauses=(5, 30, 120))
        assert [sent.outcome for sent in sender.send_due()] == ["failed"]
        assert sender.send_due() == ()
        clock.later(5)
        assert [sent.outcome for sent in sender.send_due()] == ["failed"]
        clock.later(29)
        assert sender.send_due() == ()
        clock.later(1)
        assert [sent.outcome for sent in sender.send_due()] == ["sent"]
        clock.later(10_000)
        assert sender.send_due() == () and len({alert.id for alert in channel.given}) == 1
        with opened._store.reading() as connection:
            noted = attempts(connection, channel.given[0].id)
        assert [(each.outcome, each.number) for each in noted] == [
            ("started", 1), ("failed", 1), ("started", 2), ("failed", 2), ("started", 3), ("sent", 3),
        ]  # fmt: skip
        assert noted[1].note == "HTTP status 503"


def test_what_was_given_up_can_be_sent_again(place: str) -> None:
    clock, channel = Clock(), Channel(fails=2)
    with desk(place) as opened:
        with_rule(opened, Rule("denials", ("denied",), to=("cms", "unknown")))
        denied(opened)
        sender = Sender(opened._store, {"cms": channel}, clock, pauses=(5,))
        sender.send_due()
        clock.later(5)
        assert [sent.outcome for sent in sender.send_due()] == ["given up"]
        clock.later(10_000)
        assert sender.send_due() == ()
        with opened._store.writing() as connection:
            assert send_again(connection, clock()) == 1
        assert [sent.outcome for sent in sender.send_due()] == ["sent"]
        with opened._store.reading() as connection:
            assert waiting(connection) == {"unknown": 1}, "a channel that is not known here keeps what waits for it"


def test_who_dies_while_sending_loses_nothing(place: str) -> None:
    clock = Clock()

    def dies(alert: Alert) -> None:
        raise KeyboardInterrupt

    with desk(place) as opened:
        with_rule(opened, Rule("denials", ("denied",), to=("cms",)))
        denied(opened)
        with pytest.raises(KeyboardInterrupt):
            Sender(opened._store, {"cms": dies}, clock, lease=LEASE).send_due()
        channel = Channel()
        other = Sender(opened._store, {"cms": channel}, clock, lease=LEASE)
        assert other.send_due() == (), "it may still be under way"
        clock.later(LEASE.total_seconds())
        assert [sent.outcome for sent in other.send_due()] == ["sent"]
        assert [alert.id for alert in channel.given] == [alert.id for alert in kept(opened)]


def test_what_is_forgotten_is_told_to_nobody(place: str) -> None:
    channel = Channel()
    with desk(place) as opened:
        with_rule(opened, Rule("denials", ("denied",), to=("cms",)))
        opened.add(article("herald", "Quillonvane > plant > denies"))
        opened.forget(["https://herald.example/"], why="asked for")
        assert "uillonvane" not in everything(opened) and kept(opened) == ()
        assert Sender(opened._store, {"cms": channel}, Clock()).send_due() == ()


ALERT = Alert(
    "a" * 64, "denials", "status", hour(5), "unverified → denied: Plant?",
    (Quote("No talks, Acme said.", "https://herald.example/1", (3, 9), None, "Acme", "Herald", "Title", None, hour(4)),
     Quote("It may.", "file.html", None, "It will.", None, "Wire")),
    "r-1", "Plant?", ("Acme",), "denied", "unverified", 2,
)  # fmt: skip


def test_an_alert_in_words_names_words_sources_and_links() -> None:
    said = text_of(ALERT, "https://ondit.example/")
    assert said.splitlines() == [
        "“No talks, Acme said.”",
        "— Acme, Herald  https://herald.example/1",
        "was: “It will.”",
        "now: “It may.”",
        "— Wire  file.html",
        "unverified → denied · independent origins: 2 · r-1",
        "https://ondit.example/rumours/r-1",
        "rule denials · aaaaaaaaaaaa",
    ]
    value = as_object(ALERT)
    check_schema(value)
    assert value["rumour"]["link"] is None and value["quotes"][0]["link"] == "https://herald.example/1"
    assert value["quotes"][1]["link"] is None and json.dumps(value)


def check_schema(value: object) -> None:
    jsonschema.Draft202012Validator(published("alert")).validate(value)


def test_the_schema_the_help_and_the_docs_name_every_event(root: Path) -> None:
    assert set(published("alert")["properties"]["event"]["enum"]) == {*EVENTS, "test"}
    page = (root / "docs" / "watching.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE) == list(EVENTS)
    said = (root / "docs" / "cli.md").read_text("utf-8").split("## ondit alert add\n")[1].split("\n## ")[0]
    assert not [event for event in EVENTS if not re.search(rf"\b{event}\b", said)]


FILES: list[tuple[str, str]] = [
    ("[cms", "not TOML"),
    ("[cms]\n", "either a webhook or for Apprise"),
    ("cms = 3\n", "no channel"),
    ("[cms]\nwebhook = 'https://cms.example/'\n", "a secret of 16 characters"),
    ("[cms]\nwebhook = 'https://cms.example/'\nsecret = 'short'\n", "a secret of 16 characters"),
    ("[cms]\nwebhook = 'ftp://cms.example/'\nsecret = 'sixteen characters'\n", "only http and https"),
    ("[cms]\nwebhook = 'https://cms.example/'\nsecret = 'whsec_no base64 here'\n", "not base64"),
    ("[cms]\nwebhook = 'https://cms.example/'\nsecret = 'sixteen characters'\napprise = 'json://h'\n", "either"),
    ("[chat]\napprise = 'nosuch://thing'\n", "not an address that Apprise knows"),
    ("[chat]\napprise = []\n", "not an address that Apprise knows"),
    ("[chat]\napprise = 'json://h'\ncolour = 'red'\n", "no channel"),
]


@pytest.mark.parametrize(("said", "words"), FILES)
def test_a_file_of_channels_that_makes_no_sense_is_one_clear_line(tmp_path: Path, said: str, words: str) -> None:
    file = tmp_path / "channels.toml"
    file.write_text(said)
    with pytest.raises(SettingError, match=words) as caught:
        load_channels(file)
    assert "\n" not in str(caught.value) and "sixteen" not in str(caught.value)


def test_a_file_of_channels_gives_its_channels(tmp_path: Path) -> None:
    file = tmp_path / "channels.toml"
    file.write_text(
        "[cms]\nwebhook = 'https://cms.example/hook'\nsecret = 'whsec_c2l4dGVlbiBjaGFyYWN0ZXJz'\n"
        "[chat]\napprise = ['json://h/x', 'slack://a/b/c']\n"
    )
    found = load_channels(file, "https://ondit.example")
    assert found["cms"] == Webhook("https://cms.example/hook", b"sixteen characters", "https://ondit.example")
    assert isinstance(found["chat"], Messages)
    with pytest.raises(SettingError, match="cannot be read"):
        load_channels(tmp_path / "none.toml")


def test_a_webhook_in_a_private_network_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONDIT_ALLOW_ADDRESSES", raising=False)
    with pytest.raises(SendFailed, match="this machine"):
        Webhook("http://127.0.0.1:8080/hook", b"secret")(ALERT)


def test_the_tables_hold_no_channel_and_no_secret(place: str) -> None:
    with desk(place) as opened:
        with_rule(opened)
        denied(opened)
        Sender(opened._store, {"cms": Webhook("http://127.0.0.1:8080/hook", b"the secret")}, Clock()).send_due()
        held = everything(opened)
        with opened._store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM delivery")).scalar() == 6
    assert "the secret" not in held and "8080/hook" not in held

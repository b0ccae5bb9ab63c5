"""``ondit watch`` and ``ondit alert`` as they are typed: what they print, what they refuse, how they stop."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

import news_site
from news_site import Reply, page, rss
from ondit.cli import run
from ondit.show.as_json import schema
from processes import environment

sys.path.insert(0, str(Path(__file__).parent.parent / "desk"))
import cheap

PROSE = "so it was said in a long line of words that reads like prose to whoever looks at it"
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[news_site.Site]:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.0/8")
    with news_site.running() as found:
        yield found


@pytest.fixture
def ondit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """Runs a command line on a desk of its own, with a reader that costs nothing: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: cheap.STAGES)

    def call(*words: str) -> tuple[int, str, str]:
        code = run(words)
        out, err = capfd.readouterr()
        return code, out, "\n".join(row for row in err.splitlines() if "WARNING" not in row)

    return call


def denial(stance: str = "denies") -> Reply:
    return page("Plant", f"Acme > plant > {stance} > {PROSE}", published=cheap.hour(1))


def test_a_round_says_what_came_in_and_what_it_changed(site: news_site.Site, ondit: Call) -> None:
    root = site.root()
    site.put("/a", denial())
    site.put("/feed", rss([(f"{root}/a", "t", None), (f"{root}/gone", "u", None)]))
    words = ("watch", "--once", "--pause", "0s", "--every", "0.2s", f"{root}/feed")
    code, out, err = ondit(*words)
    assert code == 0
    assert out.startswith("added") and "New rumour r-plant" in out
    assert err.count("\n") == 0 and f"{root}/gone" in err and "404" in err
    site.put("/a", denial("confirms"))
    time.sleep(0.5)  # a page is due again after twice the time of feeds, and up to a tenth more
    code, out, err = ondit(*words)
    assert (code, err) == (0, "") and out.startswith("new version") and "Stealth edit" in out
    assert "No longer reported r-plant" in out
    assert ondit(*words) == (0, "", "")
    code, out, _ = ondit("watch", "--list")
    assert code == 0 and out.startswith(f"{root}/feed") and out.rstrip().endswith("well")


def test_what_a_round_says_for_programs_is_a_json_object_a_line(site: news_site.Site, ondit: Call) -> None:
    site.put("/a", denial())
    site.put("/feed", rss([(site.root() + "/a", "t", None)]))
    _, out, _ = ondit("watch", "--once", "--json", "--pause", "0s", site.root() + "/feed")
    lines = [json.loads(row) for row in out.splitlines()]
    assert lines[0] == {"article": site.root() + "/a", "outcome": "new"} and lines[1]["change"] == "appeared"
    _, out, _ = ondit("watch", "--list", "--json")
    assert json.loads(out)["failures"] == 0


def test_feeds_come_from_files_and_from_the_settings(
    site: news_site.Site, ondit: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site.root()
    site.put("/feed", rss([]))
    site.put("/a", denial())
    (tmp_path / "mine.opml").write_text(f"<opml><body><outline xmlUrl='{root}/feed'/></body></opml>")
    (tmp_path / "pages.txt").write_text(f"# pages\n{root}/a\n")
    monkeypatch.setenv("ONDIT_WATCH_FEEDS", "mine.opml pages.txt")
    code, out, err = ondit("watch", "--once", "--pause", "0s")
    assert (code, err) == (0, "") and "added" in out
    assert {each.path for each in site.seen} == {"/robots.txt", "/feed", "/a"}


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("watch", "--once"), "nothing to watch"),
    (("watch", "--once", "no.opml"), "no such file"),
    (("watch", "--once", "prose.txt"), "neither a feed nor a list of addresses"),
    (("watch", "--once", "file:///etc/passwd"), "only http and https"),
    (("watch", "--once", "--every", "soon", "http://x.example/"), "no length of time"),
    (("watch", "--list"), "no desk here"),
    (("alert", "add", "x", "--on", "nothing"), "no such event"),
    (("alert", "add", "../x"), "no name for a rule"),
    (("alert", "add", "x", "--to", "nowhere"), "no channel 'nowhere'"),
    (("alert", "add", "x", "--rumour", "r-none"), "no such rumour"),
    (("alert", "remove", "x"), "no desk here"),
    (("alert", "test", "nowhere"), "no channel 'nowhere'"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_makes_no_sense_is_one_line_and_two(
    words: tuple[str, ...], said: str, ondit: Call, tmp_path: Path
) -> None:
    (tmp_path / "prose.txt").write_text("Only words, and no address.\n")
    code, out, err = ondit(*words)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 0


def test_alerts_from_the_rule_to_the_webhook(
    site: news_site.Site, ondit: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site.root()
    site.put("/hook", Reply(b"", 204, etag=False))
    (tmp_path / "channels.toml").write_text(f"[cms]\nwebhook = '{root}/hook'\nsecret = 'sixteen characters'\n")
    monkeypatch.setenv("ONDIT_ALERT_CHANNELS", "channels.toml")
    assert ondit("alert", "test", "cms") == (0, "sent through cms\n", "")
    assert ondit("alert", "add", "denials", "--on", "denied", "--to", "cms")[0] == 0
    assert (
        ondit("alert", "add", "acme", "--party", "plant")[1]
        == "rule acme: on all events; party plant; kept as a feed\n"
    )
    code, out, _ = ondit("alert", "list")
    assert code == 0 and out.splitlines()[0].startswith("denials: on denied; to cms")
    assert ondit("alert", "remove", "acme")[0] == 0 and "acme" not in ondit("alert", "list")[1]
    site.put("/a", denial())
    site.put("/feed", rss([(f"{root}/a", "t", None)]))
    _, out, _ = ondit("watch", "--once", "--pause", "0s", f"{root}/feed")
    assert out.count("alert sent  cms: Acme denies") + out.count("alert sent  cms: plant denies") == 1, out
    posted = [json.loads(each.body) for each in site.asked("/hook")]
    assert [each["event"] for each in posted] == ["test", "denied"]
    assert posted[1]["quotes"][0]["words"].startswith("Acme > plant > denies")
    for each in posted:
        jsonschema.Draft202012Validator(schema("alert")).validate(each)
    code, out, _ = ondit("alert", "sent")
    assert code == 0 and "sent to cms" in out and f"{root}/a" in out
    value = json.loads(ondit("alert", "sent", "--json")[1])
    jsonschema.Draft202012Validator(schema("alert")).validate(value)
    assert value["id"] == posted[1]["id"] and [each["outcome"] for each in value["attempts"]] == ["started", "sent"]
    assert ondit("alert", "send", "--again") == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_with_0_when_it_is_told_to(site: news_site.Site, tmp_path: Path, number: int) -> None:
    site.put("/feed", rss([]))
    command = [sys.executable, "-m", "ondit", "watch", site.root() + "/feed"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not site.asked("/feed"):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, b""), err

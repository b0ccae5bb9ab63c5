"""A page that means harm is shown as words: nothing of it runs, loads, leaves its place or breaks the layout."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ondit.desk import Desk
from ondit.records import Article, Reading, Statement
from web_client import client_on
from web_hostile import KEY, hostile


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A client on a desk that holds the hostile article, and follows a hostile claim."""
    path = tmp_path_factory.mktemp("hostile") / "desk.db"
    with Desk(path) as desk:
        reading = hostile()
        desk.store(reading.article, None, reading=reading)
        desk.catch_up()
    with client_on(path) as client:
        yield client


class Tags(HTMLParser):
    """Every tag that could run or load what is not ours, carries an event or a style, or leads to a script."""

    OURS = (
        ("script", "src", "/static/"),
        ("script", "type", "application/ld+json"),
        ("link", "rel", ""),
        ("form", "", ""),
    )

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("script", "link") and not any(
            tag == ours and values.get(name, "?").startswith(value) for ours, name, value in self.OURS
        ):
            self.found.append(self.get_starttag_text() or tag)
        bad = tag in ("img", "iframe", "object", "embed", "style", "base")
        bad |= any(name.startswith("on") or name == "style" for name in values)
        bad |= any(
            values.get(name, "").lower().startswith(("javascript:", "data:")) for name in ("href", "src", "action")
        )
        if bad:
            self.found.append(self.get_starttag_text() or tag)


@pytest.mark.parametrize("path", ["/", "/article", "/search?q=alert", "/outlets", "/api/v1/articles", "/article/edits"])
def test_nothing_of_a_hostile_article_becomes_markup(path: str, harmed: Any) -> None:
    query = {"key": KEY} if path.startswith("/article") else None
    answer = harmed.get(path, params=query) if query else harmed.get(path)
    assert answer.status_code == 200
    if "html" in answer.headers["content-type"]:
        assert Tags(answer.text).found == []
        assert "49" not in re.findall(r"\{\{.*?\}\}", answer.text)


def test_no_page_may_run_what_is_not_ours(harmed: Any) -> None:
    policy = harmed.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    for path in ("/", "/outlets", "/rules", "/api"):
        assert Tags(harmed.get(path).text).found == [], path


def test_ten_thousand_statements_stay_a_page_of_a_bearable_size(tmp_path: Path) -> None:
    sentence = "Il dit que rien n’a été signé. "
    text = "Titre\n\n" + sentence * 10_000
    spans = [(7 + i * len(sentence), 7 + (i + 1) * len(sentence) - 1) for i in range(10_000)]
    statements = tuple(Statement((s, s + 2), (s + 3, s + 6), ((s + 7, e),), (s, e)) for s, e in spans)
    article = Article(key="many", text=text, language="fr", title="Titre", title_span=(0, 5))
    with Desk(tmp_path / "many.db") as desk:
        desk.store(article, None, reading=Reading(article, statements, reader="hand"))
    with client_on(tmp_path / "many.db") as client:
        answer = client.get("/article", params={"key": "many"})
    assert answer.status_code == 200
    assert len(answer.text) < 2_500_000
    assert answer.text.count('class="card ') == 400 and "9,600" in answer.text.replace("\u202f", ",")


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("post", "/read", b"x" * 6_000_000, 413),
        ("post", "/views", b"name=x", 403),
        ("post", "/read", b"text=x&csrf=forged", 403),
    ],
)
def test_what_is_too_large_or_forged_is_refused(method: str, path: str, data: bytes, status: int, harmed: Any) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert harmed.request(method, path, content=data, headers=headers).status_code == status


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}],
)
def test_a_page_elsewhere_cannot_change_the_desk(headers: dict[str, str], harmed: Any) -> None:
    assert harmed.post("/api/v1/followed", json={"question": "x"}, headers=headers).status_code == 403


def test_a_name_that_is_not_ours_is_not_answered(harmed: Any) -> None:
    assert harmed.get("/", headers={"host": "evil.example"}).status_code == 421

"""A rule's feed: Atom, newest first, with the words, sources and links that fired each alert."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

from ondit.desk import Desk
from ondit.desk.alerting import Rule, rules
from ondit.page import load
from web_client import client_on

ATOM = "{http://www.w3.org/2005/Atom}"
DENIAL = """Tessmark and its plant

Tessmark has denied that there are <b>talks</b> & plans about a plant, as the Herald reported on Monday.
"""


def test_a_rule_has_a_feed_and_what_is_in_it_is_safe(tmp_path: Path) -> None:
    page, place = tmp_path / "denial.txt", tmp_path / "ondit.db"
    page.write_text(DENIAL)
    with Desk(place) as opened:
        with opened._store.writing() as connection:
            rules.add(connection, Rule("all"), datetime(2026, 3, 2, tzinfo=UTC))
        opened.add(load(str(page)))
    with client_on(place) as client:
        assert client.get("/alerts/none.atom").status_code == 404
        answer = client.get("/alerts/all.atom")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert client.get("/alerts/all.atom", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    feed = fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    kinds = [entry.find(f"{ATOM}category").get("term") for entry in entries]  # type: ignore[union-attr]
    assert "denied" in kinds and "opened" in kinds
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(ids) and all(each.startswith("urn:sha256:") for each in ids)
    content = entries[kinds.index("denied")].findtext(f"{ATOM}content") or ""
    assert "about a plant" in content and "<blockquote>" in content and "<b>" not in content

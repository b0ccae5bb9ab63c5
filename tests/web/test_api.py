"""The API keeps its own description, pages, answers 304, and gives errors as problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ondit.show.as_json import schema as published
from ondit.web.api_shapes import OWN
from soak import SOAK
from web_client import client_on

EXAMPLES = 300 if SOAK else 5
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def first(client: Any) -> dict[str, Any]:
    """The demo's first rumour, as a row."""
    return client.get("/api/v1/rumours").json()["items"][0]  # type: ignore[no-any-return]


def test_no_request_makes_the_server_fail_or_break_its_schema(own: Path) -> None:
    with client_on(own, costly_a_minute=EXAMPLES) as client:
        api = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
        operations = [each.ok() for each in api.get_all_operations()]
        assert len(operations) > 15
        for operation in operations:
            hold(operation)
        assert client.get("/healthz").status_code == 200


def hold(operation: Any) -> None:
    """Sends one operation what its description allows, and more; what comes back must be as described."""

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers={"host": "localhost"})

    holds()


def test_the_description_is_openapi_3_1_and_names_only_shapes_that_it_has(client: Any) -> None:
    text = client.get("/api/v1/openapi.json").text
    described = json.loads(text)
    assert described["openapi"].startswith("3.1")
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(described["components"]["schemas"])
    assert set(OWN) <= set(described["components"]["schemas"])


@pytest.mark.parametrize(("path", "name"), [("", "show"), ("/trace", "trace")])
def test_a_dossier_and_its_trace_are_what_the_command_line_prints(path: str, name: str, client: Any) -> None:
    value = client.get(f"/api/v1/rumours/{first(client)['id']}{path}").json()
    jsonschema.validate(value, published(name))


def test_an_article_has_exact_offsets(client: Any) -> None:
    key = first(client)["articles"][0]
    value = client.get("/api/v1/article", params={"key": key}).json()
    jsonschema.validate(value, published("read"))
    assert value["statements"]


def test_pages_by_cursor_give_every_article_once(client: Any) -> None:
    seen, cursor = [], ""
    for _ in range(20):
        page = client.get("/api/v1/articles", params={"limit": 3, "cursor": cursor}).json()
        seen += [each["key"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page["total"] == 13


@pytest.mark.parametrize("path", ["rumours", "articles", "outlets", "search?q=usine"])
def test_what_did_not_change_is_not_sent_again(path: str, client: Any) -> None:
    tag = client.get(f"/api/v1/{path}").headers["etag"]
    again = client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "rumours/none", None, 404),
        ("get", "rumours?limit=1000", None, 422),
        ("get", "rumours?cursor=nonsense", None, 400),
        ("get", "articles?cursor=x", None, 400),
        ("get", "article?key=none", None, 404),
        ("get", "nowhere", None, 404),
        ("post", "read", {"text": "x", "more": 1}, 422),
        ("post", "read", {"text": "http://127.0.0.1/"}, 403),
        ("post", "rumours/none/notes", {"text": "x"}, 404),
        ("post", "judgements/none/undo", None, 400),
        ("delete", "rumours", None, 405),
    ],
)
def test_an_error_is_a_problem(method: str, path: str, body: Any, status: int, client: Any) -> None:
    answer = client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    jsonschema.validate(answer.json(), OWN["Problem"])


def test_as_of_the_first_day_it_was_unverified(client: Any) -> None:
    id = first(client)["id"]
    then = client.get(f"/api/v1/rumours/{id}", params={"as_of": "2026-03-02T23:59:59Z"}).json()
    assert then["status"] == "unverified"
    assert all(report["published"] < "2026-03-03" for report in then["reports"])
    early = client.get(f"/api/v1/rumours/{id}", params={"as_of": "2020-01-01T00:00:00Z"})
    assert early.status_code == 404


def test_the_feed_is_atom_with_an_entry_for_every_change(client: Any) -> None:
    id = first(client)["id"]
    answer = client.get(f"/rumours/{id}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    space = "{http://www.w3.org/2005/Atom}"
    timeline = client.get(f"/api/v1/rumours/{id}").json()["timeline"]
    entries = feed.findall(f"{space}entry")
    assert len(entries) == len(timeline) > 1
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{space}{name}")


def test_oembed_gives_a_frame_that_may_be_framed(client: Any) -> None:
    id = first(client)["id"]
    query = urlencode({"url": f"http://testserver/rumours/{id}", "maxwidth": 300})
    value = client.get(f"/oembed?{query}").json()
    assert value["type"] == "rich" and value["width"] == 300 and f"/card/{id}" in value["html"]
    card = client.get(f"/card/{id}")
    assert "frame-ancestors *" in card.headers["content-security-policy"]
    assert "x-frame-options" not in card.headers
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]


def test_the_head_of_a_dossier_holds_a_claim_review(client: Any) -> None:
    text = client.get(f"/rumours/{first(client)['id']}").text
    value = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert value["@type"] == "ClaimReview" and value["claimReviewed"]
    assert value["itemReviewed"]["appearance"]


def test_health_and_figures_are_there_for_who_runs_it(client: Any) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok" and health["articles"] == 13
    client.get("/api/v1/outlets")

"""The tools, asked by the official client: in the same process, over stdio, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from ondit.desk import Desk
from ondit.web.mcp_server import make_mcp
from ondit.web.shelf import Shelf
from processes import environment

LOOKING = {"read_page", "search_rumours", "list_rumours", "rumour_status", "trace_rumour", "article_statements"}
WRITING = {"add_page", "follow_claim"}
PAGE = "Le maire a démenti lundi toute négociation. « C’est faux », a-t-il dit à la presse."


def asked(server: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    """What comes of a talk with a server."""

    async def run() -> Any:
        async with Client(server) as client:
            return await talk(client)

    return asyncio.run(run())


async def call(client: Client, tool: str, **arguments: Any) -> Any:
    """A tool's answer as a value."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    found = result.structured_content
    return found["result"] if isinstance(found, dict) and set(found) == {"result"} else found


async def story(client: Client) -> None:
    """From a search to the words that prove a status."""
    names = {tool.name for tool in (await client.list_tools()).tools}
    assert names == LOOKING
    found = await call(client, "search_rumours", words="Saint-Nazaire")
    rumour = found["rumours"][0]["id"]
    first = await call(client, "rumour_status", rumour=rumour, as_of="2026-03-02T23:00:00Z")
    assert first["status"] == "unverified" and first["as_of"] == "2026-03-02T23:00:00Z"
    now = await call(client, "rumour_status", rumour=rumour)
    assert any(reason["words"] for reason in now["reasons"])
    trace = await call(client, "trace_rumour", rumour=rumour)
    assert trace["edges"] and all(each["evidence"] for each in trace["edges"])
    article = await call(client, "article_statements", article=now["articles"][0])
    assert article["statements"] and "text" not in article


@pytest.fixture
def shelf(demo_file: Path) -> Any:
    """A shelf on the demo desk."""
    with Desk(demo_file) as desk:
        made = Shelf(desk)
        made.refresh()
        yield made


def reader(shelf: Shelf) -> Any:
    return lambda article: next(iter(shelf.desk.read_many([article])))


def test_a_program_finds_a_rumour_its_status_then_and_the_words_that_prove_it(shelf: Shelf) -> None:
    asked(make_mcp(shelf, reader(shelf)), story)


def test_over_stdio_the_same(demo_file: Path) -> None:
    code = "from ondit.cli import run; import sys; sys.exit(run(sys.argv[1:]))"
    asked(
        StdioServerParameters(
            command=sys.executable, args=["-c", code, "mcp", "--desk", str(demo_file)], env=environment()
        ),
        story,
    )


def test_over_http_the_same(server: str) -> None:
    asked(f"{server}/mcp", story)


def test_a_page_is_read_and_not_kept(shelf: Shelf) -> None:
    before = len(shelf.desk.search("négociation", 100))

    async def talk(client: Client) -> Any:
        return await call(client, "read_page", page=PAGE)

    said = asked(make_mcp(shelf, reader(shelf)), talk)
    assert any(each["polarity"] == "deny" for each in said["statements"])
    assert all(each["sentence_words"] in PAGE for each in said["statements"])
    assert len(shelf.desk.search("négociation", 100)) == before


def test_tools_that_write_are_there_only_where_that_was_allowed(own: Path) -> None:
    with Desk(own) as desk:
        shelf = Shelf(desk)
        shelf.refresh()

        async def talk(client: Client) -> Any:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == LOOKING | WRITING
            for name, tool in tools.items():
                assert tool.annotations is not None
                assert tool.annotations.read_only_hint is (name in LOOKING)
            return await call(client, "add_page", page=PAGE)

        added = asked(make_mcp(shelf, reader(shelf), allow_write=True), talk)
        assert added["outcome"] == "new"
        assert len(shelf.articles) == 14


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("rumour_status", {"rumour": "none"}),
        ("article_statements", {"article": "none"}),
        ("read_page", {"page": "http://127.0.0.1/"}),
        ("read_page", {"page": " "}),
        ("rumour_status", {"rumour": "r-", "as_of": "yesterday"}),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(tool: str, arguments: dict[str, str], shelf: Shelf) -> None:
    async def talk(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = asked(make_mcp(shelf, reader(shelf)), talk)
    assert result.is_error
    text = " ".join(getattr(part, "text", "") for part in result.content)
    assert "OND-" in text or "valid" in text
    assert "Traceback" not in json.dumps(text)

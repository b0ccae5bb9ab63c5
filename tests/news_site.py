"""A made-up site on loopback for tests of watching: pages and feeds that change, vanish, move, lie and fail.

``site.put("/a", page(...))`` makes an address say something; a reply may be a function, asked anew each time. Every
request is kept in ``site.seen``. An honest reply has an ETag and answers 304 where nothing changed.
"""

from __future__ import annotations

import hashlib
import html
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What an address says. ``etag``: with an ETag, and 304 to who has it already."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: bool = True


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int


class Site:
    """A running site. ``root`` is its address under one of the names of this machine."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.seen: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def root(self, number: int = 1) -> str:
        """``http://127.0.0.N:port``: every number is a host of its own."""
        return f"http://127.0.0.{number}:{self.port}"

    def put(self, path: str, reply: Reply | Callable[[Asked], Reply]) -> None:
        """Makes a path say something from now on, at every host; ``1:/path`` at that one only."""
        self.replies[path] = reply

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path."""
        return [each for each in self.seen if each.path == path]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        host = handler.headers.get("Host", "")
        number = host.partition(":")[0].rpartition(".")[2]
        asked = Asked(handler.command, host, handler.path, dict(handler.headers.items()), body, 0)
        reply = self.replies.get(f"{number}:{handler.path}", self.replies.get(handler.path, Reply(b"no", 404)))
        if not isinstance(reply, Reply):
            reply = reply(asked)
        headers = {"Content-Type": reply.kind, **reply.headers}
        status, said = reply.status, reply.body
        if reply.etag and status == 200:
            headers["ETag"] = f'"{hashlib.sha256(said).hexdigest()[:16]}"'
            if handler.headers.get("If-None-Match") == headers["ETag"]:
                status, said = 304, b""
        self.seen.append(Asked(asked.method, host, asked.path, asked.headers, body, status))
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(said)))
        handler.end_headers()
        handler.wfile.write(said)


@contextmanager
def running() -> Iterator[Site]:
    """A site that runs while the block does."""
    site = Site()
    thread = threading.Thread(target=site._server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site._server.shutdown()
        site._server.server_close()


FILLER = "The invented town of Millbrook has talked about little else since the morning, as far as anybody could tell."


def page(
    title: str, *lines: str, outlet: str = "Herald", published: datetime | None = None, updated: datetime | None = None,
    canonical: str | None = None, head: str = "",
) -> Reply:  # fmt: skip
    """An article in plain HTML, with a paragraph for each line."""
    metas = [f'<meta property="og:site_name" content="{outlet}">', '<meta property="og:type" content="article">', head]
    for name, moment in (("published", published), ("modified", updated)):
        if moment is not None:
            metas.append(f'<meta property="article:{name}_time" content="{moment.isoformat()}">')
    if canonical:
        metas.append(f'<link rel="canonical" href="{canonical}">')
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in (FILLER, *lines))
    named = f"<title>{html.escape(title)}</title>"
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{named}{"".join(metas)}'
        f"</head><body><article><h1>{html.escape(title)}</h1>{paragraphs}</article></body></html>"
    )
    return Reply(text.encode())


def rss(entries: Sequence[tuple[str, str, datetime | None]], title: str = "News") -> Reply:
    """A feed of (address, title, moment)."""
    items = "".join(
        f"<item><title>{html.escape(name)}</title><link>{html.escape(address)}</link>"
        + (f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else "")
        + "</item>"
        for address, name, moment in entries
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    return Reply(text.encode(), kind="application/rss+xml")


def json_feed(addresses: Sequence[str]) -> Reply:
    """The same as JSON Feed."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [{"id": a, "url": a} for a in addresses],
    }
    return Reply(json.dumps(value).encode(), kind="application/feed+json")

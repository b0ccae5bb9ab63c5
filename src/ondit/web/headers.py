"""ASGI around the application: a cap on bodies, the prefix of a proxy, headers that forbid what no page needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# No inline script or style, nothing from elsewhere, no plug-in, no frame around us, no form that leads away.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


class Headers:
    """Adds the headers to every answer. ``framed`` begins the path of what may stand in a frame elsewhere."""

    def __init__(self, app: App, framed: str, https: bool) -> None:
        self.app, self.framed, self.https = app, framed, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        card = scope["path"].startswith(self.framed)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = list(message.get("headers", []))
                there = {name.lower() for name, _ in found}
                wanted = {**HEADERS, "content-security-policy": POLICY.format(frames="*" if card else "'none'")}
                if self.https:
                    wanted["strict-transport-security"] = "max-age=31536000"
                if not card:
                    wanted["x-frame-options"] = "DENY"
                found += [(k.encode(), v.encode()) for k, v in wanted.items() if k.encode() not in there]
                message["headers"] = found
            await send(message)

        await self.app(scope, receive, with_headers)


class Prefix:
    """Answers under a path prefix, whether the proxy in front takes it off or leaves it."""

    def __init__(self, app: App, prefix: str) -> None:
        self.app, self.prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.prefix and scope["type"] in ("http", "websocket"):
            path = scope["path"]
            if path != self.prefix and not path.startswith(self.prefix + "/"):
                path = self.prefix + path
            scope = {**scope, "path": path, "root_path": self.prefix, "raw_path": path.encode()}
        await self.app(scope, receive, send)


class Cap:
    """Refuses bodies over so many bytes, before anything looks at them."""

    def __init__(self, app: App, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > self.most:
            await self._refuse(send)
            return
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.most:
                await self._refuse(send)
                return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self.app(scope, again, send)

    async def _refuse(self, send: Send) -> None:
        text = (
            b'{"type":"about:blank","title":"Too large","status":413,"detail":"over the cap of %d bytes"}' % self.most
        )
        headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(text)).encode())]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": text})

"""Logging in at a provider: one that signs with a key of its own, as any does, and one that lies."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from authlib.jose import JsonWebKey, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ondit.web.people import People
from ondit.web.settings import Oidc
from web_client import client_on

KEY = JsonWebKey.generate_key("RSA", 2048, {"kid": "one"}, is_private=True)
OTHER = JsonWebKey.generate_key("RSA", 2048, {"kid": "one"}, is_private=True)


class Provider:
    """An OpenID Connect provider at which everybody is ``name`` at once."""

    def __init__(self, port: int) -> None:
        self.address, self.name, self.key, self.asked = f"http://127.0.0.1:{port}", "ines", KEY, ""

    def app(self) -> Starlette:
        """Its four addresses."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.about),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def about(self, request: Request) -> Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {key: f"{self.address}/{path}" for key, path in names.items()}
        return JSONResponse({"issuer": self.address, **found, "id_token_signing_alg_values_supported": ["RS256"]})

    async def authorize(self, request: Request) -> Response:
        query = request.query_params
        self.asked = query["nonce"]
        assert query["code_challenge_method"] == "S256"
        return RedirectResponse(f"{query['redirect_uri']}?code=c&state={query['state']}", 302)

    async def token(self, request: Request) -> Response:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "1",
            "aud": "desk",
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked,
            "preferred_username": self.name,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key).decode()
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": signed})

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(is_private=False)]})


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider on a port of its own."""
    import socket

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    found = Provider(listening.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(found.app(), log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield found
    server.should_exit = True
    thread.join(timeout=10)


def log_in(client: Any, found: Provider, state: str | None = None) -> Any:
    """Goes to the provider and comes back, as a browser does."""
    import httpx

    sent = client.get("/login/oidc")
    assert sent.status_code in (302, 303) and sent.headers["location"].startswith(found.address)
    back = httpx.get(sent.headers["location"]).headers["location"]
    query = parse_qs(urlsplit(back).query)
    return client.get("/login/oidc/back", params={"code": query["code"][0], "state": state or query["state"][0]})


@pytest.mark.parametrize(
    ("case", "status"),
    [("known", 303), ("unknown", 403), ("wrong key", 403), ("wrong state", 403)],
)
def test_only_who_has_an_account_and_a_true_token_gets_in(case: str, status: int, own: Path) -> None:
    people = People(f"{own}.people")
    people.add("ines", "reader", None)
    with provider() as found:
        found.name = "somebody" if case == "unknown" else "ines"
        found.key = OTHER if case == "wrong key" else KEY
        oidc = Oidc(found.address, "desk", "secret")
        with client_on(own, login=True, oidc=oidc) as client:
            assert client.get("/").status_code == 303
            assert log_in(client, found, "forged" if case == "wrong state" else None).status_code == status
            assert client.get("/").status_code == (200 if status == 303 else 303)


def test_without_a_password_nobody_gets_in_by_one(own: Path) -> None:
    people = People(f"{own}.people")
    people.add("ines", "reader", None)
    assert people.log_in("ines", "") is None

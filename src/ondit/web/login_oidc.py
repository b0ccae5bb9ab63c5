"""Logging in where an organisation knows its people already (OpenID Connect, by Authlib).

The provider says who somebody is; what they may do is said here: there must be an account of the name that it gives
(``preferred_username``, else a verified ``email``). State, nonce and PKCE are Authlib's.
"""

from __future__ import annotations

import functools
from typing import Any

import httpx
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from ondit.errors import NotFound, Unreachable
from ondit.web.house import house_of
from ondit.web.login_page import with_session
from ondit.web.render import absolute, link, page
from ondit.web.settings import Oidc
from ondit.web.visit import visit_of

router = APIRouter(include_in_schema=False)


@functools.cache
def _client(oidc: Oidc) -> Any:
    registered = OAuth()
    return registered.register(
        "oidc",
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )


def _of(request: Request) -> Any:
    oidc = house_of(request).settings.oidc
    if oidc is None:
        raise NotFound("nobody logs in by OpenID Connect here", where="/login/oidc")
    return _client(oidc)


@router.get("/login/oidc")
async def begin(request: Request) -> Response:
    """Sends somebody to the provider."""
    client = _of(request)
    try:
        sent: Response = await client.authorize_redirect(request, absolute(request, "/login/oidc/back"))
    except httpx.HTTPError as error:
        raise Unreachable("the provider of logins does not answer", where="--oidc") from error
    return sent


@router.get("/login/oidc/back")
async def back(request: Request) -> Response:
    """Where the provider sends them back: a session, if there is an account of their name."""
    client, house = _of(request), house_of(request)
    try:
        token = await client.authorize_access_token(request)
    except httpx.HTTPError as error:
        raise Unreachable("the provider of logins does not answer", where="--oidc") from error
    except Exception:  # a forged state, a wrong signature, another's token: each library below has its own error
        return _refused(request)
    said = token.get("userinfo") or {}
    name = said.get("preferred_username") or (said.get("email") if said.get("email_verified") else None)
    people = house.people
    if people is None or not name or await run_in_threadpool(people.find, str(name)) is None:
        if people is not None:
            await run_in_threadpool(people.note, str(name)[:80], "refused", f"oidc {visit_of(request).address}")
        return _refused(request)
    secret = await run_in_threadpool(people.begin, str(name))
    await run_in_threadpool(people.note, str(name), "login", f"oidc {visit_of(request).address}")
    return with_session(house, RedirectResponse(link(house.settings.prefix, "/"), 303), secret)


def _refused(request: Request) -> Response:
    return page(request, "login.html.j2", status=403, back="/", failed=True, oidc=True)

"""Logging in and out, one's own tokens, saved views, and for admins who there is and who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from ondit.errors import InputError
from ondit.web.guard import SESSION_COOKIE, TooOften, check_form
from ondit.web.house import House, house_of
from ondit.web.people import People
from ondit.web.render import link, page
from ondit.web.settings import SESSION_HOURS
from ondit.web.visit import Visit, needs, visit_of

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_form(request: Request, back: str = "/") -> Response:
    """Who are you?"""
    return page(request, "login.html.j2", back=back, failed=False, oidc=house_of(request).settings.oidc is not None)


@router.post("/login")
def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Begins a session. Tries are counted by address and by name, whatever comes of them."""
    check_form(request, csrf)
    house, visit = house_of(request), visit_of(request)
    people = _people(house)
    for who in (visit.address, f"name:{name[:80]}"):
        if not house.rates.allow("login", who):
            raise TooOften(house.rates.wait("login"))
    secret = people.log_in(name, password)
    if secret is None:
        people.note(name[:80], "refused", visit.address)
        oidc = house.settings.oidc is not None
        return page(request, "login.html.j2", status=403, back=back, failed=True, oidc=oidc)
    people.note(name, "login", visit.address)
    return with_session(house, RedirectResponse(link(house.settings.prefix, safe_path(back)), 303), secret)


def with_session(house: House, response: Response, secret: str) -> Response:
    """An answer that begins a session."""
    response.set_cookie(
        SESSION_COOKIE, secret, max_age=3600 * SESSION_HOURS, path=house.settings.prefix or "/", httponly=True,
        samesite="lax", secure=house.settings.https,
    )  # fmt: skip
    return response


@router.post("/logout")
def log_out(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Ends the session."""
    check_form(request, csrf)
    house = house_of(request)
    if secret := request.cookies.get(SESSION_COOKIE):
        _people(house).log_out(secret)
    response = RedirectResponse(link(house.settings.prefix, "/"), 303)
    response.delete_cookie(SESSION_COOKIE, path=house.settings.prefix or "/")
    return response


@router.get("/me")
def me(request: Request) -> Response:
    """One's own account and tokens; for admins everybody's, and the audit log."""
    return _me(request, needs(request, "reader"), "")


def _me(request: Request, visit: Visit, fresh: str) -> Response:
    people = house_of(request).people
    admin = visit.may("admin") and people is not None
    return page(
        request,
        "me.html.j2",
        tokens=people.tokens(visit.name) if people else (),
        fresh=fresh,
        everyone=people.everyone() if admin and people else (),
        done=people.done() if admin and people else (),
    )


@router.post("/me/tokens")
def make_token(request: Request, label: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = "") -> Response:
    """A token for a program; shown this once."""
    visit = _logged_in(request)
    check_form(request, csrf)
    people = _people(house_of(request))
    secret = people.make_token(visit.name, label.strip() or "token")
    people.note(visit.name, "token", label[:80])
    return _me(request, visit, secret)


@router.post("/me/tokens/{id}/revoke")
def revoke_token(request: Request, id: str, csrf: Annotated[str, Form()] = "") -> Response:
    """A token that opens nothing any more."""
    visit = _logged_in(request)
    check_form(request, csrf)
    house = house_of(request)
    _people(house).revoke(id, None if visit.may("admin") else visit.name)
    _people(house).note(visit.name, "revoke", id)
    return RedirectResponse(link(house.settings.prefix, "/me"), 303)


@router.post("/views")
def save_view(
    request: Request,
    name: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Saves what the board shows now."""
    owner = _owner(request)
    check_form(request, csrf)
    house = house_of(request)
    if not name.strip() or len(query) > 2000 or any(ord(c) < 32 for c in query):
        raise InputError("a view needs a name", where="name", remedy="give it one")
    _people(house).save_view(owner, name.strip()[:60], query)
    return RedirectResponse(link(house.settings.prefix, "/") + f"?{query}", 303)


@router.post("/views/delete")
def forget_view(request: Request, name: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = "") -> Response:
    """Forgets a saved view."""
    owner = _owner(request)
    check_form(request, csrf)
    house = house_of(request)
    _people(house).forget_view(owner, name)
    return RedirectResponse(link(house.settings.prefix, "/"), 303)


def safe_path(back: str) -> str:
    """Only a path of ours: "//elsewhere" and "/\\elsewhere" are addresses of others to a browser."""
    fine = back.startswith("/") and not back.startswith(("//", "/\\")) and all(ord(c) > 32 for c in back)
    return back if fine else "/"


def _owner(request: Request) -> str:
    """Whose views these are: of who is logged in, or of the one person at a desk without accounts."""
    visit = needs(request, "reader")
    return visit.name if visit.via == "local" else _logged_in(request).name


def _logged_in(request: Request) -> Visit:
    visit = needs(request, "reader")
    return visit if visit.name else needs(request, "admin")


def _people(house: House) -> People:
    if house.people is None:
        raise InputError("this desk has no store of accounts", where="--people", remedy="name one")
    return house.people

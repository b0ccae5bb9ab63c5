"""What stands between a request and the pages: who asks, whether it comes from our own pages, and how often."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import Request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ondit.web.house import House, house_of
from ondit.web.texts import preferred
from ondit.web.visit import Visit, visit_of

SESSION_COOKIE = "ondit_session"
FORM_HOURS = 24
SAFE = ("GET", "HEAD", "OPTIONS")


class FormRefused(Exception):
    """A form that was not made by our own page for this visitor, or too long ago."""


class TooOften(Exception):
    """Asked too often; ``wait`` says for how many seconds not to ask again."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


def visit_for(request: Request, house: House) -> Visit:
    """Who asks. A desk without accounts belongs to whoever sits at the machine."""
    language = preferred(request.headers.get("accept-language", ""), (request.cookies.get("ondit_language"),))
    address = request.client.host if request.client else ""
    if house.people is None or not house.settings.login:
        return Visit("", "admin", "local", language, address, True, _sign(house, "local"))
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        person = house.people.by_token(token.strip())
        if person is not None:
            return Visit(person.name, person.role, "token", language, address, True)
    elif session := request.cookies.get(SESSION_COOKIE):
        person = house.people.by_session(session)
        if person is not None:
            return Visit(person.name, person.role, "session", language, address, True, _sign(house, session))
    role = "reader" if house.settings.public and scheme.lower() != "bearer" else "nobody"
    return Visit("", role, "", language, address, False, _sign(house, f"nobody:{address}"))  # type: ignore[arg-type]


def check_host(request: Request, house: House) -> bool:
    """Whether the server was called by a name of its own. A page elsewhere could give us a name of its choosing."""
    if "*" in house.settings.hosts:
        return True
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return name in [host.strip("[]").lower() for host in house.settings.hosts]


def check_origin(request: Request) -> bool:
    """Whether something that changes the desk comes from our own pages or from a program, not from a page elsewhere.

    Browsers say so by Sec-Fetch-Site, older ones by Origin; programs say neither, and carry no cookies of others.
    """
    if request.method in SAFE:
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def check_form(request: Request, token: str) -> None:
    """Whether a form was made by our own page for this visitor. Raises FormRefused."""
    house, visit = house_of(request), visit_of(request)
    if visit.via == "token":
        return  # no cookie, so nobody else's page can send it
    try:
        said = _signer(house).loads(token, max_age=3600 * FORM_HOURS)
    except BadSignature as error:
        raise FormRefused from error
    if not hmac.compare_digest(str(said), str(_signer(house).loads(visit.csrf))):
        raise FormRefused


def costly(request: Request) -> None:
    """Counts something that takes a core for seconds. Raises TooOften."""
    _count(request, "costly")


def counted(request: Request) -> None:
    """Counts a request. Raises TooOften."""
    _count(request, "request")


def _count(request: Request, kind: str) -> None:
    house, visit = house_of(request), visit_of(request)
    if not house.rates.allow(kind, visit.name or visit.address):
        raise TooOften(house.rates.wait(kind))


def _signer(house: House) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.secret, salt="ondit form")


def _sign(house: House, subject: str) -> str:
    # The secret of a session is not put into its pages, only something that follows from it.
    mark = hmac.new(house.secret.encode(), subject.encode(), "sha256").hexdigest()[:24]
    return str(_signer(house).dumps(mark))

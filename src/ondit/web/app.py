"""The application put together: routes, who may come in, and what is answered when something goes wrong."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import resources

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import Route

from ondit import __version__
from ondit.desk import Desk
from ondit.errors import OnditError, SettingError
from ondit.web import (
    alert_feeds,
    api_page,
    api_reading,
    api_writing,
    board_page,
    dossier_page,
    editor_page,
    feeds,
    login_page,
    outlets_page,
    reading_page,
    search_page,
    watching,
)
from ondit.web.api_shapes import openapi_of
from ondit.web.guard import FormRefused, TooOften, check_host, check_origin, counted, visit_for
from ondit.web.headers import Cap, Headers, Prefix, Receive, Scope, Send
from ondit.web.house import House, house_of
from ondit.web.mcp_server import make_mcp
from ondit.web.people import People
from ondit.web.problems import problem, wants_json
from ondit.web.rates import Rates
from ondit.web.render import link, page
from ondit.web.settings import Settings
from ondit.web.shelf import Shelf
from ondit.web.visit import NotAllowed, status_of

UNCOUNTED = ("/static/", "/healthz", "/metrics")
PARTS = (
    feeds, alert_feeds, board_page, dossier_page, editor_page, reading_page, search_page, outlets_page, login_page,
    api_page, watching, api_reading, api_writing,
)  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """The application over the desk of these settings. Raises what opening a desk raises."""
    house = open_house(settings)

    @contextlib.asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        house.shelf.start()
        if settings.warm_reader:
            threading.Thread(target=warm, args=(house,), name="ondit-warm", daemon=True).start()
        mcp = make_mcp(house.shelf, house.read, allow_write=settings.mcp_write)
        safety = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # check_host has done it
        app.state.talk = mcp.streamable_http_app(json_response=True, stateless_http=True, transport_security=safety)
        async with mcp.session_manager.run():
            yield
        house.shelf.stop()
        house.shelf.desk.close()

    app = FastAPI(
        title="ondit",
        version=__version__,
        summary="The rumour desk: who said what, who had it from whom, and where it stands",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
    )
    app.state.house = house
    app.router.routes.append(Route("/mcp", endpoint=_Talk(app)))
    app.state.watch = watching.Watch(house.shelf)
    app.openapi = lambda: openapi_of(app)  # type: ignore[method-assign]
    for part in PARTS:
        app.include_router(part.router)
    static = resources.files(__package__).joinpath("static")
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    if settings.oidc is not None:
        from ondit.web import login_oidc

        app.include_router(login_oidc.router)
    _answers_to_errors(app)
    app.middleware("http")(_enter)
    if settings.oidc is not None:  # between sending somebody to the provider and their coming back
        app.add_middleware(
            SessionMiddleware,
            secret_key=house.secret,
            session_cookie="ondit_oidc",
            max_age=600,
            https_only=settings.https,
        )
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Cap, most=settings.upload_bytes)
    app.add_middleware(Headers, framed=f"{settings.prefix}/card/", https=settings.https)
    app.add_middleware(Prefix, prefix=settings.prefix)
    return app


class _Talk:
    """The route of MCP: its server is a new one each time that the application is started."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app.state.talk(dict(scope), receive, send)  # a copy: it puts itself into it


def open_house(settings: Settings) -> House:
    """The desk of these settings and all that belongs to it."""
    try:
        people = People(settings.people_store)
    except SettingError:
        if settings.login:
            raise
        people = None  # a desk in a database, without accounts: there is no place to keep views
    desk = Desk(settings.desk, create=not settings.public, parties=settings.parties)
    rates = Rates(request=settings.requests_a_minute, costly=settings.costly_a_minute, login=settings.logins_a_minute)
    return House(settings, Shelf(desk), people, rates)


def warm(house: House) -> None:
    """Reads a line in each language, so that the first reader does not wait for the models."""
    from ondit.page import article_from_bytes

    with contextlib.suppress(OnditError):
        house.read(article_from_bytes(b"On dit que. Il dit que non.", key="warm", plain=True))


async def _enter(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Who asks, may they ask at all; then the route."""
    house = house_of(request)
    request.state.visit = visit_for(request, house)
    if not check_host(request, house):
        return PlainTextResponse("This server does not go by that name.\n", 421)
    if not check_origin(request):
        return PlainTextResponse("This does not come from a page of this server.\n", 403)
    path = request.url.path.removeprefix(house.settings.prefix)
    if not path.startswith(UNCOUNTED):
        try:
            counted(request)
        except TooOften as error:
            return _too_often(request, error)
    if path.startswith("/mcp") and not request.state.visit.may("editor" if house.settings.mcp_write else "reader"):
        return problem(401, "this needs a token", remedy="send Authorization: Bearer …")
    began = time.perf_counter()
    response = await call_next(request)
    request.app.state.watch.note(request, response.status_code, began)
    if path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _answers_to_errors(app: FastAPI) -> None:
    def ondit_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, OnditError)
        where = error.where if error.where != house_of(request).settings.desk else ""
        return _told(request, status_of(error), error.what, error.code, error.remedy, where)

    def not_allowed(request: Request, error: Exception) -> Response:
        assert isinstance(error, NotAllowed)
        house = house_of(request)
        if error.login and not wants_json(request) and request.method == "GET":
            back = str(request.url.path).removeprefix(house.settings.prefix)
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(link(house.settings.prefix, "/login", back=back + query), 303)
        return _told(request, 401 if error.login else 403, f"this needs the role {error.needs}")

    def refused_form(request: Request, error: Exception) -> Response:
        return _told(request, 403, "this form is not from here, or too old", "", "go back, load the page again")

    def too_often(request: Request, error: Exception) -> Response:
        assert isinstance(error, TooOften)
        return _too_often(request, error)

    def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        what = "there is no such page" if error.status_code == 404 else str(error.detail)
        response = _told(request, error.status_code, what, "")
        response.headers.update(error.headers or {})
        return response

    def bad_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        parts = [f"{'.'.join(str(p) for p in each['loc'][1:])}: {each['msg']}" for each in error.errors()[:5]]
        return _told(request, 422, "; ".join(parts), "OND-401")

    app.add_exception_handler(OnditError, ondit_error)
    app.add_exception_handler(NotAllowed, not_allowed)
    app.add_exception_handler(FormRefused, refused_form)
    app.add_exception_handler(TooOften, too_often)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, bad_request)


def _told(request: Request, status: int, what: str, code: str = "", remedy: str = "", where: str = "") -> Response:
    if wants_json(request):
        return problem(status, what, code, remedy, where)
    return page(
        request, "error.html.j2", status=status, code=code, what=what, remedy=remedy, where=where, number=status
    )


def _too_often(request: Request, error: TooOften) -> Response:
    response = _told(request, 429, "too many requests", "", f"try again in {error.wait} seconds")
    response.headers["Retry-After"] = str(error.wait)
    return response

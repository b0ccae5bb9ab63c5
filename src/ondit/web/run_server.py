"""The server's life: refuses to be reachable without accounts, answers, and stops when it is told to."""

from __future__ import annotations

import signal

import uvicorn

from ondit.errors import SettingError
from ondit.web.app import create_app
from ondit.web.people import People
from ondit.web.settings import Settings, is_loopback
from ondit.web.watching import log_json

GRACE_SECONDS = 20


def serve(settings: Settings, host: str, port: int) -> None:
    """Answers at an address until SIGINT or SIGTERM. Raises SettingError."""
    if not is_loopback(host) and not settings.login:
        raise SettingError(
            "others could reach this desk, and nobody is asked who they are",
            where="--host",
            remedy="make an account with `ondit people add NAME --role admin`, then use --login",
        )
    if not is_loopback(host) and not People(settings.people_store).everyone():
        raise SettingError(
            "there is no account, so nobody could log in",
            where=settings.people_store,
            remedy="make one with `ondit people add NAME --role admin`",
        )
    if settings.json_log:
        log_json()
    app = create_app(settings)
    # uvicorn raises the signal again after it has stopped; to have been told to stop is no failure
    signal.signal(signal.SIGTERM, lambda *_: None)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )

"""A client of an application over a desk, without a network."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.testclient import TestClient

from ondit.web import create_app
from ondit.web.settings import Settings


@contextmanager
def client_on(desk: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of an application over a desk, its shelf filled."""
    given = {"hosts": ("testserver", "localhost"), "warm_reader": False, "requests_a_minute": 100_000, **settings}
    app = create_app(Settings(str(desk), **given))
    with TestClient(app, follow_redirects=False) as client:
        app.state.house.shelf.refresh()
        yield client


@contextmanager
def served(desk: Path, **settings: Any) -> Iterator[str]:
    """The address of a real server over a desk, on a port of its own, for as long as the block runs."""
    given = {"warm_reader": False, "requests_a_minute": 100_000, "hosts": ("127.0.0.1", "localhost"), **settings}
    app = create_app(Settings(str(desk), **given))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not (server.started and app.state.house.shelf.complete):
        assert thread.is_alive() and time.monotonic() < deadline
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}{app.state.house.settings.prefix}"
    server.should_exit = True
    thread.join(timeout=30)
    assert not thread.is_alive(), "it stops when it is told to"

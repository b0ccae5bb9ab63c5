"""A server on the demo desk, made once; clients that talk to an application without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from ondit.cli.serve import fill_with_demo
from ondit.web import create_app
from ondit.web.settings import Settings

Client = Callable[..., Any]


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo story in a desk. Copy it before you write."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    fill_with_demo(path)
    return path


@contextmanager
def client_on(desk: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of an application over a desk, its shelf filled."""
    given = {"hosts": ("testserver", "localhost"), "warm_reader": False, "requests_a_minute": 100_000, **settings}
    app = create_app(Settings(str(desk), **given))
    with TestClient(app, follow_redirects=False) as client:
        app.state.house.shelf.refresh()
        yield client


@pytest.fixture(scope="session")
def client(demo_file: Path) -> Iterator[TestClient]:
    """A client on the demo desk, for tests that only read."""
    with client_on(demo_file, demo=True) as found:
        yield found


@pytest.fixture
def own(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo desk, to write into."""
    for file in demo_file.parent.glob("demo.db*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / "demo.db"

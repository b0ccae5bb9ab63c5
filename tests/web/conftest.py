"""A server on the demo desk, made once; clients that talk to an application without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ondit.cli.serve import fill_with_demo
from web_client import client_on, served


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo story in a desk. Copy it before you write."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    fill_with_demo(path)
    return path


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


@pytest.fixture(scope="session")
def server(demo_file: Path) -> Iterator[str]:
    """The address of a server on the demo desk; nobody may write into it."""
    with served(demo_file, demo=True) as address:
        yield address

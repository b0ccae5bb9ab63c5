"""Every test that takes ``place`` runs on SQLite and, where it is installed, on a real PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql_server import Server, new_database, programs

sys.path.insert(0, str(Path(__file__).parent))


def _server(*, durable: bool) -> Server:
    """A new server, or the test is skipped with the reason."""
    pytest.importorskip("pg8000", reason="no driver for PostgreSQL (pg8000) is installed")
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's server is not installed")
    return Server(folder, durable=durable)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL, without a database, of a server that lives as long as the tests."""
    server = _server(durable=False)
    yield server.url
    server.remove()


@pytest.fixture
def postgresql_to_kill() -> Iterator[Server]:
    """A server of the test's own, whose commits are on disk when they are told."""
    server = _server(durable=True)
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new desk can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "ondit.db")
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def database(postgresql: str) -> str:
    """The URL of a new, empty PostgreSQL database."""
    return new_database(postgresql)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MiB, in memory; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: " + mounted.stderr.decode(errors="replace").strip())
    yield folder
    subprocess.run(["umount", str(folder)], check=True, capture_output=True)

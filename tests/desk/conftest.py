"""Every test that takes ``place`` runs on SQLite and, where it is installed, on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def _programs() -> Path | None:
    """The folder of PostgreSQL's own programs."""
    found = [Path(path).parent for name in ("postgres",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _as_its_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; its package brings a user for it."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if not os.getuid() else command
    )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL, without a database, of a server that lives as long as the tests."""
    pytest.importorskip("pg8000", reason="no driver for PostgreSQL (pg8000) is installed")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed")
    home = Path(tempfile.mkdtemp(prefix="ondit-postgresql-"))
    if not os.getuid():
        shutil.chown(home, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(home / "data")
    initdb = [str(programs / "initdb"), "-D", data, "-U", "ondit", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(_as_its_user(initdb), check=True, capture_output=True, cwd=home)
    options = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            _as_its_user([str(programs / "postgres"), *options]), cwd=home, stdout=log, stderr=log
        )
    try:
        for _ in range(150):
            if _answers(port):
                break
            time.sleep(0.1)
        else:
            pytest.fail("PostgreSQL did not start: " + (home / "log").read_text()[-500:])
        yield f"postgresql://ondit@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nobody wants its data any more
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new desk can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "ondit.db")
    return new_database(request.getfixturevalue("postgresql"))


def _answers(port: int) -> bool:
    """Whether the server takes sessions: it listens before it does."""
    import pg8000.dbapi

    try:
        pg8000.dbapi.connect(user="ondit", host="127.0.0.1", port=port, database="postgres").close()
    except (pg8000.dbapi.Error, OSError):
        return False
    return True


@pytest.fixture
def database(postgresql: str) -> str:
    """The URL of a new, empty PostgreSQL database."""
    return new_database(postgresql)


def new_database(server: str) -> str:
    """The URL of a new, empty database on the server."""
    from sqlalchemy import create_engine, text

    name = f"d{uuid.uuid4().hex}"
    url = server.replace("postgresql://", "postgresql+pg8000://") + "/postgres"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"

"""A real PostgreSQL server for the tests, from Debian's packages; killed and started again where a test asks."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, or nothing where it is not installed."""
    found = [Path(path).parent for name in ("postgres",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _as_its_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; its package brings a user for it."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if not os.getuid() else command
    )


def _runs(process: int) -> bool:
    """Whether a process is there, and not only because nobody has asked how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Server:
    """A server in a folder of its own. ``durable``: commits reach the disk before they are told, as in real use."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self._programs, self._durable = folder, durable
        self.home = Path(tempfile.mkdtemp(prefix="ondit-postgresql-"))
        if not os.getuid():
            shutil.chown(self.home, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        data = ["-D", str(self.home / "data")]
        initdb = [str(folder / "initdb"), *data, "-U", "ondit", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(_as_its_user(initdb), check=True, capture_output=True, cwd=self.home)
        self.start()

    @property
    def url(self) -> str:
        """Where it is, without a database."""
        return f"postgresql://ondit@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it takes sessions."""
        options = ["-D", str(self.home / "data"), "-p", str(self.port), "-h", "127.0.0.1", "-k", ""]
        options += [] if self._durable else ["-c", "fsync=off"]
        with (self.home / "log").open("ab") as log:
            command = _as_its_user([str(self._programs / "postgres"), *options])
            self.process = subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log)
        for _ in range(300):
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError("PostgreSQL did not start: " + (self.home / "log").read_text()[-500:])

    def kill(self) -> None:
        """Kills it as a machine that loses power would, and waits until its last process is gone."""
        children = self._children()
        self.process.kill()  # first, so that it starts no others in the place of those that go
        self.process.wait(30)
        for child in children:
            with suppress(ProcessLookupError):  # it may have gone by itself, without its server
                os.kill(child, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while any(map(_runs, children)):
            assert time.monotonic() < deadline, "PostgreSQL's processes outlive their server"
            time.sleep(0.01)
        (self.home / "data" / "postmaster.pid").unlink(missing_ok=True)

    def remove(self) -> None:
        """Ends it at once: nobody wants its data any more."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        shutil.rmtree(self.home, ignore_errors=True)

    def _children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in path.read_text().split()]

    def _answers(self) -> bool:
        """Whether the server takes sessions: it listens before it does."""
        import pg8000.dbapi

        try:
            pg8000.dbapi.connect(user="ondit", host="127.0.0.1", port=self.port, database="postgres").close()
        except (pg8000.dbapi.Error, OSError):
            return False
        return True


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

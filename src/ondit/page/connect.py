"""A network backend for httpcore that connects only to addresses it has checked itself, and keeps one deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from ondit.errors import Refused, Unreachable
from ondit.page import addresses

_LONGEST_WAIT = 10.0


class DeadlinePassed(Exception):
    """The whole request took longer than it may."""


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves, checks every address, connects to a checked one; the name is only used again for TLS."""

    def __init__(self, url: str, resolver: addresses.Resolver, deadline: float) -> None:
        self._url, self._resolver, self._deadline = url, resolver, deadline
        self._inner = httpcore.SyncBackend()

    def check_deadline(self) -> float:
        """Seconds left. Raises DeadlinePassed."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise DeadlinePassed
        return left

    def timeouts(self) -> dict[str, float]:
        """Timeouts for one request in httpcore's terms."""
        left = min(_LONGEST_WAIT, self.check_deadline())
        return {"connect": left, "read": left, "write": left, "pool": left}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        checked = addresses.checked_addresses(host.strip("[]"), port, url=self._url, resolver=self._resolver)
        failure: Exception | None = None
        for address in checked[:4]:
            wait = min(self.check_deadline(), _LONGEST_WAIT)
            try:
                stream = self._inner.connect_tcp(address, port, timeout=wait, socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self)
        raise Unreachable(f"cannot be reached ({failure})", where=self._url, remedy="try again later") from failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise Refused("sockets of this machine are not fetched from", where=self._url, remedy="give a web address")

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, self.check_deadline()))


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the request's deadline: a server that drips a byte a second gains nothing."""

    def __init__(self, inner: httpcore.NetworkStream, backend: CheckedBackend) -> None:
        self._inner, self._backend = inner, backend

    def _wait(self, timeout: float | None) -> float:
        return min(self._backend.check_deadline(), timeout or _LONGEST_WAIT)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._wait(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._wait(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, self._wait(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

"""What a running server was told: one frozen record, made by the command line or by a test."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from ondit.errors import SettingError
from ondit.parties import NOBODY, Parties

UPLOAD_BYTES = 5 * 2**20
SESSION_HOURS = 12


@dataclass(frozen=True, slots=True)
class Oidc:
    """Where people who have no password here are sent to log in (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class Settings:
    """``people`` is the store of accounts (path or URL); None: beside the desk, and asked for only with ``login``.

    ``login``: visitors have to say who they are. ``public``: visitors without an account may look, and see
    spans and links instead of full texts. ``prefix``: the path under which a proxy shows the server ("/ondit").
    ``hosts``: names by which it may be called; others are refused, so that no page elsewhere can reach it by a
    name of its own (DNS rebinding). ``https``: cookies are sent over TLS only.
    """

    desk: str
    people: str | None = None
    login: bool = False
    public: bool = False
    demo: bool = False
    prefix: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    oidc: Oidc | None = None
    upload_bytes: int = UPLOAD_BYTES
    requests_a_minute: int = 600
    costly_a_minute: int = 20
    logins_a_minute: int = 10
    warm_reader: bool = True
    json_log: bool = False
    mcp_write: bool = False
    parties: Parties = NOBODY

    def __post_init__(self) -> None:
        if self.prefix and not re.fullmatch(r"(/[\w.~-]+)+", self.prefix):
            raise SettingError(f"no path: {self.prefix!r}", where="--prefix", remedy="use one like /ondit")

    @property
    def people_store(self) -> str:
        """The path or URL of the store of accounts."""
        if self.people:
            return self.people
        if "://" in self.desk:
            raise SettingError("a desk in a database needs a store of accounts", where="--people", remedy="name a file")
        return f"{self.desk}.people"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address to listen at."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

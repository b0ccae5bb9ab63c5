"""Which addresses of the network may be reached: public unicast ones, and what a setting names, nothing else.

A name is resolved once, every address of its answer is checked, and the connection goes to one that was checked;
so neither another spelling of an address nor a second answer of the name server (rebinding) gets around the check.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from ondit.errors import Refused, SettingError, Unreachable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

SETTING = "ONDIT_ALLOW_ADDRESSES"
_REMEDY = "give a page on the public web"
# What the ipaddress module calls global but is not, or is a tunnel to what is not.
_NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
        "ff00::/8",
    )
)  # fmt: skip
_PORTS = frozenset([80, 443, 8000, 8008, 8080, 8443, 8888])


def check_url(url: str) -> SplitResult:
    """The parts of a URL that may be asked for: http(s), a host, no credentials, a port of the web. Or Refused."""
    if len(url) > 4000:
        raise Refused("the address is over 4,000 characters long", where=url[:80] + "…", remedy=_REMEDY)
    if any(ord(char) <= 0x20 or ord(char) == 0x7F for char in url) or "\\" in url:
        raise Refused("the address holds spaces, control characters or backslashes", where=url, remedy=_REMEDY)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"not a valid address ({error})", where=url, remedy="check the address") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"only http and https are fetched, not {parts.scheme!r}", where=url, remedy=_REMEDY)
    if not parts.hostname:
        raise Refused("the address names no host", where=url, remedy="check the address")
    if parts.username is not None or parts.password is not None:
        raise Refused(
            "the address carries a user name or password", where=without_credentials(url), remedy="leave it out"
        )
    if port is not None and port not in _PORTS and not allowed_networks():
        raise Refused(f"port {port} is none of the web's", where=url, remedy=_REMEDY)
    return parts


def without_credentials(url: str) -> str:
    """``url`` for a message, its user name and password left out."""
    scheme, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return scheme + mark + authority.rpartition("@")[2] + slash + path


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver gives for ``host``; it also reads 127.1, 0x7f.1 and 2130706433."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def checked_addresses(host: str, port: int, *, url: str, resolver: Resolver = resolve) -> list[str]:
    """The addresses of ``host``, all of them checked. Raises Refused where one is not public, Unreachable for none."""
    try:
        answers = resolver(host, port)
    except (OSError, UnicodeError, ValueError) as error:
        raise Unreachable("no such host", where=url, remedy="check the address and the network") from error
    if not answers:
        raise Unreachable("no such host", where=url, remedy="check the address and the network")
    allowed = allowed_networks()
    for answer in answers:
        reason = why_not(answer, allowed)
        if reason is not None:
            raise Refused(f"{host} is at {answer}, {reason}", where=url, remedy=_REMEDY)
    return [answer.partition("%")[0] for answer in answers]


def why_not(text: str, allowed: Sequence[Network] = ()) -> str | None:
    """Why the address ``text`` must not be reached, in words; None where it may."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return "which is no address"
    if any(address.version == network.version and address in network for network in allowed):
        return None
    for inner in _tunnelled(address):
        if why_not(str(inner), allowed) is not None:
            return f"which carries {inner}, not a public address"
    if any(address.version == network.version and address in network for network in _NEVER):
        return "which is not a public address"
    if address.is_loopback:
        return "which is this machine"
    if address.is_link_local:
        return "which is link-local (metadata services live there)"
    if address.is_multicast:
        return "which is multicast"
    if address.is_private or address.is_reserved or address.is_unspecified or not address.is_global:
        return "which is in a private or reserved network"
    return None


def _tunnelled(address: Address) -> list[IPv4Address]:
    """The IPv4 addresses inside an IPv6 one: mapped, 6to4, Teredo, NAT64 (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return []
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in IPv6Network("64:ff9b::/96"):
        inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in inner if one is not None]


def allowed_networks() -> tuple[Network, ...]:
    """The networks that ONDIT_ALLOW_ADDRESSES names (comma-separated), none where it is not set; loud when it is."""
    said = os.environ.get(SETTING, "").strip()
    if not said:
        return ()
    try:
        networks = tuple(ip_network(part.strip(), strict=False) for part in said.split(",") if part.strip())
    except ValueError as error:
        raise SettingError(
            f"{SETTING} is not a list of networks: {error}", where=SETTING, remedy="write it like 127.0.0.0/8,::1/128"
        ) from error
    if said not in _announced:
        _announced.add(said)
        print(f"ondit: WARNING: {SETTING} is on: fetching may reach {said}", file=sys.stderr)
    return networks


_announced: set[str] = set()

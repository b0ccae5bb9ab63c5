"""One question to a server that is taken to be hostile, and its answer: capped in everything that it can make long.

Every hop is checked anew (scheme, host, all addresses of the name), the connection goes to the address that was
checked, nothing is carried from hop to hop that was not meant for all of them. What the answer means is for the caller.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ondit.errors import Refused, TooLarge, TooManyRedirects, Unreachable
from ondit.page import addresses
from ondit.page.decode import MAX_BYTES

if TYPE_CHECKING:
    import httpcore

    from ondit.page.connect import CheckedBackend

MAX_REDIRECTS = 5
MAX_SECONDS = 30.0
MAX_HEADERS = 100
MAX_WIRE_BYTES = 8 * 1024 * 1024
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_REMEDY_LARGE = "give the article's own page"
USER_AGENT = "ondit/0.1 (+https://pypi.org/project/ondit/)"

Headers = Iterable[tuple[str, str]]
Resolver = addresses.Resolver


@dataclass(frozen=True, slots=True)
class Caps:
    """The most bytes of a body, on the wire and expanded. ``cut``: take what comes up to there, instead of failing."""

    wire: int = MAX_WIRE_BYTES
    expanded: int = MAX_BYTES
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from ``url``: names of ``headers`` in lower case, ``body`` expanded (of status 200 only).

    ``cut``: the body went on, and the rest was left. ``fetched`` is in UTC.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    fetched: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def content_type(self) -> str | None:
        """What the server calls it."""
        return self.headers.get("content-type")


def follow(
    url: str,
    *,
    headers: Headers = (),
    caps: Caps | None = None,
    before: Callable[[str], None] | None = None,
    head: Callable[[Answer], None] | None = None,
    resolver: Resolver = addresses.resolve,
    seconds: float = MAX_SECONDS,
) -> Answer:
    """The answer at the end of the redirects. Raises Refused, Unreachable, TooManyRedirects, TooLarge.

    ``before`` sees the address of every hop, ``head`` the last answer before its body is read; either may raise.
    """
    addresses.allowed_networks()  # a setting that makes no sense is said first
    deadline = time.monotonic() + seconds
    address, seen = url.partition("#")[0], set[str]()
    for _ in range(MAX_REDIRECTS + 1):
        addresses.check_url(address)
        if address in seen:
            raise TooManyRedirects("redirects in a circle", where=url, remedy="give the address of the page itself")
        seen.add(address)
        if before is not None:
            before(address)
        answer = ask(address, deadline, headers=headers, caps=caps, head=head, resolver=resolver)
        if answer.status not in _REDIRECTS:
            return answer
        try:
            address = urljoin(address, answer.headers["location"].strip()).partition("#")[0]
        except ValueError as error:
            raise Unreachable("redirects to what is no address", where=url, remedy="try again later") from error
    raise TooManyRedirects(
        f"more than {MAX_REDIRECTS} redirects", where=url, remedy="give the address of the page itself"
    )


def ask(
    url: str,
    deadline: float,
    *,
    method: str = "GET",
    headers: Headers = (),
    content: bytes | None = None,
    caps: Caps | None = None,
    head: Callable[[Answer], None] | None = None,
    resolver: Resolver = addresses.resolve,
) -> Answer:
    """One request and its answer, whatever its status; a redirect is not followed. ``deadline`` is monotonic."""
    import httpcore

    from ondit.page.connect import CheckedBackend, DeadlinePassed

    addresses.check_url(url)
    backend = CheckedBackend(url, resolver, deadline)
    given = {name.lower() for name, _ in headers}
    sent = [
        (name.encode(), value.encode("latin-1", "replace"))
        for name, value in (*(pair for pair in _OWN_HEADERS if pair[0].lower() not in given), *headers)
    ]
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, max_connections=1, retries=0) as pool,
            pool.stream(
                method, _ascii_url(url), headers=sent, content=content, extensions={"timeout": backend.timeouts()}
            ) as response,
        ):
            return _read(response, url, backend, caps or Caps(), head)
    except DeadlinePassed as error:
        raise Unreachable("took too long", where=url, remedy="try again later") from error
    except httpcore.UnsupportedProtocol as error:
        raise Refused(f"not a valid address ({error})", where=url, remedy="check the address") from error
    except httpcore.TimeoutException as error:
        raise Unreachable("took too long", where=url, remedy="try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError, zlib.error) as error:
        what = str(error) or type(error).__name__
        raise Unreachable(f"no usable answer ({what})", where=url, remedy="try again later") from error


_OWN_HEADERS = (
    ("User-Agent", USER_AGENT),
    ("Accept", "*/*"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Connection", "close"),
)


def _read(
    response: httpcore.Response, url: str, backend: CheckedBackend, caps: Caps, head: Callable[[Answer], None] | None
) -> Answer:
    if len(response.headers) > MAX_HEADERS:
        raise Unreachable(f"more than {MAX_HEADERS} headers", where=url, remedy="this is no ordinary web page")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS:
        if not headers.get("location"):
            raise Unreachable("redirects to nowhere", where=url, remedy="try again later")
        return Answer(url, response.status, headers)
    answer = Answer(url, response.status, headers)
    if head is not None:
        head(answer)
    if response.status != 200:
        return answer
    said = headers.get("content-length", "")
    if said.isdigit() and int(said) > caps.wire and not caps.cut:
        raise TooLarge(f"{int(said) / 2**20:.0f} MiB announced", where=url, remedy=_REMEDY_LARGE)
    body, cut = _body(response, url, headers.get("content-encoding", ""), backend, caps)
    return Answer(url, response.status, headers, body, cut)


def _body(
    response: httpcore.Response, url: str, encoding: str, backend: CheckedBackend, caps: Caps
) -> tuple[bytes, bool]:
    """The body, expanded piece by piece, so that a bomb is noticed while it is still small; and whether it went on."""
    inflater = _inflater(encoding, url)
    pieces: list[bytes] = []
    wire = expanded = 0
    for chunk in response.iter_stream():
        backend.check_deadline()
        wire += len(chunk)
        if wire > caps.wire and not caps.cut:
            raise TooLarge(f"over {caps.wire // 2**20} MiB on the wire", where=url, remedy=_REMEDY_LARGE)
        while chunk:
            piece = chunk if inflater is None else inflater.decompress(chunk, 1024 * 1024)
            chunk = b"" if inflater is None else inflater.unconsumed_tail
            expanded += len(piece)
            pieces.append(piece)
            if expanded > caps.expanded:
                if not caps.cut:
                    raise TooLarge(f"expands to over {caps.expanded // 2**20} MiB", where=url, remedy=_REMEDY_LARGE)
                return b"".join(pieces)[: caps.expanded], True
        if wire > caps.wire:
            return b"".join(pieces), True
    if inflater is not None and not inflater.eof:
        raise Unreachable("the compressed answer was cut short", where=url, remedy="try again later")
    return b"".join(pieces), False


class _Deflate:
    """A deflate stream with or without zlib's header: servers send both under the same name (RFC 9110, 8.4.1.2)."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()
        self._started = False

    def decompress(self, data: bytes, limit: int) -> bytes:
        if not self._started:
            self._started = True
            if data[0] & 0x0F != 8:
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._inner.decompress(data, limit)

    @property
    def unconsumed_tail(self) -> bytes:
        return self._inner.unconsumed_tail

    @property
    def eof(self) -> bool:
        return self._inner.eof


def _inflater(encoding: str, url: str) -> _Deflate | zlib._Decompress | None:
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return None
    if coding in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if coding == "deflate":
        return _Deflate()
    raise Unreachable(f"sent in a coding that was not asked for ({coding[:40]})", where=url, remedy="try again later")


def _ascii_url(url: str) -> str:
    """``url`` as it goes on the wire: host in IDNA, other characters percent-encoded as UTF-8."""
    from urllib.parse import quote, urlsplit, urlunsplit

    import idna

    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise Refused(f"not a valid host name ({error})", where=url, remedy="check the address") from error
    netloc = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port is not None else "")
    safe = "/:;=@!$&'()*+,~%?-._"
    return urlunsplit((parts.scheme, netloc, quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe), ""))

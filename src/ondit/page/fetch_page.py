"""One page from a network that is taken to be hostile.

Every hop is checked anew (scheme, host, all addresses of the name), the connection goes to the address that was
checked, nothing is carried from hop to hop, and everything that a server can make long has a cap: redirects, headers,
bytes on the wire, bytes expanded, seconds in all.
"""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ondit.errors import NotAPage, Refused, TooLarge, TooManyRedirects, Unreachable
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
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml")
_REMEDY_LARGE = "give the article's own page"
USER_AGENT = "ondit/0.1 (+https://pypi.org/project/ondit/)"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came back: ``url`` after redirects, ``body`` expanded, ``fetched`` in UTC."""

    url: str
    body: bytes
    content_type: str | None
    status: int
    fetched: datetime


def fetch(url: str, *, resolver: addresses.Resolver = addresses.resolve, seconds: float = MAX_SECONDS) -> FetchedPage:
    """The page at ``url``. Raises Refused, Unreachable, TooManyRedirects, TooLarge or NotAPage."""
    addresses.allowed_networks()  # a setting that makes no sense is said first
    deadline = time.monotonic() + seconds
    address, seen = url.partition("#")[0], set[str]()
    for _ in range(MAX_REDIRECTS + 1):
        addresses.check_url(address)
        if address in seen:
            raise TooManyRedirects("redirects in a circle", where=url, remedy="give the address of the page itself")
        seen.add(address)
        answer = _ask(address, resolver, deadline)
        if isinstance(answer, FetchedPage):
            return answer
        try:
            address = urljoin(address, answer).partition("#")[0]
        except ValueError as error:
            raise Unreachable("redirects to what is no address", where=url, remedy="try again later") from error
    raise TooManyRedirects(
        f"more than {MAX_REDIRECTS} redirects", where=url, remedy="give the address of the page itself"
    )


def _ask(url: str, resolver: addresses.Resolver, deadline: float) -> FetchedPage | str:
    """One request: the page, or where it redirects to."""
    import httpcore

    from ondit.page.connect import CheckedBackend, DeadlinePassed

    backend = CheckedBackend(url, resolver, deadline)
    headers = [
        (b"User-Agent", USER_AGENT.encode()),
        (b"Accept", b"text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"),
        (b"Accept-Encoding", b"gzip, deflate"),
        (b"Connection", b"close"),
    ]
    extensions = {"timeout": backend.timeouts()}
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, max_connections=1, retries=0) as pool,
            pool.stream("GET", _ascii_url(url), headers=headers, extensions=extensions) as response,
        ):
            return _read(response, url, backend)
    except DeadlinePassed as error:
        raise Unreachable("took too long", where=url, remedy="try again later") from error
    except httpcore.UnsupportedProtocol as error:
        raise Refused(f"not a valid address ({error})", where=url, remedy="check the address") from error
    except httpcore.TimeoutException as error:
        raise Unreachable("took too long", where=url, remedy="try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError, zlib.error) as error:
        what = str(error) or type(error).__name__
        raise Unreachable(f"no usable answer ({what})", where=url, remedy="try again later") from error


def _read(response: httpcore.Response, url: str, backend: CheckedBackend) -> FetchedPage | str:
    if len(response.headers) > MAX_HEADERS:
        raise Unreachable(f"more than {MAX_HEADERS} headers", where=url, remedy="this is no ordinary web page")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS:
        if not headers.get("location"):
            raise Unreachable("redirects to nowhere", where=url, remedy="try again later")
        return headers["location"].strip()
    if response.status != 200:
        raise Unreachable(f"HTTP status {response.status}", where=url, remedy=_advice(response.status))
    content_type = headers.get("content-type")
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_PAGES):
        raise NotAPage(f"this is {kind}, not a page", where=url, remedy="give a page as HTML or text")
    said = headers.get("content-length", "")
    if said.isdigit() and int(said) > MAX_WIRE_BYTES:
        raise TooLarge(f"{int(said) / 2**20:.0f} MiB announced", where=url, remedy=_REMEDY_LARGE)
    body = _body(response, url, headers.get("content-encoding", ""), backend)
    return FetchedPage(url, body, content_type, response.status, datetime.now(UTC))


def _body(response: httpcore.Response, url: str, encoding: str, backend: CheckedBackend) -> bytes:
    """The body, expanded piece by piece, so that a bomb is noticed while it is still small."""
    inflater = _inflater(encoding, url)
    pieces: list[bytes] = []
    wire = expanded = 0
    for chunk in response.iter_stream():
        backend.check_deadline()
        wire += len(chunk)
        if wire > MAX_WIRE_BYTES:
            raise TooLarge(f"over {MAX_WIRE_BYTES // 2**20} MiB on the wire", where=url, remedy=_REMEDY_LARGE)
        while chunk:
            piece = chunk if inflater is None else inflater.decompress(chunk, 1024 * 1024)
            chunk = b"" if inflater is None else inflater.unconsumed_tail
            expanded += len(piece)
            if expanded > MAX_BYTES:
                raise TooLarge(f"expands to over {MAX_BYTES // 2**20} MiB", where=url, remedy=_REMEDY_LARGE)
            pieces.append(piece)
    if inflater is not None and not inflater.eof:
        raise Unreachable("the compressed answer was cut short", where=url, remedy="try again later")
    return b"".join(pieces)


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


def _advice(status: int) -> str:
    if status in (401, 402, 403, 451):
        return "this page is not open to everyone; save it from a browser and give the file"
    if status in (404, 410):
        return "check the address"
    return "try again later"


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

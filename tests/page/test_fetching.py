"""Fetching from a real server on loopback that behaves as badly as servers do."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ondit import page
from ondit.errors import NotAPage, OnditError, Refused, TooLarge, TooManyRedirects, Unreachable
from ondit.page import addresses
from ondit.page.fetch_page import fetch

BODY = (
    b"<html><head><title>A page</title></head><body><p>"
    + b"Some words of an invented page. " * 20
    + b"</p></body></html>"
)
SEEN: list[dict[str, str]] = []


class BadServer(BaseHTTPRequestHandler):
    """Each path is one way to behave."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def reply(self, body: bytes = BODY, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        sent = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (sent | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def do_GET(self) -> None:
        SEEN.append(dict(self.headers.items()))
        path, _, rest = self.path[1:].partition("/")
        host = f"http://127.0.0.1:{self.server.server_address[1]}"
        match path:
            case "good":
                self.reply()
            case "gzip":
                self.reply(gzip.compress(BODY), Content_Encoding="gzip")
            case "deflate":
                self.reply(zlib.compress(BODY), Content_Encoding="deflate")
            case "rawdeflate":
                self.reply(zlib.compress(BODY)[2:-4], Content_Encoding="deflate")
            case "hop":
                left = int(rest)
                self.reply(b"", 302, Location=f"/hop/{left - 1}" if left else "/good")
            case "forever":
                self.reply(b"", 302, Location=f"/forever/{time.monotonic_ns()}")
            case "circle":
                self.reply(b"", 301, Location="/circle")
            case "cookie":
                self.reply(b"", 302, Location=host.replace("127.0.0.1", "127.0.0.2") + "/good", Set_Cookie="id=secret")
            case "to":
                self.reply(b"", 302, Location=rest)
            case "nowhere":
                self.reply(b"", 302)
            case "bomb":
                self.reply(gzip.compress(b"\0" * (64 * 2**20)), Content_Encoding="gzip")
            case "announced":
                self.reply(b"", Content_Length=str(10**12))
            case "endless":
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"<p>more</p>" * 10000)
                except OSError:
                    self.close_connection = True
            case "drip":
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                try:
                    for _ in range(100):
                        self.wfile.write(b"<")
                        self.wfile.flush()
                        time.sleep(0.1)
                except OSError:
                    pass
                self.close_connection = True
            case "headers":
                self.reply(**{f"X_{i}": "v" for i in range(500)})
            case "longheader":
                self.reply(X_Long="v" * 300_000)
            case "pdf":
                self.reply(b"%PDF-1.7", Content_Type="application/pdf")
            case "image":
                self.reply(b"\x89PNG\r\n", Content_Type="image/png")
            case "liar":
                self.reply(b"%PDF-1.7 not html")
            case "brotli":
                self.reply(b"\x0b\x02\x80", Content_Encoding="br")
            case "badgzip":
                self.reply(b"this is not gzip at all", Content_Encoding="gzip")
            case "cutgzip":
                self.reply(gzip.compress(BODY)[:-20], Content_Encoding="gzip")
            case "short":
                self.reply(BODY, Content_Length=str(len(BODY) + 500))
                self.close_connection = True
            case "empty":
                self.reply(b"")
            case "nothing":
                self.close_connection = True
            case "garbage":
                self.wfile.write(b"\x00\xff\x00 this is not HTTP\r\n\r\n")
                self.close_connection = True
            case _:
                self.reply(b"no", int(path))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    instance = ThreadingHTTPServer(("127.0.0.1", 0), BadServer)
    instance.daemon_threads = True
    threading.Thread(target=instance.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{instance.server_address[1]}"
    instance.shutdown()
    instance.server_close()


@pytest.fixture
def open_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(addresses.SETTING, "127.0.0.0/8")


@pytest.mark.usefixtures("open_loopback")
@pytest.mark.parametrize("path", ["good", "gzip", "deflate", "rawdeflate", "hop/4", "to/../good"])
def test_an_honest_page_arrives_whole(server: str, path: str) -> None:
    found = fetch(f"{server}/{path}")
    assert found.body == BODY and found.status == 200
    assert found.url == f"{server}/{path if path in ('gzip', 'deflate', 'rawdeflate') else 'good'}"
    assert found.fetched.tzinfo is not None


EVIL_ANSWERS: list[tuple[str, type[OnditError]]] = [
    ("hop/6", TooManyRedirects),
    ("forever", TooManyRedirects),
    ("circle", TooManyRedirects),
    ("nowhere", Unreachable),
    ("to/file:///etc/passwd", Refused),
    ("to/ftp://news.example/", Refused),
    ("to/http://10.0.0.1/", Refused),
    ("to/http://169.254.169.254/latest/", Refused),
    ("to/http://[::1]/", Refused),
    ("to/http://[::ffff:10.0.0.1]/", Refused),
    ("to///192.168.0.1/", Refused),
    ("to/http://user:pw@news.example/", Refused),
    ("to/http://3232235521/", Refused),
    ("to/javascript:alert(1)", Refused),
    ("to/http://[", Unreachable),
    ("bomb", TooLarge),
    ("announced", TooLarge),
    ("endless", TooLarge),
    ("headers", Unreachable),
    ("longheader", Unreachable),
    ("pdf", NotAPage),
    ("image", NotAPage),
    ("liar", NotAPage),
    ("empty", NotAPage),
    ("brotli", Unreachable),
    ("badgzip", Unreachable),
    ("cutgzip", Unreachable),
    ("short", Unreachable),
    ("nothing", Unreachable),
    ("garbage", Unreachable),
    ("404", Unreachable),
    ("403", Unreachable),
    ("429", Unreachable),
    ("500", Unreachable),
    ("204", Unreachable),
]


@pytest.mark.usefixtures("open_loopback")
@pytest.mark.parametrize(("path", "error"), EVIL_ANSWERS)
def test_an_evil_answer_is_one_clear_error(server: str, path: str, error: type[OnditError]) -> None:
    started = time.monotonic()
    with pytest.raises(OnditError) as caught:
        page.load(f"{server}/{path}")
    assert type(caught.value) is error, str(caught.value)
    assert (server in caught.value.where and caught.value.remedy and "\n" not in str(caught.value)) or "to/" in path
    assert time.monotonic() - started < 10


def test_loopback_is_refused_where_the_setting_is_off(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(addresses.SETTING, raising=False)
    with pytest.raises(Refused):
        fetch(f"{server}/good".replace(server.rpartition(":")[2], "8080"))


@pytest.mark.usefixtures("open_loopback")
def test_a_server_that_drips_is_left_at_the_deadline(server: str) -> None:
    started = time.monotonic()
    with pytest.raises(Unreachable, match="too long"):
        fetch(f"{server}/drip", seconds=1.0)
    assert time.monotonic() - started < 4


@pytest.mark.usefixtures("open_loopback")
def test_a_server_that_never_answers_is_left_at_the_deadline() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with pytest.raises(Unreachable, match="too long"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", seconds=1.0)


@pytest.mark.usefixtures("open_loopback")
def test_the_connection_goes_to_the_address_that_was_checked(server: str) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    port = server.rpartition(":")[2]
    found = fetch(f"http://news.example:{port}/good", resolver=lambda host, _: next(answers))
    assert found.body == BODY
    assert SEEN[-1]["Host"] == f"news.example:{port}"
    with pytest.raises(Refused):  # the name server's second answer is checked as well
        fetch(f"http://news.example:{port}/good", resolver=lambda host, _: next(answers))


@pytest.mark.usefixtures("open_loopback")
def test_no_cookie_and_no_credential_goes_to_another_host(server: str) -> None:
    with pytest.raises(Unreachable):  # nothing listens on 127.0.0.2
        fetch(f"{server}/cookie")
    assert fetch(f"{server}/good").status == 200
    assert not {"Cookie", "Authorization", "Referer"} & set(SEEN[-1])


@pytest.mark.usefixtures("open_loopback")
def test_an_article_from_the_network_is_keyed_by_its_address(server: str) -> None:
    article = page.load(f"{server}/hop/1")
    assert article.key == article.url == f"{server}/good"
    assert article.title == "A page" and "invented page" in article.text

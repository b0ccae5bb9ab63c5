"""Bad input end to end, through the command line: one clear line, exit code 2, the other inputs still done."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from ondit.cli import run

GOOD = (
    "Kelmar a démenti lundi toute négociation avec Orvane. « Rien n’est signé », a déclaré sa directrice, "
    "Hélène Vautrin, devant la presse réunie au siège du groupe à Besançon.\n"
)


def write(folder: Path, name: str, data: bytes | str) -> str:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(file)


def directory(folder: Path) -> str:
    (folder / "pages").mkdir()
    return str(folder / "pages")


def unreadable_link(folder: Path) -> str:
    (folder / "loop.html").symlink_to(folder / "loop.html")
    return str(folder / "loop.html")


def markup(words: str) -> str:
    return f"<!doctype html><html><head><title>t</title></head><body>{words}</body></html>"


# what is bad about it → how it is made, the code, words that the line must have
BAD: dict[str, tuple[Callable[[Path], str], str, str]] = {
    "missing file": (lambda at: str(at / "missing.html"), "OND-101", "missing.html"),
    "missing file with a line end in its name": (lambda at: str(at / "a\nb.html"), "OND-101", "b.html"),
    "directory": (directory, "OND-102", "directory"),
    "link to itself": (unreadable_link, "OND-10", "loop.html"),
    "empty file": (lambda at: write(at, "empty.html", b""), "OND-102", "empty"),
    "white space only": (lambda at: write(at, "blank.txt", b" \n\t\n" * 20), "OND-102", "blank.txt"),
    "binary": (lambda at: write(at, "noise.html", bytes(range(256)) * 64), "OND-102", "binary"),
    "picture named as a page": (lambda at: write(at, "p.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "OND-102", "PNG"),
    "PDF": (lambda at: write(at, "p.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 9), "OND-102", "PDF"),
    "UTF-16 cut in the middle of a character": (
        lambda at: write(at, "cut.txt", b"\xff\xfe" + GOOD.encode("utf-16-le") + b"a"), "OND-10", "cut.txt"
    ),
    "50 MB of markup": (lambda at: write(at, "large.html", b"<p>mot " * (50 * 2**20 // 7)), "OND-103", "large.html"),
    "nested 10,000 deep": (
        lambda at: write(at, "deep.html", markup("<div>" * 10_000 + GOOD + "</div>" * 10_000)), "OND-103", "deep"
    ),
    "no text found": (lambda at: write(at, "bare.html", markup("<img src=a.png>")), "OND-102", "bare.html"),
    "unknown language": (
        lambda at: write(at, "hu.txt", "A kormány szóvivője szerint a döntés még nem született meg, de a tárgyalások "
                         "folytatódnak, és a jövő héten újabb egyeztetést tartanak a felek Budapesten. " * 4),
        "OND-105", "hu.txt",
    ),
    "scheme that is no page": (lambda at: "ftp://example.org/a.html", "OND-201", "ftp"),
    "file address": (lambda at: "file:///etc/passwd", "OND-201", "file"),
    "this machine": (lambda at: "http://127.0.0.1:8000/", "OND-201", "127.0.0.1"),
    "private network": (lambda at: "http://192.168.1.1/", "OND-201", "192.168.1.1"),
    "metadata service": (lambda at: "http://169.254.169.254/latest/", "OND-201", "169.254.169.254"),
    "private address written as a number": (lambda at: "http://2130706433/", "OND-201", "2130706433"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gets_one_line_and_the_others_are_done(
    what: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    make, code, said = BAD[what]
    first, last = write(tmp_path, "first.txt", GOOD), write(tmp_path, "last.txt", GOOD)
    assert run(["read", "--json", first, make(tmp_path), last]) == 2
    out, err = capfdbinary.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [each["key"] for each in found] == [first, last]
    assert all(each["statements"] for each in found)
    lines = err.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("ondit: ") and f"[{code}" in lines[0] and said in lines[0]
    assert "; " in lines[0], "the line names a remedy"


def test_an_unknown_language_code_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--language", "xx", write(tmp_path, "a.txt", GOOD)]) == 2
    assert "[OND-105]" in capfd.readouterr().err


class Answers(BaseHTTPRequestHandler):
    """A server that sends its visitors around."""

    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.paths.append(self.path)
        target = {"/circle": "/circle", "/private": "http://10.0.0.1/secret"}.get(self.path)
        if self.path.startswith("/forever"):
            target = f"/forever{len(self.paths)}"
        if self.path == "/gone":
            self.send_error(410)
            return
        if self.path == "/good":
            body = GOOD.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.send_response(302)
        self.send_header("Location", target or "/circle")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.1/32")
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()


@pytest.mark.parametrize(
    ("path", "code"),
    [("/forever", "OND-203"), ("/circle", "OND-203"), ("/private", "OND-201"), ("/gone", "OND-202")],
)
def test_a_page_on_the_network_that_leads_nowhere_good_gets_one_line(
    path: str, code: str, server: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["read", "--json", f"{server}{path}", f"{server}/good"]) == 2
    out, err = capfdbinary.readouterr()
    assert len(out.splitlines()) == 1 and json.loads(out)["key"] == f"{server}/good"
    lines = [line for line in err.decode().splitlines() if "WARNING: ONDIT_ALLOW_ADDRESSES" not in line]
    assert len(lines) == 1 and f"[{code}]" in lines[0] and f"{server}{path}" in lines[0]


def test_a_port_where_nobody_answers_is_unreachable(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.1/32")
    assert run(["read", "http://127.0.0.1:9/"]) == 2
    assert "[OND-202]" in capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "closed.txt", GOOD)
    os.chmod(file, 0)
    assert run(["read", file]) == 2
    assert "permission" in capfd.readouterr().err


def test_all_inputs_bad_prints_a_line_each_and_nothing_else(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["read", "--json", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b"" and len(err.splitlines()) == 2

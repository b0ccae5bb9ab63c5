"""Bad input: one clear error of the right kind, soon, whatever the bytes are."""

from __future__ import annotations

import io
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ondit import page
from ondit.errors import BadEncoding, InputError, NotAPage, NotFound, OnditError, TooLarge
from ondit.page import decode

PROSE = "Le constructeur Velmor a démenti lundi toute discussion avec son concurrent Castrel à propos d'une usine. " * 5

BAD_BYTES: list[tuple[str, bytes, type[OnditError]]] = [
    ("empty", b"", NotAPage),
    ("blank", b" \n\t\n", NotAPage),
    ("byte order mark only", b"\xef\xbb\xbf", NotAPage),
    ("nulls", b"\x00" * 5000, NotAPage),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, NotAPage),
    ("pdf", b"%PDF-1.7\n" + bytes(range(256)), NotAPage),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), NotAPage),
    ("zip", b"PK\x03\x04" + bytes(range(256)), NotAPage),
    ("gzip", b"\x1f\x8b\x08" + bytes(range(256)), NotAPage),
    ("database", b"SQLite format 3\x00" + bytes(500), NotAPage),
    ("random", bytes((i * 7919 + i * i) % 256 for i in range(5000)), NotAPage),
    ("markup without text", b"<html><body><div></div></body></html>", NotAPage),
    ("script only", b"<html><body><script>let a = 1</script></body></html>", NotAPage),
    ("tag only", b"<html>", NotAPage),
    ("punctuation", b"... --- ...", NotAPage),
    ("50 MB of markup", b"<html><body>" + b"<p>some words</p>" * 3_000_000, TooLarge),
    ("nested 10,000 deep", b"<html><body>" + b"<div>" * 10_000 + b"words" + b"</div>" * 10_000, TooLarge),
    ("inline nested 10,000 deep", b"<html><body>" + b"<b><i>" * 5_000 + b"words", TooLarge),
    ("utf-16 cut in the middle", "﻿".encode("utf-16-le") + b"<\x00h\x00\x00\xd8", BadEncoding),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD_BYTES, ids=[row[0] for row in BAD_BYTES])
def test_bytes_that_are_no_page_are_one_clear_error(name: str, data: bytes, error: type[OnditError]) -> None:
    started = time.monotonic()
    with pytest.raises(error) as caught:
        page.article_from_bytes(data, key="given.html")
    assert caught.value.where == "given.html" and caught.value.remedy and "\n" not in str(caught.value)
    assert time.monotonic() - started < 5


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    big = tmp_path / "big.html"
    with big.open("wb") as file:
        file.truncate(50 * 2**20)
    table: list[tuple[str, type[OnditError]]] = [
        (str(tmp_path / "missing.html"), NotFound),
        (str(tmp_path), NotAPage),
        (str(big), TooLarge),
        (str(big / "below"), InputError),
        ("a\x00b", InputError),
        ("x" * 5000, InputError),
        ("", InputError),
    ]
    for target, error in table:
        with pytest.raises(error) as caught:
            page.load(target)
        assert caught.value.remedy and "\n" not in str(caught.value)


def test_standard_input_is_a_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"Velmor dément\n\n{PROSE}".encode())))
    article = page.load("-")
    assert article.key == "-" and article.language == "fr"


ENCODINGS = [
    (PROSE.encode("utf-8"), None),
    (PROSE.encode("utf-8-sig"), None),
    (PROSE.encode("utf-16"), None),
    (PROSE.encode("utf-32"), None),
    (PROSE.encode("cp1252"), None),
    (PROSE.encode("latin-1"), "text/plain; charset=iso-8859-1"),
    (PROSE.encode("utf-8"), "text/plain; charset=iso-8859-1"),  # the label lies
    (PROSE.encode("cp1252"), "text/plain; charset=utf-8"),  # the label lies
    (PROSE.encode("cp1252"), "text/plain; charset=no-such-thing"),
    (PROSE.encode("cp1252"), "text/plain; charset=base64"),
    (PROSE.encode("utf-8")[:-1] + b"\xe2", None),  # cut in the middle of a character
]


@pytest.mark.parametrize(("data", "content_type"), ENCODINGS)
def test_the_encoding_is_found_whatever_the_label_says(data: bytes, content_type: str | None) -> None:
    article = page.article_from_bytes(data, key="a.txt", content_type=content_type)
    assert "a démenti lundi toute discussion" in article.text and article.language == "fr"


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "iso-8859-15"])
def test_a_page_may_say_its_encoding_itself(label: str) -> None:
    html = f'<html><head><meta charset="{label}"></head><body><article><p>{PROSE}</p></article></body></html>'
    assert "a démenti lundi" in page.article_from_bytes(html.encode(label), key="a.html").text


@pytest.mark.parametrize(
    "text", ["a\r\nb\r\n\r\nc", "\ufeffa", "  a\u00a0b \u2028c\u200b", "A\n\n\n\nB\n", "é e\u0301 \U0001f600 x"]
)
def test_plain_keeps_every_character(text: str) -> None:
    article = page.article_from_bytes(text.encode("utf-8"), key="-", plain=True)
    assert article.text == text


def test_a_plain_text_is_not_taken_for_markup() -> None:
    text = "<p>Velmor</p> & Castrel\n\n<script>x</script>"
    assert page.article_from_bytes(text.encode(), key="-", content_type="text/html", plain=True).text == text


def test_a_page_as_large_as_the_cap_allows_does_not_hang() -> None:
    body = (
        f"<p>{PROSE}</p>" + "<div><a href='/x'>one link of very many</a></div>" * 8000
    )  # more blocks than any article has
    started = time.monotonic()
    article = page.article_from_bytes(f"<html><body><article>{body}</article></body></html>".encode(), key="a")
    assert "a démenti lundi" in article.text
    assert time.monotonic() - started < 30  # a second or two on an idle machine


def test_the_cap_is_on_bytes() -> None:
    with pytest.raises(TooLarge):
        decode.check_is_text(b"a" * (decode.MAX_BYTES + 1), where="a")


HOSTILE_TEXTS = {
    "one line of a million words": "word " * 300_000,
    "openings of links": "[a](" * 100_000,
    "brackets": "[" * 1_000_000,
    "breadcrumbs": "a > " * 300_000,
    "datelines": "Published May 3, " * 100_000,
    "bylines": "By Jane, " * 100_000,
    "short lines": "a\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_a_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    started = time.monotonic()
    with suppress(NotAPage):
        page.article_from_bytes(HOSTILE_TEXTS[name].encode(), key="a.txt", content_type="text/plain")
    assert time.monotonic() - started < 15  # a second or two on an idle machine


def test_a_text_given_for_a_name_is_told_in_one_readable_line() -> None:
    text = "Corvane négocierait la cession de son usine. " * 200
    with pytest.raises(InputError) as caught:
        page.load(text)
    line = str(caught.value)
    assert line.startswith("Corvane négocierait") and "check the path" in line
    assert len(line) < 600

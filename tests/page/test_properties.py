"""Properties: offsets exact on arbitrary Unicode; arbitrary bytes raise nothing but ondit's errors."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ondit import page
from ondit.errors import OnditError, Refused
from ondit.page import addresses
from ondit.records import Article

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FAST = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
TAGS = "div p span a h1 h2 li ul td table b br article section blockquote script style time".split()


def check(article: Article) -> None:
    """Everything that must hold of any article."""
    spans = [*article.paragraphs]
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(article.text[start:end].strip() for start, end in spans)
    assert all(article.text[link.span[0] : link.span[1]] == link.text for link in article.links if link.span)
    if article.title_span is not None:
        assert article.text[slice(*article.title_span)] == article.title
    for moment in (article.published, article.updated):
        assert moment is None or moment.utcoffset() is not None
    assert len(article.language) in (2, 3)


@FAST
@given(TEXT)
def test_plain_text_is_never_changed(text: str) -> None:
    try:
        article = page.article_from_bytes(text.encode("utf-8"), key="-", plain=True)
    except OnditError:
        return
    assert article.text == text
    check(article)


@FAST
@given(st.lists(TEXT, max_size=8))
def test_saved_text_has_exact_offsets_and_keeps_its_words(lines: list[str]) -> None:
    try:
        article = page.article_from_bytes("\n\n".join(lines).encode("utf-8"), key="-", content_type="text/plain")
    except OnditError:
        return
    check(article)


@SLOW
@given(st.lists(st.tuples(st.sampled_from(TAGS), TEXT, st.booleans()), max_size=12))
def test_any_markup_has_exact_offsets(pieces: list[tuple[str, str, bool]]) -> None:
    body = "".join(
        f"<{tag} href='/x' class='story'>{text.replace('<', '&lt;')}{f'</{tag}>' if closed else ''}"
        for tag, text, closed in pieces
    )
    html = f"<html><body><article><p>Velmor and Castrel held talks, two people said.</p>{body}</article></body></html>"
    try:
        article = page.article_from_bytes(html.encode("utf-8"), key="-", url="https://post.example/a")
    except OnditError:
        return
    check(article)


@FAST
@given(
    st.binary(max_size=300), st.sampled_from([None, "text/html", "text/plain; charset=utf-16", "text/html; charset=x"])
)
def test_arbitrary_bytes_raise_nothing_but_our_errors(data: bytes, content_type: str | None) -> None:
    try:
        check(page.article_from_bytes(data, key="-", content_type=content_type))
    except OnditError as error:
        assert "\n" not in str(error)


@SLOW
@given(st.lists(st.sampled_from([
    b"<", b">", b"</", b"<p", b"<a href=", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</script>", b"<meta charset=",
    b"<base href='http://['>", b"<link rel=canonical href=", b"\x00", b"\xff", b"&#x110000;", b"&#0;", b"&amp",
    b"'", b'"',
    b" words in a row that could be text. ", b'{"@type":"Article","datePublished":', b"<title>", b"<h1>",
    b"<time datetime=",
    b"<html", b"<body>", b"<svg><style>", b"<table><tr>", b"<select><option>", b"<frameset>", b"<template>", b"=",
]), max_size=25))  # fmt: skip
def test_broken_markup_raises_nothing_but_our_errors(pieces: list[bytes]) -> None:
    with suppress(OnditError):
        check(page.article_from_bytes(b"<html>" + b"".join(pieces), key="-", content_type="text/html"))


@FAST
@given(st.integers(0, 2**32 - 1))
def test_only_public_ipv4_addresses_pass(number: int) -> None:
    import ipaddress

    address = ipaddress.IPv4Address(number)
    if addresses.why_not(str(address)) is None:
        assert address.is_global and not address.is_multicast and not address.is_reserved
    for form in (f"::ffff:{address}", str(ipaddress.IPv6Address((0x64FF9B << 96) | number))):
        if addresses.why_not(form) is None:  # a mapped address may be refused even where the bare one is not
            assert addresses.why_not(str(address)) is None


@FAST
@given(st.text(max_size=60))
def test_any_text_as_an_address_is_refused_or_checked(text: str) -> None:
    try:
        parts = addresses.check_url(text)
    except Refused:
        return
    assert parts.scheme in ("http", "https") and parts.hostname

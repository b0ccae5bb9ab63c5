"""What lists pages, in every form, from whoever: the entries that must be found, and what must not hang or burst."""

from __future__ import annotations

import gzip
import io
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ondit.errors import InputError, NotAPage, OnditError
from ondit.page import article_from_bytes
from ondit.page.feeds import MOST_BYTES, MOST_ENTRIES, Feed, feed_from_bytes

URL = "https://herald.example/news/feed"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def read(text: str | bytes, **more: object) -> Feed:
    found = feed_from_bytes(text.encode() if isinstance(text, str) else text, url=URL, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


FORMS: list[tuple[str, str, list[tuple[str, datetime | None]]]] = [
    # RSS 2.0; an address relative to the feed; a date in another zone
    ("<rss version='2.0'><channel><item><link>/a</link><pubDate>Mon, 02 Mar 2026 13:00:00 +0100</pubDate></item>"
     "</channel></rss>", "rss", [("https://herald.example/a", NOON)]),
    # no link, but a permanent id that is one; an id that is none; a date that is none
    ("<rss><channel><item><guid isPermaLink='true'>https://herald.example/g</guid><pubDate>soon</pubDate></item>"
     "<item><guid isPermaLink='false'>x-17</guid></item></channel></rss>", "rss", [("https://herald.example/g", None)]),
    # Atom: the link that is the page, not its sound; a base; a title with markup
    (f"<feed {ATOM} xml:base='https://o.example/y/'><entry><title type='xhtml'><div>a <b>b</b></div></title>"
     "<link rel='enclosure' href='x.mp3'/><link href='z'/><updated>2026-03-02T12:00:00Z</updated></entry></feed>",
     "atom", [("https://o.example/y/z", NOON)]),
    # RSS 1.0, where items stand beside the channel
    (f"<rdf:RDF {RDF}><channel/><item rdf:about='https://herald.example/r'><link>https://herald.example/r</link>"
     "</item></rdf:RDF>", "rss", [("https://herald.example/r", None)]),
    # JSON Feed; an item that is no item
    (json.dumps({"items": [{"id": "1", "url": "/j", "date_published": "2026-03-02T12:00:00Z"}, 3, {"url": 7}]}),
     "json", [("https://herald.example/j", NOON)]),
    # a sitemap for news, and an address that no page has
    (f"<urlset {NEWS}><url><loc>https://herald.example/s</loc><n:news><n:publication_date>2026-03-02T12:00:00Z"
     "</n:publication_date></n:news></url><url><loc>ftp://herald.example/t</loc></url></urlset>",
     "sitemap", [("https://herald.example/s", NOON)]),
    # a list of addresses
    ("# mine\nhttps://herald.example/1\n\nhttps://herald.example/2\n", "list",
     [("https://herald.example/1", None), ("https://herald.example/2", None)]),
    # a script instead of an address, a fragment, the same twice
    ("<rss><channel><item><link>javascript:alert(1)</link></item><item><link>/a#top</link></item>"
     "<item><link>/a</link></item></channel></rss>", "rss", [("https://herald.example/a", None)]),
    # what people write by hand: tags not closed, characters of HTML, a null
    ("<rss><channel><item><title>Caf&eacute; & more<link>/b</link></title><link>/c\0</link></item>", "rss",
     [("https://herald.example/c", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "entries"), FORMS)
def test_every_form_gives_its_pages(text: str, kind: str, entries: list[tuple[str, datetime | None]]) -> None:
    found = read(text)
    assert found.kind == kind
    assert [(entry.url, entry.moment) for entry in found.entries] == entries


def test_lists_of_feeds_give_their_feeds() -> None:
    opml = "<opml><body><outline text='x'><outline xmlUrl='https://a.example/f'/><outline XMLURL='g'/></outline></body>"
    assert read(opml).feeds == ("https://a.example/f", "https://herald.example/news/g")
    index = f"<sitemapindex {NEWS}><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"
    assert read(index).feeds == ("https://a.example/s.xml",)


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_cut() -> None:
    text = f"<urlset {NEWS}><url><loc>https://herald.example/s</loc></url></urlset>".encode()
    assert [entry.url for entry in read(gzip.compress(text)).entries] == ["https://herald.example/s"]
    rows = text.replace(b"</urlset>", b"<url><loc>https://herald.example/t</loc></url>" * 1_000_000)
    found = read(gzip.compress(rows, 1))
    assert not found.whole and len(found.entries) == 2
    with pytest.raises(NotAPage, match="broken gzip"):
        read(gzip.compress(text)[:10] + b"no such thing")


HOME = b"<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss'></head><body>x</body>"


def test_a_home_page_stands_for_its_feeds_and_an_article_that_names_them_does_not() -> None:
    found = feed_from_bytes(HOME, url="https://herald.example/", named=True)
    assert found is not None and found.feeds == ("https://herald.example/rss",)
    assert feed_from_bytes(HOME, url="https://herald.example/2026/plant", named=True) is None
    assert feed_from_bytes(HOME, url="https://herald.example/") is None


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "koi8-r", "no-such-charset"])
def test_a_charset_that_lies_costs_no_entry(encoding: str, said: str) -> None:
    items = "<item><title>Délégué élu</title><link>/a</link></item>"
    text = f'<?xml version="1.0" encoding="{said}"?><rss><channel>{items}</channel></rss>'
    found = read(text.encode(encoding), content_type=f"text/xml; charset={said}")
    assert [entry.url for entry in found.entries] == ["https://herald.example/a"]
    if encoding in ("utf-8", "utf-16"):
        assert found.entries[0].title == "Délégué élu"


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


ITEM = "<item><title>&c;</title><link>https://herald.example/a</link></item>"
BOMB = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        f"{BOMB}<!ENTITY z '&i;'>]>" + rss(ITEM.replace("&c;", "&z;")),
        "<!DOCTYPE r [<!ENTITY c SYSTEM 'file:///etc/passwd'>]>" + rss(ITEM),
        "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/evil.dtd'>" + rss(ITEM),
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/evil.dtd'> %p;]>" + rss(ITEM),
    ],
    ids=["billion laughs", "a file", "a DTD elsewhere", "a parameter entity"],
)
def test_an_entity_is_never_expanded_and_the_feed_is_still_read(text: str) -> None:
    started = time.monotonic()
    found = read(text)
    assert [entry.url for entry in found.entries] == ["https://herald.example/a"]
    assert len(found.entries[0].title or "") < 20 and "root" not in (found.entries[0].title or "")
    assert time.monotonic() - started < 5


MANY = 150_000
HUGE = {
    "a million entries": b"<rss><channel>" + b"".join(b"<item><link>/%d</link></item>" % n for n in range(1_000_000)),
    "a million addresses": b"".join(b"https://a.example/%d\n" % n for n in range(1_000_000)),
    "a million items of JSON": b'{"items":[' + b",".join(b'{"url":"/%d"}' % n for n in range(1_000_000)),
    "elements without end": b"<rss>" + b"<a>" * MANY * 10,
    "entries in entries": b"<rss><channel>" + b"<item><title>a</title>" * MANY,
    "attributes": b"<rss " + b" ".join(b"a%d='x'" % n for n in range(MANY)) + b"><channel/></rss>",
    "namespaces": b"<rss " + b" ".join(b"xmlns:a%d='x'" % n for n in range(MANY)) + b"><channel/></rss>",
    "one attribute": b"<rss a='" + b"x" * 5_000_000 + b"'><channel/></rss>",
    "links of one entry": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + b"<link href='x'/>" * MANY,
    "open brackets": b"<rss>" + b"<" * 3_000_000,
    "ampersands": b"<rss>" + b"&" * 3_000_000,
    "declarations": b"<!DOCTYPE " + b"<!ENTITY " * MANY + b"<rss>",
    "comments": b"<rss>" + b"<!--" * MANY * 5,
    "arrays of JSON": b"[" * 3_000_000,
    "objects of JSON": b'{"items":' * MANY,
    "one number of JSON": b'{"items":[' + b"9" * 3_000_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_endless_is_cut_and_takes_no_time(name: str) -> None:
    started = time.monotonic()
    try:
        found = feed_from_bytes(HUGE[name], url=URL)
    except InputError:
        found = None
    assert time.monotonic() - started < 20  # a loaded machine; alone each takes under two seconds
    if name.startswith("a million"):
        assert found is not None and not found.whole and len(found.entries) == MOST_ENTRIES
        assert len(HUGE[name]) > MOST_BYTES


PIECES = st.sampled_from(
    [
        "<rss>", "</rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<entry>", "<link href='", "'/>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE r [", "]>",
        "<!ENTITY a '", "&a;", "&#0;", "&#x110000;", "<?xml", "?>", "<urlset>", "<url>", "<loc>", "<opml>",
        "<outline xmlUrl='", "https://a.example/", "http://[", "\0", "\ud7ff", "é", "{", '"items":[', '{"url":"', "]}",
        "\\ud800", "<pubDate>", "Mon, 99 Foo 0000 25:61:61 +9999", "<html><body><p>", "<title>", "x" * 300, "<svg>",
        "<table>", "<base href='", "<meta charset='", "//", "\n", "# ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.binary(max_size=400),
    st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-8", "replace")),
    st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-16")),
)
BOUNDED = settings(
    max_examples=settings.default.max_examples // 3,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@BOUNDED
@given(TEXTS, st.booleans(), st.sampled_from([None, "text/html", "application/json", "text/xml; charset=utf-16"]))
@example(b"<rss><channel><item><link>http://[</link></item>", True, None)
@example(b"<urlset><url><loc>http://a.example/</loc><lastmod>99999-99-99</lastmod></url></urlset>", False, None)
def test_no_bytes_break_the_reading_of_feeds(data: bytes, named: bool, kind: str | None) -> None:
    started = time.monotonic()
    try:
        found = feed_from_bytes(data, url=URL, content_type=kind, named=named)
    except OnditError as error:
        assert "\n" not in str(error)
        return
    finally:
        assert time.monotonic() - started < 5
    for entry in found.entries if found else ():
        assert entry.url.startswith(("http://", "https://")) and len(entry.url) <= 4000


@BOUNDED
@given(TEXTS)
def test_no_bytes_break_the_reading_of_pages(data: bytes) -> None:
    started = time.monotonic()
    try:
        article = article_from_bytes(data, key=URL, url=URL)
    except OnditError as error:
        assert "\n" not in str(error)
    else:
        assert all(0 <= start <= end <= len(article.text) for start, end in article.paragraphs)
    assert time.monotonic() - started < 5


def _warc(url: str, body: bytes, status: str = "200 OK") -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.0")
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return out.getvalue()


WARC = _warc("https://a.example/x", b"<html><body><p>An invented page, with words.</p></body></html>") * 2


@BOUNDED
@given(
    st.lists(st.tuples(st.integers(0, len(WARC) - 1), st.integers(0, 255)), max_size=30),
    st.integers(0, len(WARC)),
    st.booleans(),
)
def test_no_bytes_break_the_reading_of_web_archives(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int, packed: bool
) -> None:
    pytest.importorskip("pyarrow", reason="archives need pyarrow")
    from ondit.archive.inputs import Unit
    from ondit.archive.raw_records import records_of

    data = bytearray(WARC)
    for at, value in changes:
        data[at] = value
    written = gzip.compress(bytes(data))[:cut] if packed else bytes(data[:cut])
    file = tmp_path_factory.mktemp("warc") / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(written)
    started = time.monotonic()
    for raw in records_of(Unit(str(file), "warc", len(written), None)):
        assert raw.error is None or "\n" not in raw.error[1]
    assert time.monotonic() - started < 5

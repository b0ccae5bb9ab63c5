"""Files that hold many articles, whole, broken and hostile: every record is an article or one error in its place."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ondit.errors import OnditError
from ondit.page.bundles import budget as budgets
from ondit.page.bundles import load_all
from ondit.page.bundles import mail as mails
from ondit.page.bundles.loaded import Loaded

WORDS = (
    "Orvane and Kelmar have begun talks about a battery plant near Dunmore, the Harbour Ledger reported on Tuesday.",
    "“No such talks have taken place,” Orvane's director Helen Vautrin said in a statement on Wednesday morning.",
    "Kelmar declined to comment on what it called speculation about its plans for the coming year in the region.",
)


def page(title: str, *words: str) -> bytes:
    body = "".join(f"<p>{each}</p>" for each in words or WORDS)
    text = f"<article><h1>{title}</h1>{body}</article>"
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode()


def record(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """One plain WARC record."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    more = {"WARC-Date": "2026-03-05T06:07:08Z"}
    made = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=more
    )
    writer.write_record(made)
    return out.getvalue()


def address(number: int) -> str:
    return f"https://ledger.example/{number}"


def records(count: int) -> list[bytes]:
    return [record(address(number), page(f"Story {number}")) for number in range(count)]


def lied(given: bytes, by: int) -> bytes:
    """The record with another length than it has."""
    head, _, rest = given.partition(b"Content-Length: ")
    said, _, tail = rest.partition(b"\r\n")
    return head + b"Content-Length: " + str(int(said) + by).encode() + b"\r\n" + tail


def written(folder: Path, name: str, data: bytes | str) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(file)


def sorted_out(target: str, **how: bool) -> tuple[list[Loaded], list[str]]:
    """The articles of a target, and its errors as the lines that people see."""
    found, errors = [], []
    for each in load_all(target, **how):
        if isinstance(each, OnditError):
            errors.append(str(each))
            assert "\n" not in errors[-1] and "[OND-" in errors[-1]
        else:
            found.append(each)
    return found, errors


def keys(target: str) -> list[str]:
    return [each.article.key for each in sorted_out(target)[0]]


# Web archives --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "unnamed", "unnamed-packed"])
def test_a_web_archive_gives_its_pages_and_when_they_were_fetched(name: str, tmp_path: Path) -> None:
    data = b"".join(
        [*records(3), record(address(7), b"gone", "404 Not Found"), record(address(8), b"GIF8", kind="image/gif")]
    )
    packed = name in ("a.warc.gz", "unnamed-packed")
    found, errors = sorted_out(written(tmp_path, name, gzip.compress(data) if packed else data))
    assert not errors
    assert [each.article.key for each in found] == [address(0), address(1), address(2)]
    assert all(each.seen is not None and each.seen.isoformat() == "2026-03-05T06:07:08+00:00" for each in found)
    assert found[0].page == page("Story 0") and found[0].article.title == "Story 0"


@pytest.mark.parametrize(
    ("by", "lost"), [(-400, {1}), (-1, {1}), (6, {1, 2}), (1000, {1, 2, 3}), (10**12, {1, 2, 3, 4})],
    ids=["much too short", "one too short", "six too long", "over the next ones", "over everything"],
)  # fmt: skip
def test_a_length_that_lies_costs_what_it_covers_and_is_told(
    by: int, lost: set[int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = records(5)
    parts[1] = lied(parts[1], by)
    found, errors = sorted_out(written(tmp_path, "a.warc", b"".join(parts)))
    there = {int(each.article.key.rpartition("/")[2]) for each in found}
    assert 1 not in there and 0 in there
    assert there >= set(range(5)) - lost
    assert any("length" in line or "broken" in line for line in errors), errors
    assert capfd.readouterr() == ("", ""), "no library below prints anything"


def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(each) for each in records(4))
    found, errors = sorted_out(written(tmp_path, "a.warc.gz", data[:-40]))
    assert [each.article.key for each in found] == [address(0), address(1), address(2)]
    assert len(errors) == 1 and "broken here" in errors[0]


@pytest.mark.parametrize(
    "data", [b"", b"WARC/1.0\r\n", b"no archive", b"\x1f\x8b\x08\0broken", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"]
)
def test_what_is_named_an_archive_and_is_none_is_one_line(data: bytes, tmp_path: Path) -> None:
    found, errors = sorted_out(written(tmp_path, "a.warc", data))
    assert not found and len(errors) == 1


def wacz(folder: Path, archives: dict[str, bytes], listed: list[str] | None = None) -> str:
    file = folder / "a.wacz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        for name, data in archives.items():
            archive.writestr(name, data)
        if listed is not None:
            lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in listed)]
            archive.writestr("pages/pages.jsonl", "\n".join([json.dumps(each) for each in lines] + ["{not json"]))
    return str(file)


def test_a_wacz_gives_the_pages_that_it_lists_and_not_what_they_loaded(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(records(3)))
    assert keys(wacz(tmp_path, {"archive/data.warc.gz": data}, [address(1)])) == [address(1)]
    assert keys(wacz(tmp_path, {"archive/data.warc.gz": data})) == [address(number) for number in range(3)]


def test_one_broken_archive_of_a_wacz_costs_nothing_of_the_others(tmp_path: Path) -> None:
    parts = {"archive/a.warc.gz": b"\x1f\x8b\x08\0broken", "archive/b.warc.gz": gzip.compress(records(1)[0])}
    found, errors = sorted_out(wacz(tmp_path, parts))
    assert [each.article.key for each in found] == [address(0)]
    assert len(errors) == 1 and "archive/a.warc.gz" in errors[0]


def test_a_zip_bomb_stops_at_its_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "ALWAYS", 2**20)
    monkeypatch.setattr(budgets, "RATIO", 20)
    bomb = gzip.compress(records(1)[0]) + gzip.compress(record(address(9), b"<html>" + b"\0" * 2**25))
    for target in (wacz(tmp_path, {"archive/a.warc.gz": bomb}), written(tmp_path, "a.warc.gz", bomb)):
        found, errors = sorted_out(target)
        assert [each.article.key for each in found] == [address(0)]
        assert len(errors) == 1 and "OND-103" in errors[0] and "unpacks" in errors[0]


def test_a_zip_that_lies_about_what_it_holds_is_one_line(tmp_path: Path) -> None:
    data = Path(wacz(tmp_path, {"archive/a.warc.gz": gzip.compress(records(1)[0])})).read_bytes()
    spoiled = bytearray(data)
    spoiled[data.index(b"archive/a.warc.gz") + 40] ^= 0xFF
    found, errors = sorted_out(written(tmp_path, "b.wacz", bytes(spoiled)))
    assert len(errors) >= 1 and not found
    assert len(sorted_out(written(tmp_path, "c.wacz", data[: len(data) // 2]))[1]) == 1
    assert len(sorted_out(wacz(tmp_path, {"readme.txt": b"hello"}))[1]) == 1


# JSON lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_every_bad_line_is_named_by_its_number_and_the_others_are_done(packed: bool, tmp_path: Path) -> None:
    good = {"text": "\n\n".join(WORDS), "title": "Talks", "date": "2026-03-04T07:30:00Z", "publisher": "The Ledger"}
    lines = [
        json.dumps({**good, "url": address(1)}),
        "{broken",
        "",
        "[1, 2]",
        json.dumps({"title": "no text"}),
        "[" * 100_000,
        json.dumps({"html": page("A page").decode(), "url": address(2)}),
        json.dumps({**good, "id": "three"}),
        "\xff\xfe",
    ]
    data = "\n".join(lines).encode("latin-1")
    name = "a.jsonl.gz" if packed else "a.jsonl"
    found, errors = sorted_out(written(tmp_path, name, gzip.compress(data) if packed else data))
    assert [each.article.key for each in found] == [address(1), address(2), "three"]
    assert [line.partition(f"{name}, ")[2].partition(":")[0] for line in errors] == [
        "line 2", "line 4", "line 5", "line 6", "line 9",
    ]  # fmt: skip
    first = found[0].article
    assert (first.title, first.outlet, first.published is not None) == ("Talks", "The Ledger", True)


def test_what_read_printed_can_be_added(tmp_path: Path) -> None:
    from ondit.show.as_json import line, reading_object
    from samples import reading

    (found,), errors = sorted_out(written(tmp_path, "a.jsonl", line(reading_object(reading()))))
    there, back = reading().article, found.article
    assert not errors
    for name in ("key", "text", "title", "outlet", "byline", "language", "published"):
        assert getattr(back, name) == getattr(there, name), name


# Mail ----------------------------------------------------------------------------------------------------------------


def letter(subject: str = "The morning brief", **more: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Harbour Ledger <brief@ledger.example>"
    made["Subject"] = subject
    made["Date"] = "Wed, 04 Mar 2026 07:30:00 +0100"
    made["Message-ID"] = "<one@ledger.example>"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_newsletter_is_an_article_by_its_sender_under_its_subject(tmp_path: Path) -> None:
    made = letter("Talks at Dunmore: l’usine évoquée")
    made.set_content("\n\n".join(WORDS))
    made.add_alternative(page("Another title").decode(), subtype="html")
    (found,), errors = sorted_out(written(tmp_path, "a.eml", made.as_bytes()))
    article = found.article
    assert not errors
    assert (article.key, article.outlet) == ("mid:one@ledger.example", "Harbour Ledger")
    assert article.title == "Talks at Dunmore: l’usine évoquée" and article.text.startswith(article.title)
    assert article.published is not None and article.published.isoformat() == "2026-03-04T06:30:00+00:00"
    assert all(words in article.text for words in WORDS)
    assert article.url is None and found.page == made.as_bytes()


def test_a_plain_mail_loses_its_line_ends_its_quotes_and_its_signature(tmp_path: Path) -> None:
    made = letter()
    first = WORDS[0].replace(" battery", "\nbattery")
    made.set_content(f"{first}\n\n> an older mail\n> that is quoted\n\n{WORDS[1]}\n-- \nThe desk\n")
    (found,), _ = sorted_out(written(tmp_path, "mail", made.as_bytes()))
    assert [found.article.text[slice(*span)] for span in found.article.paragraphs] == [WORDS[0], WORDS[1]]


def test_a_forwarded_newsletter_is_an_article_of_its_own(tmp_path: Path) -> None:
    inner = letter("Inside")
    inner.replace_header("Message-ID", "<two@ledger.example>")
    inner.set_content(WORDS[1])
    outer = letter("Outside")
    outer.set_content(WORDS[0])
    outer.add_attachment(inner)
    found, errors = sorted_out(written(tmp_path, "a.eml", outer.as_bytes()))
    assert not errors
    assert [each.article.key for each in found] == ["mid:one@ledger.example", "mid:two@ledger.example"]
    assert [each.article.title for each in found] == ["Outside", "Inside"]


@pytest.mark.parametrize(
    "charset", ["iso-8859-15", "utf-16", "x-no-such", "unicode-1-1-utf-7", "base64", '"; drop', "x" * 9999]
)
def test_an_odd_charset_is_a_mail_all_the_same(charset: str, tmp_path: Path) -> None:
    head = (
        f"From: =?{charset}?Q?L=E9dger?= <a@b.example>\r\nSubject: =?{charset}?B?!!!?= brief\r\nMessage-ID: <x@y>\r\n"
    )
    body = (
        "Un porte-parole a démenti l’information mercredi, a rapporté le Courrier du Doubs, selon deux sources proches."
    )
    data = f"{head}Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + body.encode()
    found, errors = sorted_out(written(tmp_path, "a.eml", data))
    assert [each.article.key for each in found] == ["mid:x@y"] and not errors
    assert "démenti" in found[0].article.text


EVIL_MAILS: dict[str, bytes] = {
    "nested 5,000 deep": b"From: a@b\r\nDate: x\r\n"
    + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(5000)),
    "mails in mails": b"From: a@b\r\nDate: x\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "no end of its parts": b"From: a@b\r\nDate: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 20_000,
    "no body": b"From: a@b\r\nDate: x\r\n\r\n",
    "no boundary": b"From: a@b\r\nDate: x\r\nContent-Type: multipart/mixed\r\n\r\nhello",
    "one header of a megabyte": b"From: a@b\r\nSubject: " + b"=?utf-8?Q?x?= " * 70_000 + b"\r\n\r\n",
    "base64 that is none": b"From: a@b\r\nDate: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    "uuencoded noise": b"From: a@b\r\nDate: x\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666 x\r\nM!!!",
    "nulls": b"From: \0a@b\r\nDate: \0\r\nSubject: \0\r\n\r\n\0\0\0",
}


@pytest.mark.parametrize("what", EVIL_MAILS)
def test_an_evil_mail_is_told_in_a_line_or_read_and_soon(what: str, tmp_path: Path) -> None:
    before = time.process_time()
    found, errors = sorted_out(written(tmp_path, "a.eml", EVIL_MAILS[what]))
    assert len(found) + len(errors) >= 1 and len(errors) <= mails.DEEPEST + 1
    assert time.process_time() - before < 5


# Lists ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page(f"Story {self.path[1:]}")
            self.send_response(404 if "gone" in self.path else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()


def test_a_list_of_addresses_is_fetched_one_by_one(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.1/32")
    text = f"# the story\n{server}/1\n\n{server}/gone\nhttp://10.0.0.1/\n{server}/2\n{server}/1\n"
    found, errors = sorted_out(written(tmp_path, "a.txt", text))
    assert [each.article.title for each in found] == ["Story 1", "Story 2"]
    assert [line[-9:] for line in errors] == ["[OND-202]", "[OND-201]"]
    assert all("a.txt → " in line for line in errors)
    outlines = f'<outline><outline type="link" text="one" url="{server}/3"/><outline xmlUrl="{server}/feed"/></outline>'
    opml = f'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY e "x">]><opml version="2.0"><body>{outlines}</body></opml>'
    assert keys(written(tmp_path, "a.opml", opml)) == [f"{server}/3"]
    lines = json.dumps({"url": f"{server}/4"}) + "\n" + json.dumps({"url": f"{server}/gone"})
    found, errors = sorted_out(written(tmp_path, "b.jsonl", lines))
    assert [each.article.key for each in found] == [f"{server}/4"] and "line 2" in errors[0]


def test_a_text_with_an_address_in_it_is_no_list(tmp_path: Path) -> None:
    text = "https://ledger.example/1\n\n" + "\n\n".join(WORDS)
    assert keys(written(tmp_path, "a.txt", text)) == [str(tmp_path / "a.txt")]


def test_a_feed_on_disk_gives_the_pages_that_it_names(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONDIT_ALLOW_ADDRESSES", "127.0.0.1/32")
    items = "".join(f"<item><title>x</title><link>{server}/{n}</link></item>" for n in (5, 6))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    assert keys(written(tmp_path, "feed.xml", rss)) == [f"{server}/5", f"{server}/6"]


def test_a_list_of_feeds_says_what_to_do_with_it(tmp_path: Path) -> None:
    opml = "<opml version='1.0'><body><outline text='a' xmlUrl='https://a.example/feed'/></body></opml>"
    found, errors = sorted_out(written(tmp_path, "a.opml", opml))
    assert not found and "1 feed and no page" in errors[0] and "ondit watch" in errors[0]


@pytest.mark.parametrize(
    "data",
    [
        b"<opml",
        b"<opml><body>" + b"<outline>" * 5000,
        b'<!DOCTYPE o [<!ENTITY a "xx"><!ENTITY b "&a;&a;&a;&a;">]><opml><body><outline url="&b;"/></body></opml>',
        b'<!DOCTYPE o SYSTEM "file:///etc/passwd"><opml/>',
    ],
)
def test_an_evil_opml_gives_nothing_or_a_line(data: bytes, tmp_path: Path) -> None:
    found, errors = sorted_out(written(tmp_path, "a.opml", data))
    assert not found and len(errors) <= 1


# Folders -------------------------------------------------------------------------------------------------------------


def test_a_folder_gives_all_that_is_below_it_but_links_and_hidden_files(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    written(folder, "b/two.html", page("Two"))
    written(folder, "a.html", page("One"))
    written(folder, ".hidden.html", page("Hidden"))
    written(folder, ".git/three.html", page("Hidden"))
    written(folder, "picture.png", b"\x89PNG")
    written(folder, "c.warc", b"".join(records(1)))
    written(folder, "empty.html", b"")
    (folder / "link.html").symlink_to(written(tmp_path, "outside.html", page("Outside")))
    (folder / "loop").symlink_to(folder)
    found, errors = sorted_out(str(folder), folders=True)
    assert [each.article.title for each in found] == ["One", "Two", "Story 0"] or [
        each.article.title for each in found
    ] == ["One", "Story 0", "Two"]
    assert len(errors) == 1 and "empty.html" in errors[0]


def test_a_folder_is_refused_where_it_is_not_wanted_and_told_where_it_is_empty(tmp_path: Path) -> None:
    assert "directory" in sorted_out(str(tmp_path))[1][0]
    assert "directory without pages" in sorted_out(str(tmp_path), folders=True)[1][0]

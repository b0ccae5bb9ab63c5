"""WARC, Parquet and JSON lines, whole and broken: every record comes as an article or as a dead letter."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.made_rows import rows
from ondit.archive.cutting import bundles_of, part_name
from ondit.archive.inputs import Unit, units_of
from ondit.archive.raw_records import records_of
from ondit.archive.to_articles import DeadLetter, Found, article_of
from ondit.cli import run
from ondit.errors import InputError, NotAPage, NotFound


def found_in(file: Path) -> list[Found | DeadLetter]:
    return [article_of(raw, unit) for unit in units_of([str(file)]) for raw in records_of(unit)]


def articles_in(file: Path) -> list[Found]:
    return [each for each in found_in(file) if isinstance(each, Found)]


def dead_in(file: Path) -> list[DeadLetter]:
    return [each for each in found_in(file) if isinstance(each, DeadLetter)]


def page(row: dict[str, str]) -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in row["text"].split("\n\n"))
    head = f"<title>{row['title']}</title><meta property='article:published_time' content='{row['published']}'>"
    return f"<html><head>{head}</head><body><h1>{row['title']}</h1>{paragraphs}</body></html>".encode()


def warc(file: Path, *answers: tuple[str, str, str, bytes], compressed: bool = True) -> Path:
    """A WARC with real headers: (address, status, type, body) of each answer."""
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=compressed)
        for address, status, kind, body in answers:
            http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            more = {"WARC-Date": "2026-03-05T06:07:08Z"}
            writer.write_record(
                writer.create_warc_record(
                    address, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=more
                )
            )
    return file


def test_json_lines_give_articles_and_a_reason_for_every_other_line(lines: Path) -> None:
    articles, dead = articles_in(lines), dead_in(lines)
    assert [each.article.language for each in articles[:4]] == ["fr", "en", "fr", "en"]
    assert len(articles) == 14
    assert [(each.place, each.code) for each in dead] == [
        ("line 15", "OND-102"),
        ("line 16", "OND-102"),
        ("line 17", "OND-102"),
        ("line 18", "OND-102"),
        ("line 20", "OND-105"),
    ]
    first = articles[0].article
    assert first.title is not None and first.text.startswith(first.title + "\n\n")
    assert all(first.text[start:end].strip() == first.text[start:end] for start, end in first.paragraphs)
    assert (first.outlet, first.url, first.key) == ("L’Écho 1", rows()[0]["url"], rows()[0]["url"])


@pytest.mark.parametrize("compressed", [True, False], ids=["gzip", "plain"])
def test_a_warc_gives_its_pages_and_passes_over_what_is_none(tmp_path: Path, compressed: bool) -> None:
    some = rows()[:4]
    answers = [(row["url"], "200 OK", "text/html; charset=utf-8", page(row)) for row in some]
    answers.insert(1, ("https://echo.example/picture.png", "200 OK", "image/png", b"\x89PNG"))
    answers.insert(1, ("https://echo.example/gone", "404 Not Found", "text/html", b"<html><p>gone</p></html>"))
    answers.append(("https://echo.example/empty", "200 OK", "text/html", b""))
    file = warc(tmp_path / ("a.warc.gz" if compressed else "a.warc"), *answers, compressed=compressed)
    articles, dead = articles_in(file), dead_in(file)
    assert [each.article.url for each in articles] == [row["url"] for row in some]
    assert {each.seen.isoformat() for each in articles} == {"2026-03-05T06:07:08+00:00"}
    assert [(each.code, each.article) for each in dead] == [("OND-102", "https://echo.example/empty")]


def test_a_warc_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    some = rows()[:4]
    file = warc(tmp_path / "a.warc.gz", *((row["url"], "200 OK", "text/html", page(row)) for row in some))
    file.write_bytes(file.read_bytes()[:-200] + b"\x00garbage that is no gzip member")
    assert len(articles_in(file)) >= 3
    assert all("broken" in each.reason or "unpacked" in each.reason or each.code for each in dead_in(file))


def test_parquet_is_read_a_row_group_at_a_time(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows()), tmp_path / "a.parquet", row_group_size=5)
    units = units_of([str(tmp_path / "a.parquet")])
    assert [unit.group for unit in units] == [0, 1, 2]
    assert [each.article.key for each in articles_in(tmp_path / "a.parquet")] == [row["url"] for row in rows()]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.parquet", b"PAR1 this is none"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00broken"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9)[:-9]),
        ("a.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nshort"),
    ],
)
def test_a_broken_file_is_a_dead_letter_and_no_error(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    found = found_in(tmp_path / name)
    assert not [each for each in found if isinstance(each, Found)]


def test_a_line_without_end_is_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ondit.page.bundles.json_lines.MAX_BYTES", 1000)
    good = json.dumps(rows()[0], ensure_ascii=False)[:900].encode()
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"x" * 5000 + b'"}\n' + json.dumps(rows()[1]).encode() + b"\n")
    assert len(good) <= 900
    assert [each.code for each in dead_in(tmp_path / "a.jsonl")] == ["OND-103"]
    assert len(articles_in(tmp_path / "a.jsonl")) == 1


def test_a_folder_and_a_pattern_give_the_same_units(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text(json.dumps(rows()[0]) + "\n")
    (tmp_path / "notes.txt").write_text("not an archive")
    assert units_of([str(tmp_path)]) == units_of([f"{tmp_path}/*.jsonl"]) == units_of([str(tmp_path), str(tmp_path)])


@pytest.mark.parametrize(
    ("given", "error"), [("nowhere.jsonl", NotFound), ("*.parquet", NotFound), ("notes.txt", NotAPage), (".", NotAPage)]
)
def test_an_input_that_is_none_is_told(tmp_path: Path, given: str, error: type[InputError]) -> None:
    (tmp_path / "notes.txt").write_text("not an archive")
    with pytest.raises(error):
        units_of([str(tmp_path / given)])


def test_the_command_tells_it_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    assert run(["archive", "read", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out")]) == 2
    assert run(["archive", "link", str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 2 and "[OND-101]" in err[0] and "[OND-401]" in err[1]
    assert not (tmp_path / "out").exists()


def test_parts_end_where_the_records_say_whatever_is_done(lines: Path) -> None:
    (unit,) = units_of([str(lines)])
    whole = list(bundles_of(unit, 800))
    assert len(whole) > 3 and whole[-1].last and not whole[0].last
    assert [raw for bundle in whole for raw in bundle.records] == list(records_of(unit))
    done = {part_name(unit, 0), part_name(unit, 2)}
    assert list(bundles_of(unit, 800, done)) == [bundle for bundle in whole if bundle.part not in done]


def test_units_have_names_of_their_own() -> None:
    units = [Unit(name, "jsonl", 1, None, group) for name in ("a/x.jsonl", "b/x.jsonl") for group in (-1, 0, 1)]
    assert len({unit.id for unit in units}) == len(units)

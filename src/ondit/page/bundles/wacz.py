"""A WACZ (a web archive in a zip, Webrecorder's format) → the pages that it lists, out of the WARCs in it."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ondit.errors import NotAPage
from ondit.page.bundles.budget import Budget, Spending, unpacked
from ondit.page.bundles.raw import Raw, broken
from ondit.page.bundles.warc import warc_records

MOST_ENTRIES = 20_000
MOST_PAGES = 1_000_000
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_REMEDY = "save the archive again"


def is_wacz(path: Path) -> bool:
    """Whether a zip holds WARCs where a WACZ has them."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_is_warc(name) for name in archive.namelist()[:MOST_ENTRIES])
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RecursionError):
        return False


def wacz_records(path: Path) -> Iterator[Raw]:
    """The pages of all WARCs in it; only those that its list of pages names, where it has one.

    Raises NotAPage, TooLarge; a WARC that is broken is one record with an error.
    """
    budget = Budget(path.stat().st_size)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotAPage(f"not a zip, or a broken one ({error})", where=str(path), remedy=_REMEDY) from error
    with archive:
        names = [info.filename for info in archive.infolist()]
        if len(names) > MOST_ENTRIES:
            raise NotAPage(f"over {MOST_ENTRIES} files in it", where=str(path), remedy=_REMEDY)
        listed = {url for name in _LISTS if name in names for url in _listed(archive, name, budget)}
        found = False
        for name in sorted(filter(_is_warc, names)):
            last = "the start"
            try:
                with archive.open(name) as stream:
                    for raw in warc_records(unpacked(stream, budget)):
                        last = raw.place
                        if not listed or raw.url in listed:
                            found = True
                            yield Raw(
                                f"{name}, {raw.place}", raw.data, raw.url, raw.content_type, raw.seen, None, raw.error
                            )
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
                found = True
                yield broken(f"{name}, {last}", error)
        if not found:
            raise NotAPage("no page in this web archive", where=str(path), remedy=_REMEDY)


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _listed(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[str]:
    """The addresses of a list of pages; lines that are none are passed over (the first is a heading)."""
    try:
        with archive.open(name) as stream:
            lines = Spending(stream, budget)
            for number, line in enumerate(iter(lambda: lines.readline(2**20), b"")):
                if number > MOST_PAGES:
                    return
                try:
                    value = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(value, dict) and isinstance(value.get("url"), str):
                    yield value["url"]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
        return

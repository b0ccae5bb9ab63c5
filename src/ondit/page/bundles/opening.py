"""What a person gives → its articles: what it is is seen by its name and its first bytes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ondit.errors import NotAPage, OnditError
from ondit.page import targets
from ondit.page.bundles.budget import Budget, unpacked
from ondit.page.bundles.loaded import Loaded, error_of
from ondit.page.bundles.raw import Raw, broken

if TYPE_CHECKING:
    from ondit.page.bundles.lists import Listed

_JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_FIRST = 4096


def load_all(target: str, *, plain: bool, folders: bool) -> Iterator[Loaded | OnditError]:
    """See the door. A record's ``given`` is the target and its place in it."""
    try:
        if plain or "://" in target:
            yield _one(target, plain)
        elif target == "-":
            yield from _bytes(targets.read_stdin(), "-")
        elif Path(target).is_dir() and folders:
            from ondit.page.bundles.folder import files_in

            for file in files_in(target):
                yield from load_all(file, plain=False, folders=False)
        else:
            yield from _file(target)
    except OnditError as error:
        yield error
    except (OSError, ValueError) as error:
        yield error_of("OND-100", f"cannot be read: {error}", "check the path", target)


def _one(target: str, plain: bool = False) -> Loaded:
    article, data = targets.load_with_bytes(target, plain=plain)
    return Loaded(article, data, target)


def _file(target: str) -> Iterator[Loaded | OnditError]:
    path, low = Path(target), target.lower()
    first = _first_bytes(path)
    if low.endswith((".warc", ".warc.gz")) or _unzipped(first).startswith(b"WARC/"):
        yield from _stored(_warc(path), target)
    elif low.endswith(_JSON_LINES):
        yield from _json_lines(path, target)
    elif low.endswith(".wacz") or (first.startswith(b"PK\x03\x04") and _is_wacz(path)):
        from ondit.page.bundles.wacz import wacz_records

        yield from _stored(wacz_records(path), target)
    else:
        yield from _bytes(targets.read_file(target), target)


def _bytes(data: bytes, target: str) -> Iterator[Loaded | OnditError]:
    """What can be told from all of it: a mail, a list of addresses, or else a page."""
    from ondit.page.bundles import lists, mail

    low = target.lower()
    if (listed := lists.list_in(data, target)) is not None:
        yield from _listed(listed, target)
    elif low.endswith(".eml") or (not low.endswith((".html", ".htm", ".md")) and mail.looks_like_mail(data)):
        yield from mail.mails_in(data, target)
    else:
        yield Loaded(targets.article_of_file(data, target), data, target)


def _listed(listed: Listed, target: str) -> Iterator[Loaded | OnditError]:
    for address in listed.pages:
        try:
            yield Loaded(*targets.load_with_bytes(address), given=address)
        except OnditError as error:
            yield _placed(error, target)
    if not listed.pages:
        what = f"{len(listed.feeds)} feed{'' if len(listed.feeds) == 1 else 's'} and no page in this list"
        yield NotAPage(what, where=target, remedy=f"ondit watch {target}")


def _warc(path: Path) -> Iterator[Raw]:
    from ondit.page.bundles.warc import warc_records

    with path.open("rb") as stream:
        yield from warc_records(unpacked(stream, Budget(path.stat().st_size)))


def _json_lines(path: Path, target: str) -> Iterator[Loaded | OnditError]:
    """Records with a text or a page; one that has only an address is fetched."""
    from ondit.page.bundles.json_lines import json_line_records

    with path.open("rb") as stream:
        lines = io.BufferedReader(cast(io.RawIOBase, unpacked(stream, Budget(path.stat().st_size))), 2**16)
        for raw in _whole(json_line_records(lines)):
            if raw.error and raw.url and raw.url.startswith(("http://", "https://")):
                try:
                    yield _one(raw.url)
                except OnditError as error:
                    yield _placed(error, f"{target}, {raw.place}")
            else:
                yield from _stored([raw], target)


def _stored(records: Iterable[Raw], target: str) -> Iterator[Loaded | OnditError]:
    """Records whose page lies in the file."""
    from ondit.page.bundles.to_article import article_of_raw

    found = False
    for raw in _whole(records):
        place = f"{target}, {raw.place}"
        found = True
        if raw.error is not None:
            yield error_of(*raw.error, where=f"{place} ({raw.url})" if raw.url else place)
            continue
        try:
            article = article_of_raw(raw, (raw.fields or {}).get("key") or raw.url or f"{target}#{raw.place}")
        except OnditError as error:
            yield _placed(error, place)
            continue
        yield Loaded(article, raw.data or None, place, raw.seen and min(raw.seen, datetime.now(UTC)))
    if not found:
        yield NotAPage("no page in it", where=target, remedy="give a file with pages that were fetched whole")


def _whole(records: Iterable[Raw]) -> Iterator[Raw]:
    """The records, and one that says where a broken file ends."""
    last = "the start"
    try:
        for raw in records:
            yield raw
            last = raw.place
    except OnditError as error:
        yield Raw(f"after {last}", error=(error.code, error.what, error.remedy))
    except Exception as error:  # whatever a library below makes of a broken file, it is one line
        yield broken(last, error)


def _placed(error: OnditError, place: str) -> OnditError:
    where = error.where if place in error.where or not error.where else f"{place} → {error.where}"
    return type(error)(error.what, where=where or place, remedy=error.remedy)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_FIRST)
    except (OSError, ValueError):
        return b""  # whoever opens it next says why


def _unzipped(first: bytes) -> bytes:
    if not first.startswith(b"\x1f\x8b"):
        return first
    try:
        return zlib.decompressobj(31).decompress(first, 16)
    except zlib.error:
        return b""


def _is_wacz(path: Path) -> bool:
    from ondit.page.bundles.wacz import is_wacz

    return is_wacz(path)

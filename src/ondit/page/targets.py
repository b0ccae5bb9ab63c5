"""The edge of the stage: a target that a person typed, to an Article or an error that says what to do."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from ondit.errors import InputError, NotAPage, NotFound, TooLarge
from ondit.page import decode
from ondit.records import Article

_WEB = ("http://", "https://")


def load(target: str, *, plain: bool = False) -> Article:
    """The article at ``target``: an http(s) URL, a path, or ``-``. Raises InputError or FetchError."""
    return load_with_bytes(target, plain=plain)[0]


def load_with_bytes(target: str, *, plain: bool = False) -> tuple[Article, bytes]:
    """The article at ``target``, and the bytes of the page that it was made of, for who keeps both."""
    if target == "-":
        data = read_stdin()
        return article_from_bytes(data, key="-", plain=plain), data
    if "://" in target:
        # Any scheme goes to the fetcher, which says why it refuses what is not http(s).
        from ondit.page.fetch_page import fetch

        page = fetch(target)
        return article_from_bytes(
            page.body, key=page.url, url=page.url, content_type=page.content_type, plain=plain
        ), page.body
    data = read_file(target)
    return article_of_file(data, target, plain=plain), data


def article_of_file(data: bytes, target: str, *, plain: bool = False) -> Article:
    """The article in the bytes of a file, by its name and by what they look like. Raises InputError."""
    kind = "text/plain" if target.lower().endswith((".txt", ".md")) else None
    if kind and not plain and decode.is_markup(data[:20000].decode("utf-8", errors="replace")):
        kind = None
    return article_from_bytes(data, key=target, content_type=kind, plain=plain)


def read_file(target: str) -> bytes:
    """The bytes of a file, at most one more than the cap. Raises NotFound, NotAPage, TooLarge, InputError."""
    path = Path(target)
    try:
        if path.is_dir():
            raise NotAPage("this is a directory", where=target, remedy="name the pages in it")
        with path.open("rb") as file:
            data = file.read(decode.MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound("no such file", where=target, remedy="check the path") from error
    except PermissionError as error:
        raise InputError("this file may not be read", where=target, remedy="check its permissions") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}", where=repr(target)[1:-1], remedy="check the path") from error
    if len(data) > decode.MAX_BYTES:
        raise TooLarge(
            f"over the cap of {decode.MAX_BYTES // 2**20} MiB a page",
            where=target,
            remedy="give the article's own page",
        )
    return data


def article_from_bytes(
    data: bytes, *, key: str, url: str | None = None, content_type: str | None = None, plain: bool = False
) -> Article:
    """The article in ``data``. Offsets are code points of ``Article.text``. Raises InputError."""
    decode.check_is_text(data, where=key)
    text = decode.decode(data, where=key, content_type=content_type)
    sha256 = hashlib.sha256(data).hexdigest()
    if "\x00" in text and not plain and text.count("\x00") > len(text) // 100:
        raise NotAPage("binary data, not a page", where=key, remedy="give a page as HTML or text")
    if plain:
        from ondit.page.plain import article_as_it_is

        return article_as_it_is(text, key=key, url=url, sha256=sha256)
    if decode.is_markup(text, content_type):
        from ondit.page.html import article_from_html

        return article_from_html(text, key=key, url=url, sha256=sha256)
    from ondit.page.saved_text import article_from_saved_text

    return article_from_saved_text(text, key=key, url=url, sha256=sha256)


def read_stdin() -> bytes:
    """The bytes of the standard input. Raises InputError, TooLarge."""
    try:
        data = sys.stdin.buffer.read(decode.MAX_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise InputError("standard input cannot be read", where="-", remedy="pipe a page into it") from error
    if len(data) > decode.MAX_BYTES:
        raise TooLarge(f"over the cap of {decode.MAX_BYTES // 2**20} MiB a page", where="-", remedy="give one page")
    return data

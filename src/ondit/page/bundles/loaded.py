"""What comes out of a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ondit.errors import BadEncoding, InputError, NotAPage, OnditError, TooLarge
from ondit.records import Article


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, the bytes of the page that it was made of (None: only its text was given), and when these were
    fetched, if it is known; ``given`` is where it was found, for people."""

    article: Article
    page: bytes | None
    given: str
    seen: datetime | None = None


KINDS: dict[str, type[OnditError]] = {kind.code: kind for kind in (InputError, NotAPage, TooLarge, BadEncoding)}


def error_of(code: str, what: str, remedy: str, where: str) -> OnditError:
    """The error of a record that could not be read."""
    return KINDS.get(code, InputError)(what, where=where, remedy=remedy)

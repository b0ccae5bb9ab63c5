"""One page from a network that is taken to be hostile: what ``ask`` brings, refused where it is not a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ondit.errors import NotAPage, Unreachable
from ondit.page import addresses
from ondit.page.ask import MAX_SECONDS, Answer, follow

PAGE_HEADERS = (("Accept", "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"),)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml")


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came back: ``url`` after redirects, ``body`` expanded, ``fetched`` in UTC."""

    url: str
    body: bytes
    content_type: str | None
    status: int
    fetched: datetime


def fetch(url: str, *, resolver: addresses.Resolver = addresses.resolve, seconds: float = MAX_SECONDS) -> FetchedPage:
    """The page at ``url``. Raises Refused, Unreachable, TooManyRedirects, TooLarge or NotAPage."""
    answer = follow(url, headers=PAGE_HEADERS, head=check_is_page, resolver=resolver, seconds=seconds)
    return FetchedPage(answer.url, answer.body, answer.content_type, answer.status, answer.fetched)


def check_is_page(answer: Answer) -> None:
    """Raises Unreachable where the status is not 200, NotAPage where the server calls it something else."""
    if answer.status != 200:
        raise Unreachable(f"HTTP status {answer.status}", where=answer.url, remedy=advice(answer.status))
    kind = (answer.content_type or "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_PAGES):
        raise NotAPage(f"this is {kind}, not a page", where=answer.url, remedy="give a page as HTML or text")


def advice(status: int) -> str:
    """What to do about a status that is not 200."""
    if status in (401, 402, 403, 451):
        return "this page is not open to everyone; save it from a browser and give the file"
    if status in (404, 410):
        return "check the address"
    return "try again later"

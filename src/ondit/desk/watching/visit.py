"""One visit: an address is asked, with what is known of its last answer, and its answer is taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from ondit.desk.watching.frontier import Task
from ondit.desk.watching.ledger import Watched
from ondit.desk.watching.robots import Robots
from ondit.errors import NotAPage, OnditError
from ondit.page import article_from_bytes
from ondit.page.ask import Answer, Caps, follow
from ondit.page.feeds import MOST_BYTES, Feed, feed_from_bytes
from ondit.page.fetch_page import PAGE_HEADERS, advice, check_is_page
from ondit.records import Article

Outcome = Literal["same", "feed", "page", "failed", "refused"]
_FEED_CAPS = Caps(expanded=MOST_BYTES, cut=True)
_FEED_HEADERS = (
    ("Accept", "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"),
)
_LONGEST_VALIDATOR = 1000  # characters of an ETag that are kept and sent back


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one: the ``same`` as last time, a ``feed``, a ``page``; what ``failed`` is tried again, what was
    ``refused`` is not.

    ``moved`` is where it was found, if not where it was asked. ``body`` is the SHA-256 of ``data``.
    """

    task: Task
    outcome: Outcome
    at: datetime
    status: int | None = None
    feed: Feed | None = None
    article: Article | None = None
    data: bytes = b""
    body: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry: str | None = None
    moved: str | None = None
    error: OnditError | None = None


def visit(task: Task, known: Watched | None, robots: Robots, now: Callable[[], datetime]) -> Visit:
    """Asks an address. Whatever comes back, this raises nothing."""
    try:
        answer = _ask(task, known, robots)
        return _taken(task, known, answer, now())
    except (NotAPage, OnditError) as error:
        final = error.code in ("OND-102", "OND-103", "OND-104", "OND-105", "OND-201") and task.kind != "feed"
        return Visit(task, "refused" if final else "failed", now(), error=error)
    except Exception as error:  # a fault of ours on one page must not stop the others
        return Visit(task, "failed", now(), error=our_fault(error, task.address))


def our_fault(error: Exception, where: str) -> OnditError:
    """The error of a person's terms for what should not have happened."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return OnditError(f"this is a fault of ondit's own ({what})", where=where, remedy="please report it")


def _ask(task: Task, known: Watched | None, robots: Robots) -> Answer:
    headers = list(PAGE_HEADERS if task.kind == "page" else _FEED_HEADERS)
    if known is not None and known.etag:
        headers.append(("If-None-Match", known.etag))
    if known is not None and known.modified:
        headers.append(("If-Modified-Since", known.modified))
    caps = Caps() if task.kind == "page" else _FEED_CAPS
    return follow(
        task.address, headers=headers, caps=caps, before=robots.check, head=_head if task.kind == "page" else None
    )


def _head(answer: Answer) -> None:
    if answer.status == 200:
        check_is_page(answer)


def _taken(task: Task, known: Watched | None, answer: Answer, now: datetime) -> Visit:
    visit = Visit(
        task,
        "same",
        now,
        answer.status,
        etag=answer.headers.get("etag", "")[:_LONGEST_VALIDATOR] or None,
        modified=answer.headers.get("last-modified", "")[:_LONGEST_VALIDATOR] or None,
        retry=answer.headers.get("retry-after"),
        moved=answer.url if answer.url != task.address else None,
    )
    if answer.status == 304 and known is not None:
        return replace(visit, etag=visit.etag or known.etag, modified=visit.modified or known.modified)
    if answer.status != 200:
        error = OnditError(f"HTTP status {answer.status}", where=answer.url, remedy=advice(answer.status))
        return replace(visit, outcome="failed", error=error)
    visit = replace(visit, body=sha256(answer.body).hexdigest())
    if known is not None and known.body == visit.body and known.status == 200:
        return visit
    if task.kind != "page":
        feed = feed_from_bytes(
            answer.body, url=answer.url, content_type=answer.content_type, cut=answer.cut, named=task.kind == "either"
        )
        if feed is not None:
            return replace(visit, outcome="feed", feed=feed)
        if task.kind == "feed":
            raise NotAPage("neither a feed nor a list of addresses", where=answer.url, remedy="give a feed")
    article = article_from_bytes(answer.body, key=answer.url, url=answer.url, content_type=answer.content_type)
    if not article.text.strip():
        raise NotAPage("no text in it", where=answer.url, remedy="give a page with an article")
    return replace(visit, outcome="page", article=_possible(article, now), data=answer.body)


def _possible(article: Article, now: datetime) -> Article:
    """The article without times that lie after it was fetched; a day is allowed to clocks and zones."""
    latest = now + timedelta(days=1)
    published = article.published if article.published is None or article.published <= latest else None
    updated = article.updated if article.updated is None or article.updated <= latest else None
    return replace(article, published=published, updated=updated)

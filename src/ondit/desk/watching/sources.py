"""What a person named on the command line → what to ask: an address, or what stands in a file of feeds or addresses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ondit.desk.watching.frontier import Kind, Task
from ondit.errors import NotAPage
from ondit.page import addresses
from ondit.page.feeds import Feed, feed_from_bytes
from ondit.page.metadata import without_fragment
from ondit.page.targets import read_file


def tasks_of(named: Iterable[str]) -> tuple[Task, ...]:
    """The tasks that stand behind names: http(s) addresses and paths of files.

    Raises InputError for a file that cannot be read or holds neither feeds nor addresses, Refused for an address that
    is none.
    """
    found: list[Task] = []
    for name in named:
        if "://" in name:
            addresses.check_url(name)
            found.append(Task(name, "either"))
            continue
        feed = feed_from_bytes(read_file(name), url=Path(name).absolute().as_uri(), named=False)
        if feed is None:
            remedy = "give OPML, RSS, Atom, JSON Feed, a sitemap or a list of addresses, one a line"
            raise NotAPage("neither a feed nor a list of addresses", where=name, remedy=remedy)
        found += tasks_in(feed, None, 0)
    return tuple(dict.fromkeys(found))


def tasks_in(feed: Feed, via: str | None, depth: int) -> list[Task]:
    """What a feed names: further feeds, and pages. A plain list of addresses may name either."""
    kind: Kind = "either" if feed.kind == "list" else "page"
    found = [Task(address, "feed", via, depth + 1) for address in feed.feeds]
    return found + [Task(without_fragment(entry.url), kind, via, depth + 1) for entry in feed.entries]

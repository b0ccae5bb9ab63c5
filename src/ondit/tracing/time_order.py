"""Time: who can have had it from whom, with clocks that are wrong, zones that are missing and dates that are not there.

Nobody takes news from a page that came later. But clocks lie: a page may give local time as UTC (up to 14 hours off),
and a page that was edited later can cite what came after its first version.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ondit.tracing.nodes import Node

WRONG_CLOCK = timedelta(hours=14)  # the widest offset of a time zone
_SAME_TIME = timedelta(0)


def when(node: Node) -> float:
    """A place in time for sorting: published, else seen, else the end of time."""
    time = node.time or node.seen
    return time.timestamp() if time else float("inf")


def order_of(nodes: Mapping[str, Node]) -> dict[str, int]:
    """Places in time, first to last; undated articles last, ties by key."""
    return {key: place for place, key in enumerate(sorted(nodes, key=lambda key: (when(nodes[key]), key)))}


def earlier(one: Node, other: Node) -> bool | None:
    """Whether ``one`` came before ``other``; None where nothing tells (no times, or the same)."""
    if one.time and other.time:
        return one.time < other.time if one.time != other.time else _seen_earlier(one, other)
    return _seen_earlier(one, other)


def near_in_time(one: Node, other: Node) -> bool:
    """Whether two articles are so close, or without a time, that a wrong clock can have turned them round."""
    return not (one.time and other.time) or abs(one.time - other.time) <= WRONG_CLOCK


def said_source_possible(echo: Node, source: Node) -> tuple[bool, str]:
    """Whether an echo that *says* it has the news from ``source`` can be believed, and a remark where time is odd."""
    if not (echo.time and source.time) or source.time <= echo.time:
        return True, ""
    late = source.time - echo.time
    if echo.updated and echo.updated >= source.time:
        return True, f"{echo.key} cites {source.key}, which came later: added in an edit of {echo.updated.isoformat()}"
    if late <= WRONG_CLOCK:
        hours = late.total_seconds() / 3600
        return True, f"{echo.key} cites {source.key}, dated {hours:.1f} h later: a wrong clock or a missing time zone"
    return False, f"{echo.key} cites {source.key}, dated later ({source.time.date().isoformat()}): not what it cites"


def _seen_earlier(one: Node, other: Node) -> bool | None:
    if one.seen and other.seen and one.seen != other.seen and not (one.time and other.time):
        return one.seen < other.seen
    return None

"""Articles that need no reading, because another one of the same site says the same.

Only within a site: that two outlets print one text is what tracing is about, and nothing to be dropped. Another
version of one article is never a duplicate, since what changed may be the denial.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from ondit.archive.fingerprints import bands, likeness

_LATE = datetime.max.replace(tzinfo=UTC)


def duplicates(prints: Iterable[dict[str, Any]], near: float | None) -> Iterator[dict[str, Any]]:
    """Rows of the table of duplicates; the first to be published, then seen, is the one that is kept.

    ``prints`` are rows of the table of prints, whole sites. ``near`` is the least likeness, None for exact ones only.
    """
    sites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in prints:
        sites[row["site"]].append(row)
    for site in sorted(sites):
        yield from _of_site(sorted(sites[site], key=_order), near)


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["published"] or _LATE, row["seen"], row["article"], row["part"], row["row"])


def _of_site(rows: list[dict[str, Any]], near: float | None) -> Iterator[dict[str, Any]]:
    versions: set[str] = set()
    said: dict[bytes, str] = {}
    kept: dict[tuple[int, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        key = row["article"]
        if row["version"] in versions:
            yield _row(row, key, "again", 1.0)
            continue
        versions.add(row["version"])
        other = said.setdefault(row["same"], key)
        if other != key:
            yield _row(row, other, "exact", 1.0)
            continue
        if near is not None and row["sketch"]:
            found = _nearest(row, kept)
            if found is not None and found[0] >= near:
                yield _row(row, found[1], "near", found[0])
                continue
            for band in bands(row["sketch"]):
                kept[band].append(row)


def _nearest(row: dict[str, Any], kept: dict[tuple[int, ...], list[dict[str, Any]]]) -> tuple[float, str] | None:
    """The likest other article that is kept. An article with a version of its own among them is left in peace."""
    met = {(other["part"], other["row"]): other for band in bands(row["sketch"]) for other in kept.get(band, ())}
    if any(other["article"] == row["article"] for other in met.values()):
        return None
    scored = [(likeness(row["sketch"], other["sketch"]), other["article"]) for other in met.values()]
    return max(scored, key=lambda item: (item[0], item[1]), default=None)


def _row(row: dict[str, Any], same_as: str, kind: str, share: float) -> dict[str, Any]:
    return {
        "part": row["part"],
        "row": row["row"],
        "article": row["article"],
        "same_as": same_as,
        "kind": kind,
        "likeness": share,
    }

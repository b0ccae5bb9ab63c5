"""Statements of an archive → rumours, on Ray: the numbers of what belongs together here, the work on the workers.

1. gists and blocking keys, part by part; 2. blocks, a shard of the keys at a time; 3. scores, a pair of buckets of
parts at a time; 4. here: components of what may come together; 5. each group of components as a desk would derive it.
How the work is cut depends on the archive alone, never on the number of workers, and so do the files that come out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from ondit.archive import gist_parts, link_group, on_ray
from ondit.archive.closed_sets import Components, homes, packed
from ondit.archive.gist_parts import Scored
from ondit.archive.notes import open_archive
from ondit.archive.storage import Place, files_in, remove, write_json
from ondit.archive.whole_readings import heads_of, parts_of
from ondit.desk.versions import Kept, by_article
from ondit.errors import SettingError
from ondit.linking.stories import holds

SHARDS, BUCKETS = 16, 24  # at most; fewer for a small archive
PER_SHARD, PER_BUCKET, PER_GROUP = 4_000, 4_000, 2_000  # articles from which one more is worth its overhead
TABLES = ("rumours", "reports", "edges")

Tell = Callable[[str, dict[str, Any]], None]
Rows = dict[int, dict[int, int]]  # part → row → number of the article whose version this is


def link_archive(
    folder: str, cluster: on_ray.Cluster, tell: Tell = lambda stage, note: None, *, per_group: int = PER_GROUP
) -> dict[str, int]:
    """Links what was read into ``folder``; returns how many rumours, reports and edges there are.

    Raises SettingError where there is no archive or it is not read to its end, MissingPart without the extra.
    """
    on_ray.require()
    out = open_archive(folder)
    parts = parts_of(out)
    if not parts:
        raise SettingError("nothing is read here yet", where=folder, remedy="run: ondit archive read … --out")
    rows = versions_that_count(out, parts)
    articles = sum(
        number == at for part, some in rows.items() for row, number in some.items() for at in [part << 32 | row]
    )
    tell("link", {"articles": articles, "parts": len(parts)})
    remove(out / "_done/linked.json")
    with on_ray.running(cluster), on_ray.told():
        totals = _linked(out, parts, rows, articles, tell, per_group)
    write_json(out / "_done/linked.json", totals)
    return totals


def versions_that_count(out: Place, parts: list[str]) -> Rows:
    """Every version once, with the number of its article: the one of the version that holds now."""
    heads: dict[str, tuple[int, int, Kept]] = {}
    for number, part in enumerate(parts):
        for row, kept in enumerate(heads_of(out, part)):
            heads.setdefault(kept.version, (number, row, kept))
    found: Rows = defaultdict(dict)
    for versions in by_article(kept for _, _, kept in heads.values()).values():
        home, place, _ = heads[versions[-1].version]
        for kept in versions:
            number, row, _ = heads[kept.version]
            found[number][row] = home << 32 | place
    return found


def _linked(out: Place, parts: list[str], rows: Rows, articles: int, tell: Tell, per_group: int) -> dict[str, int]:
    import ray as installed

    ray: Any = installed
    shards = min(SHARDS, math.ceil(articles / PER_SHARD))
    gisting = ray.remote(num_cpus=1, num_returns=1 + shards)(gist_parts.gists_of)
    current = {
        number: frozenset(row for row, article in rows[number].items() if article == number << 32 | row)
        for number in range(len(parts))
    }
    made = [gisting.remote(out, part, number, current[number], shards) for number, part in enumerate(parts)]
    gists = {number: one[0] for number, one in enumerate(made)}

    bucket = _buckets(current, min(BUCKETS, math.ceil(articles / PER_BUCKET)))
    count = 1 + max(bucket.values())
    places = {pair: at for at, pair in enumerate((i, j) for i in range(count) for j in range(i, count))}
    blocking = ray.remote(num_cpus=1, num_returns=len(places))(_compared)
    compared = [_listed(blocking.remote(bucket, places, *(one[1 + shard] for one in made))) for shard in range(shards)]
    scoring = ray.remote(num_cpus=1)(_scored)
    inside = {at: [number for number, home in bucket.items() if home == at] for at in range(count)}
    waiting = [
        scoring.remote(
            shards, *(table[at] for table in compared), *(gists[n] for n in sorted({*inside[i], *inside[j]}))
        )
        for (i, j), at in places.items()
    ]
    numbers = [number << 32 | row for number, some in current.items() for row in some]
    components, scored = Components(numbers), []
    for ready in _as_ready(ray, waiting):
        for a, b, score, same in ready:
            scored.append((a, b, score, same))
            if holds(score, same):
                components.join(a, b)
        tell("scored", {"pairs": len(scored)})

    groups = packed(components.sets(), per_group)
    home = homes(groups)
    within: dict[int, list[Scored]] = defaultdict(list)
    for one in sorted(scored):
        if home[one[0]] == home[one[1]] and components.root(one[0]) == components.root(one[1]):
            within[home[one[0]]].append(one)
    splitting = ray.remote(num_cpus=1, num_returns=len(groups))(link_group_split)
    pieces = [
        _listed(
            splitting.remote(
                out, part, number, len(groups), {row: home[a] for row, a in rows[number].items()}, gists[number]
            )
        )
        for number, part in enumerate(parts)
    ]
    finishing = ray.remote(num_cpus=1)(link_group.finish)
    waiting = [finishing.remote(out, at, within[at], *(piece[at] for piece in pieces)) for at in range(len(groups))]
    totals = dict.fromkeys(TABLES, 0)
    for note in _as_ready(ray, waiting):
        totals = {name: totals[name] + note[name] for name in TABLES}
        tell("group", {"groups": len(groups), **totals})
    _remove_stale(out, len(groups))
    return totals | {"articles": articles}


def _compared(*arguments: Any) -> Any:
    return _one_or_all(gist_parts.compared(*arguments))


def link_group_split(*arguments: Any) -> Any:
    """``link_group.split``, a value an object."""
    return _one_or_all(link_group.split(*arguments))


def _scored(shards: int, *given: Any) -> list[Scored]:
    return gist_parts.scored(given[:shards], given[shards:])


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values  # Ray takes a single return value for itself


def _listed(references: Any) -> list[Any]:
    return references if isinstance(references, list) else [references]


def _as_ready(ray: Any, waiting: list[Any]) -> Any:
    """The results as they come."""
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1)
        yield ray.get(ready[0])


def _buckets(current: dict[int, frozenset[int]], count: int) -> dict[int, int]:
    """Parts in order, put into buckets of about as many articles."""
    most = sum(len(rows) for rows in current.values()) / count
    found, seen = {}, 0
    for number, rows in current.items():
        found[number] = min(count - 1, int(seen / most)) if most else 0
        seen += len(rows)
    order = {home: at for at, home in enumerate(sorted(set(found.values())))}
    return {number: order[home] for number, home in found.items()}


def _remove_stale(out: Place, groups: int) -> None:
    """Files of an earlier run that had more groups."""
    for table in TABLES:
        for name, _ in files_in(out / table, ".parquet"):
            if name >= f"group-{groups:06}":
                remove(out / f"{table}/{name}")

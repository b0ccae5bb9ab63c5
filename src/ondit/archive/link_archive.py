"""Statements of an archive → rumours, on Ray: the numbers of what belongs together here, the work on the workers.

1. gists and blocking keys, part by part; 2. blocks, a shard of the keys at a time; 3. scores, a pair of buckets of
parts at a time; 4. here: components of what may come together; 5. each group of components as a desk would derive it.
How the work is cut depends on the archive alone, never on the number of workers, and so do the files that come out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ondit.archive import gist_parts, link_group, on_ray
from ondit.archive.closed_sets import Components, homes, packed
from ondit.archive.gist_parts import Scored
from ondit.archive.notes import open_archive, readings_mark
from ondit.archive.storage import Place, files_in, remove, write_json
from ondit.archive.whole_readings import heads_of, parts_of
from ondit.desk.versions import Kept, by_article
from ondit.errors import SettingError

SHARDS, BUCKETS = 16, 24  # at most; fewer for a small archive
TABLES = ("rumours", "reports", "edges")

Tell = Callable[[str, dict[str, Any]], None]
Rows = dict[int, dict[int, int]]  # part → row → number of the article whose version this is


@dataclass(frozen=True, slots=True)
class Cut:
    """From how many articles on one more shard of keys, bucket of parts, group of work is worth its overhead."""

    per_shard: int = 4_000
    per_bucket: int = 4_000
    per_group: int = 2_000


def link_archive(
    folder: str, cluster: on_ray.Cluster, tell: Tell = lambda stage, note: None, cut: Cut = Cut()
) -> dict[str, int]:
    """Links what was read into ``folder``; returns how many rumours, reports and edges there are.

    Raises SettingError where there is no archive or nothing is read in it, MissingPart without the extra.
    """
    on_ray.require()
    out = open_archive(folder)
    parts = parts_of(out)
    if not parts:
        raise SettingError("nothing is read here yet", where=folder, remedy="run: ondit archive read … --out")
    rows = versions_that_count(out, parts)
    articles = sum(number << 32 | row == article for number, some in rows.items() for row, article in some.items())
    tell("link", {"articles": articles, "parts": len(parts)})
    remove(out / "_done/linked.json")
    with on_ray.running(cluster), on_ray.told():
        totals = _Linking(out, parts, rows, articles, cut, tell).run()
    write_json(out / "_done/linked.json", {**totals, "readings": readings_mark(out)})
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


class _Linking:
    """One run: what is handed from step to step stays in Ray's store, only numbers and scores come here."""

    def __init__(self, out: Place, parts: list[str], rows: Rows, articles: int, cut: Cut, tell: Tell) -> None:
        import ray

        self._ray: Any = ray
        self._out, self._parts, self._rows, self._tell = out, parts, rows, tell
        self._per_group = cut.per_group
        self._shards = min(SHARDS, math.ceil(articles / cut.per_shard))
        self._current = {
            number: frozenset(row for row, article in rows[number].items() if article == number << 32 | row)
            for number in range(len(parts))
        }
        self._bucket = _buckets(self._current, min(BUCKETS, math.ceil(articles / cut.per_bucket)))

    def run(self) -> dict[str, int]:
        """All steps; how much came out."""
        made = self._gists()
        gists = [one[0] for one in made]
        components, scored = Components(n << 32 | row for n, some in self._current.items() for row in some), []
        for one in self._scored(made, gists):
            scored.append(one)
            components.join(one[0], one[1])
        groups = packed(components.sets(), self._per_group)
        home = homes(groups)
        within: dict[int, list[Scored]] = defaultdict(list)
        for one in sorted(scored):
            within[home[one[0]]].append(one)
        totals = self._finished(len(groups), home, within, gists)
        _remove_stale(self._out, len(groups))
        return totals | {"articles": len(home)}

    def _gists(self) -> list[list[Any]]:
        """Of each part: its gists, then the keys of each shard; all in Ray's store."""
        task = self._ray.remote(num_cpus=1, num_returns=1 + self._shards)(gist_parts.gists_of)
        return [
            task.remote(self._out, part, number, self._current[number], self._shards)
            for number, part in enumerate(self._parts)
        ]

    def _scored(self, made: list[list[Any]], gists: list[Any]) -> Iterator[Scored]:
        """Candidates whose score matters, as they are found."""
        count = 1 + max(self._bucket.values())
        places = {pair: at for at, pair in enumerate((i, j) for i in range(count) for j in range(i, count))}
        blocking = self._ray.remote(num_cpus=1, num_returns=len(places))(_compared)
        compared = [
            _listed(blocking.remote(self._bucket, places, *(one[1 + shard] for one in made)))
            for shard in range(self._shards)
        ]
        scoring = self._ray.remote(num_cpus=1)(_scored)
        waiting = []
        for (i, j), at in places.items():
            sides = [gists[number] for number, home in self._bucket.items() if home in (i, j)]
            waiting.append(scoring.remote(self._shards, *(table[at] for table in compared), *sides))
        found = 0
        for some in self._as_ready(waiting):
            yield from some
            found += len(some)
            self._tell("scored", {"pairs": found})

    def _finished(
        self, groups: int, home: Mapping[int, int], within: Mapping[int, list[Scored]], gists: list[Any]
    ) -> dict[str, int]:
        """The tables of every group, written."""
        splitting = self._ray.remote(num_cpus=1, num_returns=groups)(_split)
        pieces = []
        for number, part in enumerate(self._parts):
            homes_of_rows = {row: home[article] for row, article in self._rows[number].items()}
            pieces.append(_listed(splitting.remote(self._out, part, number, groups, homes_of_rows, gists[number])))
        finishing = self._ray.remote(num_cpus=1)(link_group.finish)
        waiting = [
            finishing.remote(self._out, at, within.get(at, []), *(piece[at] for piece in pieces))
            for at in range(groups)
        ]
        totals = dict.fromkeys(TABLES, 0)
        for note in self._as_ready(waiting):
            totals = {name: totals[name] + note[name] for name in TABLES}
            self._tell("group", {"groups": groups, **totals})
        return totals

    def _as_ready(self, waiting: list[Any]) -> Iterator[Any]:
        """Results as they come."""
        while waiting:
            ready, waiting = self._ray.wait(waiting, num_returns=1)
            yield self._ray.get(ready[0])


def _compared(*arguments: Any) -> Any:
    return _one_or_all(gist_parts.compared(*arguments))


def _split(*arguments: Any) -> Any:
    return _one_or_all(link_group.split(*arguments))


def _scored(shards: int, *given: Any) -> list[Scored]:
    return gist_parts.scored(given[:shards], given[shards:])


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values  # Ray takes a single return value for itself


def _listed(references: Any) -> list[Any]:
    return references if isinstance(references, list) else [references]


def _buckets(current: dict[int, frozenset[int]], count: int) -> dict[int, int]:
    """Parts in order, put into buckets of about as many articles."""
    most = sum(len(rows) for rows in current.values()) / max(count, 1)
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

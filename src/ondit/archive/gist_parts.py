"""The pieces of distributed linking, each a function of its arguments that any worker may run, or run again.

What is computed is ``ondit.linking``'s: gists, keys, blocks, scores, stories. Here is only what goes where.
Articles are called by number, ``part << 32 | row``, on their way, by key where they are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from ondit.archive.storage import Place
from ondit.archive.whole_readings import readings_of
from ondit.linking.blocks import Blocks, rank
from ondit.linking.closed_sets import matters
from ondit.linking.gist import Gist, gist_of
from ondit.linking.keys import ENOUGH, common, keys_of
from ondit.linking.pair_score import model, scores

Keyed = tuple[int, str, tuple[str, ...]]  # number, key, keys of blocking
Scored = tuple[int, int, float, bool]  # two numbers, score, whether in one language
AT_ONCE = 4096  # pairs that are scored together


def gists_of(out: Place, part: str, number: int, chosen: frozenset[int], shards: int) -> list[Any]:
    """Of the chosen rows of a part: the gists by number, then for each shard of keys the articles that have some."""
    gists: dict[int, Gist] = {}
    by_shard: list[list[Keyed]] = [[] for _ in range(shards)]
    for row, kept in enumerate(readings_of(out, part)):
        if row not in chosen:
            continue
        gist = gist_of(kept.reading)
        gists[number << 32 | row] = gist
        mine: dict[int, list[str]] = defaultdict(list)
        for key in sorted(keys_of(gist, model())):
            mine[shard_of(key, shards)].append(key)
        for shard, keys in mine.items():
            by_shard[shard].append((number << 32 | row, gist.key, tuple(keys)))
    return [gists, *by_shard]


def shard_of(key: str, shards: int) -> int:
    """The shard of keys that a key belongs to; those that are looked up from one another are together."""
    return int.from_bytes(blake2b(common(key).encode("utf-8", "replace"), digest_size=4).digest(), "big") % shards


def compared(buckets: Mapping[int, int], places: Mapping[tuple[int, int], int], *pieces: Iterable[Keyed]) -> list[Any]:
    """What the keys of one shard that a pair shares are worth; a table for each pair of buckets, in ``places``.

    Articles go in by rank: then no anchor is ever displaced, and what stays is the same in any order.
    """
    numbers: dict[str, int] = {}
    blocks = Blocks()
    for number, key, keys in sorted(
        (each for piece in pieces for each in piece), key=lambda each: (rank(each[1]), each[1])
    ):
        numbers[key] = number
        blocks.add(key, keys)
    tables: list[dict[tuple[int, int], int]] = [{} for _ in places]
    for (a, b), worth in blocks.shared().items():
        one, other = sorted((buckets[numbers[a] >> 32], buckets[numbers[b] >> 32]))
        tables[places[one, other]][numbers[a], numbers[b]] = worth
    return tables


def scored(counts: Sequence[Mapping[tuple[int, int], int]], gists: Sequence[Mapping[int, Gist]]) -> list[Scored]:
    """The candidates between two buckets whose score matters: ``counts`` of all shards, ``gists`` of both buckets."""
    total: Counter[tuple[int, int]] = Counter()
    for each in counts:
        total.update(each)
    by_number = {number: gist for some in gists for number, gist in some.items()}
    pairs = sorted(pair for pair, worth in total.items() if worth >= ENOUGH)
    found: list[Scored] = []
    for at in range(0, len(pairs), AT_ONCE):
        some = pairs[at : at + AT_ONCE]
        sides = [_in_order(by_number[a], by_number[b]) for a, b in some]
        for (a, b), (one, other), score in zip(some, sides, scores(sides), strict=True):
            same = one.language == other.language
            if matters(score, same):
                found.append((a, b, score, same))
    return found


def _in_order(a: Gist, b: Gist) -> tuple[Gist, Gist]:
    return (a, b) if a.key < b.key else (b, a)

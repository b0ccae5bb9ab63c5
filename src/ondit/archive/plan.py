"""Before a run: how many articles there are, how long they take, how much memory and money. From a sample read here.

The sample is read in this process, on one core, by what the workers would run. Inputs are looked at evenly over their
order, the first records of each.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ondit.archive.inputs import Unit, units_of
from ondit.archive.on_ray import WORKER_GIB
from ondit.archive.progress import in_words
from ondit.archive.raw_records import records_of
from ondit.archive.storage import Place
from ondit.archive.to_articles import Found, article_of
from ondit.errors import InputError
from ondit.page.bundles.raw import Raw

SAMPLE_FILES, SAMPLE_RECORDS = 8, 25  # 200 records at most
START_SECONDS = 15.0  # Ray, and a worker's first models: about, once a run


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes in bytes, times in seconds of one core an article, prices in whatever a core hour is paid with."""

    size: int
    records: float
    share_read: float
    sample: int
    words: float
    seconds: float
    workers: int
    core_hour: float

    @property
    def articles(self) -> float:
        """Articles to be read."""
        return self.records * self.share_read

    @property
    def total(self) -> float:
        """Seconds on the clock with all workers."""
        return START_SECONDS + self.articles * self.seconds / self.workers

    @property
    def a_million(self) -> float:
        """What a million articles cost."""
        return 1e6 * self.seconds / 3600 * self.core_hour

    def facts(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {
            "input_bytes": self.size,
            "records": round(self.records),
            "articles": round(self.articles),
            "sample": self.sample,
            "words_per_article": round(self.words),
            "core_seconds_per_article": round(self.seconds, 4),
            "words_per_second_per_core": round(self.words / self.seconds),
            "workers": self.workers,
            "seconds": round(self.total),
            "memory_gib": round(self.workers * WORKER_GIB + 0.5, 1),
            "cost_per_million": round(self.a_million, 2),
            "cost": round(self.a_million * self.articles / 1e6, 2),
        }

    def lines(self) -> list[str]:
        """All of it, for people."""
        f = self.facts()
        return [
            f"inputs      {self.size / 2**20:,.1f} MiB, about {self.records:,.0f} records, "
            f"{self.articles:,.0f} articles to read",
            f"sample      {self.sample} records: {f['words_per_article']} words an article, "
            f"{f['words_per_second_per_core']:,} words/s a core",
            f"time        {in_words(self.total)} with {self.workers} workers",
            f"memory      {f['memory_gib']} GiB, {WORKER_GIB} a worker",
            f"cost        {f['cost']} at {self.core_hour} a core hour; {f['cost_per_million']} a million articles",
        ]


def plan_for(inputs: Sequence[str], workers: int, core_hour: float) -> Plan:
    """What reading these inputs will take. Raises InputError where there is nothing in them that can be read."""
    units = units_of(inputs)
    looked = _spread(units)
    records: list[tuple[Raw, Unit]] = []
    seen_bytes, whole = 0.0, len(looked) == len(units)
    for unit in looked:
        some, share = _first_records(unit)
        records += [(raw, unit) for raw in some]
        groups = max(1, sum(other.name == unit.name for other in units))
        seen_bytes += share * unit.size / groups
        whole = whole and share == 1.0
    articles = [each.article for each in (article_of(*record) for record in records) if isinstance(each, Found)]
    if not articles:
        raise InputError("no article in the sample", where=" ".join(inputs), remedy="check what is in these files")
    _read(articles)  # loads the models
    start = time.perf_counter()
    for record in records:
        article_of(*record)
    _read(articles)
    spent = time.perf_counter() - start
    size = sum(unit.size for unit in units if unit.group <= 0)
    return Plan(
        size,
        len(records) if whole else len(records) * size / max(seen_bytes, 1.0),
        len(articles) / len(records),
        len(records),
        sum(len(each.text.split()) for each in articles) / len(articles),
        spent / len(articles),
        workers,
        core_hour,
    )


def _spread(units: Sequence[Unit]) -> list[Unit]:
    step = max(1, len(units) // SAMPLE_FILES)
    return list(units[::step][:SAMPLE_FILES])


def _first_records(unit: Unit) -> tuple[list[Raw], float]:
    """The first records of a unit, and about which share of its bytes they are."""
    some: list[Raw] = []
    for raw in records_of(unit):
        some.append(raw)
        if len(some) >= SAMPLE_RECORDS:
            return some, min(1.0, _packed_size(unit, some) / max(unit.size, 1))
    return some, 1.0


def _packed_size(unit: Unit, some: Sequence[Raw]) -> float:
    """About how many bytes of the file these records took: their own size, by what such files compress to."""
    plain = sum(len(raw.data) + sum(len(value.encode()) for value in (raw.fields or {}).values()) for raw in some)
    return plain / _compression(unit)


def _compression(unit: Unit) -> float:
    """How much larger the first megabyte of a compressed file is when unpacked; 1 for a plain one."""
    if not unit.name.endswith(".gz"):
        return 3.0 if unit.kind == "parquet" else 1.0
    import zlib

    system, path = Place(unit.name).open()
    with system.open_input_stream(path, compression=None) as stream:
        data = stream.read(2**20)
    out, used = 0, data
    while used:
        unpacker = zlib.decompressobj(31)
        try:
            out += len(unpacker.decompress(used, 64 * 2**20))
        except zlib.error:
            break
        if not unpacker.unused_data:
            break
        used = unpacker.unused_data
    return max(1.0, out / max(len(data), 1))


def _read(articles: Sequence[Any]) -> None:
    from ondit.reading import read_many

    for _ in read_many(sorted(articles, key=lambda article: str(article.language))):
        pass

"""Inputs → articles, duplicates, statements: two streams over Ray Data with a step between, each part once.

First ``cut`` (tasks: they stream through a file and keep one bundle) feeds ``extract`` (a pool of actors); Ray Data
holds the cutting back where the extraction does not keep up. Then duplicates are told site by site. Last, a pool of
readers, which load their models once, takes one part at a time. A part is done when its note is there; notes come
last, files appear whole, and where a part ends depends on its input alone: so a run that was killed anywhere and is
started again leaves the same files as one that was not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ondit.archive import on_ray
from ondit.archive.cutting import bundles_of, packed, unpacked
from ondit.archive.duplicates import duplicates
from ondit.archive.extract_part import BUCKETS, extract_part
from ondit.archive.inputs import Unit, units_of
from ondit.archive.layout import DUPLICATES
from ondit.archive.notes import Notes, agree, articles_done
from ondit.archive.read_part import read_part, skip_mark
from ondit.archive.storage import Place, files_in, read_rows, read_table, write_table
from ondit.errors import InputError

PART_CHARACTERS = 1_000_000
NEAR = 0.9
AT_ONCE = 1_000_000  # fingerprints of articles that one task compares: about 1 GiB

Tell = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What to read, where to, and how. ``near``: see ``duplicates``; ``dedupe`` False keeps every article."""

    inputs: tuple[str, ...]
    out: str
    part_characters: int = PART_CHARACTERS
    dedupe: bool = True
    near: float | None = NEAR


def read_archive(task: Task, cluster: on_ray.Cluster, tell: Tell = lambda stage, note: None) -> dict[str, int]:
    """Reads an archive; returns how much is in it now. ``tell`` gets the note of every part as it is finished.

    Raises InputError, SettingError, MissingPart. Whatever is wrong with a record goes to the table of dead letters.
    """
    on_ray.require()
    units = units_of(task.inputs)
    if not units:
        raise InputError("nothing to read", where=" ".join(task.inputs), remedy="name files with records in them")
    out = Place(task.out)
    agree(out, {"part_characters": task.part_characters}, units)
    with on_ray.running(cluster), on_ray.told():
        on_ray.quiet()
        tell("start", {"bytes": sum(_size(unit) for unit in units), "units": len(units)})
        for note in _extracted(units, task, cluster):
            tell("extract", note)
        _find_duplicates(task, out)
        for note in _read(task, cluster, tell):
            tell("read", note)
    return Notes(out).totals()


def _size(unit: Unit) -> int:
    return unit.size if unit.group <= 0 else 0


def _extracted(units: Sequence[Unit], task: Task, cluster: on_ray.Cluster) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import ray

    done = articles_done(Place(task.out))
    todo = [unit for unit in units if not done.whole(unit.id)]
    if not todo:
        return
    rows = [{"unit": packed_unit(unit), "done": done.parts(unit.id)} for unit in todo]
    characters, out = task.part_characters, Place(task.out)

    def cut(batch: pa.Table) -> Iterator[pa.Table]:
        for row in batch.to_pylist():
            for bundle in bundles_of(unpacked_unit(row["unit"]), characters, frozenset(row["done"])):
                yield pa.table({"bundle": pa.array([packed(bundle)], pa.large_binary())})

    # From the start as many as there is work for: a pool that grows only under pressure stays at one for long.
    workers = min(cluster.workers, 1 + sum(_size(unit) for unit in todo) // characters)
    schema = pa.schema([("unit", pa.string()), ("done", pa.list_(pa.string()))])
    data: Any = ray.data.from_arrow([pa.Table.from_pylist([row], schema=schema) for row in rows])
    data = data.map_batches(cut, batch_size=1, batch_format="pyarrow", zero_copy_batch=True, num_cpus=0, concurrency=2)
    data = data.map_batches(
        Extractor,
        fn_constructor_args=(out.name,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2),
        num_cpus=1,
    )
    for row in data.iter_rows():
        yield json.loads(row["note"])


class Extractor:
    """A worker of the first stream: bundles in, notes out."""

    def __init__(self, out: str) -> None:
        self._out = Place(out)

    def __call__(self, batch: Any) -> Any:
        return _as_table([extract_part(unpacked(row["bundle"]), self._out) for row in batch.to_pylist()])


class Reader:
    """A worker of the second stream: names of parts in, notes out. It loads a model when it first needs it, once."""

    def __init__(self, out: str) -> None:
        from ondit.reading import read_many

        self._out, self._read_many = Place(out), read_many

    def __call__(self, batch: Any) -> Any:
        rows = batch.to_pylist()
        return _as_table([read_part(row["part"], row["rows"], self._out, self._read_many) for row in rows])


def _read(task: Task, cluster: on_ray.Cluster, tell: Tell) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import ray

    out = Place(task.out)
    passed_over = passed_over_rows(out) if task.dedupe else {}
    notes = Notes(out)
    todo: list[dict[str, Any]] = [
        {"part": part, "rows": sorted(passed_over.get(part, ()))}
        for part in sorted(notes.article_parts())
        if notes.read(part) != skip_mark(sorted(passed_over.get(part, ())))
    ]
    sizes = notes.article_parts()
    tell("plan", {"parts": len(todo), "characters": sum(sizes[row["part"]] for row in todo)})
    if not todo:
        return
    # The largest first, and languages one after the other: no worker is left with a long one at the end.
    todo.sort(key=lambda row: (row["part"].partition("/")[0], -sizes[row["part"]], row["part"]))
    schema = pa.schema([("part", pa.string()), ("rows", pa.list_(pa.int32()))])
    data: Any = ray.data.from_arrow([pa.Table.from_pylist([row], schema=schema) for row in todo])
    data = data.map_batches(
        Reader,
        fn_constructor_args=(task.out,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(cluster.workers, len(todo)), max_tasks_in_flight_per_actor=2),
        num_cpus=1,
    )
    for row in data.iter_rows():
        yield json.loads(row["note"])


def _find_duplicates(task: Task, out: Place) -> None:
    """The table of duplicates, a file a bucket of sites, in parallel. Cheap beside the rest, so made anew each time."""
    import ray

    if not task.dedupe:
        return
    names = [name for name, _ in files_in(out / "_prints", ".parquet")]
    if not names:
        return

    @ray.remote(num_cpus=1)
    def one(folder: str, files: list[str], buckets: list[int], near: float | None) -> None:
        write_duplicates(Place(folder), files, buckets, near)

    rows = sum(read_table(out / f"_prints/{name}", ["row"]).num_rows for name in names)
    step = max(1, BUCKETS * AT_ONCE // max(rows, 1))  # buckets that are looked at together
    pieces = [list(range(at, min(at + step, BUCKETS))) for at in range(0, BUCKETS, step)]
    ray.get([one.remote(out.name, names, piece, task.near) for piece in pieces])


def write_duplicates(out: Place, files: Sequence[str], buckets: Sequence[int], near: float | None) -> None:
    """Writes the duplicates among the sites of some buckets, a file a bucket; none where there are none."""
    import pyarrow.compute as pc

    prints: dict[int, list[dict[str, Any]]] = {bucket: [] for bucket in buckets}
    for name in files:
        table = read_table(out / f"_prints/{name}")
        for row in table.filter(pc.is_in(table["bucket"], pa_array(buckets))).to_pylist():
            prints[row["bucket"]].append(row)
    before = {name for name, _ in files_in(out / "duplicates", ".parquet")}
    for bucket, rows in prints.items():
        name, found = f"bucket-{bucket:03}.parquet", list(duplicates(rows, near))
        if found or name in before:
            write_table(out / f"duplicates/{name}", found, DUPLICATES)


def pa_array(buckets: Sequence[int]) -> Any:
    """Numbers of buckets as Arrow compares them."""
    import pyarrow as pa

    return pa.array(list(buckets), pa.int32())


def passed_over_rows(out: Place) -> dict[str, set[int]]:
    """Of each part, the rows that are duplicates."""
    found: dict[str, set[int]] = {}
    for name, _ in files_in(out / "duplicates", ".parquet"):
        for row in read_rows(out / f"duplicates/{name}", ["part", "row"]):
            found.setdefault(row["part"], set()).add(row["row"])
    return found


def packed_unit(unit: Unit) -> str:
    """A unit as text."""
    return json.dumps(asdict(unit) | {"written": unit.written.isoformat() if unit.written else None})


def unpacked_unit(line: str) -> Unit:
    """See ``packed_unit``."""
    from datetime import datetime

    value = json.loads(line)
    value["written"] = datetime.fromisoformat(value["written"]) if value["written"] else None
    return Unit(**value)


def _as_table(notes: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    return pa.table({"note": [json.dumps(note) for note in notes]})

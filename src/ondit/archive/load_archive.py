"""An archive into a desk: its articles and readings into the log, and where nothing else is there, its rumours too."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.archive.notes import open_archive
from ondit.archive.storage import Place, files_in, read_json, read_rows
from ondit.archive.tables import record_of
from ondit.archive.whole_readings import parts_of, readings_of
from ondit.desk import Desk, journal
from ondit.desk.open_store import open_store
from ondit.records import Dossier, Rumour, Status, Trace

AT_ONCE = 500  # articles in one transaction


def load_archive(folder: str, desk: str, *, derive: bool = True) -> dict[str, int]:
    """Stores every reading of an archive in a desk, in the order of parts; returns how many were new, versions, known.

    It can be broken off and done again: what is there is known. ``derive`` brings the desk's rumours up to it.
    """
    out = open_archive(folder)
    totals = {"new": 0, "version": 0, "known": 0}
    store = open_store(desk)
    try:
        for part in parts_of(out):
            kept = list(readings_of(out, part))
            for at in range(0, len(kept), AT_ONCE):
                with store.writing() as connection:
                    for each in kept[at : at + AT_ONCE]:
                        reading = each.reading
                        outcome = journal.append(connection, reading.article, None, reading, each.seen)
                        totals[outcome] += 1
    finally:
        store.close()
    if derive:
        with Desk(desk) as opened:
            opened.catch_up()
            totals["rumours"] = len(opened.rumours())
    return totals


def dossiers_of(out: Place) -> Iterator[tuple[str, Dossier]]:
    """What linking gave, by id: of every rumour the digest of what it was made of, and its dossier."""
    if read_json(out / "_done/linked.json") is None:
        return
    for name, _ in files_in(out / "rumours", ".parquet"):
        for row in read_rows(out / f"rumours/{name}"):
            yield (
                row["made_of"],
                Dossier(
                    record_of(Rumour, row["rumour"]),
                    record_of(Status, row["standing"]),
                    record_of(Trace, row["trace"]),
                    tuple(record_of(Status, each) for each in row["timeline"]),
                ),
            )

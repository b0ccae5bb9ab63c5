"""An archive into a desk: its articles and readings into the log, and where nothing else is there, its rumours too."""

from __future__ import annotations

from collections.abc import Iterator

from ondit import __version__
from ondit.archive.notes import open_archive, readings_mark
from ondit.archive.storage import Place, files_in, read_json, read_rows
from ondit.archive.tables import record_of
from ondit.archive.whole_readings import parts_of, readings_of
from ondit.desk import Desk, cache, journal
from ondit.desk.derive import Derived
from ondit.desk.forgetting import tombstones
from ondit.desk.open_store import Store, open_store
from ondit.parties import NOBODY, Parties
from ondit.records import Dossier, Rumour, Status, Trace

AT_ONCE = 500  # articles in one transaction
MADE_BY = f"ondit {__version__}"  # as the desk signs what it derives


def load_archive(folder: str, desk: str, *, derive: bool = True, parties: Parties = NOBODY) -> dict[str, int]:
    """Stores every reading of an archive in a desk, in the order of parts; returns how many were new, versions, known.

    It can be broken off and done again: what is there is known. ``derive`` brings the desk's rumours up to it. A desk
    that was empty takes the rumours that linking gave, which are those that it would derive.
    """
    out = open_archive(folder)
    totals = {"new": 0, "version": 0, "known": 0}
    store = open_store(desk)
    try:
        with store.reading() as connection:
            empty = journal.height(connection) == 0
        for part in parts_of(out):
            kept = list(readings_of(out, part))
            for at in range(0, len(kept), AT_ONCE):
                with store.writing() as connection:
                    for each in kept[at : at + AT_ONCE]:
                        article = each.reading.article
                        if tombstones.find(connection, (article.key, article.url)):
                            totals["forgotten"] = totals.get("forgotten", 0) + 1
                            continue
                        totals[journal.append(connection, article, None, each.reading, each.seen)] += 1
        if empty and derive:
            _put_rumours(out, store)
    finally:
        store.close()
    if derive:
        with Desk(desk, parties=parties) as opened:
            opened.catch_up()
            totals["rumours"] = len(opened.rumours())
    return totals


def _put_rumours(out: Place, store: Store) -> None:
    """What linking gave into the derived tables, if it is of the readings that are there now."""
    note = read_json(out / "_done/linked.json")
    if note is None or note["readings"] != readings_mark(out):
        return
    with store.writing() as connection:
        for made_of, dossier in dossiers_of(out):
            name = dossier.rumour.id
            cache.replace(connection, Derived({name: made_of}, {name: dossier}))
        cache.write_state(connection, journal.height(connection), MADE_BY)


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

"""What is derived may be dropped: it comes back the same. What a better reader finds is added, never put in place."""

from __future__ import annotations

from dataclasses import replace

from cheap import STAGES, article, desk, link_to, read, tables
from sqlalchemy import func, select, text

from ondit.desk import Desk, schema

PAGES = (
    article("herald", "sources > plant > supports", at=0),
    article("echo", "herald > plant > supports", at=1, links=(link_to("herald"),)),
    article("wire", "Company > plant > denies", "x > talks > denies", at=30),
)


def test_rebuilding_gives_the_identical_rows(place: str) -> None:
    with desk(place) as opened:
        for page in PAGES:
            opened.add(page)
        before = tables(opened)
        assert opened.rebuild() == ()
        assert tables(opened) == before and len(before["rumour"]) == 2


def test_what_was_dropped_or_spoilt_is_made_again(place: str) -> None:
    with desk(place) as opened:
        for page in PAGES:
            opened.add(page)
        before = tables(opened)
        with opened._store.writing() as connection:
            connection.execute(text("UPDATE rumour SET status = 'confirmed'"))
            connection.execute(schema.rumour_article.delete())
        assert tables(opened) != before
        opened.rebuild()
        assert tables(opened) == before


def test_what_was_stored_and_not_yet_derived_is_derived_by_the_next_question(place: str) -> None:
    with desk(place) as opened:
        for page in PAGES:
            opened.store(page)
    with desk(place) as opened:
        assert {dossier.rumour.id for dossier in opened.rumours()} == {"r-plant", "r-talks"}


def test_a_new_reader_adds_readings_and_keeps_the_old_ones(place: str) -> None:
    with desk(place) as opened:
        for page in PAGES:
            opened.add(page)

    def read_less(articles):  # type: ignore[no-untyped-def]
        return (replace(read(each), statements=(), reader="cheap 2") for each in articles)

    with Desk(place, stages=replace(STAGES, reader="cheap 2", read_many=read_less)) as opened:
        assert opened.reread() == 3
        assert opened.reread() == 0
        assert opened.rumours() == ()
        with opened._store.reading() as connection:
            readers = dict(
                connection.execute(
                    select(schema.reading.c.reader, func.count()).group_by(schema.reading.c.reader)
                ).all()
            )
        assert readers == {"cheap 1": 3, "cheap 2": 3}


def test_a_rumour_is_found_by_its_id_a_former_one_or_an_unambiguous_beginning(place: str) -> None:
    import pytest

    from ondit.errors import NoSuchRumour

    with desk(place) as opened:
        for page in PAGES:
            opened.add(page)
        assert opened.find("r-plant") == opened.find("old-plant") == opened.find("r-p") == "r-plant"
        with pytest.raises(NoSuchRumour, match="2 rumours"):
            opened.find("r-")
        for name in ("", "nothing", "%", "r_plant"):
            with pytest.raises(NoSuchRumour):
                opened.find(name)

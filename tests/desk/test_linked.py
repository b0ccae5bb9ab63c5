"""A desk that links by its index holds what one holds that links everything at once, whatever was done to it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cheap import tables
from sqlalchemy import select

from linking.built_readings import reading
from linking.invented_story import whole
from ondit.desk import Desk, cache, catching_up, schema
from ondit.desk.stages import real_stages
from ondit.linking import linker, rumours
from ondit.linking.index import number_of
from ondit.records import Reading

SEEN = datetime(2026, 3, 20, tzinfo=UTC)
QUESTION = "Orvanne et Tessmark construisent une usine de batteries ?"


def another_story(number: int) -> list[Reading]:
    """Two pages about something else, each time with other names and another place."""
    who = f"Dorvelle{number} Mines"
    return [
        reading(
            f"https://gazette.example/{number}",
            f"{who} would sell its quarry at Larkhollow{number}",
            f"{who} would sell the Larkhollow{number} quarry to a rival, two people close to it said.",
            {"content": f"{who} would sell the Larkhollow{number} quarry to a rival", "cue": "said",
             "source": "two people close to it", "source_kind": "anonymous", "certainty": "hedged"},
            language="en", outlet="Gazette", day=3,
        ),
        reading(
            f"https://herald.example/{number}",
            f"{who} denies the sale of Larkhollow{number}",
            f"{who} denied that it would sell the Larkhollow{number} quarry. Gazette had reported the sale on Tuesday.",
            {"content": f"that it would sell the Larkhollow{number} quarry", "cue": "denied", "source": who,
             "source_name": who, "polarity": "deny"},
            language="en", outlet="Herald", day=4, entities={who: "organisation"},
        ),
    ]  # fmt: skip


def edited(given: Reading) -> Reading:
    """The same page with a sentence more."""
    article = given.article
    text = article.text + " The sale was announced by nobody."
    later = (article.published or SEEN) + timedelta(days=5)
    return replace(given, article=replace(article, text=text, updated=later))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_it_holds_the_same(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    pages = [*whole(), *(page for number in range(4) for page in another_story(number))]
    chance.shuffle(pages)
    real = real_stages()
    with (
        Desk(tmp_path / "indexed.db", stages=real) as one,
        Desk(tmp_path / "whole.db", stages=replace(real, indexed=False)) as other,
    ):
        changes = [[], []]  # type: ignore[var-annotated]
        for at, page in enumerate(pages):
            for desk, found in zip((one, other), changes, strict=True):
                found += desk.add(page.article, reading=page, seen=SEEN).changes
                if at == 4:
                    desk.follow(QUESTION)
                    desk.follow("Will the moon be sold?")
        assert [(c.kind, c.dossier.rumour.id) for c in changes[0]] == [
            (c.kind, c.dossier.rumour.id) for c in changes[1]
        ]
        assert tables(one) == tables(other)
        again = edited(chance.choice(pages))
        both = sorted(dossier.rumour.id for dossier in one.rumours() if dossier.rumour.reports)[:2]
        for desk in (one, other):
            desk.add(again.article, reading=again, seen=SEEN + timedelta(days=1))
            desk.merge(both[0], both[1], by="ines")
            desk.note(both[0], "asked the company", by="ines")
        assert [r.rumour for r in one.rumours()] == [r.rumour for r in other.rumours()]
        gone = chance.choice(pages).article.key
        for desk in (one, other):
            desk.forget([gone], why="a test", scrubbed=False)
        assert [r.rumour for r in one.rumours()] == [r.rumour for r in other.rumours()]
        assert one.rebuild() == ()
        assert [r.rumour for r in one.rumours()] == [r.rumour for r in other.rumours()]


def test_a_question_is_asked_again_when_the_article_that_answered_it_says_something_else(tmp_path: Path) -> None:
    page = another_story(1)[0]
    away = another_story(1)[0].article
    text = "Botanists counted orchids along the Merrow towpath.\n\nThirty volunteers found nine kinds before noon."
    away = replace(
        away, text=text, title="Orchids counted", title_span=(0, 50), updated=SEEN, paragraphs=((52, len(text)),)
    )
    real = real_stages()
    with (
        Desk(tmp_path / "indexed.db", stages=real) as one,
        Desk(tmp_path / "whole.db", stages=replace(real, indexed=False)) as other,
    ):
        for desk in (one, other):
            desk.add(page.article, reading=page, seen=SEEN)
            desk.follow("Dorvelle1 Mines would sell the Larkhollow1 quarry to a rival")
            assert any(dossier.rumour.reports for dossier in desk.rumours())
            desk.add(away, reading=Reading(away, ()), seen=SEEN + timedelta(days=1))
        assert tables(one) == tables(other)
        assert not any(dossier.rumour.reports for dossier in one.rumours())


def test_a_story_that_stays_as_it_was_is_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[frozenset[str]] = []

    def rumours_of(story, asked=()):  # type: ignore[no-untyped-def]
        told.append(frozenset(story))
        return rumours.rumours_of(story, asked)

    monkeypatch.setattr(linker, "rumours_of", rumours_of)
    with Desk(tmp_path / "ondit.db", stages=real_stages()) as desk:
        for page in whole():
            desk.add(page.article, reading=page, seen=SEEN)
        every = set(told)
        told.clear()
        number = number_of(whole()[0].article.key)
        with desk._store.writing() as connection:  # a neighbour came or went, and nothing else
            cache.put_due(connection, [number])
            cache.write_state(connection, cache.state(connection)[0] - 1, cache.state(connection)[1])
        before = tables(desk)
        desk.catch_up()
        assert every and told == []
        assert tables(desk) == before
        with desk._store.reading() as connection:
            assert set(connection.execute(select(schema.linked_told.c.story)).scalars()) == set(
                connection.execute(select(schema.linked_told_by.c.story)).scalars()
            )
        desk.forget([page.article.key for page in whole()], why="a test", scrubbed=False)
        with desk._store.reading() as connection:
            assert connection.execute(select(schema.linked_told)).all() == []
            assert connection.execute(select(schema.linked_told_by)).all() == []


def test_an_arrival_derives_only_what_it_touches(tmp_path: Path) -> None:
    looked: list[int] = []
    real = real_stages()

    def trace(rumour, readings):  # type: ignore[no-untyped-def]
        looked.append(len(readings))
        return real.trace(rumour, readings)

    with Desk(tmp_path / "ondit.db", stages=replace(real, trace=trace)) as desk:
        for page in whole():
            desk.add(page.article, reading=page, seen=SEEN)
        assert max(looked) > 2
        looked.clear()
        for page in another_story(1):
            desk.add(page.article, reading=page, seen=SEEN)
        assert 1 <= max(looked) <= 2


def test_a_desk_of_another_release_is_derived_anew_and_shown_meanwhile(tmp_path: Path) -> None:
    pages = another_story(1)
    with Desk(tmp_path / "ondit.db") as desk:
        for page in pages:
            desk.add(page.article, reading=page, seen=SEEN)
        before = tables(desk)
        with desk._store.writing() as connection:
            connection.exec_driver_sql("UPDATE derived_state SET made_by = 'ondit 0.0.1'")
            connection.exec_driver_sql("UPDATE rumour SET status = 'dormant'")
    with Desk(tmp_path / "ondit.db") as desk:
        desk.catch_up()
        assert tables(desk) == before


def test_a_desk_in_postgresql_holds_the_same(database: str, tmp_path: Path) -> None:
    pages = [*whole()[:6], *another_story(1), *another_story(2)]
    real = real_stages()
    with Desk(database, stages=real) as one, Desk(tmp_path / "ondit.db", stages=real) as other:
        for desk in (one, other):
            for page in pages:
                desk.add(page.article, reading=page, seen=SEEN)
            desk.add(edited(pages[-1]).article, reading=edited(pages[-1]), seen=SEEN + timedelta(days=1))
            desk.forget([pages[0].article.key], why="a test", scrubbed=False)
        assert [r.rumour for r in one.rumours()] == [r.rumour for r in other.rumours()]
        assert len(one.rumours()) > 1
        assert one.rebuild() == ()


def test_turns_that_are_cut_short_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [*whole(), *another_story(1), *another_story(2)]
    with Desk(tmp_path / "one.db", stages=real_stages()) as one, Desk(tmp_path / "other.db") as other:
        for desk in (one, other):
            for page in pages:
                desk.store(page.article, reading=page, seen=SEEN)
        other.catch_up()
        monkeypatch.setattr(catching_up, "LONG_TURN", -1.0)
        one.catch_up()
        assert one._catching_up._rows_at_once < catching_up.ROWS_AT_ONCE
        assert tables(one) == tables(other)

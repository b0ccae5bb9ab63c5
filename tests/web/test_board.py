"""The board's pages against what a reader would get by making every row anew and sorting all of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from ondit.desk import Desk
from ondit.web.board import SORTS, STATUSES, Asked, page_of, row_at
from ondit.web.rows import Row, fold
from ondit.web.shelf import Kept, Shelf
from web_client import client_on

START = datetime(2026, 3, 1, tzinfo=UTC)
WORDS = ("plant", "merger", "strike", "bridge")


class FakeShelf:
    """Rows by chance, and a desk that finds some articles by each word."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        rows = [_row(chance, number) for number in range(120)]
        self.rows = {row.id: row for row in rows}
        self.by_article: dict[str, tuple[str, ...]] = {}
        for row in rows:
            for key in row.articles:
                self.by_article[key] = (*self.by_article.get(key, ()), row.id)
        self.hits = {word: tuple(chance.sample(sorted(self.by_article), 20)) for word in WORDS}
        self.state, self.pages, self.desk = "here", Kept(8), self

    def search(self, query: str, most: int) -> tuple[str, ...]:
        return self.hits[query]


def _row(chance: random.Random, number: int) -> Row:
    dated = chance.random() < 0.9
    times = sorted(START + timedelta(hours=chance.randrange(200)) for _ in range(chance.randint(1, 4)))
    moves = tuple((time, chance.choice(STATUSES)) for time in times) if dated and chance.random() < 0.8 else ()
    changed = next((at for at, name in reversed(moves) if name == moves[-1][1]), None)
    question = " ".join(chance.sample(WORDS, 2))
    return Row(
        id=f"r-{number:04}",
        digest="",
        question=question,
        questions=(),
        parties=(chance.choice("ABC"),),
        status=moves[-1][1] if moves else chance.choice(STATUSES),
        origins=chance.randint(0, 3),
        articles=tuple(f"page{chance.randrange(150)}-{n}" for n in range(len(times))),
        outlets=(),
        languages=("en",),
        first=times[0] if dated else None,
        changed=changed,
        latest=times[-1] if dated else None,
        chance=None,
        moves=moves,
        ticks=tuple((time, "supports") for time in times) if dated else (),
        voices=(),
        folded=fold(question),
    )


def expected(shelf: FakeShelf, asked: Asked) -> tuple[list[Row], Counter[str]]:
    """All rows that fit, in order; and the counts by status of those that fit but for that."""
    found: list[Row] = []
    for row in shelf.rows.values():
        then = row if asked.as_of is None else row_at(row, asked.as_of)
        if then is None or (asked.party and asked.party not in then.parties):
            continue
        if asked.q and asked.q not in then.folded.split() and not {*shelf.hits[asked.q]} & {*then.articles}:
            continue
        if asked.since is not None and (then.changed is None or then.changed < asked.since):
            continue
        found.append(then)
    moments = {"changed": lambda r: r.changed, "first": lambda r: r.first}

    def place(row: Row) -> tuple[float, str]:
        if asked.sort == "origins":
            return -row.origins, row.id
        at = moments[asked.sort](row)
        return (-at.timestamp() if at else 0.0, row.id)

    chosen = [row for row in found if asked.status in ("", row.status)]
    return sorted(chosen, key=place), Counter(row.status for row in found)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("as_of", [None, START + timedelta(hours=90)])
def test_its_pages_are_all_that_fits_in_order(as_of: datetime | None, sort: str, seed: int) -> None:
    shelf = FakeShelf(seed)
    for more in ({}, {"q": "plant"}, {"status": "denied"}, {"party": "A"}, {"since": START + timedelta(hours=60)}):
        asked = Asked(as_of=as_of, sort=sort, **cast(Any, more))
        rows, counts = expected(shelf, asked)
        shown: list[Row] = []
        page = page_of(cast(Shelf, shelf), asked, 7)
        while True:
            assert (page.total, page.counts) == (len(rows), dict(counts))
            shown += page.rows
            if not page.after:
                break
            page = page_of(cast(Shelf, shelf), replace(asked, cursor=page.after), 7)
        assert shown == rows


def test_a_server_reads_nothing_while_nothing_happens(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ondit.desk import listing

    with client_on(own) as client:
        shelf = client.app.state.house.shelf  # type: ignore[attr-defined]
        before = shelf.rows
        with monkeypatch.context() as watched:
            watched.setattr(listing, "digests", None)
            shelf.refresh()
        assert shelf.rows is before
        with Desk(own) as other:
            other.follow("Hexapresse buys a bridge")
        shelf.refresh()
        assert len(shelf.rows) == len(before) + 1


def test_an_outcome_that_people_marked_is_in_the_record_of_outlets(own: Path) -> None:
    with client_on(own) as client:
        shelf = client.app.state.house.shelf  # type: ignore[attr-defined]
        before = client.get("/api/v1/outlets").json()
        [name, *_] = shelf.rows
        with Desk(own) as other:
            other.outcome(name, "false", by="ada")
        shelf.refresh()
        after = client.get("/api/v1/outlets").json()
    assert sum(each["wrong"] for each in after) > sum(each["wrong"] for each in before)


def test_the_rumours_that_one_could_be_merged_with_are_those_that_share_most_parties() -> None:
    from types import SimpleNamespace

    from ondit.web.editor_page import MOST_OTHERS, others_of

    shelf = FakeShelf(1)
    shelf.rows = {
        name: replace(row, parties=(*row.parties, "ABC"[at % 3], f"only {at}"))
        for at, (name, row) in enumerate(shelf.rows.items())
    }
    for mine in list(shelf.rows.values())[:40]:
        for parties in (mine.parties, ("nobody",)):
            rows = [row for row in shelf.rows.values() if row.id != mine.id]
            rows.sort(key=lambda row: -len({*parties} & {*row.parties}))
            dossier = SimpleNamespace(rumour=SimpleNamespace(id=mine.id, parties=parties))
            assert others_of(cast(Any, SimpleNamespace(shelf=shelf)), cast(Any, dossier)) == tuple(rows[:MOST_OTHERS])

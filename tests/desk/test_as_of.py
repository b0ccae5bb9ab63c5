"""As of a moment: what was known on Tuesday stays what was known on Tuesday, by either clock, edits included."""

from __future__ import annotations

from datetime import datetime

import pytest
from cheap import article, desk, hour, link_to

from ondit.desk import Desk
from ondit.errors import NoSuchRumour

WHISPER = article("herald", "sources > plant > supports", at=0)
ECHO = article("echo", "herald > plant > supports", at=1, links=(link_to("herald"),))
DENIAL = article("wire", "Company > plant > denies", at=30)
EDITED = article("herald", "sources > plant > supports", "Company > plant > denies", at=0, updated=20)


def told(place: str) -> Desk:
    """A desk that saw the denial first and the whisper last."""
    opened = desk(place)
    opened.add(DENIAL, seen=hour(40))
    opened.add(ECHO, seen=hour(50))
    opened.add(WHISPER, seen=hour(60))
    return opened


@pytest.mark.parametrize(
    ("at", "by", "status", "articles"),
    [
        (hour(0), "published", "unverified", 1),
        (hour(29.9), "published", "unverified", 2),
        (hour(30), "published", "denied", 3),
        (hour(45), "seen", "denied", 1),
        (hour(55), "seen", "denied", 2),
        (None, "published", "denied", 3),
        (None, "seen", "denied", 3),
    ],
)
def test_only_what_was_there_by_then_counts(
    place: str, at: datetime | None, by: str, status: str, articles: int
) -> None:
    with told(place) as opened:
        (dossier,) = opened.rumours(at, by=by)
        assert dossier == opened.show("r-plant", at, by=by)
        assert dossier.trace == opened.trace("r-plant", at, by=by)
        assert (dossier.status.name, len({r.article for r in dossier.rumour.reports})) == (status, articles)
        assert at is None or all(each.at <= at for each in dossier.timeline if each.at)


def test_before_the_first_report_there_is_no_rumour(place: str) -> None:
    with told(place) as opened:
        assert opened.rumours(hour(-1)) == ()
        with pytest.raises(NoSuchRumour, match="nothing had been reported"):
            opened.show("r-plant", hour(-1))
        with pytest.raises(NoSuchRumour):
            opened.show("r-plant", hour(39), by="seen")


def test_the_timeline_by_seen_is_in_the_order_in_which_we_learnt(place: str) -> None:
    with told(place) as opened:
        assert [(s.name, s.at) for s in opened.show("r-plant").timeline] == [
            ("unverified", hour(0)),
            ("denied", hour(30)),
        ]
        assert [(s.name, s.at) for s in opened.show("r-plant", by="seen").timeline] == [("denied", hour(40))]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_denial_that_was_edited_in_counts_from_the_edit(place: str, order: tuple[int, ...]) -> None:
    pages = (WHISPER, EDITED, ECHO)
    with desk(place) as opened:
        for number in order:
            opened.add(pages[number], seen=hour(60))
        assert opened.show("r-plant", hour(19)).status.name == "unverified"
        assert opened.show("r-plant", hour(20)).status.name == "denied"
        now = opened.show("r-plant")
        assert [(s.name, s.at) for s in now.timeline] == [("unverified", hour(0)), ("denied", hour(20))]
        assert opened.readings([WHISPER.key])[WHISPER.key].article == EDITED
        assert opened.readings([WHISPER.key], hour(19))[WHISPER.key].article == WHISPER


def test_what_was_edited_out_is_gone_now_and_there_then(place: str) -> None:
    with desk(place) as opened:
        opened.add(article("wire", "Company > plant > denies", at=0), seen=hour(1))
        opened.add(article("wire", "Company > plant > supports", at=0, updated=10), seen=hour(10))
        opened.add(ECHO, seen=hour(2))
        assert opened.show("r-plant").status.name == "unverified"
        assert opened.show("r-plant", hour(5)).status.name == "denied"
        assert opened.show("r-plant", hour(5), by="seen").status.name == "denied"
        assert opened.show("r-plant", hour(10), by="seen").status.name == "unverified"


def test_the_last_change_is_the_one_of_the_status_and_not_of_its_reasons() -> None:
    from ondit.desk.times import last_change
    from ondit.records import Dossier, Rumour, Status, Trace

    names = ("unverified", "contested", "contested", "denied", "denied")
    moves = tuple(Status(name, hour(number), ()) for number, name in enumerate(names))  # type: ignore[arg-type]
    dossier = Dossier(Rumour("r", "?", (), ()), moves[-1], Trace("r", (), (), 0), moves)
    assert last_change(dossier) == hour(3)

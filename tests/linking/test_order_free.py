"""The same pages in any order give the same rumours."""

from __future__ import annotations

from itertools import permutations

from linking.invented_story import whole
from ondit.linking import Linker, link


def test_every_order_of_a_story_gives_the_same_rumours() -> None:
    readings = whole()
    expected = link(readings)
    assert expected
    for order in permutations(readings):
        assert link(order) == expected


def test_a_linker_asked_after_every_page_ends_with_what_link_gives() -> None:
    linker = Linker()
    for reading in whole():
        linker.add(reading)
        linker.rumours()
    assert linker.rumours() == link(whole())


def test_adding_a_page_twice_changes_nothing() -> None:
    linker = Linker()
    for reading in [*whole(), *whole()]:
        linker.add(reading)
    assert linker.rumours() == link(whole())


def test_ids_given_before_an_older_report_came_still_lead_to_the_rumour() -> None:
    readings = whole()
    early = link(readings[1:])
    late = link(readings)
    assert {r.id for r in early} <= {i for r in late for i in (r.id, *r.former_ids)}

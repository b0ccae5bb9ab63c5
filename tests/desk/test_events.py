"""Two states of a rumour → what somebody may want to know: what comes in, and what it is. An echo is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hand import Says, day, page, rumour_of
from ondit.desk.alerting.events import Event, events_of
from ondit.desk.alerting.rules import Rule, fits
from ondit.records import Detail, Dossier, Reading, Report
from ondit.tracing import trace
from ondit.weighing import status

Page = tuple[Reading, list[Report]]


def dossier(pages: Sequence[Page], **more: object) -> Dossier:
    rumour, readings = rumour_of(pages)
    rumour = replace(rumour, **more)  # type: ignore[arg-type]
    traced = trace(rumour, readings)
    return Dossier(rumour, status(rumour, traced), traced)


def happened(
    before: Sequence[Page], after: Sequence[Page], came: Sequence[str] | None = None, **more: object
) -> list[Event]:
    """The events between two states; what came in is what was not there, unless it is said."""
    was = {"r1": dossier(before)} if before else {}
    keys = {reading.article.key for reading, _ in before}
    fresh = [r.article.key for r, _ in after if r.article.key not in keys] if came is None else came
    return list(events_of(was, [dossier(after, **more)], set(fresh)))


TALKS = "Corvane is in talks to buy a stake in Ostrel"
FIRST = page(
    "https://herald.example/1", "Herald", day(1), f"{TALKS}, people close to the matter told the Herald.",
    [Says(TALKS, "people close to the matter", "anonymous")],
)  # fmt: skip
ECHO = page(
    "https://wire.example/2", "Wire", day(2), f"{TALKS}, the Herald reported.",
    [Says(TALKS, "the Herald", "outlet", "Herald")], links=[("the Herald", "https://herald.example/1")],
    outlets=["Herald"],
)  # fmt: skip
OWN = page(
    "https://ledger.example/3", "Ledger", day(3), f"{TALKS}, two bankers told the Ledger.",
    [Says(TALKS, "two bankers", "anonymous")],
)  # fmt: skip


def denial(key: str, at: int, *, name: str = "Corvane", speaks_for: str | None = None) -> Page:
    text = f"{name} said there were no talks."
    says = Says("there were no talks", name, "organisation", name, "denies", "principal", speaks_for=speaks_for)
    return page(f"https://{key}.example/{at}", key.title(), day(at), text, [says])


def confirmation(at: int) -> Page:
    text = "Corvane said that it is buying a stake in Ostrel."
    says = Says("it is buying a stake in Ostrel", "Corvane", "organisation", "Corvane", "confirms", "principal")
    return page(f"https://wire.example/{at}", "Wire", day(at), text, [says])


ANALYST = page(
    "https://gazette.example/4", "Gazette", day(4), f"{TALKS}, the Herald reported. It makes sense, said Priya Mistry.",
    [Says(TALKS, "the Herald", "outlet", "Herald"),
     Says("It makes sense", "Priya Mistry", "person", "Priya Mistry", "context", "expert")],
    links=[("the Herald", "https://herald.example/1")], outlets=["Herald"],
)  # fmt: skip

CASES: list[tuple[str, list[Page], list[Page], list[str]]] = [
    ("the first report", [], [FIRST], ["opened"]),
    ("an echo of it", [FIRST], [ECHO], []),
    ("another who has it from people of its own", [FIRST, ECHO], [OWN], ["origin"]),
    ("an echo when two have it of their own", [FIRST, OWN], [ECHO], []),
    ("a principal denies", [FIRST], [denial("wire", 4)], ["denied", "status"]),
    ("the same denial in another paper", [FIRST, denial("wire", 4)], [denial("gazette", 5)], []),
    ("its spokesman repeats it", [FIRST, denial("wire", 4)],
     [denial("gazette", 5, name="Helen Marrack", speaks_for="Corvane")], []),
    ("the other principal denies, too", [FIRST, denial("wire", 4)], [denial("gazette", 5, name="Ostrel")],
     ["denied", "status"]),
    ("who denied confirms", [FIRST, denial("wire", 4)], [confirmation(6)], ["confirmed", "status"]),
    ("a named voice that had not spoken", [FIRST], [ANALYST], ["fact"]),
    ("a first report that is a denial", [], [denial("wire", 4)], ["opened", "denied", "status"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "before", "came", "kinds"), CASES, ids=[case[0] for case in CASES])
def test_what_comes_in_is_told_as_what_it_is(what: str, before: list[Page], came: list[Page], kinds: list[str]) -> None:
    found = [event.kind for event in happened(before, [*before, *came])]
    assert found == kinds


def test_an_event_cites_words_of_what_came_in() -> None:
    for event in happened([FIRST], [FIRST, denial("wire", 4)]):
        assert {each.article for each in event.cited} == {"https://wire.example/4"}
    (told,) = (e for e in happened([FIRST], [FIRST, denial("wire", 4)]) if e.kind == "denied")
    assert told.cited[0].source_name == "Corvane" and told.headline.startswith("Corvane denies")


def test_what_only_our_reading_changed_is_no_event() -> None:
    """A better reader finds the denial in a page that was there before."""
    assert happened([FIRST], [FIRST, denial("wire", 4)], came=[]) == []
    beside = happened([FIRST], [FIRST, denial("wire", 4), ECHO], came=[ECHO[0].article.key])
    assert "denied" not in [event.kind for event in beside]


def test_a_rumour_under_another_id_is_known() -> None:
    """An older report takes the id over; whatever was known under the old one is no news."""
    older = page("https://old.example/0", "Old", day(0), f"{TALKS}, a clerk told the Old.", [Says(TALKS, "a clerk")])
    pages = [FIRST, denial("wire", 4)]
    found = happened(pages, [older, *pages], id="r0", former_ids=("r1",))
    assert [event.kind for event in found] == ["origin"]
    assert found[0].rumours == ("r0", "r1")
    alone = happened([], [older, *pages], came=["https://old.example/0"], id="r0", former_ids=("r1",))
    assert "opened" in [event.kind for event in alone]


def detail(kind: str, value: str, said: str, article: str) -> Detail:
    return Detail(kind, value, said, article, (0, 5))


SUM = detail("sum", "900000000 EUR", "€900m", FIRST[0].article.key)
JOBS = detail("number", "1200 jobs", "1,200 jobs", FIRST[0].article.key)
KEY = ECHO[0].article.key
DETAILS: list[tuple[str, Detail, bool]] = [
    ("the same sum in other words", detail("sum", "900000000 EUR", "900 millions d'euros", KEY), False),
    ("the same number of something called otherwise", detail("number", "1200 people", "1 200 salariés", KEY), False),
    ("another sum", detail("sum", "870000000 EUR", "€870m", KEY), True),
    ("a place", detail("place", "millbrook", "Millbrook", KEY), False),
    ("the day of the report", detail("date", "2026-03-02", "Monday", KEY), False),
    ("a day to come", detail("date", "2026-06-01", "in June", KEY), True),
]


@pytest.mark.parametrize(("what", "new", "is_fact"), DETAILS, ids=[case[0] for case in DETAILS])
def test_a_follow_up_that_adds_a_fact_is_told_and_one_that_says_it_otherwise_is_not(
    what: str, new: Detail, is_fact: bool
) -> None:
    was = dossier([FIRST], details=(SUM, JOBS))
    now = dossier([FIRST, ECHO], details=(SUM, JOBS, new))
    found = events_of({"r1": was}, [now], {KEY})
    assert [event.kind for event in found] == (["fact"] if is_fact else [])


RULES: list[tuple[Rule, bool]] = [
    (Rule("all"), True),
    (Rule("denials", ("denied",)), True),
    (Rule("others", ("confirmed", "opened")), False),
    (Rule("status", ("denied:contested",)), True),
    (Rule("its id", rumour="r1"), True),
    (Rule("a former id", rumour="old"), True),
    (Rule("another id", rumour="r2"), False),
    (Rule("a party", party="ostrel"), True),
    (Rule("part of a name", party="Corvane Group"), True),
    (Rule("another party", party="Tessmark"), False),
    (Rule("an outlet", outlet="Wire"), True),
    (Rule("another outlet", outlet="Herald"), False),
]


@pytest.mark.parametrize(("rule", "wanted"), RULES, ids=[rule.name for rule, _ in RULES])
def test_a_rule_fits_what_it_says(rule: Rule, wanted: bool) -> None:
    (event,) = (e for e in happened([FIRST], [FIRST, denial("wire", 4)], former_ids=("old",)) if e.kind == "denied")
    assert fits(rule, event) is wanted


def test_a_rumour_without_parties_fits_no_rule_about_one() -> None:
    bare = replace(dossier([FIRST]), rumour=replace(dossier([FIRST]).rumour, parties=()))
    (event,) = events_of({}, [bare], {FIRST[0].article.key})
    assert not fits(Rule("a party", party="Corvane"), event)

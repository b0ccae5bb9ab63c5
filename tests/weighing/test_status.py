"""Every status rule, with the smallest story that needs it; and what must never tip a status."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ondit.records import Report, Rumour
from ondit.tracing import trace
from ondit.weighing import as_of, rules_table, status, timeline
from ondit.weighing.rules import DORMANT_AFTER, RULES
from tests.hand import Says, day, page, rumour_of

CORVANE, OSTREL, SUP = "Corvane", "Ostrel", "Corvane is in talks to buy a stake in Ostrel"


def scoop(at=2, outlet="The Morning Ledger"):  # type: ignore[no-untyped-def]
    return page(f"scoop-{outlet}", outlet, day(at), f"Stake\n\n{SUP}, a banker told {outlet}.", [Says(SUP, "a banker")])


def word(who, stance, at, role="principal", **more):  # type: ignore[no-untyped-def]
    text = f"News\n\nOn the stake of Corvane in Ostrel {who} spoke to the press: {stance}."
    return page(
        f"{who}-{stance}-{at}",
        "Bray Post",
        day(at),
        text,
        [Says("spoke to the press", who, "organisation", who, stance, role, **more)],
    )


def back(at, outlet="The Morning Ledger"):  # type: ignore[no-untyped-def]
    return page(
        f"back-{at}",
        outlet,
        day(at),
        "Sorry\n\nWe have withdrawn our report about Corvane and Ostrel.",
        [Says("our report", kind="outlet", name=outlet, stance="denies", role="outlet", retracts=True)],
    )


STORIES = [
    ("R8", "unverified", [scoop()]),
    ("R8", "unverified", [scoop(), word(CORVANE, "context", 3, polarity="decline")]),
    ("R8", "unverified", [scoop(), word(CORVANE, "denies", 3, scope="sum")]),
    ("R8", "unverified", [scoop(), word("an analyst", "doubts", 3, role="expert")]),
    ("R6", "contested", [scoop(), word(CORVANE, "denies", 3)]),
    ("R6", "contested", [scoop(), word(CORVANE, "denies", 3), word(OSTREL, "context", 4, polarity="decline")]),
    ("R4", "denied", [scoop(), word(CORVANE, "denies", 3), word(OSTREL, "denies", 4)]),
    (
        "R4",
        "denied",
        [scoop(), word("a Corvane spokeswoman", "denies", 3, speaks_for=CORVANE), word("Ostrel SA", "denies", 4)],
    ),
    ("R5", "denied", [scoop(), word("the market regulator", "denies", 3, role="authority")]),
    ("R7", "contested", [scoop(), word("a person close to Corvane", "denies", 3, role="other")]),
    ("R1", "confirmed", [scoop(), word(CORVANE, "confirms", 3)]),
    ("R1", "confirmed", [scoop(), word(CORVANE, "denies", 3), word(OSTREL, "denies", 3), word(OSTREL, "confirms", 5)]),
    ("R1", "confirmed", [scoop(), word(CORVANE, "denies", 3), word(CORVANE, "confirms", 5)]),
    ("R1", "confirmed", [scoop(), word(CORVANE, "denies", 3), word("the ministry", "confirms", 5, role="authority")]),
    ("R2", "contested", [scoop(), word(CORVANE, "confirms", 3), word(OSTREL, "denies", 5)]),
    ("R2", "contested", [scoop(), word(CORVANE, "confirms", 3), word(OSTREL, "denies", 3)]),
    ("R6", "contested", [scoop(), word(CORVANE, "confirms", 3), word(CORVANE, "denies", 5)]),
    ("R3", "retracted", [scoop(), back(5)]),
    ("R3", "retracted", [scoop(), word(CORVANE, "denies", 3), word(OSTREL, "denies", 4), back(5)]),
    ("R1", "confirmed", [scoop(), word(CORVANE, "confirms", 3), back(5)]),
    ("R8", "unverified", [scoop(), scoop(3, "Lorne Echo"), back(5)]),  # the other origin stands
    ("R8", "unverified", [scoop(), back(5), scoop(8, "Lorne Echo")]),  # a new origin after the withdrawal
]


@pytest.mark.parametrize(("rule", "name", "pages"), STORIES, ids=[f"{n}-{s[0]}-{s[1]}" for n, s in enumerate(STORIES)])
def test_each_rule_holds_where_its_story_needs_it(rule, name, pages) -> None:  # type: ignore[no-untyped-def]
    rumour, readings = rumour_of(pages)
    found = status(rumour, trace(rumour, readings))
    assert (found.reasons[0].rule, found.name) == (rule, name)
    for reason in found.reasons:
        if reason.span:
            assert readings[reason.article].article.text[slice(*reason.span)]  # type: ignore[index]
    assert found.would_change


def test_every_rule_of_the_table_has_its_story() -> None:
    assert {rule.id for rule in RULES} == {rule for rule, _, _ in STORIES} | {"R0"}


def test_a_refusal_to_comment_is_shown_as_what_it_is() -> None:
    rumour, readings = rumour_of([scoop(), word(CORVANE, "context", 3, polarity="decline")])
    assert any(
        reason.rule == "N2" and CORVANE in reason.text for reason in status(rumour, trace(rumour, readings)).reasons
    )


def test_a_rumour_falls_asleep_and_wakes_with_the_next_report() -> None:
    rumour, readings = rumour_of([scoop(), scoop(200, "Lorne Echo")])
    found = trace(rumour, readings)
    names = [(moment.at, moment.name) for moment in timeline(rumour, found)]
    asleep = day(2) + DORMANT_AFTER + timedelta(seconds=1)
    assert names == [(day(2), "unverified"), (asleep, "dormant"), (day(200), "unverified")]
    assert status(rumour, found, day(199)).name == "dormant"
    assert status(rumour, found, day(201)).name == "unverified"


def test_a_settled_rumour_does_not_fall_asleep() -> None:
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 3), word(OSTREL, "denies", 4)])
    assert status(rumour, trace(rumour, readings), day(300)).name == "denied"


def test_what_was_known_on_a_day_stays_what_was_known() -> None:
    pages = [
        scoop(),
        word(CORVANE, "denies", 3),
        word(OSTREL, "denies", 4),
        word(OSTREL, "confirms", 9),
        word(CORVANE, "denies", 12),
    ]
    rumour, readings = rumour_of(pages)
    found = trace(rumour, readings)
    expected = {2: "unverified", 3: "contested", 4: "denied", 8: "denied", 9: "confirmed", 12: "contested"}
    for number, name in expected.items():
        assert status(rumour, found, day(number)).name == name
        cut = as_of(rumour, day(number))
        assert cut is not None
        # Cutting first and tracing only what was there gives the same.
        assert status(cut, trace(cut, readings), day(number)).name == name
    assert [moment.name for moment in timeline(rumour, found)] == [
        "unverified",
        "contested",
        "denied",
        "confirmed",
        "contested",
    ]


def test_as_of_before_the_first_report_there_is_no_rumour() -> None:
    rumour, _ = rumour_of([scoop()])
    assert as_of(rumour, day(1)) is None


def test_the_clock_of_seeing_is_another_than_the_clock_of_publishing() -> None:
    late = page(
        "a", "Bray Post", day(2), f"Stake\n\n{SUP}, a banker told the Bray Post.", [Says(SUP, "a banker")], seen=day(9)
    )
    rumour, _ = rumour_of([late])
    assert as_of(rumour, day(5)) == rumour and as_of(rumour, day(5), "seen") is None


def test_a_look_back_at_a_denial_does_not_make_it_newer_than_a_confirmation() -> None:
    text = (
        "Stake\n\nOstrel says that the stake of Corvane is real. Corvane had called the stake in Ostrel an invention."
    )
    both = page(
        "both",
        "Lorne Echo",
        day(5),
        text,
        [
            Says("the stake of Corvane is real", OSTREL, "organisation", OSTREL, "confirms", "principal"),
            Says("an invention", CORVANE, "organisation", CORVANE, "denies", "principal"),
        ],
    )
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 3), both])
    assert status(rumour, trace(rumour, readings)).name == "confirmed"


def test_reports_in_any_order_give_the_same_status() -> None:
    rumour, readings = rumour_of(
        [scoop(), word(CORVANE, "denies", 3), word(OSTREL, "denies", 4), word(OSTREL, "confirms", 9)]
    )
    turned = Rumour(rumour.id, rumour.question, rumour.parties, tuple(reversed(rumour.reports)), wording=rumour.wording)
    assert status(turned, trace(turned, readings)) == status(rumour, trace(rumour, readings))


def test_the_rules_page_is_what_the_table_prints() -> None:
    page_text = (Path(__file__).parents[2] / "docs" / "status-rules.md").read_text(encoding="utf-8")
    assert page_text == rules_table(), "run: python -m ondit.weighing.print_rules"


def test_a_report_without_any_time_is_not_known_at_any_moment() -> None:
    rumour = Rumour("r", "?", (CORVANE,), (Report("a", None, "supports", "outlet", ()),))
    assert as_of(rumour, day(5)) is None


def test_a_denial_recalled_beside_the_same_voices_confirmation_is_no_news() -> None:
    text = (
        "Stake\n\nCorvane confirmed on Monday that it will buy a stake in Ostrel, less than two weeks after telling "
        "this newspaper that there was no deal."
    )
    both = page(
        "both",
        "Lorne Echo",
        day(9),
        text,
        [
            Says("it will buy a stake in Ostrel", CORVANE, "organisation", CORVANE, "confirms", "principal"),
            Says("there was no deal", CORVANE, "organisation", CORVANE, "denies", "principal", cue="telling"),
        ],
    )
    rumour, readings = rumour_of([scoop(), both])
    assert status(rumour, trace(rumour, readings)).name == "confirmed"
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 3), both])
    assert status(rumour, trace(rumour, readings)).name == "confirmed"


def test_whoever_changed_their_word_is_shown_with_the_word_that_they_said_before() -> None:
    before, after = word(CORVANE, "denies", 3), word(CORVANE, "confirms", 9)
    rumour, readings = rumour_of([scoop(), before, after])
    (reason,) = (each for each in status(rumour, trace(rumour, readings)).reasons if each.rule == "N6")
    article = next(key for key, reading in readings.items() if "denies" in reading.article.text)
    assert (reason.article, reason.span is not None) == (article, True)


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Corvane had denied the stake in Ostrel.", "had denied"),
        ("Corvane, which had denied the stake in Ostrel, has changed its mind.", "denied"),
        ("Corvane said last week that the stake in Ostrel was invented.", "said"),
        ("Last week, Corvane said that the stake in Ostrel was invented.", "said"),
        ("On 3 March Corvane denied the stake in Ostrel.", "denied"),
        ("Corvane, having denied the stake in Ostrel, was silent.", "denied"),
    ],
)
def test_a_denial_that_another_outlet_recalls_after_the_confirmation_is_no_news(sentence: str, cue: str) -> None:
    content = "the stake in Ostrel"
    recalls = page(
        "recalls",
        "Lorne Echo",
        day(12),
        f"Ostrel\n\n{sentence}",
        [Says(content, CORVANE, "organisation", CORVANE, "denies", "principal", cue=cue)],
    )
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 3), word(CORVANE, "confirms", 9), recalls])
    assert status(rumour, trace(rumour, readings)).name == "confirmed"


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Corvane denied the stake in Ostrel.", "denied"),
        ("Corvane said on Thursday that the stake in Ostrel was called off after it had met the bankers.", "said"),
        ("Corvane denied again the stake in Ostrel that it had announced last week.", "denied"),
    ],
)
def test_a_denial_after_the_confirmation_that_is_news_stays_news(sentence: str, cue: str) -> None:
    says = [Says(sentence.partition(f"{cue} ")[2], CORVANE, "organisation", CORVANE, "denies", "principal", cue=cue)]
    again = page("again", "Lorne Echo", day(12), f"Ostrel\n\n{sentence}", says)
    rumour, readings = rumour_of([scoop(), word(CORVANE, "confirms", 9), again])
    assert status(rumour, trace(rumour, readings)).name == "contested"


def test_a_recalled_word_with_its_date_counts_from_that_date() -> None:
    text = "Ostrel\n\nCorvane confirmed on 6 March the stake in Ostrel."
    says = [Says("the stake in Ostrel", CORVANE, "organisation", CORVANE, "confirms", "principal", cue="confirmed")]
    recalls = page("recalls", "Lorne Echo", day(12), text, says)
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 3), recalls])
    assert status(rumour, trace(rumour, readings)).name == "confirmed"
    rumour, readings = rumour_of([scoop(), word(CORVANE, "denies", 8), recalls])
    assert status(rumour, trace(rumour, readings)).name == "contested"


def test_two_parties_that_speak_together_are_two_voices() -> None:
    rumour, readings = rumour_of([scoop(), word("Corvane; Ostrel", "denies", 3)])
    assert status(rumour, trace(rumour, readings)).name == "denied"


def test_a_rumour_whose_reports_were_all_taken_out_has_no_timeline() -> None:
    rumour, readings = rumour_of([scoop()])
    empty = Rumour(rumour.id, rumour.question, rumour.parties, ())
    assert timeline(empty, trace(empty, readings)) == ()

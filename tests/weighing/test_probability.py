"""The probability says what it rests on, widens where evidence is thin, and learns from outcomes."""

from __future__ import annotations

import random

import pytest

from bench.calibration import judge, scores
from ondit.tracing import trace
from ondit.weighing import Outcome, as_of, learn, prior, status
from ondit.weighing.features import BASE_RATE, FEATURES
from ondit.weighing.outcomes import ending, outcome
from ondit.weighing.track_record import beta_interval, track_records
from tests.hand import Says, day, page, rumour_of
from tests.weighing.test_status import CORVANE, OSTREL, back, scoop, word

NOTHING = {feature.name: 0.0 for feature in FEATURES}


def test_without_outcomes_only_the_stated_prior_speaks_and_says_so() -> None:
    chance = prior().probability(NOTHING, "Bray Post")
    assert chance is not None and "no outcomes" in chance.basis
    assert chance.low < BASE_RATE < chance.high
    assert chance.value == pytest.approx(BASE_RATE, abs=0.03)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_each_feature_moves_the_chance_the_way_its_weight_says(feature) -> None:  # type: ignore[no-untyped-def]
    with_it, without = prior().probability(NOTHING | {feature.name: 1.0}, None), prior().probability(NOTHING, None)
    assert with_it is not None and without is not None
    assert (with_it.value > without.value) == (feature.mean > 0)
    assert dict(with_it.contributions)[feature.name] == feature.mean


def test_the_interval_is_narrower_after_outcomes() -> None:
    chance = random.Random(1)
    outcomes = [Outcome(NOTHING, "Bray Post", chance.random() < 0.3) for _ in range(60)]
    before, after = prior().probability(NOTHING, "Bray Post"), learn(outcomes).probability(NOTHING, "Bray Post")
    assert before is not None and after is not None
    assert after.high - after.low < 0.6 * (before.high - before.low)
    assert "60 outcomes" in after.basis


def test_an_outlet_that_is_often_right_lifts_its_own_rumours_more_than_those_of_others() -> None:
    outcomes = [Outcome(NOTHING, "Bray Post", True)] * 15 + [Outcome(NOTHING, "Lorne Echo", False)] * 15
    model = learn(outcomes)
    good, bad = model.probability(NOTHING, "Bray Post"), model.probability(NOTHING, "Lorne Echo")
    new = model.probability(NOTHING, "Valdry Daily")
    assert good and bad and new and good.value > new.value > bad.value
    assert new.high - new.low > good.high - good.low


def test_the_order_of_outcomes_changes_nothing() -> None:
    outcomes = [Outcome(NOTHING | {"document": float(n % 2)}, f"Outlet {n % 3}", n % 4 == 0) for n in range(30)]
    one, other = learn(outcomes), learn(list(reversed(outcomes)))
    assert one.names == other.names and one.mean == pytest.approx(other.mean, abs=1e-9)


def test_no_number_is_given_where_the_interval_would_say_nothing() -> None:
    assert prior().probability(NOTHING | {"further_origins": 2.0, "confirmed": 1.0, "withdrawn": 1.0}, None) is None


def test_a_status_without_an_origin_has_no_number_and_says_why() -> None:
    rumour, readings = rumour_of([word(CORVANE, "denies", 3)])
    found = status(rumour, trace(rumour, readings))
    assert found.probability is None and any(reason.rule == "P0" for reason in found.reasons)


def test_a_second_origin_lifts_the_chance_and_a_denial_lowers_it() -> None:
    def value(*pages: object) -> float:
        rumour, readings = rumour_of(pages)  # type: ignore[arg-type]
        chance = status(rumour, trace(rumour, readings)).probability
        assert chance is not None
        return chance.value

    one = value(scoop())
    assert value(scoop(), scoop(3, "Lorne Echo")) > one > value(scoop(), word(CORVANE, "denies", 3))


@pytest.mark.parametrize(
    ("pages", "true"),
    [
        ([scoop(), word(CORVANE, "confirms", 5)], True),
        ([scoop(), back(5)], False),
        ([scoop(), word(CORVANE, "denies", 4), word(OSTREL, "denies", 5)], None),  # a denial is no proof
    ],
)
def test_a_rumour_ends_by_confirmation_or_withdrawal_or_after_a_year(pages, true) -> None:  # type: ignore[no-untyped-def]
    rumour, readings = rumour_of(pages)
    found = trace(rumour, readings)
    end = ending(rumour, found, day(30))
    assert (end.true if end else None) is true
    late = ending(rumour, found, day(500))
    assert late is not None and late.true is bool(true)


def test_what_is_learnt_from_was_known_before_the_end() -> None:
    rumour, readings = rumour_of([scoop(), word(CORVANE, "confirms", 5)])
    learnt = outcome(rumour, trace(rumour, readings), day(30))
    assert learnt is not None and learnt.true and learnt.features["confirmed"] == 0.0
    assert as_of(rumour, day(4)) is not None


def test_a_track_record_is_silent_below_five_outcomes() -> None:
    def record(count: int):  # type: ignore[no-untyped-def]
        stories = []
        for _ in range(count):
            rumour, readings = rumour_of([scoop(), word(CORVANE, "confirms", 5)])
            stories.append((rumour, trace(rumour, readings)))
        return next(r for r in track_records(stories, day(30)) if r.outlet == "The Morning Ledger")

    assert record(4).share is None and record(4).right == 4
    five = record(5)
    assert five.share is not None and five.low is not None and five.high is not None
    assert BASE_RATE < five.share < 1 and five.low < five.share < five.high  # five of five is not always


def test_a_track_record_tells_relaying_from_originating_and_counts_corrections() -> None:
    echo = page("e", "Bray Post", day(3), "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported.",
                [Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger")])  # fmt: skip
    rumour, readings = rumour_of([scoop(), echo, back(6)])
    records = {r.outlet: r for r in track_records([(rumour, trace(rumour, readings))], day(30))}
    assert (records["The Morning Ledger"].originated, records["The Morning Ledger"].corrected) == (1, 1)
    assert (records["Bray Post"].originated, records["Bray Post"].relayed) == (0, 1)


def test_the_interval_of_a_share_holds_what_it_should() -> None:
    low, high = beta_interval(1.0, 1.0)
    assert (low, high) == (pytest.approx(0.05, abs=0.001), pytest.approx(0.95, abs=0.001))


def test_chances_are_calibrated_on_desks_that_were_not_drawn_from_the_model() -> None:
    found, constant, _ = judge(range(500, 520))
    ours, flat = scores(found), scores(constant)
    assert ours.calibration_error <= 0.05 and 0.87 <= ours.coverage <= 0.93
    assert ours.brier < flat.brier and ours.resolution > 0.02

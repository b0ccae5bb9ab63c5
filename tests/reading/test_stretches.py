"""Spans found by place are those that a look at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ondit.reading.stretches import Stretches

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS), SPANS)
def test_spans_over_another_are_those_that_a_look_at_all_finds(
    spans: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    found = [row for row in Stretches(zip(spans, range(len(spans)), strict=True)).over(place)]
    wanted = [(span, i) for i, span in enumerate(spans) if span[0] < place[1] and place[0] < span[1]]
    assert sorted(found) == sorted(wanted)
    assert [span[0] for span, _ in found] == sorted((span[0] for span, _ in wanted), reverse=True)


@given(st.lists(SPANS), st.integers(0, 100))
def test_spans_that_hold_an_offset(spans: list[tuple[int, int]], at: int) -> None:
    found = Stretches((span, None) for span in spans).holding(at)
    assert sorted(span for span, _ in found) == sorted(span for span in spans if span[0] <= at < span[1])

"""Those whom an article names, found by kind and place, are those that a look at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ondit.reading.everybody import Everybody
from ondit.reading.somebody import Somebody

KINDS = ("person", "organisation", "outlet")


@st.composite
def crowds(draw: st.DrawFn) -> list[Somebody]:
    people = []
    for number in range(draw(st.integers(0, 8))):
        who = Somebody(f"Nom{number}", draw(st.sampled_from(KINDS)), plural=draw(st.sampled_from((True, False, None))))
        who.seen = sorted(draw(st.lists(st.integers(0, 50), max_size=4)))
        who.named = draw(st.booleans())
        people.append(who)
    return people


@given(crowds(), st.integers(0, 60), st.sets(st.sampled_from(KINDS)), st.booleans())
def test_those_spoken_of_before_a_place(crowd: list[Somebody], at: int, kinds: set[str], plural: bool) -> None:
    everybody = Everybody(crowd)
    for number, who in enumerate(crowd):
        everybody.see(who, 7 * number)
    found = list(everybody.before(at, kinds, plural=plural))
    fitting = [
        who for who in crowd if who.kind in kinds and bool(who.plural) is plural and who.last_before(at) is not None
    ]
    assert sorted(who.name for _, who in found) == sorted(who.name for who in fitting)
    assert [last for last, _ in found] == sorted((who.last_before(at) or 0 for who in fitting), reverse=True)


def test_somebody_who_was_never_added_is_only_seen_himself() -> None:
    stranger = Somebody("Odile Varin", "person")
    everybody = Everybody([])
    everybody.see(stranger, 4)
    assert (stranger.seen, list(everybody.before(9, {"person"}, plural=False))) == ([4], [])

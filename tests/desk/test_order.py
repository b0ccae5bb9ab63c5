"""The same pages in any order, once or twice, at once or one by one, give the same desk."""

from __future__ import annotations

from cheap import article, desk, hour, link_to, tables
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

WHO = st.sampled_from(["sources", "Company", "herald"])
TOPIC = st.sampled_from(["plant", "talks", "Orée"])
STANCE = st.sampled_from(["supports", "denies", "declines"])
SENTENCE = st.tuples(WHO, TOPIC, STANCE).map(" > ".join)
# A failure is told at once and not made smaller: that takes minutes on stories.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
KEY = st.sampled_from(["herald", "echo", "wire", "gazette"])
PAGE = st.builds(
    lambda key, sentences, at, updated, other: article(
        key, *sentences, at=at, updated=updated, links=(link_to(other),) if other else ()
    ),
    KEY,
    st.lists(SENTENCE, min_size=1, max_size=3),
    st.none() | st.integers(0, 40),
    st.none() | st.integers(40, 60),
    st.none() | KEY,
)
# When a page was first seen belongs to the page here, so that another order changes nothing else.
STORY = st.lists(st.tuples(PAGE, st.integers(60, 90)), min_size=1, max_size=6, unique_by=lambda item: item[0])


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(STORY, st.randoms(use_true_random=False), st.integers(0, 90), st.sampled_from(["published", "seen"]))
def test_any_order_and_any_repetition_give_the_same_desk(story: list, random: object, at: int, by: str) -> None:
    shuffled = story + story[:2]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    with desk(":memory:") as one, desk(":memory:") as other:
        for page, seen in story:
            one.add(page, seen=hour(seen))
        for page, seen in shuffled:
            other.store(page, seen=hour(seen))
        assert one.rumours() == other.rumours()
        assert tables(one) == tables(other)
        assert one.rumours(hour(at), by=by) == other.rumours(hour(at), by=by)  # type: ignore[arg-type]
        assert one.rebuild() == ()
        assert tables(one) == tables(other)


@settings(max_examples=30, deadline=None, phases=PHASES)
@given(STORY)
def test_adding_it_all_again_changes_nothing(story: list) -> None:
    with desk(":memory:") as opened:
        for page, seen in story:
            opened.add(page, seen=hour(seen))
        before = tables(opened)
        for page, seen in story:
            assert not opened.add(page, seen=hour(seen + 100))
        assert tables(opened) == before


@settings(max_examples=30, deadline=None, phases=PHASES)
@given(STORY)
def test_the_changes_that_were_told_add_up_to_the_state(story: list) -> None:
    with desk(":memory:") as opened:
        told: dict[str, str] = {}
        for page, seen in story:
            for change in opened.add(page, seen=hour(seen)).changes:
                name = change.dossier.rumour.id
                before = None if change.before is None else change.before.name
                assert told.pop(name, None) == before, "every change starts where the last one ended"
                if change.kind != "gone":
                    told[name] = change.dossier.status.name
        assert told == {dossier.rumour.id: dossier.status.name for dossier in opened.rumours()}

"""Marks that nest, overlap or touch are cut into pieces that lose no character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import samples
from ondit.show.marks import Mark, marks_of, pieces

TEXT = "Kelmar « n’est pas un partenaire », ajoute la directrice, qui dément."


def cut(*marks: tuple[str, str, int]) -> list[tuple[str, str]]:
    made = [Mark(part, samples.span(TEXT, words), number) for part, words, number in marks]  # type: ignore[arg-type]
    found = pieces((0, len(TEXT)), made)
    return [
        (TEXT[slice(*piece.span)], " ".join(f"{mark.part}{mark.number}" for mark in piece.marks)) for piece in found
    ]


def test_a_content_within_a_content_carries_both_marks_the_outer_first() -> None:
    assert cut(("content", "Kelmar « n’est pas un partenaire »", 1), ("content", "n’est pas un partenaire", 2)) == [
        ("Kelmar « ", "content1"),
        ("n’est pas un partenaire", "content1 content2"),
        (" »", "content1"),
        (TEXT.partition(" »")[2], ""),
    ]


def test_a_cue_inside_of_a_content_keeps_both() -> None:
    assert ("ajoute", "content1 cue1") in cut(("content", TEXT, 1), ("cue", "ajoute", 1))


def test_marks_that_overlap_without_nesting_share_the_middle_the_longer_first() -> None:
    assert cut(("content", "Kelmar « n’est pas", 1), ("content", "n’est pas un partenaire", 2))[:3] == [
        ("Kelmar « ", "content1"),
        ("n’est pas", "content2 content1"),
        (" un partenaire", "content2"),
    ]


def test_every_part_of_a_reading_becomes_a_mark() -> None:
    found = marks_of(samples.reading())
    parts = [mark.part for mark in found]
    assert (parts.count("content"), parts.count("source"), parts.count("cue")) == (6, 6, 6)
    assert (parts.count("verdict"), parts.count("question")) == (1, 1)


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).filter(lambda pair: pair[0] < pair[1]).map(tuple)


@given(st.lists(st.tuples(st.sampled_from(["source", "cue", "content"]), spans)), spans)
def test_pieces_joined_are_the_text_and_carry_exactly_the_marks_that_lie_on_them(
    drawn: list[tuple[str, tuple[int, int]]], within: tuple[int, int]
) -> None:
    marks = [Mark(part, span, number) for number, (part, span) in enumerate(drawn)]  # type: ignore[arg-type]
    found = pieces(within, marks)
    assert [at for piece in found for at in range(*piece.span)] == list(range(*within))
    for piece in found:
        for at in range(*piece.span):
            assert set(piece.marks) == {mark for mark in marks if mark.span[0] <= at < mark.span[1]}

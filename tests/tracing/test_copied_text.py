"""What counts as copied between two texts."""

from __future__ import annotations

from ondit.tracing.copied_text import copy_between

LETTER = (
    "dear neighbours the bridge will be closed from the first of May until the harvest is in and whoever must cross "
    "goes by the ferry which leaves at every full hour and costs nothing to those who live on the island"
)
HERE = "The council of Larch Hill wrote to all households this week, and few of them were pleased with what they read. "
THERE = "Nobody on the island had expected it, a fisherman told us, when on Monday a letter came from the town hall. "


def test_two_that_quote_one_letter_in_full_did_not_copy_each_other() -> None:
    here = f"{HERE}Many had hoped for a second ferry. The letter reads:\n\n{LETTER}"
    there = f"{THERE}It was signed by the mayor herself. Its text: {LETTER}"
    assert copy_between(here, there) is None


def test_who_takes_over_anothers_own_words_copied_them_also_behind_a_dateline() -> None:
    here, there = f"LARCH HILL: {LETTER}. {HERE}", f"BRAY: {LETTER}. {THERE}"
    assert copy_between(here, there) is not None

"""The shortened patterns match what the whole ones match."""

from __future__ import annotations

import re

import pytest
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

from ondit.reading.short_patterns import short_patterns, shortened

WHOLE = rf"(?iu)(?:^[{ALPHA}]+-là$)|(?:^anti-[{ALPHA_LOWER}]*$)|(?:^[{ALPHA}'’]+$)"


@pytest.mark.parametrize(
    "word",
    [
        "Bruxelles-là",
        "ANTI-RIDES",
        "anti-été",
        "aujourd'hui",
        "Œuvré’",
        "москва-là",
        "Ωμέγα",
        "x2",
        "a_b",
        "",
        "anti-3",
    ],
)
def test_the_short_pattern_answers_like_the_whole_one(word: str) -> None:
    short = shortened(WHOLE)
    assert len(short) < 200
    assert bool(re.match(short, word)) == bool(re.match(WHOLE, word))


def test_only_very_long_patterns_are_touched_and_only_for_a_while() -> None:
    before = re.compile
    with short_patterns():
        assert re.compile(WHOLE).pattern == WHOLE
        long = "(?iu)" + "|".join([rf"[{ALPHA}]+-{number}" for number in range(300)])
        assert len(re.compile(long).pattern) < 10_000
    assert re.compile is before

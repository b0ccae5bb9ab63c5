"""What a reader is told where a headline asserts more than its text does."""

from __future__ import annotations

from ondit.linking.headline import headline_gap
from ondit.records import Reading

_WORDS = {
    "attributes": "The headline asserts; the text leaves it to others (statement {number}).",
    "denies": "The headline asserts; the text says that it is denied (statement {number}).",
}


def headline_note(reading: Reading) -> str:
    """One sentence; empty where there is nothing to tell."""
    gap = headline_gap(reading)
    return "" if gap is None else _WORDS[gap.text].format(number=gap.statement + 1)

"""Words from outside as one line that cannot drive a terminal."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """One line: white space runs become one space, control characters become U+FFFD, invisible ones go."""
    kept = (_visible(c) for c in " ".join(text.split()))
    return "".join(kept)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category == "Cf" else "\ufffd"

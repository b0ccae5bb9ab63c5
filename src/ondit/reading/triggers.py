"""Which pieces of text can hold a statement at all: the cheap look before the dear one.

A piece is parsed if it has a word that may attribute (``cue_forms.toml``, ``[looks]`` in ``language.toml``), a word with an ending of the mood of hearsay
(``[mood] endings`` in ``language.toml``), a quotation mark, a dash of dialogue, or, where it is short enough for a title,
a colon or a bracket. In French Wikinews an eighth of the words stand in pieces that have none of these.
"""

from __future__ import annotations

import functools
import re

from ondit.reading.features import cue_classes
from ondit.reading.languages import table
from ondit.reading.wording import fold

MARKS = re.compile("[«»“”„\"]|(?:^|[\\s(:])['‘‹`]|^\\s*[-–—•*·]")
# A sentence of the length of a title may attribute by its colon alone: "Mayor: no new tax".
TITLE = 200
BEHIND = re.compile(r"\([^()]+\)\s*$| [-–—] ?[a-zà-ÿ][^-–—]{1,60}$")
WORD = re.compile(r"\w+'?")


def can_hold_statement(text: str, language: str) -> bool:
    """Whether a piece deserves to be parsed."""
    if MARKS.search(text) or (len(text) < TITLE and (":" in text or BEHIND.search(text))):
        return True
    words = WORD.findall(fold(text))
    forms, endings = _looks(language)
    return any(word in forms or word.endswith(endings) for word in words) if endings else not forms.isdisjoint(words)


@functools.cache
def _looks(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Word forms that may attribute, parts of several words taken alone, and endings of the mood of hearsay."""
    parts = [part for form in cue_classes(language) for part in re.split(r"[_\s]", form)]
    data = table(language, "language")
    return frozenset([*parts, *data.get("looks", {}).get("words", [])]), tuple(data.get("mood", {}).get("endings", []))

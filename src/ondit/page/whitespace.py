"""One space between words: whitespace normalised, words exact."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters inside words: soft hyphen, zero-width space and word joiner, byte order mark, bidi marks.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def collapse(text: str) -> str:
    """``text`` composed (NFC), without invisible characters, each run of whitespace one space; ends kept."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE)))


def one_line(text: str) -> str:
    """``text`` on one line: collapsed, and no space at its ends."""
    return collapse(text).strip()

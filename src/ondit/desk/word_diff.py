"""Two texts word by word: what was taken out, what was put in, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ondit.records import Span

Sign = Literal["same", "out", "in"]
_TOKEN = re.compile(r"\w+(?:['’]\w+)*['’]?|\s+|[^\w\s]")
_ALIKE = 0.35  # paragraphs at least so alike are the same one, edited
_LONGEST = 4000  # tokens of a paragraph that are compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same in both, taken ``out`` of the old text, or put ``in`` to the new one."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """One paragraph that changed: where it stood, where it stands (None: not there), and its words."""

    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...]


def hunks(old: str, new: str, same: frozenset[tuple[str, str]] = frozenset()) -> tuple[Hunk, ...]:
    """What changed from one text to the other, in the order of the new one. Paragraphs are parted by blank lines.

    ``same`` are pairs of paragraphs that count as equal although their words differ.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    keys = {b: a for a, b in same}
    left = [old[a:b] for a, b in before]
    right = [keys.get(new[a:b], new[a:b]) for a, b in after]
    found: list[Hunk] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for a, b in _partners(left[i1:i2], right[j1:j2]):
            was = None if a is None else before[i1 + a]
            now = None if b is None else after[j1 + b]
            there = "" if was is None else old[was[0] : was[1]]
            here = "" if now is None else new[now[0] : now[1]]
            found.append(Hunk(was, now, pieces(there, here)))
    return tuple(found)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """One paragraph against another, word by word; joined to them again, ``same`` and ``out`` give the old one."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(left) > _LONGEST or len(right) > _LONGEST:
        return tuple(Piece(sign, text) for sign, text in (("out", old), ("in", new)) if text)  # type: ignore[arg-type]
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(left[i1:i2])))
        else:
            if i2 > i1:
                found.append(Piece("out", "".join(left[i1:i2])))
            if j2 > j1:
                found.append(Piece("in", "".join(right[j1:j2])))
    return tuple(_without_islands(found))


def _without_islands(found: Sequence[Piece]) -> list[Piece]:
    """A space that stayed between two words that changed is part of the change: people read runs, not confetti."""
    joined: list[Piece] = []
    out: list[str] = []
    into: list[str] = []

    def flush() -> None:
        joined.extend(Piece(sign, "".join(t)) for sign, t in (("out", out), ("in", into)) if "".join(t))  # type: ignore[arg-type]
        out.clear()
        into.clear()

    for at, piece in enumerate(found):
        if piece.sign == "same":
            inside = 0 < at < len(found) - 1
            if inside and not piece.text.strip():
                out.append(piece.text)
                into.append(piece.text)
                continue
            flush()
            joined.append(piece)
        else:
            (out if piece.sign == "out" else into).append(piece.text)
    flush()
    return joined


def _partners(left: Sequence[str], right: Sequence[str]) -> Iterable[tuple[int | None, int | None]]:
    """Which old paragraph each new one was, in the order of the new ones; those gone stand where they stood."""
    taken: dict[int, int] = {}
    for b, here in enumerate(right):
        best, like = None, _ALIKE
        for a, there in enumerate(left):
            if a in taken.values():
                continue
            share = SequenceMatcher(None, there.split(), here.split(), autojunk=False).ratio()
            if share > like:
                best, like = a, share
        if best is not None:
            taken[b] = best
    gone = [a for a in range(len(left)) if a not in taken.values()]
    found: list[tuple[int | None, int | None]] = []
    for b in range(len(right)):
        partner = taken.get(b)
        while partner is not None and gone and gone[0] < partner:
            found.append((gone.pop(0), None))
        found.append((partner, b))
    return [*found, *((a, None) for a in gone)]


def _paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 2
    return spans

"""Copied text: which words of an article stand, in order, in an earlier one.

Candidates come from shared fingerprints (winnowing: Schleimer, Wilkerson, Aiken 2003, over shingles of words), then an
exact alignment decides. Words inside quotation marks are left out on both sides: two papers that quote the same
sentence of a third have not copied each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from zlib import crc32

from ondit.records import Span

SHINGLE = 3  # words; short, because an altered copy keeps few long runs
WINDOW = 4
RUN = 3  # words in a row that count as copied
# What counts as copying: so many words that are so large a share of the echo, with one run that two writers do not find
# by chance; a short brief counts when nearly all of it is shared; a heavily altered copy shows as short runs that keep
# their distance from one another (two who write about one event share names, but not where they stand). Chosen on
# generated stories of other seeds and on altered Wikinews (`ondit bench copies`).
LEAST_WORDS, LEAST_SHARE, LONG_RUN = 24, 0.25, 8
BRIEF_WORDS, BRIEF_SHARE = 16, 0.6
WHOLE_SHARE = 0.9  # of an echo, the claim among it: then the whole text was taken over
# With the claim among it, half of an echo in runs of whole sentences: two who have a claim from a third share no more.
MOST_SHARE, SENTENCES_RUN, SENTENCES_WORDS = 0.5, 18, 45
STEPS, STEPS_SHARE = 4, 0.06
FARTHEST = 60  # words between two runs, beyond which their distance says nothing

_BEFORE_A_QUOTATION = " \t\n\u00a0*_–—-"
_NEAR = 8  # characters between a colon and what it introduces
_DATELINE = 120  # characters within which a colon ends a dateline or a headline

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_QUOTED = re.compile(
    r"«[^«»]{2,600}»|“[^“”]{2,600}”|\"[^\"\n]{2,600}\""
    # Single marks, told from apostrophes by where they stand: behind a blank or a colon, and behind a stop or a comma.
    r"|(?:(?<=[\s(:])|^)['‘](?=\w)[^\n\"“”«»]{2,600}?[.,!?…]['’](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """The words that an echo shares with a source, as runs: spans in the echo beside spans in the source.

    ``words`` are counted outside of quotations and of what was left out; ``share`` is their part of the echo's words,
    ``longest`` the longest run in words, ``steps`` the times that two runs in a row keep their distance in both texts.
    """

    runs: tuple[tuple[Span, Span], ...]
    words: int
    share: float
    longest: int = 0
    steps: int = 0


@dataclass(frozen=True)
class Prose:
    """A text as words outside of quotations, with their places. A quotation leaves one mark that matches nothing."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    prints: frozenset[int]


@lru_cache(maxsize=4096)
def prose(text: str) -> Prose:
    """The words of a text that are its own."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    said: list[str] = []
    spans: list[Span] = []
    place = 0
    for match in _WORD.finditer(text):
        while place < len(quoted) and quoted[place][1] <= match.start():
            place += 1
        if place < len(quoted) and quoted[place][0] <= match.start():
            if not said or said[-1] != f"\0{quoted[place][0]}":
                said.append(f"\0{quoted[place][0]}")
                spans.append(quoted[place])
            continue
        said.append(match.group().casefold())
        spans.append(match.span())
    return Prose(tuple(said), tuple(spans), fingerprints(said))


def fingerprints(said: Sequence[str]) -> frozenset[int]:
    """Winnowed hashes of the word shingles: any run of SHINGLE + WINDOW - 1 words shared leaves at least one shared."""
    hashes = [crc32(" ".join(said[i : i + SHINGLE]).encode()) for i in range(len(said) - SHINGLE + 1)]
    if len(hashes) <= WINDOW:
        return frozenset(hashes)
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1))


def candidates(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of keys whose texts share at least two rare fingerprints, through an index, never all pairs."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key, text in texts.items():
        for mark in prose(text).prints:
            holders[mark].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        # A mark that half of a large story holds is a stock phrase; a small story has none to spare.
        if len(keys) > max(40, len(texts) // 4):
            continue
        ordered = sorted(keys)
        shared.update((one, other) for i, one in enumerate(ordered) for other in ordered[i + 1 :])
    return tuple(sorted(pair for pair, count in shared.items() if count >= 2))


def copied(echo: str, source: str, leave_out: Iterable[Span] = ()) -> Copy:
    """What of ``echo`` (a text) stands in ``source`` in the same order, outside of quotations and ``leave_out``."""
    mine, theirs = prose(echo), prose(source)
    out = tuple(leave_out)
    counts = [
        not word.startswith("\0") and not any(start <= span[0] < end for start, end in out)
        for word, span in zip(mine.words, mine.spans, strict=True)
    ]
    runs: list[tuple[Span, Span]] = []
    count, longest, steps = 0, 0, 0
    last_a, last_b = -1, -1
    matcher = SequenceMatcher(None, mine.words, theirs.words, autojunk=False)
    for block in matcher.get_matching_blocks():
        own = [i for i in range(block.a, block.a + block.size) if counts[i]]
        if len(own) < RUN:
            continue
        first, last, shift = own[0], own[-1], block.b - block.a
        mine_run = (mine.spans[first][0], mine.spans[last][1])
        their_run = (theirs.spans[first + shift][0], theirs.spans[last + shift][1])
        if _told_whole(echo, mine_run) and _told_whole(source, their_run):
            continue
        runs.append((mine_run, their_run))
        count += len(own)
        longest = max(longest, len(own))
        gap_a, gap_b = block.a - last_a, block.b - last_b
        steps += last_a >= 0 and max(gap_a, gap_b) <= FARTHEST and abs(gap_a - gap_b) <= max(1, gap_a // 10)
        last_a, last_b = block.a + block.size, block.b + block.size
    return Copy(tuple(runs), count, count / max(sum(counts), 1), longest, steps)


def _told_whole(text: str, run: Span) -> bool:
    """Whether a stretch stands behind a colon: where both have it so, both quote one letter or statement in full."""
    return run[0] > _DATELINE and text[run[0] - _NEAR : run[0]].rstrip(_BEFORE_A_QUOTATION).endswith(":")


def is_copy(found: Copy) -> bool:
    """Whether so much was copied that chance and stock phrases do not explain it."""
    much = found.words >= LEAST_WORDS and found.share >= LEAST_SHARE and found.longest >= LONG_RUN
    brief = found.words >= BRIEF_WORDS and found.share >= BRIEF_SHARE
    return much or brief or (found.steps >= STEPS and found.share >= STEPS_SHARE)


def copy_between(echo: str, source: str, leave_out: Iterable[Span] = ()) -> Copy | None:
    """What ``echo`` copied from ``source``, None where it copied nothing. ``leave_out`` are the words of the claim,
    which both may have from a third; where two texts are the same from end to end, that explains nothing."""
    out = tuple(leave_out)
    found = copied(echo, source, out)
    if is_copy(found):
        return found
    if not out:
        return None
    whole = copied(echo, source)
    all_of_it = whole.share >= WHOLE_SHARE and whole.words >= LEAST_WORDS
    sentences = whole.share >= MOST_SHARE and whole.words >= SENTENCES_WORDS and whole.longest >= SENTENCES_RUN
    return whole if all_of_it or sentences else None


@dataclass(frozen=True, slots=True)
class CopyOf:
    """An echo, what it copied from, and what."""

    echo: str
    source: str
    copy: Copy


def best_sources(found: Sequence[CopyOf], order: Mapping[str, int]) -> tuple[CopyOf, ...]:
    """For each echo the sources that explain its copied words: the fullest first, further ones only for new words.

    Two papers that both ran a wire's text are alike; each has it from the wire, which explains most and came first
    (``order`` is the place in time).
    """
    by_echo: dict[str, list[CopyOf]] = defaultdict(list)
    for one in found:
        by_echo[one.echo].append(one)
    chosen: list[CopyOf] = []
    for echo in sorted(by_echo):
        most = max(one.copy.words for one in by_echo[echo])
        left = sorted(by_echo[echo], key=lambda one: (one.copy.words < 0.85 * most, order[one.source], one.source))
        explained: set[int] = set()
        for one in left:
            places = {place for run in one.copy.runs for place in range(*run[0])}
            fresh = len(places - explained)
            if not explained or (fresh >= 240 and fresh >= 0.5 * len(places)):
                chosen.append(one)
                explained |= places
    return tuple(chosen)

"""What became of an article from one version to the next: the words, what the page says about it, what it touches.

A *correction* says so itself, in a line that a reader sees ("Correction: …"); an *update* at least moves the time of
update that the page states; a *stealth* edit does neither. It matters where it touches a statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources
from typing import Literal

from ondit.desk.same_words import plain, words_of
from ondit.desk.versions import Kept
from ondit.desk.word_diff import Hunk, hunks
from ondit.records import Reading, Span, Statement

EditKind = Literal["correction", "update", "stealth"]
_LIKE = 0.6  # sentences at least so alike are one, edited


@dataclass(frozen=True, slots=True)
class Touched:
    """A statement that an edit changed, took out (``now`` is None) or put in (``was`` is None): its sentences."""

    was: str | None
    now: str | None
    source_name: str | None
    was_statement: int | None = None
    now_statement: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One version against the one before. ``seen`` is when the desk saw it, ``stated`` when the page says it was made.

    ``notes`` are the spans, in the new text, of lines by which the page itself says that it was changed.
    """

    article: str
    before: str
    after: str
    kind: EditKind
    seen: datetime
    stated: datetime | None
    hunks: tuple[Hunk, ...]
    notes: tuple[Span, ...]
    touched: tuple[Touched, ...]


def edits(versions: Sequence[Kept]) -> tuple[Edit, ...]:
    """The edits of an article, oldest first. Versions with the same words are no edits."""
    found = []
    last: Kept | None = None
    for kept in versions:
        if last is not None and words_of(last.reading.article) == words_of(kept.reading.article):
            continue
        if last is not None:
            found.append(edit(last, kept))
        last = kept
    return tuple(found)


def edit(before: Kept, after: Kept) -> Edit:
    """One version against another."""
    old, new = before.reading.article, after.reading.article
    changed = tuple(hunk for hunk in hunks(old.text, new.text) if _matters(hunk, old.text, new.text))
    notes = tuple(note for note in _notes(new.text) if not _held(new.text[slice(*note)], old.text))
    stated = new.updated if new.updated is not None and new.updated != old.updated else None
    moved = stated is not None and (old.updated is None or stated > old.updated)
    kind: EditKind = "correction" if notes else "update" if moved else "stealth"
    touched = _touched(before.reading, after.reading)
    return Edit(new.key, before.version, after.version, kind, after.seen, stated, changed, notes, touched)


def _matters(hunk: Hunk, old: str, new: str) -> bool:
    was = "" if hunk.old is None else plain(old[slice(*hunk.old)])
    now = "" if hunk.new is None else plain(new[slice(*hunk.new)])
    return was != now


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    found = []
    for folder in sorted(resources.files("ondit.languages").iterdir(), key=lambda entry: entry.name):
        path = folder / "corrections.toml"
        if path.is_file():
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            found += [re.compile(entry["pattern"], re.I) for entry in table["note"]]
    return tuple(found)


def is_note(paragraph: str) -> bool:
    """Whether a paragraph is one by which a page says that it was changed."""
    return any(pattern.match(plain(paragraph).lstrip("*[( ")) for pattern in _patterns())


def _notes(text: str) -> list[Span]:
    found, start = [], 0
    for line in text.split("\n\n"):
        if is_note(line):
            found.append((start, start + len(line)))
        start += len(line) + 2
    return found


def _held(line: str, text: str) -> bool:
    return plain(line) in {plain(each) for each in text.split("\n\n")}


def _touched(before: Reading, after: Reading) -> tuple[Touched, ...]:
    """Statements whose sentence is not word for word in the other text, the changed ones paired by likeness."""
    old_text, new_text = plain(before.article.text), plain(after.article.text)
    gone = [(at, each) for at, each in enumerate(before.statements) if _sentence(each, before) not in new_text]
    came = [(at, each) for at, each in enumerate(after.statements) if _sentence(each, after) not in old_text]
    found: dict[tuple[str | None, str | None], Touched] = {}
    for at, statement in came:
        now = _sentence(statement, after)
        pairs = [(_like(_sentence(each, before), now), -i, each) for i, each in gone]
        like, minus, was = max(pairs, key=lambda pair: pair[:2], default=(0.0, 0, None))
        if was is None or like < _LIKE:
            found.setdefault((None, now), Touched(None, now, statement.source_name, None, at))
        else:
            said = _sentence(was, before)
            found.setdefault((said, now), Touched(said, now, statement.source_name, -minus, at))
    paired = {each.was for each in found.values()}
    for at, statement in gone:
        said = _sentence(statement, before)
        if said not in paired:
            found.setdefault((said, None), Touched(said, None, statement.source_name, at, None))
    return tuple(found.values())


def _sentence(statement: Statement, reading: Reading) -> str:
    return plain(reading.article.text[slice(*statement.sentence)])


def _like(a: str, b: str) -> float:
    return SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio()

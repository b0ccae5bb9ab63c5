"""What stands in a page but is not the article: labels, teasers, boxes, bylines, datelines.

The phrases are data (``languages/<lang>/furniture.toml``), every language's at once: furniture is met before the
language is known, and its patterns match whole lines, so that one language's hardly ever hits another's text.
Credit lines inside the body ("(avec AFP)") are text, never furniture: tracing reads them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import resources

KINDS = ("drop", "related", "section", "byline", "dated")
_HEADLINE_WORDS = 28
_LONGEST = 400  # characters: no label, byline or dateline is longer
# A date behind a name, in any language ("Jane Test - Nov 19, 2025, 10:31 pm", "Léa Test | 19/11/2025").
_DATE_BEHIND = re.compile(
    r"[\s,|·•–—-]+(\w{3,9}\.? \d{1,2},? \d{4}|\d{1,2}(er)? \w{3,9}\.?,? \d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\d{4}-\d\d-\d\d)\b.*$"
)
_STOPS = (".", ";", ",", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """A block as the furniture rules see it. ``run`` numbers the runs of lines without a blank line between.

    ``linked`` says that (nearly) all of it is link; ``heading`` that it is marked as a heading.
    """

    text: str
    run: int
    linked: bool = False
    heading: bool = False
    href: str | None = None


@dataclass(slots=True)
class Sorted:
    """``kept``: indices of lines that are article; ``related``: (index, headline); the rest is furniture."""

    kept: list[int] = field(default_factory=list)
    related: list[tuple[int, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    found: dict[str, list[re.Pattern[str]]] = {kind: [] for kind in KINDS}
    for folder in sorted(resources.files("ondit.languages").iterdir(), key=lambda entry: entry.name):
        path = folder / "furniture.toml"
        if not path.is_file():
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            found[kind] += [re.compile(entry["pattern"], re.I) for entry in table.get(kind, [])]
    return {kind: tuple(patterns) for kind, patterns in found.items()}


def kind_of(text: str) -> tuple[str, str] | None:
    """The kind of furniture that a whole line is, and what it carries behind its label ("" if nothing); or None.

    kinds: drop | related | section. A teaser such as "À lire aussi : un titre" is ("related", "un titre").
    """
    line = text.strip(" \t>»•-–—|*_#[]").rstrip("….") if len(text) <= 60 else text.strip(" \t>»•-–—|*_#[]")
    if not line or len(line) > _LONGEST:
        return None
    for kind in ("drop", "section", "related"):
        for pattern in _patterns()[kind]:
            match = pattern.fullmatch(line)
            if match:
                return kind, (match.groupdict().get("headline") or "").strip(' «»"“”')
    return None


def byline_in(text: str, *, marked: bool = False) -> str | None:
    """The names in a byline ("Par Léa Test avec AFP" -> "Léa Test avec AFP"), or None.

    ``marked``: the markup says that this is a byline, so the line needs no word that says so.
    """
    if len(text) > _LONGEST:
        return None
    line = text.strip(" \t|•·-–—,")
    for pattern in _patterns()["dated"]:
        match = pattern.search(line)
        if match:
            line = line[: match.start()].strip(" \t|•·-–—,:")
    line = _DATE_BEHIND.sub("", line)
    for pattern in _patterns()["byline"]:
        match = pattern.fullmatch(line)
        if match:
            return match.group("names").strip(" |,•·-") or None
    if marked and line and len(line.split()) <= 14 and not line.endswith((".", "!", "?")) and line[0].isalnum():
        return line
    return None


def dated_line(text: str) -> datetime | None:
    """The moment that a line such as "Publié le 3 mai 2025 à 10h15" names, as UTC; None where it is no such line."""
    if len(text) > _LONGEST:
        return None
    for pattern in _patterns()["dated"]:
        match = pattern.search(text)
        if match and match.group("when"):
            from ondit.page.worded_dates import moment_in_words

            return moment_in_words(match.group("when"))
    return None


def is_head_line(text: str) -> bool:
    """Whether a line says only who wrote an article or when: what stands between title and text."""
    if len(text) > _LONGEST:
        return False
    return byline_in(text) is not None or any(pattern.match(text.strip()) for pattern in _patterns()["dated"])


def sort_out(lines: Sequence[Line]) -> Sorted:
    """Which lines are article and which headlines are links to other stories. Order is kept; nothing is changed."""
    result = Sorted()
    i = 0
    while i < len(lines):
        found = kind_of(lines[i].text)
        if found is None:
            result.kept.append(i)
            i += 1
            continue
        kind, headline = found
        label = i
        i += 1
        if kind == "drop":
            continue
        if headline:
            result.related.append((label, headline))
            if kind == "related":
                continue
        taken = _headlines_after(lines, label, all_of_them=kind == "section")
        if kind == "related" or lines[label].linked or any(lines[j].linked for j in taken):
            result.related += [(j, lines[j].text) for j in taken]
        i = label + 1 + len(taken)
    return result


def _headlines_after(lines: Sequence[Line], label: int, *, all_of_them: bool) -> list[int]:
    """The lines behind a label that belong to it: linked ones, or headlines without a blank line in between."""
    taken: list[int] = []
    for j in range(label + 1, len(lines)):
        line = lines[j]
        if kind_of(line.text) is not None or not _is_headline(line.text):
            break
        near = line.linked or line.run == lines[label].run
        first = not taken and not line.heading and _no_links(lines)
        to_the_end = all_of_them and not any(is_prose(later.text) for later in lines[j:])
        if not (near or first or to_the_end):
            break
        taken.append(j)
    return taken


def _no_links(lines: Sequence[Line]) -> bool:
    """Whether this is a text without markup, where only position can tell a teaser's headline."""
    return not any(line.linked or line.heading for line in lines)


def _is_headline(text: str) -> bool:
    return len(text.split()) <= _HEADLINE_WORDS and not text.rstrip().endswith(_STOPS)


def is_prose(text: str) -> bool:
    """Whether a line is running text: fifteen words or more, with the end of a sentence at its end."""
    return len(text.split()) >= 15 and text.rstrip().endswith((".", "!", "?", "…", "»", "”", '"', ")"))

"""Names that look like organisations and are none: what somebody owns ("its Piper scooter"), towns that no list has.

One article seldom tells; a story's articles together do. Words are data of each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from ondit.linking.lexicon import languages, lexicon
from ondit.linking.names import canonical
from ondit.reading import lexicon as reading_words
from ondit.records import Reading, Span

_BEFORE, _AFTER = 60, 40  # characters around a name that are looked at
_NEAR = 30  # characters for what leads to a place, or what a place has
_BETWEEN = 2  # words between who owns it and its name, or behind it: "sa trottinette électrique Piper"
# What makers call a thing by: "H-140", "A350", "GPT-5".
_DESIGNATION = re.compile(r"[A-Z]{1,4}(?:-\d+|\d{3,})[A-Za-z]*")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_MARKS = re.compile(r"[.,;:!?()\n«»“”\"]")
_SMALL = re.compile(r"(?:[ \u00a0][^\W\d_A-Z][\w-]*){1,3}")


def is_designation(name: str) -> bool:
    """Whether a name is one that makers call a thing by."""
    return _DESIGNATION.fullmatch(name) is not None


def no_parties(readings: Sequence[Reading], names: Collection[str]) -> set[str]:
    """Those of some canonical names that at least two of a story's articles, or half of those that have them, show to
    be none; who speaks in one of them is somebody."""
    said = [statement for reading in readings for statement in reading.statements]
    speak = {canonical(name) for each in said for name in (each.source_name, each.affiliation) if name}
    return _shown(readings, set(names) - speak, ("organisation",), _is_none)


def towns(readings: Sequence[Reading], names: Collection[str]) -> set[str]:
    """Those of some canonical names that have what only places have ("the mayor of Larkhollow"), as often. A mayor may
    speak for one."""
    speak = {canonical(each.source_name) for reading in readings for each in reading.statements if each.source_name}
    return _shown(readings, set(names) - speak, ("organisation", "other"), _has_what_places_have)


def _shown(
    readings: Sequence[Reading], names: Collection[str], kinds: Collection[str], is_so: Callable[[Reading, Span], bool]
) -> set[str]:
    shown: dict[str, list[bool]] = {}
    for reading in readings:
        for entity in reading.entities:
            name = canonical(entity.name)
            if entity.kind in kinds and name in names:
                shown.setdefault(name, []).append(any(is_so(reading, span) for span in entity.mentions))
    return {name for name, some in shown.items() if 2 * sum(some) >= min(4, len(some))}


def _has_what_places_have(reading: Reading, span: Span) -> bool:
    before = reading.article.text[max(0, span[0] - _NEAR) : span[0]]
    return _ends(before, lexicon(reading.article.language).of_place)


def _ends(before: str, pattern: re.Pattern[str] | None) -> bool:
    """Whether what stands before a name ends with words of a pattern."""
    return pattern is not None and pattern.search(before[-_NEAR:].casefold().replace("’", "'")) is not None


def _is_none(reading: Reading, span: Span) -> bool:
    text, language = reading.article.text, reading.article.language
    before, after = text[max(0, span[0] - _BEFORE) : span[0]], text[span[1] : span[1] + _AFTER]
    return _owned(before, after, language) or _reached(before, language) or _has_what_places_have(reading, span)


def _owned(before: str, after: str, language: str) -> bool:
    """Whether a word for an owner stands right before a thing's name, and no noun for a body of people beside it
    ("its Corvane unit", "sa filiale Corvane")."""
    nouns = reading_words.lexicon(language)
    owning = nouns.words["own"]
    for at, word in enumerate(said := _words_before(before)):
        if word in owning:
            beside = [*said[:at], *_first_words(after)]
            return bool(beside) and not any(nouns.nouns.get(each, frozenset()) for each in beside)
    return False


def _words_before(before: str) -> list[str]:
    """The last words of the same clause before a name, the nearest first."""
    clause = _MARKS.split(before)[-1]
    return [word.casefold() for word in _WORD.findall(clause)][: -_BETWEEN - 2 : -1] if clause[-1:].isspace() else []


def _first_words(after: str) -> list[str]:
    """The words right behind a name, up to a mark."""
    found = _SMALL.match(after)
    return found.group().casefold().split()[:_BETWEEN] if found else []


def _reached(before: str, language: str) -> bool:
    """Whether a way leads there: "near Trieste", "Brussels to Trieste", "Bruxelles-Trieste"."""
    if _ends(before, lexicon(language).towards):
        return True
    start = _way().search(before)
    return start is not None and start["from"].casefold() in reading_words.all_places()


@cache
def _way() -> re.Pattern[str]:
    """A place and a word for the way from it, in any language, right before another: "Brussels to", "Bruxelles-"."""
    ways = "|".join(re.escape(word) for code in languages() for word in sorted(lexicon(code).ways))
    return re.compile(rf"(?P<from>[^\W\d_][\w’'-]*)(?:[-‑–]|[ \u00a0](?:{ways})[ \u00a0])$")

"""Names that look like organisations and are none: what somebody owns ("its Piper scooter"), towns that no list has.

One article seldom tells; a story's articles together do. Words are data: ``owning`` and ``towards`` of each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical
from ondit.reading import lexicon as reading_words
from ondit.records import Reading, Span

_BEFORE, _AFTER = 60, 40  # characters around a name that are looked at
_BETWEEN = 2  # words between who owns it and its name, or behind it: "sa trottinette électrique Piper"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_TO = re.compile(r"(?P<from>[^\W\d_][\w’'-]*)(?:[-‑–]|[ \u00a0](?:to|à|a)[ \u00a0])$")


def no_parties(readings: Sequence[Reading]) -> set[str]:
    """Canonical names that at least two of a story's articles, or half of those that have them, show to be none; who
    speaks in one of them is somebody."""
    told: dict[str, list[bool]] = {}
    speak = {
        canonical(name) for each in readings for s in each.statements for name in (s.source_name, s.affiliation) if name
    }
    for reading in readings:
        for entity in reading.entities:
            if entity.kind == "organisation" and canonical(entity.name) not in speak:
                shown = any(_is_none(reading, span) for span in entity.mentions)
                told.setdefault(canonical(entity.name), []).append(shown)
    return {name for name, shown in told.items() if sum(shown) >= 2 or 2 * sum(shown) >= len(shown) > 0 < sum(shown)}


def _is_none(reading: Reading, span: Span) -> bool:
    text, language = reading.article.text, reading.article.language
    before, after = text[max(0, span[0] - _BEFORE) : span[0]], text[span[1] : span[1] + _AFTER]
    return _owned(before, after, language) or _reached(before, language)


def _owned(before: str, after: str, language: str) -> bool:
    """Whether a word for an owner stands right before a thing's name, and no noun for a body of people beside it
    ("its Corvane unit", "sa filiale Corvane")."""
    owning = lexicon(language).owning
    nouns = reading_words.lexicon(language)
    said = list(reversed(list(_words_before(before))))
    for at, word in enumerate(said[: _BETWEEN + 1]):
        if word in owning:
            beside = [*said[:at], *(_first_words(after))]
            return bool(beside) and not any(nouns.nouns.get(each, frozenset()) for each in beside)
    return False


def _words_before(before: str) -> Iterator[str]:
    """The words of the same clause before a name, as they stand."""
    clause = re.split(r"[.,;:!?()\n«»“”\"]", before)[-1]
    if clause[-1:].isspace():
        yield from (word.casefold() for word in _WORD.findall(clause))


def _first_words(after: str) -> list[str]:
    """The words right behind a name, up to a mark."""
    found = re.match(r"(?:[ \u00a0][^\W\d_A-Z][\w-]*){1,3}", after)
    return found.group().casefold().split()[:_BETWEEN] if found else []


def _reached(before: str, language: str) -> bool:
    """Whether a way leads there: "near Trieste", "Brussels to Trieste", "Bruxelles-Trieste"."""
    towards = lexicon(language).towards
    if towards is not None and towards.search(before[-20:].casefold()):
        return True
    start = _TO.search(before)
    return start is not None and start["from"].casefold() in reading_words.all_places()

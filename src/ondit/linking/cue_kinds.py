"""What kind of word a statement's cue is: of saying, reporting, thinking, wanting… (``languages/*/cue_forms.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ondit.reading.languages import table
from ondit.records import Reading, Statement

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _kinds(language: str) -> Mapping[str, frozenset[str]]:
    data = table(language, "cue_forms")
    found: dict[str, set[str]] = {}
    for words in (data.get("verbs", {}), data.get("nouns", {}), data.get("others", {})):
        for kind, forms in words.items():
            for form in forms.split():
                found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


def kinds_of(statement: Statement, reading: Reading) -> frozenset[str]:
    """Kinds of the words of the cue; none where there is no cue, or none that is known."""
    if statement.cue is None:
        return frozenset()
    known = _kinds(reading.article.language)
    words = _WORD.findall(reading.article.text[slice(*statement.cue)].casefold())
    return frozenset().union(*(known.get(word, frozenset()) for word in words))

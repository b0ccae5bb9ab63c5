"""Whether a statement tells what its source *said*: only that can confirm.

"Corvane plans to buy Ostrel" and "Corvane wants Ostrel" are attributions too, of a plan and a wish, but the words are
the outlet's; "Corvane says that it will buy Ostrel" is Corvane's own.
"""

from __future__ import annotations

import re
from functools import cache

from ondit.linking.lexicon import lexicon
from ondit.reading.languages import table
from ondit.records import Reading, Statement

_SAYING, _WISHING = ("say", "confess"), ("want",)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _forms(language: str) -> tuple[frozenset[str], frozenset[str]]:
    data = table(language, "cue_forms")

    def of(classes: tuple[str, ...]) -> frozenset[str]:
        kinds = (data.get("verbs", {}), data.get("nouns", {}))
        return frozenset(form for kind in kinds for name in classes for form in kind.get(name, "").split())

    according = frozenset(data.get("others", {}).get("according", "").split())
    return of(_SAYING) | according, of(_WISHING)


def says(statement: Statement, reading: Reading) -> bool:
    """Whether the cue is one of saying or of admitting. True where there is none to look at."""
    saying, wishing = _forms(reading.article.language)
    if statement.cue is None or not saying:
        return True
    words = {word.casefold() for word in _WORD.findall(reading.article.text[slice(*statement.cue)])}
    if not words:
        return statement.quote != "indirect"  # "Gannet Quay: talks resume" has a topic before its colon, no speaker
    commits = lexicon(reading.article.language).commits
    said = bool(words & saying) or any(word.startswith(commits) for word in words)
    return said and not words & wishing

"""Rules over wording, as data: which words decide a label, and where they must stand.

A table ``languages/<lang>/<name>.toml`` holds ``[[group]]`` sections. A group has one label, says where its forms must
stand, and lists entries by lemma with their inflected forms as regular expressions (there is no lemmatiser at run
time) and with example sentences, which are tests. Forms are matched on folded text: see ``fold``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ondit.reading.languages import table

PLAIN = tuple(zip("’‘ʼ\u00a0\u202f\n\r\t\u2011", "'''     -", strict=True))
# Texts up to REMEMBERED characters are folded once; words, which come back all through a long article, apart from them.
REMEMBERED, LONGEST_WORD = 4000, 24
WORD = re.compile(r"\w+")
NEVER = re.compile(r"(?!)")
LIST = re.compile(r"\{([a-z_]+)\}")
# Up to four words between two parts of a form, within a clause.
GAP = r"(?:[^\s,;:§]+ ){0,4}?"


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces; as long as the text itself, so that offsets hold.

    >>> fold("L’Élysée")
    "l'élysée"
    """
    if len(text) <= LONGEST_WORD:
        return _fold_word(text)
    return _fold_known(text) if len(text) <= REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    for mark, plain in PLAIN:  # fifty times as fast as str.translate, where there are letters beyond ASCII
        text = text.replace(mark, plain)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_fold_known = functools.lru_cache(maxsize=8192)(_fold)
_fold_word = functools.lru_cache(maxsize=65_536)(_fold)


@dataclass(frozen=True, slots=True)
class Rule:
    """One group: ``pattern`` of all its forms; ``where`` they stand (cue, clause, content, start …); ``negated`` is the
    label under a negation (None: the same, "": the rule does not hold); ``only`` and ``unless`` must (not) be in the
    content; ``answers``: only where a claim or a question stands before it."""

    name: str
    where: str
    label: str
    pattern: re.Pattern[str]
    detail: str | None
    negated: str | None
    only: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    answers: bool = False


def compiled(forms: list[str]) -> re.Pattern[str]:
    """One pattern of many forms, on word boundaries. ``~`` in a form stands for up to four words between."""
    if not forms:
        return NEVER
    return re.compile(r"(?<!\w)(?:" + "|".join(form.replace("~", GAP) for form in forms) + r")(?!(?<=\w)\w)")


def pattern(lists: dict[str, list[str]], name: str) -> re.Pattern[str]:
    """A list of forms of a table as one pattern; matches nothing where the table lacks it."""
    return compiled([spelt(form, lists) for form in lists.get(name, [])])


def spelt(form: str, lists: dict[str, list[str]]) -> str:
    """A form with each ``{name}`` of a list of its table written out.

    >>> spelt("call\\w+ {claims}", {"claims": ["rumou?rs?", "reports?"]})
    'call\\\\w+ (?:rumou?rs?|reports?)'
    """
    return LIST.sub(lambda name: "(?:" + "|".join(spelt(one, lists) for one in lists[name[1]]) + ")", form)


@functools.cache
def rules(code: str, name: str) -> tuple[Rule, ...]:
    """The groups of a language's table, in order: the first that holds decides."""
    data = table(code, name)
    lists = data.get("lists", {})
    return tuple(
        Rule(
            group["rule"],
            group["where"],
            group["label"],
            compiled([spelt(entry["forms"], lists) for entry in group["entries"]]),
            group.get("of"),
            group.get("negated"),
            pattern(lists, group["only"]) if "only" in group else None,
            pattern(lists, group["unless"]) if "unless" in group else None,
            group.get("answers", False),
        )
        for group in data.get("group", [])
    )


def word_starts(text: str, low: int, high: int) -> list[int]:
    """Where words begin between ``low`` and ``high``."""
    return [word.start() for word in WORD.finditer(text, max(low, 0), max(high, 0))]


def at_words(pattern: re.Pattern[str], text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """Matches that begin at one of ``starts``: far fewer tries than a search of the whole text."""
    for start in starts:
        match = pattern.match(text, start)
        if match is not None:
            yield match


@functools.cache
def words(code: str, name: str, key: str) -> re.Pattern[str]:
    """The list ``lists.key`` of a language's table, as one pattern."""
    return pattern(table(code, name).get("lists", {}), key)


@functools.cache
def word_set(code: str, name: str, key: str) -> frozenset[str]:
    """The list ``lists.key`` of a language's table, as a set of folded words."""
    return frozenset(table(code, name).get("lists", {}).get(key, ()))

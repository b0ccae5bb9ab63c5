"""How a statement is put: whether its source *said* it, and not wants or does it; whether it is negated or doubted.

"Corvane plans to buy Ostrel" and "Corvane wants Ostrel" are attributions too, of a plan and a wish, but the words are
the outlet's; "Corvane says that it will buy Ostrel" is Corvane's own. "Corvane says that it will not buy Ostrel" is
near to the rumour in all its words but one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ondit.linking.cue_kinds import kinds_of
from ondit.linking.lexicon import lexicon
from ondit.linking.terms import fold
from ondit.reading.languages import table
from ondit.records import Reading, Statement

_SAYING, _WISHING = ("say", "confess"), ("want",)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SPACED = re.compile(r"[\w'-]+")
_BEGINNING = 7
"""Words of what is said in which a negation is that of its main clause ("that the company has no plan to …"); later
ones stand in other clauses ("we close the ward because we can no longer …")."""


_OPENING = 80  # characters, for negations in two words


@dataclass(frozen=True, slots=True)
class Manner:
    """``says``: the cue is one of saying or of admitting; ``negated``: what is said begins with a negation;
    ``doubts``: the cue is one of doubt; ``denies``: it is one of denying; ``confirms``: of confirming or admitting;
    ``contrary``: what is said is the opposite of what is rumoured in another word; ``reversed``: that opposite is
    negated, "it will not go ahead" of a cancelling."""

    says: bool = True
    negated: bool = False
    doubts: bool = False
    denies: bool = False
    confirms: bool = False
    contrary: bool = False
    reversed: bool = False


def manner_of(statement: Statement, reading: Reading) -> Manner:
    """How a statement is put."""
    text, language = reading.article.text, reading.article.language
    content = " ".join(text[a:b] for a, b in statement.content)
    cue = fold(text[slice(*statement.cue)]) if statement.cue is not None else ""
    doubts = lexicon(language).doubts
    doubted = bool(doubts) and any(word.startswith(doubts) for word in _WORD.findall(cue))
    denying = bool({fold(word) for word in _WORD.findall(cue)} & _denying(language))
    confirming = "confess" in kinds_of(statement, reading)
    return Manner(says(statement, reading), negated(content, language), doubted, denying, confirming)


def negated(said: str, language: str) -> bool:
    """Whether words negate in their main clause, by a negator among the first ones."""
    folded = fold(said).replace("’", "'")
    more = lexicon(language).no_longer
    if more is not None and more.search(folded, 0, _OPENING):
        return True
    words = _SPACED.findall(folded)[:_BEGINNING]
    return any(word in lexicon(language).negates for word in words)


def clauses(said: str, language: str) -> list[str]:
    """What is said, taken apart where two things are joined in it."""
    joins = lexicon(language).joins
    parts = joins.split(fold(said).replace("’", "'")) if joins is not None else [said]
    return [part for part in (part.strip(" ,;") for part in parts) if part]


def turns(said: str, language: str) -> frozenset[tuple[int, bool]]:
    """The pairs of opposites of which words have one side: which pair, and whether it is the side that lasts."""
    folded = fold(said).replace("’", "'")
    found = set()
    talks = lexicon(language).last_too
    going_on = talks is not None and talks.search(folded) is not None
    for place, (lasts, ends) in enumerate(lexicon(language).opposites):
        one, other = lasts.search(folded) is not None, ends.search(folded) is not None
        if one != other and not (one and going_on):
            found.add((place, one))
    return frozenset(found)


@cache
def _denying(language: str) -> frozenset[str]:
    """Forms of verbs and nouns of denying that are of no other class: "denied", and not the "il" of "il nie"."""
    kinds = [table(language, "cue_forms").get(kind, {}) for kind in ("verbs", "nouns")]
    others = {form for kind in kinds for name, forms in kind.items() if name != "deny" for form in forms.split()}
    return frozenset(fold(form) for kind in kinds for form in kind.get("deny", "").split() if form not in others)


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
    cue = reading.article.text[slice(*statement.cue)]
    words = {word.casefold() for word in _WORD.findall(cue)}
    if not words:
        return statement.quote != "indirect"  # "Gannet Quay: talks resume" has a topic before its colon, no speaker
    if _yet_to_come(cue, reading.article.language):
        return False
    more = lexicon(reading.article.language)
    said = bool(words & saying) or any(word.startswith(more.commits) for word in words)
    said = said or (more.says_too is not None and more.says_too.search(fold(cue)) is not None)
    return said and not words & wishing


def _yet_to_come(cue: str, language: str) -> bool:
    """Whether the words of saying tell that it is not said yet: "Corvane is preparing to announce", "to confirm"."""
    said, words = fold(cue).replace("’", "'"), lexicon(language)
    first = said.split(" ")[0] if " " in said else ""
    return first in words.unsaid_first or (words.unsaid is not None and words.unsaid.search(said) is not None)

"""Whether a claim that could open a rumour deserves it: conditions that can be read, each with its points.

A rule of ``openings`` says that nobody answers for a claim, or that somebody denies it. That holds as well of a speech
that an agency reports, and of an idea that somebody rejects. So conditions that hold are counted together, each with
points learnt from openings that a reader judged (``models/deserving.toml``, ``ondit train openings``).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ondit.linking.cue_kinds import kinds_of
from ondit.linking.lexicon import lexicon
from ondit.linking.terms import fold, words
from ondit.reading.found import overlap
from ondit.records import Reading, Statement

_HEAD = 300  # characters of a headline and of what follows it
_LEAD = 600  # characters into the text within which an article says what it is about
_MANY = 3  # as many other claims of hearsay make an article one about hearsay
_COMMON = 2  # words that a claim shares with the headline that tells it


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that may hold of a statement in its reading."""

    id: str
    words: str
    holds: Callable[[Statement, Reading], bool]


def claim_of(s: Statement, reading: Reading) -> str:
    """The words of the claim, folded."""
    return " ".join(fold(reading.article.text[a:b]) for a, b in s.content)


def source_of(s: Statement, reading: Reading) -> str:
    """The words for the source, folded."""
    return fold(reading.article.text[slice(*s.source)]).strip() if s.source is not None else ""


def cue_of(s: Statement, reading: Reading) -> str:
    """The words of the cue, folded."""
    return fold(reading.article.text[slice(*s.cue)]) if s.cue is not None else ""


def head_of(_: Statement, reading: Reading) -> str:
    """The headline and the first words of the paragraph below it, folded."""
    return fold("\n\n".join(reading.article.text[:_HEAD].split("\n\n", 2)[:2]))


def denies_in_so_many_words(s: Statement, reading: Reading) -> bool:
    """Whether the cue is a word of denying a fact: "denied", and not "rejected" or "pushed back on"."""
    stems = lexicon(reading.article.language).denies
    return bool(stems) and any(word.startswith(stems) for word in re.findall(r"\w+", cue_of(s, reading)))


def researched(s: Statement, reading: Reading) -> bool:
    """Whether research is spoken of in the sentence or in the headline."""
    pattern, text = lexicon(reading.article.language).research, reading.article.text
    around = fold(text[slice(*s.sentence)]) + " " + fold(text.partition("\n")[0])
    return pattern is not None and pattern.search(around) is not None


def _found(name: str, where: Callable[[Statement, Reading], str]) -> Callable[[Statement, Reading], bool]:
    def holds(s: Statement, reading: Reading) -> bool:
        pattern = getattr(lexicon(reading.article.language), name)
        return pattern is not None and pattern.search(where(s, reading)) is not None

    return holds


speaks = _found("speaking", claim_of)  # whether the claim says "I", "we" or "you"


def _kind(kind: str) -> Callable[[Statement, Reading], bool]:
    return lambda s, reading: kind in kinds_of(s, reading)


def _names_a_party(s: Statement, reading: Reading) -> bool:
    named = [entity for entity in reading.entities if entity.kind in ("person", "organisation")]
    inside = [mention for entity in named for mention in entity.mentions]
    return any(overlap(mention, span) for mention in inside for span in s.content)


def _other_hearsay(s: Statement, reading: Reading) -> int:
    told = (o for o in reading.statements if o is not s and o.certainty == "hedged")
    return sum(o.source_kind in ("anonymous", "implied", "outlet") for o in told)


def _denied_elsewhere(s: Statement, reading: Reading) -> bool:
    return any(o.polarity != "affirm" for o in reading.statements if o is not s)


def _in_the_headline(s: Statement, reading: Reading) -> bool:
    """Whether the claim is what the article is about, and not something told by the way."""
    headline = reading.article.text.partition("\n")[0]
    return len(set(words(headline)) & set(words(claim_of(s, reading)))) >= _COMMON


def _by_the_verb(s: Statement, reading: Reading) -> bool:
    """As in "serait", which is as often an ordinary conditional; "aurait vendu" is not."""
    return s.rule == "hearsay" and len(cue_of(s, reading).split()) == 1


def _is_said(s: Statement, reading: Reading) -> bool:
    """As in "he is said to be furious": of moods and legends more than of news."""
    return s.source_kind == "implied" and not s.rule.startswith("hearsay") and "say" in kinds_of(s, reading)


CONDITIONS: tuple[Condition, ...] = (
    Condition("lead", "it stands in the first lines", lambda s, _: min(a for a, _ in s.content) < _LEAD),
    Condition("past", "it tells of what has happened", lambda s, _: s.tense == "past"),
    Condition("party", "it names a person or an organisation", _names_a_party),
    Condition("grave", "it speaks of harm, wrongdoing, inquiries, dealings, leaving", _found("grave", claim_of)),
    Condition("grave head", "so does the beginning of the article", _found("grave", head_of)),
    Condition("research head", "the article begins with research", _found("research", head_of)),
    Condition("in head", "it shares words with the headline", _in_the_headline),
    Condition("hedged", "it is hedged", lambda s, _: s.certainty == "hedged"),
    Condition("hearsay", "the article has another claim of hearsay", lambda s, r: _other_hearsay(s, r) > 0),
    Condition("much hearsay", "the article has three of them", lambda s, r: _other_hearsay(s, r) >= _MANY),
    Condition("denied", "the article has somebody deny or decline to comment", _denied_elsewhere),
    Condition("deny", "its word denies a fact in so many words", denies_in_so_many_words),
    Condition("authority", "its source belongs to an authority", _found("authority", source_of)),
    Condition("according", 'its word is "according to" or "reportedly"', _kind("according")),
    Condition("ask", "its word is one of asking or urging", _kind("ask")),
    Condition("possibly", "it says may, would or if", _found("possibly", claim_of)),
    Condition("is said", "it is told as what is said", _is_said),
    Condition("verb", "its verb alone tells that it is hearsay, and has one word", _by_the_verb),
)  # fmt: skip


@cache
def _model() -> Mapping[str, Any]:
    stored = files("ondit.linking") / "models" / "deserving.toml"
    return tomllib.loads(stored.read_text(encoding="utf-8"))


@cache
def points() -> Mapping[str, float]:
    """The points of each rule and condition, of a rule with a condition ("O4 denied"), and ``base``."""
    return {name: float(value) for name, value in _model()["points"].items()}


def held(s: Statement, reading: Reading, rule: str) -> list[str]:
    """The names of what holds: the rule, the conditions, and each with the rule ("O4 denied")."""
    names = [condition.id for condition in CONDITIONS if condition.holds(s, reading)]
    return [rule, *names, *(f"{rule} {name}" for name in names)]


def chance(s: Statement, reading: Reading, rule: str) -> float:
    """How likely a reader would say that this claim, which ``rule`` would open, deserves it, in [0, 1]."""
    worth = points()
    return 1 / (1 + math.exp(-sum(worth.get(name, 0.0) for name in ("base", *held(s, reading, rule)))))


def deserves(s: Statement, reading: Reading, rule: str) -> bool:
    """Whether a claim that ``rule`` would open is likely enough to deserve it."""
    return chance(s, reading, rule) >= float(_model()["least"])

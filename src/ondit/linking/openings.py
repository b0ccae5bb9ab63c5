"""What opens a rumour: a table of rules (DESIGN section 2), read from top to bottom; the first that holds opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ondit.linking.cue_kinds import kinds_of
from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical, same
from ondit.linking.terms import fold
from ondit.records import Reading, Statement

_TELLS = frozenset({"say", "report", "confess", "according"})
_RELAYS = frozenset({"report", "according"})
_THINKS = frozenset({"think", "want", "know", "show"})
_A_CLAIM = 5  # words that a claim has at least


@dataclass(frozen=True, slots=True)
class Opening:
    """One way in which a claim becomes a rumour. ``holds`` looks at a statement in its reading."""

    id: str
    words: str
    holds: Callable[[Statement, Reading], bool]


def _denied(s: Statement, reading: Reading) -> bool:
    """By a word of denying, of a report, or by taking up a claim. "This is not the time, he said" denies nobody's."""
    if s.polarity != "deny" or s.certainty == "hedged":
        return False
    return s.denial == "report" or s.refers_to is not None or "deny" in kinds_of(s, reading)


def _unnamed(s: Statement, reading: Reading) -> bool:
    claims = _tells(s, reading) and _size(s, reading) >= _A_CLAIM
    return s.source_kind == "anonymous" and claims and not _anybody(s, reading)


def _second_hand(s: Statement, reading: Reading) -> bool:
    """Who speaks to an outlet in their own name is not hearsay: only what nobody answers for, or what is hedged."""
    unnamed = s.source_kind in ("anonymous", "implied") or s.certainty == "hedged"
    return bool(s.channel) and unnamed and _tells(s, reading) and not _anybody(s, reading)


def _other_outlet(s: Statement, reading: Reading) -> bool:
    """What an outlet only "says" is as often its opinion, or about itself."""
    told = _tells(s, reading) and (s.cue is None or s.certainty == "hedged" or bool(kinds_of(s, reading) & _RELAYS))
    if s.source_kind != "outlet" or not s.source_name or not told or _size(s, reading) < _A_CLAIM:
        return False
    own = canonical(reading.article.outlet or "")
    return not own or not same(canonical(s.source_name), own)


def _hearsay(s: Statement, reading: Reading) -> bool:
    if s.polarity != "affirm" or s.source_kind != "implied" or s.certainty != "hedged":
        return False
    kinds = kinds_of(s, reading)
    return not kinds & _THINKS and (s.rule.startswith("hearsay") or bool(kinds & (_TELLS | {"accuse"})))


def _tells(s: Statement, reading: Reading) -> bool:
    """Affirmed, in a word of telling or without a word: not a thought, a wish, a request or a finding."""
    kinds = kinds_of(s, reading)
    told = s.cue is None or (bool(kinds & _TELLS) and "want" not in kinds)
    return s.polarity == "affirm" and s.certainty != "question" and told


def _anybody(s: Statement, reading: Reading) -> bool:
    """Whether the source is everybody or nobody in particular: "some say", "tout le monde", "supporters"."""
    words = lexicon(reading.article.language)
    said = fold(reading.article.text[slice(*s.source)]).strip() if s.source is not None else ""
    nobody = words.anybody is not None and words.anybody.fullmatch(said) is not None
    return nobody or (words.crowds is not None and words.crowds.search(said) is not None)


def _size(s: Statement, reading: Reading) -> int:
    return sum(len(reading.article.text[a:b].split()) for a, b in s.content)


RULES: tuple[Opening, ...] = (
    Opening("O1", "somebody denies it", _denied),
    Opening("O2", "it rests on unnamed sources", _unnamed),
    Opening("O3", "it is told at second hand", _second_hand),
    Opening("O4", "it rests on another outlet's word", _other_outlet),
    Opening("O5", "it is told as hearsay without a source", _hearsay),
)
DOUBTED = "O6"  # the article itself doubts it: an assessment, not a statement
ASKED = "O7"  # a person asked for it (``follow``)
WORDS = {rule.id: rule.words for rule in RULES} | {
    DOUBTED: "an article itself calls it doubtful or false",
    ASKED: "somebody asked to follow it",
}


def opened_by(statement: Statement, reading: Reading) -> str | None:
    """The id of the first rule by which this statement opens a rumour, None where it opens none."""
    return next((rule.id for rule in RULES if rule.holds(statement, reading)), None)

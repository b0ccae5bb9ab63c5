"""What opens a rumour: a table of rules (DESIGN section 2), read from top to bottom; the first that holds opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ondit.linking.names import canonical, same
from ondit.records import Reading, Statement


@dataclass(frozen=True, slots=True)
class Opening:
    """One way in which a claim becomes a rumour. ``holds`` looks at a statement in its reading."""

    id: str
    words: str
    holds: Callable[[Statement, Reading], bool]


def _denied(s: Statement, _: Reading) -> bool:
    return s.polarity == "deny"


def _unnamed(s: Statement, _: Reading) -> bool:
    return s.polarity == "affirm" and s.source_kind == "anonymous"


def _second_hand(s: Statement, _: Reading) -> bool:
    return s.polarity == "affirm" and bool(s.channel)


def _other_outlet(s: Statement, reading: Reading) -> bool:
    if s.polarity != "affirm" or s.source_kind != "outlet" or not s.source_name:
        return False
    own = canonical(reading.article.outlet or "")
    return not own or not same(canonical(s.source_name), own)


def _hearsay(s: Statement, _: Reading) -> bool:
    return s.polarity == "affirm" and s.source_kind == "implied" and s.certainty == "hedged"


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

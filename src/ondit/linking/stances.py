"""What a report does to a rumour: a table of rules over polarity, certainty and role; the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ondit.linking.own_words import Manner
from ondit.records import Assessment, Role, Stance, Statement


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement as it stands to a rumour. ``said`` is how close its content is to what is rumoured, in [0, 1],
    ``near`` the same of its sentence where that is closer; ``takes_up`` says that it speaks of another statement of
    the article that belongs to the rumour; ``manner`` how it is put, ``manner.negated`` against what is rumoured;
    ``unnamed`` that an unnamed source or a document of the outlet's own affirms it; ``before`` that it was said long
    before the article; ``retold`` that it stands in what somebody else says, who speaks for no party; ``handed_on``
    that it comes through another outlet than the article's own.
    """

    statement: Statement
    role: Role
    said: float
    near: float
    takes_up: bool
    manner: Manner
    unnamed: bool = False
    before: bool = False
    retold: bool = False
    handed_on: bool = False


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A row of the table: where ``holds``, the stance is ``stance``."""

    id: str
    words: str
    stance: Stance
    holds: Callable[[Tie], bool]


ABOUT = 0.33  # a claim at least as near as this is about the rumour (docs/decisions/041-one-proposition.md)
SAME = 0.45  # nearer than this, it says the same
_WHOLE = 2  # pieces of a content; one in more of them was read doubtfully, and nothing hangs on such a reading
ANSWERS = 0.30  # of a negated statement by a principal
HINTED = 0.25  # of an unnamed source or a document less is asked: it is quoted because of what is rumoured
SURE = 0.55  # of an authority more is asked: it speaks of many things


def answers_it(statement: Statement, role: Role, manner: Manner, near: float) -> bool:
    """Whether a principal denies what is rumoured, in words that need not be near to it.

    "Corvane denied it", "the report is unfounded" speak of the rumour whatever their words; "nobody was hurt, the
    company said" is negated too, and may be about anything.
    """
    if statement.polarity != "deny" or role != "principal":
        return False
    return statement.denial == "report" or manner.denies or near >= ANSWERS


def _in_own_name(tie: Tie) -> bool:
    """Whether a party or an authority says the same, or its opposite, in its own name."""
    if tie.role not in ("principal", "authority") or tie.handed_on or tie.retold or not tie.manner.says:
        return False
    if len(tie.statement.content) > _WHOLE:
        return False
    # Who "confirms" something need not say it again in full: its own name and the rest of the sentence count too.
    close = tie.near if tie.manner.confirms else tie.said
    return tie.statement.certainty == "stated" and (
        tie.takes_up or close >= (SAME if tie.role == "principal" else SURE)
    )


def _denies(tie: Tie) -> bool:
    return tie.statement.polarity == "deny" and not tie.manner.reversed


def _about(tie: Tie) -> bool:
    return tie.takes_up or tie.near >= (HINTED if tie.unnamed else ABOUT)


RULES: tuple[StanceRule, ...] = (
    StanceRule("S1", "refuses to comment", "context", lambda t: t.statement.polarity == "decline"),
    StanceRule("S2", "denies what is rumoured", "denies", lambda t: _denies(t) and _about(t)),
    StanceRule("S3", "speaks of something else", "context", lambda t: not _about(t)),
    StanceRule("S4", "asks", "context", lambda t: t.statement.certainty == "question"),
    StanceRule("S8", "doubts it", "doubts", lambda t: t.manner.doubts),
    StanceRule(
        "S9",
        "a party or an authority says the opposite in its own name",
        "denies",
        lambda t: t.manner.negated and _in_own_name(t),
    ),
    StanceRule(
        "S11",
        "says the opposite",
        "denies",
        lambda t: t.manner.contrary and t.manner.negated and t.said >= SAME and not t.before,
    ),
    StanceRule("S5", "a party or an authority says it in its own name", "confirms", _in_own_name),
    StanceRule(
        "S6",
        "a party or an authority speaks of it without saying it",
        "context",
        lambda t: t.role in ("principal", "authority") and not t.handed_on and not t.takes_up and t.said < SAME,
    ),
    StanceRule("S10", "a party's words of long before", "context", lambda t: t.role == "principal" and t.before),
    StanceRule("S7", "passes it on", "supports", lambda t: True),
)


def stance_of(tie: Tie) -> tuple[Stance, str]:
    """The stance and the id of the rule that gave it."""
    rule = next(rule for rule in RULES if rule.holds(tie))
    return rule.stance, rule.id


def stance_of_assessment(assessment: Assessment) -> Stance:
    """What an article's own verdict does to the rumour."""
    verdicts: dict[str, Stance] = {"speculation": "doubts", "false": "denies", "true": "supports"}
    return verdicts[assessment.verdict]

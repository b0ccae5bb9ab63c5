"""What a report does to a rumour: a table of rules over polarity, certainty and role; the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ondit.records import Assessment, Role, Stance, Statement


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement as it stands to a rumour. ``near`` is how close its content is to what is rumoured, in [0, 1];
    ``takes_up`` says that it speaks of another statement of the article that belongs to the rumour; ``says`` that it
    tells what the source said, and not what it wants or does."""

    statement: Statement
    role: Role
    near: float
    takes_up: bool
    says: bool = True


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A row of the table: where ``holds``, the stance is ``stance``."""

    id: str
    words: str
    stance: Stance
    holds: Callable[[Tie], bool]


ABOUT = 0.40  # a claim at least as near as this is about the rumour (docs/decisions/linking-thresholds)
SAME = 0.50  # nearer than this, it says the same


def _about(tie: Tie) -> bool:
    return tie.takes_up or tie.near >= ABOUT


RULES: tuple[StanceRule, ...] = (
    StanceRule("S1", "refuses to comment", "context", lambda t: t.statement.polarity == "decline"),
    StanceRule("S2", "denies what is rumoured", "denies", lambda t: t.statement.polarity == "deny" and _about(t)),
    StanceRule("S3", "speaks of something else", "context", lambda t: not _about(t)),
    StanceRule("S4", "asks", "context", lambda t: t.statement.certainty == "question"),
    StanceRule(
        "S5",
        "a party or an authority says it in its own name",
        "confirms",
        lambda t: (
            t.role in ("principal", "authority")
            and t.statement.certainty == "stated"
            and not t.statement.channel
            and t.says
            and (t.takes_up or t.near >= SAME)
        ),
    ),
    StanceRule(
        "S6",
        "a party speaks of it without saying it",
        "context",
        lambda t: t.role == "principal" and not t.statement.channel and not t.takes_up and t.near < SAME,
    ),
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

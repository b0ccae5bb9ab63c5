"""How sure a content is, as conveyed by its source or by the article: stated | hedged | question.

Hedged is what is told as hearsay, as possible, probable, suspected or feared; an ordinary future or wish is stated.
"""

from __future__ import annotations

from typing import cast

from ondit.reading.hearsay import conditionals
from ondit.reading.surroundings import Surroundings
from ondit.reading.wording import rules, words
from ondit.records import Certainty

TABLE = "hedges"
SLACK = 3
ASKED = 14


def certainty(scene: Surroundings) -> tuple[Certainty, str]:
    """The certainty of a statement and the rule that decided."""
    if scene.content.rstrip(" »”\"'").endswith("?") and len(scene.found.content) == 1:
        return "question", "asked-directly"
    for rule in rules(scene.language, TABLE):
        if rule.where == "ask":
            opens = words(scene.language, TABLE, "question_openers").search(scene.content, 0, 40)
            if opens and opens.start() < ASKED // 2 and _at_cue(rule.pattern, scene):
                return "question", rule.name
        elif rule.where == "cue":
            if _at_cue(rule.pattern, scene):
                return cast(Certainty, rule.label), rule.name
        elif rule.pattern.search(scene.content):
            return cast(Certainty, rule.label), rule.name
    if hearsay(scene):
        return "hedged", "reportative-conditional"
    return "stated", "plain"


def _at_cue(pattern: object, scene: Surroundings) -> bool:
    first, last = scene.at[0] - SLACK, scene.at[1] + SLACK
    return any(m.start() < last and m.end() > first for m in pattern.finditer(scene.zone))  # type: ignore[attr-defined]


def hearsay(scene: Surroundings) -> bool:
    """Whether a reportative conditional stands in the content or is the cue."""
    parsed = scene.piece.parsed
    if parsed is None:
        return False
    kinds = scene.ground.conditionals
    if kinds is None:
        kinds = scene.ground.conditionals = conditionals(parsed, scene.ground.children)
    if not kinds:
        return False
    inside = set(scene.tokens)
    if scene.found.cue:
        start, end = scene.found.cue[0] - scene.piece.start, scene.found.cue[1] - scene.piece.start
        inside.update(i for i in kinds if start <= parsed.starts[i] < end)
    return any(kind == "reportative" and i in inside for i, kind in kinds.items())

"""How sure a content is, as conveyed by its source or by the article: stated | hedged | question.

Hedged is what is told as hearsay, as possible, probable, suspected or feared; an ordinary future or wish is stated.
"""

from __future__ import annotations

import re
from typing import cast

from ondit.reading.hearsay import conditionals
from ondit.reading.parsing import Parsed
from ondit.reading.surroundings import Surroundings
from ondit.reading.wording import at_words, rules, word_starts, words
from ondit.records import Certainty

TABLE = "hedges"
SLACK = 3
# A form may begin so many characters before the cue (a negation, an auxiliary).
EARLIER = 18
ASKED = 14
BEARING = frozenset(
    "aux aux:tense aux:pass aux:caus cop advmod xcomp ccomp conj expl:subj expl:comp expl parataxis discourse fixed "
    "dep ROOT nsubj".split()
)


def certainty(scene: Surroundings) -> tuple[Certainty, str]:
    """The certainty of a statement and the rule that decided."""
    if scene.content.rstrip(" »”\"'").endswith("?") and len(scene.found.content) == 1:
        return "question", "asked-directly"
    if scene.found.rule == "hearsay-word":
        return "hedged", "hearsay-word"
    if scene.source and words(scene.language, TABLE, "uncertain_sources").search(scene.source):
        return "hedged", "uncertain-source"
    for rule in rules(scene.language, TABLE):
        if rule.where == "ask":
            opens = (rule.only or words(scene.language, TABLE, "question_openers")).search(scene.content, 0, ASKED * 2)
            if opens and not any(c.isalnum() for c in scene.content[: opens.start()]) and _at_cue(rule.pattern, scene):
                return "question", rule.name
        elif rule.where == "cue":
            if _at_cue(rule.pattern, scene):
                return cast(Certainty, rule.label), rule.name
        elif _in_main_clause(rule.pattern, scene):
            return cast(Certainty, rule.label), rule.name
    if hearsay(scene):
        return "hedged", "reportative-conditional"
    return "stated", "plain"


def _at_cue(pattern: re.Pattern[str], scene: Surroundings) -> bool:
    first, last = scene.at[0] - SLACK, scene.at[1] + SLACK
    return any(
        match.end() > first for match in at_words(pattern, scene.zone, word_starts(scene.zone, first - EARLIER, last))
    )


def _in_main_clause(pattern: re.Pattern[str], scene: Surroundings) -> bool:
    """Whether a form stands in the content so that it bears on its head: on the way up there are only auxiliaries,
    adverbs, complements and coordinations, no attribute of some noun."""
    parsed, start = scene.piece.parsed, scene.piece.start
    for first, last in scene.found.content:
        for match in pattern.finditer(scene.text, first, last):
            if parsed is None or not scene.tokens:
                return True
            token = int(parsed.ends.searchsorted(match.start() - start, "right"))
            if token >= len(parsed) or _bears(parsed, token, scene.main):
                return True
    return False


def _bears(parsed: Parsed, token: int, main: int) -> bool:
    for _ in range(8):
        if token == main:
            return True
        label, head = parsed.labels[token], parsed.heads[token]
        if head == token:
            return True
        if label not in BEARING and not (head == main and label in ("amod", "acl", "obl", "obl:mod", "case", "mark")):
            return False
        token = head
    return False


def hearsay(scene: Surroundings) -> bool:
    """Whether a reportative conditional stands in the content or is the cue."""
    parsed = scene.piece.parsed
    if parsed is None:
        return False
    kinds = scene.ground.conditionals
    if kinds is None:
        kinds = scene.ground.conditionals = conditionals(parsed)
    if not kinds:
        return False
    inside = set(scene.tokens)
    if scene.found.cue:
        start, end = scene.found.cue[0] - scene.piece.start, scene.found.cue[1] - scene.piece.start
        inside.update(i for i in kinds if start <= parsed.starts[i] < end)
    return any(kind == "reportative" and i in inside for i, kind in kinds.items())

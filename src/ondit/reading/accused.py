"""Whoever is accused and says that it was not so: "Prosecutors contend that Lazenby torched the barn. Lazenby testified
that he had not set foot in it." What is negated need not be said in the words of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ondit.reading.parsing import MORPHOLOGY
from ondit.reading.surroundings import Surroundings, stems
from ondit.reading.wording import fold, word_set, words

TABLE = "denials"
NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]{3,}")
# What stands behind somebody's name tells more of them.
BESIDE = re.compile(r"[,(]| (?:of|for|at|who|that|de|du|des|qui|que) ")
FUTURE, CONDITIONAL = MORPHOLOGY.index("Tense=Fut"), MORPHOLOGY.index("Mood=Cnd")
# A negation at the beginning of a content bears on what is said.
OPENING = 80


def accused(scene: Surroundings, claims: Iterable[tuple[frozenset[str], str]]) -> bool:
    """Whether somebody else's claim opens with the name of a statement's source, or its words are for one who is accused.
    ``claims`` are the stems that each opens with, and who makes it."""
    span = scene.found.source
    if span is None:
        return False
    said = BESIDE.split(scene.document.article.text[slice(*span)])[0]
    mine = stems(fold(" ".join(NAME.findall(said))), scene.language)
    others = [
        theirs for theirs, source in claims if source != scene.source and not mine & stems(source, scene.language)
    ]
    if others and words(scene.language, TABLE, "accused").fullmatch(scene.source.strip()):
        return True
    return any(mine & theirs for theirs in others)


def was_not(scene: Surroundings, negated: bool) -> bool:
    """Whether a content says that something is or was not so: no future, no wish, and nothing only not known."""
    parsed, main = scene.piece.parsed, scene.main
    if parsed is None or main < 0 or words(scene.language, TABLE, "no_answer").fullmatch(fold(parsed.words[main])):
        return False
    group = [main, *scene.ground.children[main]]
    open_verbs = words(scene.language, TABLE, "open_verbs")
    if any(
        parsed.morphology[i, FUTURE] or parsed.morphology[i, CONDITIONAL] for i in group if parsed.tags[i] != "NOUN"
    ):
        return False
    if any(open_verbs.fullmatch(fold(parsed.words[i])) for i in group if parsed.tags[i] in ("AUX", "VERB")):
        return False
    if negated:
        return True
    # "n'a bénéficié d'aucun logement": the negation stands on what hangs on the verb.
    half = word_set(scene.language, TABLE, "half_negators")
    own = any(fold(parsed.words[i]) in half for i in group)
    return own and words(scene.language, TABLE, "strong_negators").search(scene.content, 0, OPENING) is not None

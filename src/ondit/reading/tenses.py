"""When what a content tells of takes place, seen from the one who tells it: past | present | future."""

from __future__ import annotations

from ondit.reading.parsing import MORPHOLOGY
from ondit.reading.surroundings import Surroundings
from ondit.reading.wording import fold, word_set
from ondit.records import Tense

TABLE = "tenses"
FUTURE, PAST, PRESENT, IMPERFECT, PARTICIPLE, INFINITIVE, CONDITIONAL = (
    MORPHOLOGY.index(name)
    for name in ("Tense=Fut", "Tense=Past", "Tense=Pres", "Tense=Imp", "VerbForm=Part", "VerbForm=Inf", "Mood=Cnd")
)


def tense(scene: Surroundings) -> tuple[Tense, str]:
    """The tense of a statement's content and the rule that decided.

    An infinitive without *have* under a cue of intention lies ahead; a content without a verb takes the cue's time.
    """
    parsed, main = scene.piece.parsed, scene.main
    if parsed is None or main < 0:
        return "past", "unparsed"
    code = scene.language
    group = [main, *(c for c in scene.ground.children[main] if parsed.labels[c].split(":")[0] in ("aux", "cop"))]
    forms = {fold(parsed.words[i]) for i in group}
    rows = parsed.morphology[group]
    if rows[:, FUTURE].any() or forms & word_set(code, TABLE, "future"):
        return "future", "future-form"
    finite = parsed.tags[main] in ("VERB", "AUX") or len(group) > 1
    participle = len(group) > 1 and bool(parsed.morphology[main, PARTICIPLE])
    if participle and forms & word_set(code, TABLE, "perfect"):
        return "past", "perfect"
    if rows[:, CONDITIONAL].any():
        return "present", "conditional"
    if parsed.morphology[main, INFINITIVE] and len(group) == 1:
        return "future", "bare-infinitive"
    if rows[:, IMPERFECT].any() or (finite and rows[:, PAST].any() and not rows[:, PRESENT].any()):
        return "past", "past-form"
    if rows[:, PRESENT].any() and finite:
        return "present", "present-form"
    if finite and rows[:, PAST].any():
        return "past", "past-participle"
    anchor = scene.found.anchor
    if 0 <= anchor < len(parsed) and parsed.morphology[anchor, PRESENT] and not parsed.morphology[anchor, PAST]:
        return "present", "cue-present"
    return "past", "cue-past"

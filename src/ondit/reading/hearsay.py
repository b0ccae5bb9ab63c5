"""Hearsay by grammar: conditionals that report what is said, told apart from ordinary ones.

Romance languages mark second-hand news by the conditional: "Le suspect *aurait* avoué". The same form serves
hypotheses ("il viendrait s'il pouvait"), wishes ("j'aimerais"), polite requests, advice ("il faudrait") and the future
seen from the past ("il a promis qu'il viendrait"). What tells them apart is grammar, so it works on Universal
Dependencies with Mood=Cnd; only the words of conditions and wishes are data (``hedges.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set, words

TABLE = "hedges"
CONDITIONAL = MORPHOLOGY.index("Mood=Cnd")
PAST, IMPERFECT, PARTICIPLE = (MORPHOLOGY.index(name) for name in ("Tense=Past", "Tense=Imp", "VerbForm=Part"))
# A quick look before the patterns of a language are tried: Romance conditionals end so.
ENDINGS = ("rait", "raient", "rais", "rions", "riez", "ía", "ían", "ebbe", "ebbero")
AGE = 60  # characters of "eu quatre-vingt-dix ans"
VERBAL = frozenset(("VERB", "AUX", "ADJ", "X", "NOUN"))


def reportative(parsed: Parsed) -> tuple[int, ...]:
    """Tokens with Mood=Cnd that report hearsay, in order."""
    return tuple(i for i, kind in conditionals(parsed).items() if kind == "reportative")


def conditionals(parsed: Parsed) -> dict[int, str]:
    """Every conditional verb form with what it is: "reportative", or why it is plain: "if", "wish", "modal", "polite",
    "evaluation", "any", "question", "future-in-past", "comparison", "plan", "own-voice"."""
    if not len(parsed):
        return {}
    tokens = forms(parsed)
    if not tokens:
        return {}
    spans = quoted_spans(parsed.text)
    return {i: _kind(parsed, i, parsed.children, spans) for i in tokens}


def forms(parsed: Parsed) -> list[int]:
    """Tokens that are conditional verb forms: by the parser's morphology, or by their ending where it knows no mood."""
    endings, others = words(parsed.language, TABLE, "conditional"), words(parsed.language, TABLE, "not_conditional")
    marked = parsed.morphology[:, CONDITIONAL]
    found = []
    for i, word in enumerate(parsed.words):
        if not word.lower().endswith(ENDINGS):
            continue  # "progressait", "espèrent": parsers take other forms for conditionals
        if marked[i]:
            found.append(i)
        elif parsed.tags[i] in VERBAL:
            low = fold(word).lstrip("'")
            if endings.fullmatch(low) and not others.fullmatch(low):
                found.append(i)
    return found


def _kind(parsed: Parsed, i: int, below: list[list[int]], quoted: Sequence[tuple[int, int]]) -> str:
    code = parsed.language
    word = fold(parsed.words[i])
    verb = i if parsed.labels[i].split(":")[0] not in ("aux", "cop") else parsed.heads[i]
    subjects = [c for c in below[verb] if parsed.labels[c].startswith(("nsubj", "expl:subj"))]
    # "aurait été vu", "se serait enfui": what is past already cannot be ahead.
    compound = verb != i and parsed.labels[i] in ("aux", "aux:tense") and parsed.morphology[verb, PARTICIPLE] > 0
    first, last = _sentence(parsed, i)
    text = fold(parsed.text[int(parsed.starts[first]) : int(parsed.ends[last])])
    if words(code, TABLE, "wishes").fullmatch(word):
        return "wish"
    if _person(parsed, subjects, word_set(code, TABLE, "polite_subjects")):
        return "polite"
    if _under_condition(parsed, verb, below, text, code):
        return "if"
    if words(code, TABLE, "modals").fullmatch(word):
        return "modal"
    if _evaluates(parsed, verb, below, code):
        return "evaluation"
    if words(code, TABLE, "comparisons").search(text) and parsed.labels[verb] == "advcl":
        return "comparison"
    if _of_any(parsed, subjects, below, code):
        return "any"
    if text.rstrip(" »”\"'").endswith("?") and not any(s < int(parsed.starts[i]) < e for s, e in quoted):
        return "question"
    if compound:
        unreal = words(code, TABLE, "unreal").fullmatch(fold(parsed.words[verb])) or words(
            code, TABLE, "unreal_ages"
        ).match(fold(parsed.text[int(parsed.starts[verb]) :][:AGE]))
        return "modal" if unreal else "reportative"
    events = word_set(code, TABLE, "events")
    if _of_one(parsed, subjects, below, code) and (
        word not in word_set(code, TABLE, "states") or any(fold(parsed.words[s]) in events for s in subjects)
    ):
        return "any"
    if words(code, TABLE, "later").search(text) and word not in word_set(code, TABLE, "states"):
        return "future-in-past"
    if _future_in_past(parsed, verb, i, below, code):
        return "future-in-past"
    if any(fold(parsed.words[s]) in word_set(code, TABLE, "plans") for s in subjects):
        return "plan"
    at = int(parsed.starts[i])
    if any(s < at < e for s, e in quoted) and verb == i:
        return "own-voice"
    return "reportative"


def _of_any(parsed: Parsed, subjects: list[int], below: list[list[int]], code: str) -> bool:
    """A subject that stands for any of its kind is a supposition ("toute alliance serait scrutée de près")."""
    kinds = word_set(code, TABLE, "any_of_its_kind")
    return any(
        fold(parsed.words[c]) in kinds and parsed.labels[c] in ("det", "amod", "fixed")
        for s in subjects
        for c in below[s]
        if c < s
    )


def _of_one(parsed: Parsed, subjects: list[int], below: list[list[int]], code: str) -> bool:
    """An indefinite subject with a verb of doing is a supposition ("une grève coûterait cher")."""
    some = word_set(code, TABLE, "indefinite")
    return any(fold(parsed.words[c]) in some for s in subjects for c in below[s] if c < s and parsed.labels[c] == "det")


def _person(parsed: Parsed, subjects: list[int], pronouns: frozenset[str]) -> bool:
    return any(fold(parsed.words[s]).strip("-") in pronouns for s in subjects)


def _sentence(parsed: Parsed, i: int) -> tuple[int, int]:
    number, first, last = parsed.sentences[i], i, i
    while first and parsed.sentences[first - 1] == number:
        first -= 1
    while last + 1 < len(parsed) and parsed.sentences[last + 1] == number:
        last += 1
    return first, last


def _under_condition(parsed: Parsed, verb: int, below: list[list[int]], text: str, code: str) -> bool:
    """An if-clause on the verb, on the clause above it, or worded anywhere in the sentence."""
    marks = word_set(code, TABLE, "if_marks")
    for node in (verb, parsed.heads[verb]):
        for child in below[node]:
            if parsed.labels[child].startswith("advcl") and any(
                fold(parsed.words[c]) in marks and parsed.labels[c] == "mark" for c in below[child]
            ):
                return True
    return bool(_conditions(code).search(text))


@lru_cache(maxsize=8)
def _conditions(code: str) -> re.Pattern[str]:
    return words(code, TABLE, "conditions")


def _evaluates(parsed: Parsed, verb: int, below: list[list[int]], code: str) -> bool:
    """The author's or speaker's judgment ("il serait dommage", "ce serait une erreur"), not news."""
    if fold(parsed.words[verb]) not in word_set(code, TABLE, "evaluations"):
        return False
    return any(parsed.labels[c] == "cop" for c in below[verb])


def _future_in_past(parsed: Parsed, verb: int, i: int, below: list[list[int]], code: str) -> bool:
    """A complement of a past verb of promising or saying, unless it tells of a state that holds already."""
    node, steps = verb, 0
    while parsed.labels[node] == "conj" and parsed.heads[node] != node and steps < 4:
        node, steps = parsed.heads[node], steps + 1
    if parsed.labels[node].split(":")[0] not in ("ccomp", "xcomp", "acl", "advcl") or parsed.heads[node] == node:
        return False
    above = parsed.heads[node]
    while parsed.tags[above] not in ("VERB", "AUX") and parsed.heads[above] != above and steps < 8:
        above, steps = parsed.heads[above], steps + 1  # hung on what stands between: "a confirmé sur notre antenne que"
    row = parsed.morphology[above]
    past = row[IMPERFECT] > 0 or row[PAST] > 0
    if not past or not any(fold(parsed.words[c]) in word_set(code, TABLE, "that") for c in below[node]):
        return False
    if fold(parsed.words[above]) not in word_set(code, TABLE, "promises"):
        return False
    return fold(parsed.words[i]) not in word_set(code, TABLE, "states") or parsed.labels[i] == "aux:pass"

"""Whether a source conveys a content as so, denies it, or declines to say: affirm | deny | decline.

A denial is made by the cue ("dément"), by calling the claim false ("a qualifié d'infondé"), by a content that negates a
claim raised earlier in the article, or by taking back one's own report. To decline is to refuse comment, neither to
confirm nor to deny, to deny under a negation, or to leave the question open ("no decision has been made").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from ondit.reading.accused import accused, was_not
from ondit.reading.surroundings import Surroundings, stems
from ondit.reading.wording import Rule, at_words, rules, word_set, word_starts, words
from ondit.records import Polarity

Denial = Literal["fact", "report"]
TABLE = "denials"
SLACK = 3
# How much of a negated content must have been said before for it to answer that claim.
SHARED, STRONG, SHARE = 3, 2, 0.34
BEFORE = 30
# A form in the clause may begin so many characters before the cue (its negation and auxiliaries).
EARLIER = 18
MARKS = frozenset("«“„\"'‘–—:")
# Contents are judged by their beginning: deep inside a long quotation a negation answers something else.
OPENING = 80
# A rumour stands right before what answers it: so many characters, at most two sentences.
NEARBY = 400
# Whom a claim is about is named in so many of its first characters.
OPENED = 50
# Whoever is accused answers one of the last so many claims.
LAST = 3
# A word that says no opens a content within so many characters.
START = 40
SENTENCE = re.compile(r"[.!?…][»”\"]?\s+")


@dataclass(slots=True)
class Raised:
    """Claims that the article has raised so far, or whose denial it told: stems of each content, and who said it (""
    of a denied one); ``openings`` the same of how raised ones open; ``denier`` who last denied one, as stems; ``published``
    once an outlet was said to have told something.

    ``with_stem`` has the numbers of the claims in which a stem stands.
    """

    claims: list[tuple[frozenset[str], str]] = field(default_factory=list)
    openings: list[tuple[frozenset[str], str]] = field(default_factory=list)
    denier: frozenset[str] | None = None
    published: bool = False
    with_stem: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, scene: Surroundings, polarity: Polarity, hearsay: bool) -> None:
        """Remember what a statement claims, where it is hearsay or an accusation, and what a denial is of: who says no to
        the same after that denies it too."""
        if polarity == "deny":
            self.denier = stems(scene.source, scene.language)
        if polarity == "decline" or not scene.content:
            return
        if polarity == "deny":
            if scene.source and not scene.found.ellipsis:
                self._keep(scene, "")
        elif hearsay or words(scene.language, TABLE, "accusing").search(scene.cue):
            self._keep(scene, scene.source)
            self.openings.append((stems(scene.content[:OPENED], scene.language), scene.source))

    def _keep(self, scene: Surroundings, source: str) -> None:
        theirs = stems(scene.content, scene.language)
        for stem in theirs:
            self.with_stem[stem].append(len(self.claims))
        self.claims.append((theirs, source))

    def denied_by_others(self, scene: Surroundings) -> bool:
        """Whether the last denial was somebody else's: who then says the opposite bears the claim out."""
        return self.denier is not None and not self.denier & stems(scene.source, scene.language)

    def latest(self) -> list[tuple[frozenset[str], str]]:
        """How the last claims open, and who made each."""
        return self.openings[-LAST:]

    def alike(self, mine: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Claims that share stems with ``mine``: how many, how many the smaller of the two has, and who made the claim."""
        shared = Counter(number for stem in mine for number in self.with_stem.get(stem, ()))
        for number, count in shared.items():
            theirs, source = self.claims[number]
            yield count, min(len(mine), len(theirs)), source


def polarity(scene: Surroundings, raised: Raised, before: Polarity | None) -> tuple[Polarity, Denial | None, str]:
    """The polarity of a statement, what a denial is of, and the rule that decided.

    ``before`` is the polarity of the statement whose content this one takes over (ellipsis), None otherwise.
    """
    code = scene.language
    if scene.found.ellipsis and before is not None:
        return before, ("fact" if before == "deny" else None), "same-again"
    if scene.found.polarity is not None:
        return scene.found.polarity, denied(scene), "denial"
    spots = {
        "cue": word_starts(scene.zone, scene.at[0] - SLACK - EARLIER, scene.at[1] + SLACK),
        "clause": word_starts(scene.clause, scene.clause_at[0] - SLACK - EARLIER, scene.clause_at[1] + SLACK),
        "content": word_starts(scene.content, 0, OPENING),
        "self": word_starts(scene.content, 0, OPENING // 2),
    }
    for rule in rules(code, TABLE):
        if rule.answers and not asked(scene, raised):
            continue
        label = _holds(rule, scene, code, spots.get(rule.where, []))
        if label:
            name = rule.name if label == rule.label else rule.name + "-negated"
            return cast(Polarity, label), cast("Denial | None", rule.detail if label == "deny" else None), name
    if words(code, TABLE, "opposites").fullmatch(scene.content.strip()):
        return (
            ("affirm", None, "opposite-of-denied") if raised.denied_by_others(scene) else ("deny", "fact", "opposite")
        )
    if answers(scene, raised):
        return "deny", "fact", "negates-earlier-claim"
    if defends_itself(scene, raised):
        return "deny", "fact", "defends-itself"
    if reassures(scene):
        return "deny", "fact", "reassures"
    return "affirm", None, "plain"


def says_itself(scene: Surroundings) -> bool:
    """Whether the cue is the verb of what is said, by nobody: "elle aurait été écartée du film" rules nothing out."""
    cue = scene.found.cue
    within = cue is not None and any(start <= cue[0] and cue[1] <= end for start, end in scene.found.content)
    return within and scene.found.source is None and scene.found.rule.startswith("hearsay")


def denied(scene: Surroundings) -> Denial | None:
    """What a denial that grammar proves is of: the report, where a word for one heads its content."""
    if scene.found.polarity != "deny":
        return None
    return "report" if words(scene.language, TABLE, "reports").search(scene.content, 0, OPENING // 2) else "fact"


def _holds(rule: Rule, scene: Surroundings, code: str, starts: list[int]) -> str:
    """The label that a rule gives here, "" where it does not hold."""
    if rule.where == "cue" and rule.label == "deny" and says_itself(scene):
        return ""
    if rule.where in ("cue", "clause"):
        text, at = (scene.zone, scene.at) if rule.where == "cue" else (scene.clause, scene.clause_at)
        for match in at_words(rule.pattern, text, starts):
            aside = "," in text[match.end() : at[0]]  # "who had kept silent, admitted that …"
            if match.end() > at[0] - SLACK and not aside:
                beginning = scene.content[:45]
                if not _fits(rule, beginning if beginning else text[match.end() : match.end() + 45]):
                    continue
                return _signed(rule, text, match.start(), scene, code)
        return ""
    if not scene.source:
        return ""
    text = scene.content
    if rule.where == "start":
        match_or_none = rule.pattern.search(text, 0, START)
        lead = text[: match_or_none.start()] if match_or_none else "x"
        if match_or_none is None or (lead and not any(c in MARKS for c in lead)):
            return ""
        return "" if any(c.isalpha() for c in _opener(lead)) else rule.label
    for match in at_words(rule.pattern, text, starts):
        if _fits(rule, text[match.start() : match.end() + OPENING // 3]):
            return _signed(rule, text, match.start(), scene, code) if rule.negated is not None else rule.label
    return ""


def _opener(lead: str) -> str:
    """What stands before the first word of a content, its conjunction left out."""
    return re.sub(r"^\W*(?:que|qu'|that)\b", "", lead)


def _fits(rule: Rule, text: str) -> bool:
    return not (rule.unless and rule.unless.search(text)) and (rule.only is None or bool(rule.only.search(text)))


def _signed(rule: Rule, text: str, start: int, scene: Surroundings, code: str) -> str:
    """The label of a rule, or what a negation right before the match makes of it."""
    if rule.negated is None or not negated(text, start, code):
        return rule.label
    if words(code, TABLE, "nobody").fullmatch(scene.source.strip()):
        return ""
    return rule.negated


def negated(text: str, start: int, code: str) -> bool:
    """Whether a negation of the language stands right before ``start``, in the same clause."""
    if words(code, TABLE, "ahead").match(text.lstrip("§ ")) and "," not in text[:start]:
        return True
    before = text[max(0, start - BEFORE) : start]
    cut = max(before.rfind(mark) for mark in ",;:.§")
    before = before[cut + 1 :]
    found = words(code, TABLE, "negation").search(before)
    return bool(found) and not words(code, TABLE, "not_negation").search(before + text[start : start + 12])


def answers(scene: Surroundings, raised: Raised) -> bool:
    """Whether the content's main predicate is negated and takes up a claim that somebody else raised before it."""
    if not scene.source or not denies_itself(scene):
        return False
    mine = stems(scene.content[: 2 * OPENING], scene.language)
    strong = words(scene.language, TABLE, "strong_negators").search(scene.content, 0, OPENING)
    needed = STRONG if strong else SHARED
    if strong and words(scene.language, TABLE, "rumoured").search(before_it(scene, 1)):
        return True
    for shared, smaller, source in raised.alike(mine):
        enough = shared >= needed and shared >= SHARE * smaller
        if enough and (not source or source != scene.source):
            return True
    return False


def defends_itself(scene: Surroundings, raised: Raised) -> bool:
    """Whether somebody whom one of the last claims accuses says that it was not so."""
    only = words(scene.language, TABLE, "not_negation").search(scene.content, 0, OPENING)
    return not only and accused(scene, raised.latest()) and was_not(scene, denies_itself(scene))


def before_it(scene: Surroundings, sentences: int = 2) -> str:
    """What the article says right before a statement: so many sentences, and what of its own comes first."""
    spans = [*scene.found.content, *(span for span in (scene.found.source, scene.found.cue) if span)]
    first = min(start for start, _ in spans)
    text = scene.text[max(0, first - NEARBY) : first]
    cut = [match.end() for match in SENTENCE.finditer(text)]
    return text[cut[-1 - sentences] :] if len(cut) > sentences else text


def asked(scene: Surroundings, raised: Raised) -> bool:
    """Whether a claim has been raised, or a rumour, an accusation or a question stands right before a statement: a
    negation may then answer it."""
    if raised.openings or raised.published or replies(scene):
        return True
    return rumoured_before(scene) or "?" in before_it(scene)


def replies(scene: Surroundings) -> bool:
    """Whether the cue itself says that somebody answers ("responde", "rétorque")."""
    return bool(words(scene.language, TABLE, "replying").search(scene.cue))


def rumoured_before(scene: Surroundings) -> bool:
    """Whether a word for a rumour or an accusation stands right before a statement."""
    return bool(words(scene.language, TABLE, "raised").search(before_it(scene)))


def reassures(scene: Surroundings) -> bool:
    """Whether a content answers a rumour right before it by saying that all is well ("she is in perfect health")."""
    if not scene.source or not words(scene.language, TABLE, "reassurances").search(scene.content, 0, OPENING):
        return False
    return rumoured_before(scene) or before_it(scene, 1).rstrip().endswith("?") or answers_behind(scene)


def answers_behind(scene: Surroundings) -> bool:
    """Whether what follows in the sentence says that a claim is answered ("…, after a website reported his death")."""
    end = max(end for _, end in scene.found.content)
    after = SENTENCE.split(scene.text[end : end + NEARBY], maxsplit=1)[0]
    inside = scene.text[min(start for start, _ in scene.found.content) : end]
    pattern = words(scene.language, TABLE, "answering")
    return bool(pattern.search(after) or pattern.search(inside, OPENING // 4))


def denies_itself(scene: Surroundings) -> bool:
    """Whether a negation bears on the head of the content."""
    parsed, main = scene.piece.parsed, scene.main
    if parsed is None or main < 0:
        return False
    # "ne" alone restricts or fears: "ne compte que", "craint qu'il ne parte".
    negators = word_set(scene.language, TABLE, "negators") - word_set(scene.language, TABLE, "half_negators")
    inside = set(scene.tokens)
    below: Sequence[int] = scene.ground.children[main]
    for child in below:
        if child in inside:
            if parsed.words[child].lower().replace("’", "'") in negators:
                return True
            if parsed.labels[child].split(":")[0] in ("nsubj", "obj", "aux", "cop", "obl") and any(
                parsed.words[c].lower() in negators
                for each in (child, *_of_phrase(scene, child))
                for c in scene.ground.children[each]
                if c in inside
            ):
                return True
    return False


def _of_phrase(scene: Surroundings, noun: int) -> list[int]:
    """What a noun is of: "l'objet *d'aucune suspension*"."""
    parsed = scene.piece.parsed
    assert parsed is not None
    return [child for child in scene.ground.children[noun] if parsed.labels[child].split(":")[0] == "nmod"]


__all__ = ["Denial", "Raised", "answers", "negated", "polarity"]

"""What opens a rumour: a table of rules (DESIGN section 2), read from top to bottom; the first that holds opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ondit.linking.cue_kinds import kinds_of
from ondit.linking.deserving import claim_of, cue_of, denies_in_so_many_words, deserves, researched, source_of, speaks
from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical, same
from ondit.linking.terms import fold
from ondit.records import Reading, Statement

_TELLS = frozenset({"say", "report", "confess", "according"})
_RELAYS = frozenset({"report", "according"})
_THINKS = frozenset({"think", "want", "know", "show"})
_NAMED = frozenset({"person", "official", "organisation"})
_A_CLAIM = 5  # words that a claim has at least


@dataclass(frozen=True, slots=True)
class Opening:
    """One way in which a claim becomes a rumour. ``holds`` looks at a statement in its reading."""

    id: str
    words: str
    holds: Callable[[Statement, Reading], bool]


def _denied(s: Statement, reading: Reading) -> bool:
    """In so many words ("denied"), or what is rejected is called a claim, or said to be untrue or not so where
    somebody claimed it. "This is not the time, he said" denies nobody's; and who rejects a plan, an idea or a person,
    or calls them wrong, denies nothing."""
    if s.polarity != "deny" or s.certainty == "hedged" or _anybody_at_all(s, reading):
        return False
    words, content = lexicon(reading.article.language), claim_of(s, reading)
    if denies_in_so_many_words(s, reading):
        # Not "denied him"; a bare "denies" answers a claim.
        return s.content == (s.cue,) or (_size(s, reading) >= 2 and not _refused(s, reading))
    untrue = words.untruths is not None and words.untruths.search(f"{cue_of(s, reading)} {content}") is not None
    if words.claims is not None and words.claims.search(content):
        kinds = kinds_of(s, reading)
        called = "name" in kinds and not untrue  # "described the rumours", and not "called the rumours unfounded"
        return s.refers_to is not None or "deny" in kinds or (s.denial == "report" and not called)
    if s.refers_to is None:
        return False
    return untrue or any(word in words.negates for word in re.findall(r"\w+", content)[:4])


def _refused(s: Statement, reading: Reading) -> bool:
    """Whether something is denied to somebody, and not a fact: "denied the motion", "denied his party the victory"."""
    words, content = lexicon(reading.article.language), claim_of(s, reading)
    may = bool(words.refuses) and any(w.startswith(words.refuses) for w in re.findall(r"\w+", cue_of(s, reading)))
    told = (words.denied_is, words.claims, words.grave)
    return may and not any(_finds(pattern, content) for pattern in told)


def _unnamed(s: Statement, reading: Reading) -> bool:
    if _size(s, reading) < _A_CLAIM or _anybody(s, reading) or _made_known(s, reading):
        return False
    if s.quote == "direct" and speaks(s, reading):  # what somebody went through, or thinks
        return False
    return s.source_kind == "anonymous" and _tells(s, reading) and not _named(s, reading)


def _made_known(s: Statement, reading: Reading) -> bool:
    """Whether an authority made it known: "according to information from the ministry"."""
    words, said = lexicon(reading.article.language), source_of(s, reading)
    return _finds(words.made_known, said) and _finds(words.authority, said)


def _reports_say(s: Statement, reading: Reading) -> bool:
    """As in "reports indicate that": whose they are nobody says."""
    claims, told = lexicon(reading.article.language).claims, kinds_of(s, reading) & (_TELLS | {"show"})
    unnamed = s.source_kind == "document" and claims is not None and claims.fullmatch(source_of(s, reading))
    return s.polarity == "affirm" and bool(told and unnamed) and _size(s, reading) >= _A_CLAIM


def _second_hand(s: Statement, reading: Reading) -> bool:
    """Who speaks to an outlet in their own name is not hearsay, however hedged: only what nobody answers for, or a
    paper that only an outlet has seen."""
    unnamed = s.source_kind in ("anonymous", "implied") or (s.source_kind == "document" and not s.source_name)
    return bool(s.channel) and unnamed and _tells(s, reading) and not _anybody(s, reading)


def _other_outlet(s: Statement, reading: Reading) -> bool:
    """What an outlet only "says" is as often its opinion, or about itself."""
    relays = s.cue is None or s.certainty == "hedged" or bool(kinds_of(s, reading) & _RELAYS) or _cites(s, reading)
    told = _tells(s, reading) and relays
    if s.source_kind != "outlet" or not s.source_name or not told or _size(s, reading) < _A_CLAIM:
        return False
    if _anybody(s, reading) or _answered_for(s, reading) or speaks(s, reading):
        return False
    if cue_of(s, reading) in lexicon(reading.article.language).opines:
        return False
    own = canonical(reading.article.outlet or "")
    return not own or not same(canonical(s.source_name), own)


def _cites(s: Statement, reading: Reading) -> bool:
    """Whether the same source cites somebody in the same sentence: "the Gazette, citing people close to it, says"."""
    beside = (other for other in reading.statements if other is not s and other.source_name == s.source_name)
    return any(other.sentence == s.sentence and bool(kinds_of(other, reading) & _RELAYS) for other in beside)


def _hearsay(s: Statement, reading: Reading) -> bool:
    if _reports_say(s, reading):
        return True
    adverbs = lexicon(reading.article.language).hearsay_adverbs
    adverb = adverbs is not None and adverbs.search(cue_of(s, reading)) is not None
    nobody = s.source_kind == "implied" or (adverb and s.source_kind != "outlet")  # she has reportedly left: no source
    if s.polarity != "affirm" or not nobody or s.certainty != "hedged" or _size(s, reading) < 2:
        return False
    if researched(s, reading):
        return False
    kinds = kinds_of(s, reading)
    if s.rule in ("hearsay-word", "hearsay-talk"):  # the words alone say it: "il se murmure", "speculation grows"
        return not kinds & _THINKS or s.tense == "past"  # "is believed to have left", and not "is believed to be wise"
    told = s.rule == "hearsay" or bool(kinds & (_TELLS - {"according"} | {"accuse"}))  # "apparently" is no hearsay
    return adverb or (told and not kinds & _THINKS)


def _tells(s: Statement, reading: Reading) -> bool:
    """Affirmed, in a word of telling or without a word: not a thought, a wish, a request or a finding."""
    kinds = kinds_of(s, reading)
    told = s.cue is None or (bool(kinds & _TELLS) and "want" not in kinds)
    return s.polarity == "affirm" and s.certainty != "question" and told


def _answered_for(s: Statement, reading: Reading) -> bool:
    """Whether what an outlet tells is that somebody said something, who is named: "the mayor will run, her office
    said, the Gazette reported"."""
    return any(
        start <= other.source[0] < end and start <= other.cue[0] < end
        for other in reading.statements
        if other is not s and other.source and other.cue and other.source_kind in _NAMED and _tells(other, reading)
        for start, end in s.content
    )


def _anybody(s: Statement, reading: Reading) -> bool:
    """Whether the source is everybody or nobody in particular ("some say", "tout le monde", "supporters"), those around
    somebody, who speak for them, what many have been asked or counted by, or unnamed people who speak of themselves."""
    words, said = lexicon(reading.article.language), source_of(s, reading)
    if said in words.themselves or (words.anybody is not None and words.anybody.fullmatch(said)):
        return True
    if s.source_kind == "anonymous" and _of_itself(s, reading):
        return True
    if words.uncounted is not None and words.uncounted.match(said):
        return True
    some = (words.crowds, words.counts, words.entourages, words.expert)
    return any(_finds(pattern, said) for pattern in some)


def _anybody_at_all(s: Statement, reading: Reading) -> bool:
    """Whether the source is everybody or nobody: "no one has disputed"."""
    anybody = lexicon(reading.article.language).anybody
    return anybody is not None and anybody.fullmatch(source_of(s, reading)) is not None


def _of_itself(s: Statement, reading: Reading) -> bool:
    """Whether the source speaks of itself: "several delegates said they would stay"."""
    first = fold(reading.article.text[slice(*min(s.content))]).split()[:2] if s.content else []
    return any(word.strip("\"'“”«»") in lexicon(reading.article.language).themselves for word in first)


def _named(s: Statement, reading: Reading) -> bool:
    """Whether the source is called by a name after all: "Anna Sorel, who teaches at Brest"."""
    called = source_of(s, reading).partition(",")[0]
    return bool(s.source_name) and called.endswith(fold(s.source_name or "").strip())


def _finds(pattern: re.Pattern[str] | None, words: str) -> bool:
    """Whether a list of words, if the language has it, is met in some words."""
    return pattern is not None and pattern.search(words) is not None


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


def could_open(statement: Statement, reading: Reading) -> str | None:
    """The id of the first rule that holds of this statement, None where none does."""
    return next((rule.id for rule in RULES if rule.holds(statement, reading)), None)


def opened_by(statement: Statement, reading: Reading) -> str | None:
    """The id of the rule by which this statement opens a rumour, None where it opens none, or hardly deserves it."""
    rule = could_open(statement, reading)
    return rule if rule and deserves(statement, reading, rule) else None

"""Whom a description means: "le quotidien", "the carmaker", "le ministre": by what was said of them, then by class."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain

from ondit.reading.everybody import stem
from ondit.reading.lexicon import Lexicon, singulars
from ondit.reading.names import WORD
from ondit.reading.pronouns import nearest, nearness, subject
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody, tokens_of
from ondit.records import Span

KINDS = {
    "outlet": ("outlet",), "company": ("organisation", "outlet"), "organisation": ("organisation",),
    "official_body": ("organisation",), "official": ("person",), "person": ("person",), "place": ("place",),
}  # fmt: skip


# What nearness and the number of mentions count; all else that does not come of words adds at most REST.
NEAR, SPOKEN, REST = 0.7, 0.35, 1.2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words, its head noun as listed (None where in no class), and what its determiner says."""

    words: tuple[str, ...]
    head: str | None
    definite: bool
    plural: bool
    span: Span
    head_word: str = ""


def phrase(text: str, span: Span, lexicon: Lexicon, head_at: int | None = None) -> Phrase:
    """Read a noun phrase from its words; ``head_at`` is the offset of its head where the parse tells."""
    said = [(m.start() + span[0], m.group().replace("’", "'")) for m in WORD.finditer(text[span[0] : span[1]])]
    words: list[tuple[int, str]] = []
    for at, word in said:
        mark = word.find("'")
        if mark > 0 and word[:mark].lower() in lexicon.words["elisions"]:
            words += [(at, word[:mark].lower()), (at + mark + 1, word[mark + 1 :])]
        else:
            words.append((at, word))
    low = [word.lower() for _, word in words]
    definite = (
        bool(low)
        and low[0] in lexicon.words["definite"]
        and (len(low) < 2 or low[1] not in lexicon.words["indefinite"])
    )
    first = text[span[0] : span[0] + 1]
    head, head_word = None, ""
    if head_at is not None:
        for at, word in words:
            if at <= head_at < at + len(word) or at == head_at:
                head_word = word.lower()
                head = lexicon.noun(word)
    if head is None and not head_word:
        limit = next((i for i, word in enumerate(low) if i and word in lexicon.words["after_head"]), len(low))
        order = range(limit) if lexicon.data.get("head_first") else range(limit - 1, -1, -1)
        for i in order:
            if (noun := lexicon.noun(low[i])) is not None:
                head, head_word = noun, low[i]
                break
    if first.isupper() and low and low[0] not in lexicon.words["determiners"] | lexicon.words["indefinite"]:
        # A headline leaves the article out: "Former Mayor Says …".
        definite = definite or bool(lexicon.nouns.get(head or "", frozenset()) & {"official", "person"})
    index = low.index(head_word) if head_word in low else 0
    return Phrase(tuple(word for word in low), head, definite, lexicon.is_plural(low[: index + 1]), span, head_word)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of whom a description may be: its head noun and forms of it, its other words as stems, who it is a class of, and
    words for those who may be members of it."""

    heads: frozenset[str]
    stems: tuple[str, ...]
    classes: frozenset[str]
    kinds: frozenset[str]
    gender: str
    plural: bool
    members: frozenset[str]


def wanted(said: Phrase, lexicon: Lexicon) -> Wanted | None:
    """Of whom a phrase may be a description; None where it is no definite description."""
    if said.head is None or not said.definite:
        return None
    classes = lexicon.nouns[said.head]
    modifiers = {word for word in said.words if len(word) > 3 and word != said.head_word}
    members = lexicon.data.get("members", {}).get(said.head, ()) if said.plural else ()
    return Wanted(
        frozenset((said.head, *singulars(said.head_word))),
        tuple(map(stem, modifiers)),
        classes,
        frozenset(kind for name in classes for kind in KINDS[name]),
        lexicon.genders.get(said.head, "c"),
        said.plural,
        frozenset(members),
    )


def described(scene: Scene, said: Phrase, at: int) -> Somebody | None:
    """Who is meant by a definite description; None where nobody fits."""
    asked = wanted(said, scene.lexicon)
    if asked is None:
        return None
    those = scene.everybody
    best, top, first = None, -math.inf, 0
    # Those of whom a word of it is said; then all others, the last spoken of first: the further back, the less likely.
    words = ((0, who) for who in those.told([*asked.heads, *asked.members], asked.stems))
    for last, who in chain(words, those.before(at, asked.kinds, plural=asked.plural)):
        if last and NEAR * nearest(at - last) + SPOKEN * those.largest + REST < top:
            break
        score = fit(scene, asked, who, at, top)
        if score is not None and (score > top or (score == top and those.places[who] < first)):
            best, top, first = who, score, those.places[who]
    return best


def fit(scene: Scene, asked: Wanted, who: Somebody, at: int, top: float) -> float | None:
    """How likely somebody is meant by a description at an offset; None where it cannot be, or is less than ``top``."""
    roles = who.roles
    told = not asked.heads.isdisjoint(roles)
    named = bool(asked.members) and bool(asked.members & (roles | set(tokens_of(who.name))))
    if who.kind not in asked.kinds and (not told or who.kind in ("person", "organisation")) and not named:
        return None
    bridged = asked.plural and named
    if bool(who.plural) != asked.plural and not bridged:
        return None
    if who.kind == "person" and asked.gender in "mf" and who.gender and who.gender != asked.gender and not told:
        return None
    last = who.last_before(at)
    if last is None:
        if not (told and len(asked.stems) > 1 and who.kind == "person"):
            return None
        last = who.seen[0]
    theirs = {stem(role) for role in roles} if asked.stems else ()
    words = 2.5 * told + 1.5 * bridged + 1.2 * sum(mine in theirs for mine in asked.stems)
    if words + NEAR * nearest(at - min(last, at)) + SPOKEN * who.weight + REST < top:
        return None
    score = words + NEAR * nearness(scene, min(last, at), at) + SPOKEN * who.weight
    if scene.turns and scene.turns[-1].who is who:
        score += 0.8
    if "company" in asked.classes and who.kind == "organisation" and not who.named:
        score -= 2.0
    if subject(scene, last):
        score += 0.3
    return score

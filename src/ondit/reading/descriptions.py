"""Whom a description means: "le quotidien", "the carmaker", "le ministre": by what was said of them, then by class."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ondit.reading.lexicon import Lexicon, singulars
from ondit.reading.names import WORD
from ondit.reading.pronouns import nearness, subject
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody, tokens_of
from ondit.records import Span

KINDS = {
    "outlet": ("outlet",), "company": ("organisation", "outlet"), "organisation": ("organisation",),
    "official_body": ("organisation",), "official": ("person",), "person": ("person",), "place": ("place",),
}  # fmt: skip


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


def described(scene: Scene, said: Phrase, at: int) -> Somebody | None:
    """Who is meant by a definite description; None where nobody fits."""
    lexicon = scene.lexicon
    if said.head is None or not said.definite:
        return None
    classes = lexicon.nouns[said.head]
    kinds = {kind for name in classes for kind in KINDS[name]}
    gender = lexicon.genders.get(said.head, "c")
    modifiers = {word for word in said.words if len(word) > 3 and word != said.head_word}
    members = set(lexicon.data.get("members", {}).get(said.head, ())) if said.plural else set()
    best, top = None, -math.inf
    previous = scene.turns[-1].who if scene.turns else None
    forms, stems = singulars(said.head_word), [stem(word) for word in modifiers]
    for who in scene.everybody:
        roles = who.roles
        told = said.head in roles or any(form in roles for form in forms)
        named = bool(members) and bool(members & (roles | set(tokens_of(who.name))))
        if who.kind not in kinds and (not told or who.kind in ("person", "organisation")) and not named:
            continue
        bridged = said.plural and named
        if bool(who.plural) != said.plural and not bridged:
            continue
        if who.kind == "person" and gender in "mf" and who.gender and who.gender != gender and not told:
            continue
        last = who.last_before(at)
        if last is None:
            if not (told and len(modifiers) > 1 and who.kind == "person"):
                continue
            last = who.seen[0]
        theirs = {stem(role) for role in roles} if stems else ()
        shared = sum(mine in theirs for mine in stems)
        likely = 2.5 * told + 1.5 * bridged + 1.2 * shared + 0.35 * who.weight
        if likely + 1.2 < top:  # nearness takes away, the rest adds at most so much: long articles name thousands
            continue
        score = 2.5 * told + 1.5 * bridged + 1.2 * shared + 0.7 * nearness(scene, min(last, at), at) + 0.35 * who.weight
        if previous is who:
            score += 0.8
        if "company" in classes and who.kind == "organisation" and not who.named:
            score -= 2.0
        if subject(scene, last):
            score += 0.3
        if score > top:
            best, top = who, score
    return best


def stem(word: str) -> str:
    """The part of a word that its number and gender leave alone, roughly."""
    return word[: max(4, len(word) - 3)]

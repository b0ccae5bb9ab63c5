"""Groups: "les deux groupes", "both companies", "les concernés" are the two that the article is about.

A group's name is the names joined with "; ", so that whoever links reads each of them by itself.
"""

from __future__ import annotations

from bisect import bisect_left

from ondit.reading.descriptions import KINDS
from ondit.reading.found import Document
from ondit.reading.lexicon import APOSTROPHES, Lexicon
from ondit.reading.scene import Scene
from ondit.reading.somebody import Owners, Somebody

JOIN = "; "
REACH = 24


def together(parts: tuple[Somebody, ...]) -> Somebody:
    """Several as one; parts that are groups themselves are opened."""
    flat = tuple(dict.fromkeys(one for part in parts for one in (part.parts or (part,))))
    if len(flat) == 1:
        return flat[0]
    return Somebody(JOIN.join(part.name for part in flat), flat[0].kind, plural=True, parts=flat)


def pairs(document: Document, lexicon: Lexicon, owners: Owners) -> list[Somebody]:
    """Two persons whom the text joins ("Ann Lee and Bob Roe"), for later pronouns in the plural."""
    text = document.article.text
    found: dict[frozenset[str], Somebody] = {}
    for (one, first), (other, second) in zip(owners.rows, owners.rows[1:], strict=False):
        if first is second or first.kind != "person" or second.kind != "person" or other[0] - one[1] > REACH:
            continue
        if (said := text[one[1] : other[0]].split()) and said[0] in lexicon.words["and"]:
            pair = found.setdefault(frozenset((first.name, second.name)), together((first, second)))
            pair.see(one[0])
    return list(found.values())


def group(scene: Scene, said: str, at: int) -> Somebody | None:
    """Who is meant by words for two: the two of that class spoken of most so far; None where the words are no group."""
    low = " ".join(said.lower().translate(APOSTROPHES).split())
    lexicon = scene.lexicon
    two = lexicon.patterns.get("two")
    match = two.match(low) if two is not None else None
    if match is None and low not in lexicon.words["concerned"]:
        return None
    kinds: set[str] = set()
    for word in low.split():
        if (noun := lexicon.noun(word)) is not None:
            kinds = {KINDS[name][0] for name in lexicon.nouns[noun]}
            break
    if not kinds and low not in lexicon.words["concerned"]:
        return None
    kinds = kinds or {"person", "organisation"}
    known = [who for _, who in scene.everybody.before(at, kinds, plural=False) if who.named]
    if match is None:
        known.sort(key=lambda who: -(who.last_before(at) or 0))
    else:
        known.sort(key=lambda who: (-bisect_left(who.seen, at), -(who.last_before(at) or 0)))
    if len(known) < 2:
        return None
    return together(tuple(sorted(known[:2], key=lambda who: who.seen[0])))

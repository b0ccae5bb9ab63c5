"""Groups: "les deux groupes", "all three companies", "les concernés" are those that the article is about.

A group's name is the names joined with "; ", so that whoever links reads each of them by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ondit.reading.descriptions import KINDS
from ondit.reading.found import Document
from ondit.reading.lexicon import APOSTROPHES, COUNTS, Lexicon
from ondit.reading.scene import Scene
from ondit.reading.somebody import Owners, Somebody

JOIN = "; "
REACH = 24
# So many of the last mentions of somebody are looked at one by one.
LAST = 20
# Two whom the text joins stand so far before the words for both.
NEARBY = 400


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
    """Who is meant by words for several ("les deux groupes", "neither of the two companies", "all three"): as many of
    that class as the words count, those spoken of most so far; None where the words are no group or too few are known."""
    low = " ".join(said.lower().translate(APOSTROPHES).split())
    lexicon = scene.lexicon
    counted = next((count for name, count in COUNTS.items() if starts(lexicon.patterns.get(name), low)), None)
    if counted is None and low not in lexicon.words["concerned"]:
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
    if counted is None:
        known.sort(key=lambda who: -(who.last_before(at) or 0))
    else:
        known.sort(key=lambda who: (-spoken_of(scene, who, at), -(who.last_before(at) or 0)))
    counted = counted or 2
    if len(known) < counted:
        return together(pair) if counted == len(pair := joined_before(scene, at, kinds)) else None
    return together(tuple(sorted(known[:counted], key=lambda who: who.seen[0])))


def joined_before(scene: Scene, at: int, kinds: set[str]) -> tuple[Somebody, ...]:
    """The last two named before an offset that the text joins ("Klosterbrand and Hopfalia"), where neither is known as
    anything else than what is asked for; none where there are no such two."""
    rows = scene.owners.rows
    last = bisect_left(scene.owners.starts, at)
    for (one, first), (other, second) in zip(reversed(rows[: last - 1]), reversed(rows[1:last]), strict=True):
        if at - one[0] > NEARBY:
            break
        said = scene.text[one[1] : other[0]].split()
        if first is second or len(said) != 1 or said[0] not in scene.lexicon.words["and"]:
            continue
        if all(who.kind in kinds or (not who.sure and who.kind in ("person", "other", "")) for who in (first, second)):
            return first, second
    return ()


def spoken_of(scene: Scene, who: Somebody, at: int) -> int:
    """How much somebody is the matter of the text before an offset: mentions, and once more for each in what others say;
    twice more where the headline names them."""
    title = scene.document.article.title_span or (0, 0)
    named = [span[0] for span in who.spans[: bisect_left(who.spans, (at, at))]]
    within = sum(scene.around(start, -1) is not None for start in named[-LAST:])
    return len(named) + within + 2 * any(title[0] <= start < title[1] for start in named)


def starts(pattern: re.Pattern[str] | None, low: str) -> bool:
    """Whether a phrase starts with words of a pattern."""
    return pattern is not None and pattern.match(low) is not None

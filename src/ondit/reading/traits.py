"""What speaks for somebody as the one whom a pronoun or a description means, in numbers that weights are learnt for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ondit.reading.mentioned import Place
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody

# So many who spoke last are candidates wherever they were mentioned.
SPEAKERS = 3
BODIES = ("organisation", "outlet")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words that are to be resolved: attribution ``index`` (-1: of none) within the words of ``outer``, where
    they stand and how they agree.

    ``gender`` m, f, n (no person), x; ``plural``; ``person`` where only a person can be meant.
    """

    index: int
    at: int
    place: Place
    gender: str
    plural: bool
    person: bool
    outer: int | None


def candidates(scene: Scene, at: int) -> dict[Somebody, int]:
    """Those mentioned before an offset with the last place, and those who spoke last wherever they were mentioned."""
    known = dict(scene.mentioned.before(at))
    for turn in scene.turns[-SPEAKERS:]:
        if turn.who is not None and turn.who not in known and (last := turn.who.last_before(at)) is not None:
            known[turn.who] = last
    return known


def position(scene: Scene, asked: Asked, who: Somebody, last: int) -> dict[str, float]:
    """Where somebody was last mentioned, as seen from the words asked about."""
    place = scene.mentioned.place(last)
    back = asked.place.sentence - place.sentence
    paragraphs = asked.place.piece - place.piece
    found: dict[str, float] = {
        "same sentence": back == 0,
        "sentence before": back == 1,
        "two sentences before": back == 2,
        "distance": math.log2(1 + max(0, asked.at - last) / 60),
        "paragraphs": min(max(paragraphs, 0), 4),
        "subject": place.subject,
        "subject of the sentence before": place.subject and back == 1,
        "main subject before": place.main and 0 < back <= 2,
        "hanging": place.hanging,
        "mentions": math.log2(1 + len(who.seen)),
        "only in the title": place.title,
        "same verb": place.verb >= 0 and place.verb == asked.place.verb,
        "subject in the sentence": place.subject and back == 0,
        "main subject of the sentence": place.main and back == 0 and not asked.place.main,
        "agent or object before": not place.subject and place.verb >= 0 and back == 1,
    }
    turns = scene.turns
    if turns:
        found["spoke last"] = turns[-1].who is who
        found["spoke last, nearby"] = turns[-1].who is who and scene.piece_at(turns[-1].at) == asked.place.piece
        found["spoke before last"] = len(turns) > 1 and turns[-2].who is who and turns[-1].who is not who
    own = scene.found[asked.index].content if asked.index >= 0 else ()
    after = bool(own) and own[0][0] < asked.at
    found["spoke last, after the words"] = found.get("spoke last", 0.0) * after
    found["sentence before, after the words"] = back == 1 and after
    found["share of the last turns"] = sum(turn.who is who for turn in turns[-4:]) / 4
    if not who.named:
        found["described, subject of the sentence before"] = place.subject and back == 1
        found["described, subject in the sentence"] = place.subject and back == 0
        found["described, spoke last"] = found.get("spoke last", 0.0)
        found["described, far"] = back > 1
    found["spoke"] = id(who) in scene.spoke
    found["in what is said"] = any(begin <= last < end for begin, end in own)
    found["in a quotation"] = any(
        turn.quoted and any(begin <= last < end for begin, end in turn.content) for turn in turns[-4:]
    )
    outer = asked.outer
    if outer is not None and scene.resolved.get(outer) is who:
        found["speaker around, quoted" if scene.quoted(scene.found[outer]) else "speaker around"] = 1.0
    return found


def agreement(asked: Asked, who: Somebody) -> dict[str, float] | None:
    """How gender, number and kind fit; None where they cannot."""
    if asked.plural:
        if not who.plural and who.kind == "person":
            return None
    elif who.plural:
        return None
    person = who.kind == "person"
    if person and asked.gender in "mf" and who.gender and who.gender != asked.gender:
        return None
    if (asked.person and who.named and not person) or (asked.gender == "n" and person and (who.sure or not who.named)):
        return None
    body = who.kind in BODIES
    return {
        "gender fits": asked.gender in "mf" and who.gender == asked.gender and person,
        "gender unknown": asked.gender in "mf" and not who.gender and person,
        "body, gender fits": body and asked.gender in "mf" and who.gender == asked.gender,
        "body, gender against": body and asked.gender in "mf" and bool(who.gender) and who.gender != asked.gender,
        "body, gender unknown": body and asked.gender in "mf" and not who.gender,
        "person, unsure": person and who.named and not who.sure,
        "place": who.kind == "place",
        "other": who.kind == "other" and who.named,
        "body": body,
        "outlet": who.kind == "outlet",
        "described": not who.named and who.listed,
        "described, unlisted": not who.named and not who.listed,
        "plural, of a body": asked.plural and not who.plural,
        "group": bool(who.parts),
    }


def compared(options: list[tuple[Somebody | None, dict[str, float]]]) -> None:
    """Add to the traits of each who stands out among all that fit."""
    fits = [(who, traits) for who, traits in options if who is not None and who.named]
    if fits:
        min(fits, key=lambda fit: fit[1].get("distance", 99.0))[1]["nearest"] = 1.0
        max(fits, key=lambda fit: fit[1].get("mentions", 0.0))[1]["most mentioned"] = 1.0
        if len(fits) == 1:
            fits[0][1]["only one"] = 1.0
    subjects = [fit for fit in fits if fit[1].get("subject")]
    if subjects:
        min(subjects, key=lambda fit: fit[1].get("distance", 99.0))[1]["nearest subject"] = 1.0

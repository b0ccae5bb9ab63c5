"""Whom a pronoun means: the candidates before it, weighed by agreement, nearness, subjecthood and who spoke last."""

from __future__ import annotations

import math

from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody

WINDOW = 3000
# Paragraphs are counted over so many characters; further away is far.
FAR = 1500


def agrees(who: Somebody, mark: str, language: str) -> float | None:
    """How well gender, number and kind fit a pronoun's mark ("m1", "fp", "x1", "n1"), None where they cannot."""
    gender, number = mark[0], mark[1]
    base = -1.5 if who.kind == "place" or who.plural is None else 0.0
    if number == "p":
        if who.plural:
            base += 1.0
        elif who.kind == "person":
            return None
        else:
            base -= 1.0
    elif who.plural:
        return None
    if gender == "n":
        return None if who.kind == "person" else base + 0.5
    if gender in "mf":
        if who.gender and who.gender != gender:
            return None
        base += 0.5 if who.gender == gender else -0.3
        if who.kind != "person" and number == "1":
            if language == "en":
                return None
            base -= 1.2 if who.gender != gender else 0.8
    return base


def pronoun(scene: Scene, index: int, at: int, mark: str) -> Somebody | None:
    """Who is meant by the pronoun at an offset; ``mark`` as in the language's ``[pronouns]``."""
    kind, _, how = mark.partition(" ")
    if how == "speaker":
        who = speaker(scene, index, at)
        return who.affiliation if who is not None and kind[1] == "p" and who.affiliation is not None else who
    best, top = None, -math.inf
    own = scene.found[index].content if index >= 0 else ()
    outer = scene.around(at, index)
    previous = scene.turns[-1] if scene.turns else None
    for who in scene.everybody.since(at - WINDOW, at):
        fit = agrees(who, kind, scene.lexicon.code)
        last = who.last_before(at)
        if fit is None or last is None:
            continue
        if how == "person" and who.kind != "person":
            continue
        if how == "last":
            score = fit * 0.3 - (at - last) / 100
        else:
            score = fit + nearness(scene, last, at) + 0.25 * who.weight
            if previous is not None and previous.who is who:
                score += 1.5 - min(1.0, (at - previous.at) / 1500)
            if any(begin <= last < end for begin, end in own):
                score -= 1.0
            if subject(scene, last):
                score += 0.7
        score -= 0.6 * (not who.named) + 0.8 * (who.named and who.kind == "person" and not who.sure)
        if outer is not None:
            inner = scene.resolved.get(outer)
            if inner is who:
                score += -3.0 if scene.quoted(scene.found[outer]) else 1.0
        if in_quotation(scene, last):
            score -= 0.6
        if score > top:
            best, top = who, score
    return best


def nearness(scene: Scene, last: int, at: int) -> float:
    """Less the further back, in paragraphs first."""
    breaks = scene.text.count("\n\n", last, at) if at - last < FAR else 6
    return -0.6 * math.log2(1 + (at - last) / 60) - 0.3 * min(breaks, 4)


def nearest(distance: int) -> float:
    """The highest nearness over so many characters."""
    return -0.6 * math.log2(1 + distance / 60) - (0.0 if distance < FAR else 1.2)


def subject(scene: Scene, at: int) -> bool:
    """Whether the mention at an offset is a subject, by the parse, or else by standing early in its paragraph."""
    piece = scene.piece_at(at)
    home = scene.document.pieces[piece]
    parsed, tokens = scene.tokens(piece, (at, at + 1))
    if parsed is None or not tokens:
        return at - home.start < 30
    node = tokens[0]
    for _ in range(3):
        if parsed.labels[node] in ("nsubj", "nsubj:pass"):
            return True
        if parsed.labels[node] not in ("flat", "flat:name", "compound", "appos", "det", "amod", "flat:foreign"):
            return False
        node = parsed.heads[node]
    return False


def in_quotation(scene: Scene, at: int) -> bool:
    """Whether a mention stands inside words that somebody is quoted with."""
    return any(turn.quoted and any(begin <= at < end for begin, end in turn.content) for turn in scene.turns[-4:])


def speaker(scene: Scene, index: int, at: int) -> Somebody | None:
    """Whoever says "I": the one whose words the pronoun stands in, else the one who spoke last."""
    outer = scene.around(at, index)
    if outer is not None and scene.resolved.get(outer) is not None:
        return scene.resolved[outer]
    for turn in reversed(scene.turns):
        if turn.who is not None:
            return turn.who
    return None

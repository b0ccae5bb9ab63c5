"""Whom a pronoun means: those mentioned before it that agree with it, weighed by where they stand and who spoke."""

from __future__ import annotations

import math

from ondit.reading.descriptions import described, phrase
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.ranking import Traits, chosen
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody
from ondit.reading.traits import BODIES, Asked, agreement, candidates, compared, position
from ondit.records import Span

# So far before a name its preposition and article are looked for.
REACH = 16
PLURAL, SINGULAR = MORPHOLOGY.index("Number=Plur"), MORPHOLOGY.index("Number=Sing")


def pronoun(scene: Scene, index: int, at: int, mark: str) -> Somebody | None:
    """Who is meant by the pronoun at an offset; ``mark`` as in the language's ``[pronouns]``."""
    agrees, _, how = mark.partition(" ")
    if how == "place":
        return where_said(scene, index, at)
    if how == "speaker":
        return speaker(scene, index, at, plural=agrees[1] == "p")
    asked = Asked(
        index, at, scene.mentioned.place(at), agrees[0], agrees[1] == "p", how == "person", scene.around(at, index)
    )
    options: list[tuple[Somebody | None, Traits]] = [(None, {"nobody": 1.0})]
    for who, last in candidates(scene, at).items():
        fit = agreement(asked, who)
        if fit is not None:
            options.append((who, position(scene, asked, who, last) | fit))
    compared(options)
    likeliest = chosen(scene, "the latter" if how == "last" else "pronoun", at, options)
    return named(scene, index, (latter(scene, asked, options) or likeliest) if how == "last" else likeliest)


def latter(scene: Scene, asked: Asked, options: list[tuple[Somebody | None, Traits]]) -> Somebody | None:
    """Of two or more who agree with "the latter" the one named last, in the sentence before or the same one: a person,
    or a body that does not only tell where or whose something is; None where one or none is named there."""
    near = []
    for who, _ in options:
        last = who.last_before(asked.at) if who is not None else None
        if who is None or last is None or not who.named:
            continue
        place = scene.mentioned.place(last)
        if 0 <= asked.place.sentence - place.sentence <= 1 and (
            who.kind == "person" or (who.kind == "organisation" and not place.hanging)
        ):
            near.append((last, who))
    return max(near, key=lambda one: one[0])[1] if near else None


def named(scene: Scene, index: int, who: Somebody | None) -> Somebody | None:
    """Whoever is only described, as the one named whom the description means ("the company … It said")."""
    if who is None or who.named or who.plural or not who.listed or not who.spans:
        return who
    span = who.spans[-1]
    said = phrase(scene.text, span, scene.lexicon)
    return (described(scene, index, said, span[0]) if said.definite else None) or who


def relative(scene: Scene, index: int, span: Span) -> Somebody | None:
    """Who a relative pronoun takes up: somebody mentioned before it in its sentence, by the parse and by nearness."""
    parsed, token, number = scene.mentioned.token(span[0])
    start = scene.document.pieces[number].start
    above, many = -1, None
    if parsed is not None:
        many = plural_verb(parsed, token)
        node = token
        for _ in range(4):
            if parsed.labels[node].startswith("acl") and parsed.heads[node] < token:
                above = start + int(parsed.starts[parsed.heads[node]])
                break
            node = parsed.heads[node]
    thing = scene.text[slice(*span)].lower() in scene.lexicon.words["things"]
    place = scene.mentioned.place(span[0])
    options: list[tuple[Somebody | None, Traits]] = [(None, {"nobody": 1.0})]
    for who, last, end in scene.mentioned.ended_before(span[0]):
        there = scene.mentioned.place(last)
        if there.sentence != place.sentence:
            continue
        between = scene.text[end : span[0]].strip()
        person = who.kind == "person"
        options.append((who, {
            "next to it": not between,
            "after a comma": between in (",", ")", "),", "»,", "”,"),
            "distance": math.log2(1 + (span[0] - end) / 10),
            "by the parse": last <= above < end,
            "by the parse, in it": last < above < end,
            "hanging": there.hanging,
            "subject": there.subject,
            "described": not who.named,
            "unlisted": not who.listed,
            "number fits": many is not None and bool(who.plural) == many,
            "number against": many is not None and bool(who.plural) != many,
            "person for a thing": thing and person,
            "body for a thing": thing and not person,
            "person": person,
            "place": who.kind == "place",
            "verb between": any(tag in ("VERB", "AUX") for tag in tags_between(parsed, end - start, token)),
        }))  # fmt: skip
    return named(scene, index, chosen(scene, "relative", span[0], options))


def where_said(scene: Scene, index: int, at: int) -> Somebody | None:
    """The body at which "on" speaks in its sentence ("à la mairie, on assure", "dit-on chez Morvex"), the nearest."""
    sentence, own = scene.sentence_of((at, at + 1)), scene.found[index].content if index >= 0 else ()
    lexicon = scene.lexicon
    found = []
    for start, _, who in scene.mentioned.within(sentence):
        before = [lexicon.bare(word) for word in scene.text[max(sentence[0], start - REACH) : start].split()]
        while before and before[-1].rstrip("'’") in lexicon.words["articles"] - lexicon.words["at"]:
            before.pop()
        inside = any(begin <= start < end for begin, end in own)
        if before and before[-1] in lexicon.words["at"] and who.kind in BODIES and not inside:
            found.append((abs(start - at), start, who))
    return min(found, key=lambda one: one[:2])[2] if found else None


def plural_verb(parsed: Parsed, token: int) -> bool | None:
    """Whether the verb of a relative clause is plural, by its own morphology or its auxiliary's; None unknown."""
    verb = parsed.heads[token]
    for node in (verb, *(child for child in parsed.children[verb] if parsed.labels[child].startswith(("aux", "cop")))):
        if parsed.morphology[node, PLURAL]:
            return True
        if parsed.morphology[node, SINGULAR]:
            return False
    return None


def tags_between(parsed: Parsed | None, begin: int, token: int) -> list[str]:
    """Parts of speech of the tokens from an offset of the piece up to a token."""
    return [] if parsed is None else parsed.tags[int(parsed.starts.searchsorted(begin)) : token]


def speaker(scene: Scene, index: int, at: int, *, plural: bool) -> Somebody | None:
    """Whoever says "I": the one whose words the pronoun stands in, else the one who spoke last; for "we" the body that
    they speak for."""
    outer = scene.around(at, index)
    who = scene.speaker_of(outer) if outer is not None else None
    if who is None and outer is None:
        who = next((turn.who for turn in reversed(scene.turns) if turn.who is not None), None)
    if plural:
        if who is not None and who.affiliation is not None:
            return who.affiliation
        if outer is not None and (who is None or not who.named) and (source := scene.found[outer].source) is not None:
            inside = [one for _, one in scene.owners.within(source) if one.kind in ("organisation", "outlet")]
            return inside[0] if inside else who
    return who

"""Who is who in an article: for every attribution found, who speaks, for whom, through whom, and of what.

A source that is a group has the names of its members joined with "; " ("Xiaomi; Ford").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ondit.parties import NOBODY, Parties
from ondit.reading.affiliations import affiliation
from ondit.reading.anonymity import anonymity
from ondit.reading.bodies import bodies
from ondit.reading.channels import channel
from ondit.reading.citing import PEOPLE_AND_PAPERS, cited_people
from ondit.reading.everybody import Everybody
from ondit.reading.found import Document, Found
from ondit.reading.groups import pairs
from ondit.reading.known_parties import with_parties
from ondit.reading.lexicon import lexicon, singulars
from ondit.reading.mentions import gather
from ondit.reading.name_forms import completed
from ondit.reading.names import find_names
from ondit.reading.nominals import nominals, roles_of
from ondit.reading.outlets_by_place import tell_outlets
from ondit.reading.ranking import Weighed
from ondit.reading.scene import Scene, Turn
from ondit.reading.somebody import Owners, Somebody, entity
from ondit.reading.sources import who_speaks
from ondit.reading.takes_up import takes_up
from ondit.records import Anonymity, Entity


@dataclass(frozen=True, slots=True)
class Who:
    """What was resolved of one attribution; ``refers_to`` is an index into the same sequence."""

    source_name: str | None = None
    affiliation: str | None = None
    channel: tuple[str, ...] = ()
    anonymity: Anonymity | None = None
    refers_to: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """``who[i]`` belongs to ``found[i]``; ``entities`` in the order of their first mention."""

    who: tuple[Who, ...]
    entities: tuple[Entity, ...]


def resolve(
    document: Document, found: Sequence[Found], parties: Parties = NOBODY, weighed: list[Weighed] | None = None
) -> Resolution:
    """Resolve all attributions of an article, in any order given; the result keeps that order.

    ``parties`` are those whom a newsroom knows, under the names by which it knows them. Every decision between several
    is added to ``weighed`` where it is given.
    """
    words = lexicon(document.article.language)
    named = gather(document, completed(find_names(document, words), document.article.text, words), words)
    tell_outlets(named, found, document.article.text, words)
    everybody = with_parties(named, document.article.text, parties)
    owners = Owners(everybody, document)
    described = bodies(document, words)
    only_described = nominals(document, words, owners, everybody, described)
    scene = Scene(
        document,
        words,
        found,
        Everybody([*everybody, *described, *pairs(document, words, owners)]),
        owners,
        nominals=only_described,
        roles=roles_of(everybody + described, words),
        weighed=weighed,
    )
    scene.speaks = lambda index: who_speaks(scene, index)
    order = sorted(range(len(found)), key=lambda i: place(found[i]))
    for index in order:
        who = scene.speaker_of(index)
        one = found[index]
        if one.source is not None:
            scene.turns.append(Turn(index, one.source[0], who, one.content, scene.quoted(one)))
            for part in (who, *who.parts) if who else ():
                scene.spoke.add(id(part))
                if one.source[0] not in part.seen[-4:]:
                    scene.everybody.see(part, one.source[0])
                    scene.mentioned.add(*one.source, part)
    refers: dict[int, int | None] = {}
    for index in order:
        refers[index] = takes_up(scene, index, order, refers)
    resolved = tuple(answer(scene, index, refers[index]) for index in range(len(found)))
    return Resolution(resolved, tuple(entity(who) for who in everybody))


def place(found: Found) -> int:
    """Where an attribution stands in the text, for reading in order."""
    if found.source is not None:
        return found.source[0]
    return (found.cue or (found.content[0] if found.content else (0, 0)))[0]


def answer(scene: Scene, index: int, refers_to: int | None) -> Who:
    """The finished record of one attribution."""
    one = scene.found[index]
    who = scene.resolved[index]
    name = who.name if who is not None and says_who(scene, one, who) else None
    unnamed = None
    sentence = scene.sentence(index)
    language = scene.document.article.language
    cited = cited_people(scene.text, sentence, one, language)
    relays = cited is not None or (
        who is not None
        and who.kind == "outlet"
        and cited_people(scene.text, sentence, one, language, PEOPLE_AND_PAPERS) is not None
    )
    if one.source is not None and (cited or who is None or not who.named or who.kind == "outlet"):
        unnamed = anonymity(
            scene.text, cited or one.source, sentence, scene.next_sentence(index), one.content, language
        )
    return Who(
        name,
        affiliation(scene, index, who),
        channel(scene, index, relays=relays),
        unnamed,
        refers_to,
        who.kind if name and who else None,
    )


def says_who(scene: Scene, found: Found, who: Somebody) -> bool:
    """Whether to give a name: a described body by its description; a described person only to later pronouns for it."""
    if not who.name:
        return False
    if not who.named and found.source is not None:
        said = scene.text[slice(*found.source)].lower().split()
        if said and said[0] in scene.lexicon.words["indefinite"]:
            return False  # "un gendarme qui suit le dossier" has no name
    if who.named or (who.kind == "organisation" and not who.plural and len(who.name.split()) > 1):
        return True
    if found.source is not None and who.introduced:
        said = scene.text[slice(*found.source)].lower().split()
        if any(who.introduced in singulars(word) for word in said):
            return False  # "the friend" after "a friend of the family": no more of a name
    return (
        found.source is not None
        and who.name not in scene.text[slice(*found.source)]
        and len(who.name) > found.source[1] - found.source[0]
    )

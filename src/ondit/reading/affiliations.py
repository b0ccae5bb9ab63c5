"""For whom a source speaks: a person's body, by what is said beside the name, or the one in an unnamed spokesman's words.

"Its chief executive, Anders Moe, told…" and "the band's drummer, Cal Rhys, said…" name no body: whom "its" and "the
band" mean is resolved like any other words.
"""

from __future__ import annotations

from ondit.reading.descriptions import PEOPLE, phrase
from ondit.reading.found import below, token_span
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody
from ondit.reading.sources import head_of, is_document, possessor, who_is
from ondit.records import Span

BODIES = ("organisation", "outlet")
NAMED = (*BODIES, "place", "other")
COLLECTIVE = frozenset(("company", "organisation", "outlet", "official_body"))
HANGING = ("nmod", "nmod:poss")


def affiliation(scene: Scene, index: int, who: Somebody | None) -> str | None:
    """The name of the body that the source of an attribution speaks for, None where the article does not say."""
    if who is not None and who.affiliation is None and who.kind == "person" and who.role_at is not None:
        who.affiliation = employer(scene, index, who.role_at)
        who.role_at = None  # asked once
    if who is not None and who.affiliation is not None:
        return who.affiliation.name
    span = scene.found[index].source
    if (whose := represented(scene, index, who)) is not None:
        if who is not None and who.named:
            who.affiliation = whose
        return whose.name
    if span is None or (who is not None and who.kind != "person"):
        return None
    what = phrase(scene.text, span, scene.lexicon, head_of(scene, span))
    if is_document(scene, what) and not scene.lexicon.nouns.get(what.head or "", frozenset()) & PEOPLE:
        return None  # "des notes consultées par le Courrier": paper speaks for nobody
    inside = [one for _, one in scene.owners.within(span) if one is not who and one.kind in NAMED]
    return inside[0].name if inside else None


def represented(scene: Scene, index: int, who: Somebody | None) -> Somebody | None:
    """The person for whom an agent or a lawyer speaks ("l'agent de Tedaldi", "her lawyer")."""
    span = scene.found[index].source
    if span is None or (who is not None and who.kind != "person"):
        return None
    what = phrase(scene.text, span, scene.lexicon, head_of(scene, span))
    if what.head_word not in scene.lexicon.words["envoys"]:
        return None
    inside = [one for _, one in scene.owners.within(span) if one is not who and one.kind == "person"]
    whose = inside[0] if inside else possessor(scene, index, span, what)
    return whose if whose is not None and whose is not who and whose.named and whose.kind == "person" else None


def employer(scene: Scene, index: int, role: Span) -> Somebody | None:
    """The named body that the words for a role only describe, by their possessive or by a noun that hangs on them."""
    what = phrase(scene.text, role, scene.lexicon, head_of(scene, role))
    if not scene.lexicon.nouns.get(what.head or "", frozenset()) & PEOPLE:
        return None
    who = possessor(scene, index, role, what)
    if who is None and (span := hanging(scene, role)) is not None:
        who = who_is(scene, index, span, 2)
    return who if who is not None and who.named and who.kind in BODIES else None


def hanging(scene: Scene, role: Span) -> Span | None:
    """Where a noun for a body stands within the words for a role ("the band" in "the band's drummer")."""
    piece = scene.piece_at(role[0])
    parsed, tokens = scene.tokens(piece, role)
    if parsed is None:
        return None
    for token in tokens:
        noun = scene.lexicon.noun(parsed.words[token])
        if parsed.labels[token] in HANGING and noun is not None and scene.lexicon.nouns[noun] & COLLECTIVE:
            leave = {child for child in parsed.children[token] if parsed.labels[child] in ("case", "punct")}
            inside = below(parsed, token, leave)
            return token_span(scene.document.pieces[piece], min(inside), max(inside))
    return None

"""Whom a description means: "le quotidien", "the carmaker", "le ministre": by what was said of them, then by class."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ondit.outlets import platforms
from ondit.reading.lexicon import Lexicon, singulars
from ondit.reading.mentioned import Place
from ondit.reading.names import WORD
from ondit.reading.ranking import Traits, chosen
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody, tokens_of
from ondit.reading.source_nouns import by_nouns
from ondit.reading.traits import Asked, candidates, compared, position
from ondit.records import Span

KINDS = {
    "outlet": ("outlet",), "company": ("organisation", "outlet"), "organisation": ("organisation",),
    "official_body": ("organisation",), "official": ("person",), "person": ("person",), "place": ("place",),
}  # fmt: skip

# What opens an article may mean somebody whom it names only then: words up to here, names so far after them.
OPENING, REACH = 700, 900
PEOPLE = frozenset(("person", "official"))
BODY = frozenset(("official_body",))
WANTED = ("outlet", "company", "official", "person", "official_body", "organisation", "place")
AHEAD = ("told", "nothing said", "said to be another", "kind fits", "body, unsure", "person, unsure")
# The word right before a span, "" where none stands there.
LAST_WORD = re.compile(r"(?:(\w+['’]?)[ \u00a0]*)?$")
OPENING_WORDS = ("determiners", "indefinite", "definite")
POSSESSIVE = re.compile(r"(?<=\w{2})'s?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words, its head noun as listed (None where in no class), and what its determiner says."""

    words: tuple[str, ...]
    head: str | None
    definite: bool
    plural: bool
    span: Span
    head_word: str = ""
    bare: bool = False


def phrase(text: str, span: Span, lexicon: Lexicon, head_at: int | None = None) -> Phrase:
    """Read a noun phrase from its words; ``head_at`` is the offset of its head where the parse tells."""
    said = [(m.start() + span[0], m.group().replace("’", "'")) for m in WORD.finditer(text[span[0] : span[1]])]
    said = [(at, POSSESSIVE.sub("", word)) for at, word in said]
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
    before = lexicon.bare(LAST_WORD.findall(text[max(0, span[0] - 12) : span[0]])[0])
    bare = bool(low) and not any(word in lexicon.words[name] for word in (low[0], before) for name in OPENING_WORDS)
    return Phrase(tuple(low), head, definite, lexicon.is_plural(low[: index + 1]), span, head_word, bare)


def described(scene: Scene, index: int, said: Phrase, at: int, owner: Somebody | None = None) -> Somebody | None:
    """Who is meant by a description; None where nobody fits. What opens an article may mean somebody named after.

    ``owner`` is whom a possessive that opens the description means.
    """
    place = scene.mentioned.place(at)
    introduces = not said.definite and said.words[:1] != () and said.words[0] in scene.lexicon.words["indefinite"]
    if introduces or (said.head is None and not said.definite):
        return None  # "a website" is nobody known; without a determiner and a noun that tells somebody, it is nobody
    if (stranger := unnamed_before(scene, said, at)) is not None:
        return stranger
    asked = Asked(index, at, place, "x", said.plural, False, scene.around(at, index))
    before = candidates(scene, at)
    told = {who for form in singulars(said.head_word) for who in scene.roles.get(form, ())}
    for who in told - before.keys():
        before[who] = who.last_before(at) or -1
    options: list[tuple[Somebody | None, Traits]] = [(None, absence(scene, said, place))]
    inside = {id(who) for _, who in scene.owners.within(said.span)}
    if owner is not None:
        inside.add(id(owner))
    if (asker := scene.asker(at)) is not None:
        inside.add(id(asker))
    bodies = any(who.named and who.kind == "organisation" for who in before)
    view = View(scene, said, inside, outlets=not bodies)
    for who, last in before.items():
        if last >= 0 and not introduces and id(who) not in inside and (fit := view.traits(asked, who)) is not None:
            options.append((who, position(scene, asked, who, last) | fit))
    if at < OPENING:
        for who, first in scene.mentioned.after(said.span[1], REACH):
            told_of = who.named or (who in told and who.kind == "organisation")  # "le rectorat", then "… de Vauclaire"
            known = who.last_before(at) is not None or not told_of or id(who) in inside
            if not known and (fit := view.traits(asked, who)) is not None:
                options.append((who, ahead(scene, asked, first) | fit | view.ahead(fit)))
    compared(options)
    return chosen(scene, "description", at, options)


def unnamed_before(scene: Scene, said: Phrase, at: int) -> Somebody | None:
    """Who was introduced without a name by the same noun and is taken up by it ("a friend … the friend"), unless the
    article names somebody else as one."""
    lexicon = scene.lexicon
    if not said.definite or said.plural or said.words[0] in lexicon.pronouns:
        return None
    told = {word for word in said.words if word not in lexicon.words["definite"]} - {said.head_word}
    last = max(
        (
            who
            for who in scene.introduced.get(said.head or "", ())
            if who.last_before(at) is not None
            and (said.head in lexicon.words["unnamed"] or (told and told <= who.roles))
        ),
        key=lambda who: who.last_before(at) or 0,
        default=None,
    )
    return last if last is not None and not any(who.named for who in scene.roles.get(said.head or "", ())) else None


def absence(scene: Scene, said: Phrase, place: Place) -> Traits:
    """What speaks for nobody: that words introduce somebody, are many, or tell no class."""
    lexicon = scene.lexicon
    first = said.words[0] if said.words else ""
    return {
        "nobody": 1.0,
        "nobody, indefinite": not said.definite and first in lexicon.words["indefinite"] | lexicon.words["articles"],
        "nobody, bare": not said.definite and first not in lexicon.words["indefinite"] | lexicon.words["articles"],
        "nobody, plural": said.plural,
        "nobody, unlisted": said.head is None,
        "nobody, long": min(len(said.words), 8) / 8,
        "nobody, one word": len(said.words) <= 2,
        "nobody, title": place.title,
        "nobody, document": any(form in lexicon.words["documents"] for form in singulars(said.head_word)),
        "nobody, possessive": first in lexicon.pronouns,
        "nobody, of somebody named": bool(scene.owners.within(said.span)),
        "nobody, demonstrative": first in lexicon.words["demonstrative"],
        "nobody, body": bool(lexicon.nouns.get(said.head or "", frozenset()) & {"official_body", "organisation"}),
        "nobody, person": bool(lexicon.nouns.get(said.head or "", frozenset()) & {"person", "official"}),
    }


def ahead(scene: Scene, asked: Asked, first: int) -> Traits:
    """Where somebody is named after the words asked about."""
    place = scene.mentioned.place(first)
    return {
        "ahead": 1.0,
        "ahead, distance": math.log2(1 + (first - asked.at) / 60),
        "ahead, speaks": first in scene.sources,
        "ahead, subject": place.subject,
        "ahead, hanging": place.hanging,
        "ahead, same sentence": place.sentence == asked.place.sentence,
    }


class View:
    """A description as seen from those whom it may mean."""

    def __init__(self, scene: Scene, said: Phrase, inside: set[int], *, outlets: bool = True) -> None:
        lexicon = scene.lexicon
        self.scene, self.said = scene, said
        self.classes = lexicon.nouns.get(said.head or "", frozenset())
        self.kinds = {kind for name in self.classes for kind in KINDS[name]}
        self.gender = lexicon.data.get("article_genders", {}).get(said.words[0] if said.words else "", "")
        self.gender = self.gender or lexicon.genders.get(said.head or "", "c")
        self.forms = singulars(said.head_word)
        self.modifiers = {stem(word) for word in said.words if len(word) > 3 and word != said.head_word}
        self.members = set(lexicon.data.get("members", {}).get(said.head, ())) if said.plural else set()
        # A noun of no class here may still tell a kind of source ("le trésorier").
        self.human = not self.classes and (by_nouns(said.head_word, lexicon.code) or ("",))[0] == "person"
        self.inside = inside
        # "The group" is a paper's only where the article names no other company.
        self.outlets = outlets or "outlet" in self.classes or not self.classes
        self.bare = not said.definite
        self.document = not self.kinds and any(form in lexicon.words["documents"] for form in self.forms)

    def traits(self, asked: Asked, who: Somebody) -> Traits | None:
        """How kind, gender, number and what is said of somebody fit; None where they cannot."""
        said, roles = self.said, who.roles
        told = said.head in roles or any(form in roles for form in self.forms)
        names = set(tokens_of(who.name))
        member = bool(self.members) and bool(self.members & (roles | names))
        if bool(who.plural) != said.plural and not member:
            return None
        person = who.kind == "person"
        if person and self.gender in "mf" and who.gender and who.gender != self.gender and not told:
            return None
        fits = who.kind in self.kinds
        if not told and not member and self.against(who):
            return None
        if not fits and self.kinds and not told and not member and (who.sure or not who.named or who.kind == "outlet"):
            return None
        if not told and (not who.named or self.document or (who.kind == "outlet" and not self.outlets)):
            return None
        if not told and self.human and who.kind in ("outlet", "organisation"):
            return None
        if not told and not self.classes and who.kind == "place":
            return None  # "the committee member" is no bridge, whatever else he is
        if who.name in platforms() and "company" not in self.classes:
            return None  # "in a message on X, the club denied it"
        mine = self.scene.lexicon.nouns
        wanted = next((name for name in WANTED if name in self.classes), "unknown")
        kind = who.kind + (", unsure" if person and not who.sure else "")
        person_like = bool(self.classes & PEOPLE)
        others = {role for role in who.heads if mine.get(role, frozenset()) & self.classes}
        return {
            "told": told,
            "told as what it is": said.head in who.heads,
            "told, and more": told and bool(self.modifiers & {stem(role) for role in roles}),
            "modifiers shared": min(3, len(self.modifiers & {stem(role) for role in roles})),
            "head in the name": any(form in names for form in self.forms),
            "member": member,
            "kind fits": fits,
            f"wants {wanted}, is {kind}": 1.0,
            f"wants {wanted}, spoke": id(who) in self.scene.spoke,
            "kind unknown": not self.kinds,
            "kind unknown, person": not self.kinds and person,
            "kind unknown, described": not self.kinds and not who.named,
            "kind against": bool(self.kinds) and not fits,
            "person, unsure": person and who.named and not who.sure and person_like,
            "body, unsure": person_like is False and (person or who.kind in ("other", "place")),
            "gender fits": person and who.gender == self.gender,
            "said to be another": bool(others) and not told,
            "nothing said": not others and not told,
            "speaks for whom it names": who.affiliation is not None and id(who.affiliation) in self.inside,
            "described": not who.named,
            "outlet": who.kind == "outlet",
            "bare": self.bare and told,
            "demonstrative": said.words[:1] != () and said.words[0] in self.scene.lexicon.words["demonstrative"],
        }

    def against(self, who: Somebody) -> bool:
        """Whether somebody of whom the article does not say it cannot be so described: by kind ("the minister" is no
        country), or as a bare noun in a headline ("newspaper reports")."""
        if "outlet" in self.classes:
            return (
                who.kind == "place" or (who.kind == "person" and who.sure) or (self.said.bare and who.kind != "outlet")
            )
        if self.classes == BODY and who.kind == "other" and who.named:
            # Where all that is said is whose something is ("le lycée de Salvanes"), it names a place.
            return all(self.scene.mentioned.place(at).hanging for at in who.seen)
        return bool(self.classes) and self.classes <= PEOPLE and who.kind != "person"

    def ahead(self, fit: Traits) -> Traits:
        """What only counts of those named after it."""
        return {"ahead, " + name: value for name, value in fit.items() if name in AHEAD} | {
            "ahead, definite": self.said.definite
        }


def stem(word: str) -> str:
    """The part of a word that its number and gender leave alone, roughly."""
    return word[: max(4, len(word) - 3)]

"""Persons and bodies that an article only describes ("the grid operator", "des pompiers"): a pronoun may mean them.

A description of somebody whom the article names ("la chanteuse", where Odile Varin is a singer) is a mention of that
name, and only those described by nothing else are kept by their description.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ondit.reading.found import Document, Piece
from ondit.reading.lexicon import Lexicon
from ondit.reading.parsing import Parsed
from ondit.reading.somebody import Owners, Somebody

SOMEBODY = frozenset(("person", "official", "organisation", "official_body", "company", "outlet"))
PERSONS = frozenset(("person", "official"))
BEFORE = ("det", "amod", "compound", "nummod", "nmod:poss", "advmod", "flat")
AFTER = ("amod", "nmod", "flat", "flat:name", "flat:foreign", "compound", "acl", "conj", "nummod")
PARTS = ("compound", "flat", "flat:name", "flat:foreign", "fixed", "amod", "nmod:poss")
LONGEST = 14


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase for somebody: tokens first..last of its piece with its head, and whether it is listed as such."""

    first: int
    head: int
    last: int
    listed: bool


def nominals(
    document: Document, lexicon: Lexicon, owners: Owners, everybody: list[Somebody], bodies: list[Somebody]
) -> list[Somebody]:
    """Those described; ``everybody`` are those named, who get the places where they are described added to ``seen``."""
    by_role = roles_of(everybody, lexicon)
    taken = {start for who in bodies for start, _ in who.spans}
    known: dict[str, Somebody] = {}
    by_head: dict[str, Somebody] = {}
    for piece in document.pieces:
        if piece.parsed is None:
            continue
        for one in descriptions(piece, piece.parsed, lexicon):
            describe(piece, piece.parsed, one, lexicon, owners, by_role, taken, known, by_head)
    return list(known.values())


def roles_of(everybody: list[Somebody], lexicon: Lexicon) -> dict[str, list[Somebody]]:
    """Who is said to be what, by the noun as listed."""
    found: dict[str, list[Somebody]] = defaultdict(list)
    for who in everybody:
        for role in who.roles:
            if (noun := lexicon.noun(role)) is not None:
                found[noun].append(who)
    return found


def descriptions(piece: Piece, parsed: Parsed, lexicon: Lexicon) -> list[Description]:
    """Noun phrases for persons and bodies: by their noun, or as subjects that verbs of their own clause make act."""
    out = []
    for i, tag in enumerate(parsed.tags):
        if tag != "NOUN" or (parsed.labels[i] in PARTS and parsed.heads[i] != i):
            continue
        noun = lexicon.noun(parsed.words[i])
        listed = noun is not None and bool(lexicon.nouns[noun] & SOMEBODY)
        if not listed and not (parsed.labels[i] == "nsubj" and parsed.tags[parsed.heads[i]] == "VERB"):
            continue
        first = last = i
        first = leftmost(parsed, i, lexicon)
        for child in parsed.children[i]:
            if child > i and parsed.labels[child] in ("nmod", "amod") and child - i < LONGEST:
                last = max(last, end_of(parsed, child, i))
        out.append(Description(first, i, last, listed))
    return out


def leftmost(parsed: Parsed, head: int, lexicon: Lexicon) -> int:
    """The first token of a noun phrase, possessors included."""
    first = head
    for child in parsed.children[head]:
        if child < head and before(parsed, child, lexicon):
            first = min(first, leftmost(parsed, child, lexicon))
    return first


def before(parsed: Parsed, token: int, lexicon: Lexicon) -> bool:
    """Whether a token before a noun is part of its phrase; so are prepositions that hold an article ("du")."""
    return parsed.labels[token] in BEFORE or parsed.words[token].lower() in lexicon.words["definite"]


def end_of(parsed: Parsed, token: int, head: int) -> int:
    """The last token below one that hangs on a head, up to a comma or a clause."""
    last, todo = token, [token]
    while todo:
        at = todo.pop()
        for child in parsed.children[at]:
            if child > head and parsed.labels[child] in (*AFTER, "case", "det") and parsed.labels[child] != "acl":
                last = max(last, child)
                todo.append(child)
    for at in range(head + 1, last + 1):
        if parsed.tags[at] == "PUNCT":
            return at - 1
    return last


def describe(
    piece: Piece,
    parsed: Parsed,
    one: Description,
    lexicon: Lexicon,
    owners: Owners,
    by_role: dict[str, list[Somebody]],
    taken: set[int],
    known: dict[str, Somebody],
    by_head: dict[str, Somebody],
) -> None:
    """Note one description: of somebody named, of somebody described before, or of somebody new."""
    begin, end = piece.start + int(parsed.starts[one.first]), piece.start + int(parsed.ends[one.last])
    head_at, head_end = piece.start + int(parsed.starts[one.head]), piece.start + int(parsed.ends[one.head])
    words = [word.lower() for word in parsed.words[one.first : one.last + 1]]
    lead = words[0].rstrip("'’") if one.first < one.head else ""
    named = owners.within((begin, head_end + 40))
    if any(
        start - head_end <= 3 or (who.kind == "person" and start < end)
        for (start, _), who in named
        if start >= head_end
    ):
        return  # "le chanteur Paul Vasseur": the name says who
    if any(begin <= start <= head_at for start in taken if begin <= start < end):
        return
    head = parsed.words[one.head].lower()
    noun = lexicon.noun(head) or head
    definite = lead in lexicon.words["definite"]
    plural = lexicon.is_plural(
        [parsed.words[one.first], parsed.words[one.head]] if one.first < one.head else [head, head]
    )
    if definite and not plural:
        told = [who for who in by_role.get(noun, ()) if who.last_before(begin) is not None]
        if told:
            max(told, key=lambda one: one.last_before(begin) or 0).see(begin)
            return
    bare_first = one.first
    while bare_first < one.head and determines(parsed.words[bare_first], lexicon):
        bare_first += 1
    name = piece.text[int(parsed.starts[bare_first]) : int(parsed.ends[one.last])]
    key = name.lower()
    who = known.get(key)
    if who is None and definite and one.last == one.head and bare_first == one.head:
        who = by_head.get(noun)
    if who is None:
        classes = lexicon.nouns.get(noun, frozenset())
        kind = "person" if classes & PERSONS or not classes else "outlet" if "outlet" in classes else "organisation"
        if not one.listed:
            kind = "other"
        shown = "" if noun in lexicon.words["unnamed"] else name
        who = known[key] = Somebody(shown, kind, gender_of(lexicon, noun, lead), plural, False, listed=one.listed)
        who.roles = {*words} | {noun}
        who.introduced = noun if lead in lexicon.words["indefinite"] and not plural else ""
    by_head[noun] = who
    who.spans.append((begin, end))
    who.see(begin)


def determines(word: str, lexicon: Lexicon) -> bool:
    """Whether a word only opens a noun phrase."""
    low = word.lower().rstrip("'’")
    return low in lexicon.words["determiners"] | lexicon.words["indefinite"] | lexicon.words["elisions"]


def gender_of(lexicon: Lexicon, noun: str, determiner: str) -> str:
    """Grammatical gender as a noun is listed, else as its determiner shows; "" where neither does."""
    gender = lexicon.genders.get(noun, "")
    if gender in ("m", "f"):
        return gender
    return str(lexicon.data.get("article_genders", {}).get(determiner, ""))

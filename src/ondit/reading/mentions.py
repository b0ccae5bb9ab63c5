"""Names gathered into who they name: "Farley", "Jim Farley" and "Mr. Farley" are one; so are "FT" and its full name."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from ondit import outlets
from ondit.outlets.by_form import peoples
from ondit.reading.acronyms import acronyms
from ondit.reading.appositions import describe
from ondit.reading.found import Document
from ondit.reading.lexicon import APOSTROPHES, Lexicon
from ondit.reading.name_forms import POSSESSIVE, of_house
from ondit.reading.names import STARTS, Name
from ondit.reading.sites import in_dateline, where_a_site_is
from ondit.reading.somebody import Owners, Somebody, tokens_of
from ondit.reading.source_kinds import aged
from ondit.reading.wording import words
from ondit.records import Span

ARTICLES = re.compile(r"\b(?:[Ll][ea]s?|[Uu]ne?|[Dd]u|[Tt]he|[Aa]n?) $|\b[Ll]['’]$")
NUMBERED = re.compile(
    r"[ \u00a0](?:\d{1,2}|[IVX]{1,4})(?![\w%]|[.,]\d|[ \u00a0][a-zà-ÿ])"
    r"|[ \u00a0]\d{1,2}(?= (?:a|is|was|has|had|would|will|est|sera|serait|aurait|story|report)\b)"
)
BODIES = {"official_body", "organisation", "company", "place"}
# A title's label starts within so many characters, and a colon follows it.
LABEL = 3
AFTER_LABEL = re.compile(r"[ \u00a0\u202f]?:")
ARTICLE = re.compile(r"\b[A-Z]\w{0,2}(?:['’]| )$")


def gather(document: Document, names: list[Name], lexicon: Lexicon) -> list[Somebody]:
    """Everybody that the article names, in the order of their first mention."""
    found: list[Somebody] = []
    by_token: dict[str, list[Somebody]] = defaultdict(list)
    by_text: dict[str, Somebody] = {}
    text = document.article.text
    strong = [name for name in names if not name.weak]
    houses = {name.start for name in strong if of_house(name, text, lexicon)}
    for name in sorted(strong, key=lambda name: (-len(tokens_of(name.text)), name.start not in houses, name.start)):
        who = same(name, by_token, by_text, lexicon)
        if who is None and of_a_people(name, lexicon):
            continue
        if who is None or (name.start in houses and who.kind == "person"):
            who = start(name, text, lexicon, document.article.outlet)
            if name.start in houses and not who.kind:
                who.kind = "organisation"
            found.append(who)
        take(who, name, by_token, by_text)
    acronyms(found, text)
    for name in names:
        if name.weak and (whose := same(name, by_token, by_text, lexicon) or inside(name, by_token)):
            take(whose, name, by_token, by_text)
    found = [who for who in found if who.spans]
    for who in found:
        who.spans = sorted(set(who.spans))
        who.seen = [start for start, _ in who.spans]
    found.sort(key=lambda who: who.spans[0])
    owners = Owners(found, document)
    for who in found:
        describe(who, document, lexicon, owners)
        settle(who, text, lexicon)
        who.label = is_label(who, document)
    return found


def of_a_people(name: Name, lexicon: Lexicon) -> bool:
    """Whether a name is only the adjective of a people: the "French" of "French minister denies it" is nobody."""
    return not name.person and name.text in peoples() and name.text.lower() not in lexicon.places


def is_label(who: Somebody, document: Document) -> bool:
    """Whether a name only stands before the colon that a title starts with ("Évasion de Morlac : …") and is nobody."""
    title = document.pieces[0] if document.pieces else None
    if title is None or not title.title or who.kind == "outlet" or (who.kind == "person" and who.sure):
        return False
    (begin, end), last = who.spans[0], who.spans[-1]
    return (
        begin - title.start < LABEL
        and last[1] <= title.start + len(title.text)
        and AFTER_LABEL.match(document.article.text, end) is not None
    )


def take(who: Somebody, name: Name, by_token: dict[str, list[Somebody]], by_text: dict[str, Somebody]) -> None:
    """Add a mention."""
    who.spans.append((name.start, name.end))
    who.forms.add(name.text)
    who.roles.update(name.roles)
    who.heads.update(name.roles)
    who.gender = who.gender or name.gender
    who.sure = who.sure or name.person
    if name.person and who.kind in ("", "place", "organisation"):
        who.kind = "person"
    by_text.setdefault(name.text, who)
    for token in tokens_of(name.text):
        if who not in by_token[token]:
            by_token[token].append(who)


def same(
    name: Name, by_token: dict[str, list[Somebody]], by_text: dict[str, Somebody], lexicon: Lexicon
) -> Somebody | None:
    """Who of those gathered so far a name names; None if nobody."""
    if (who := by_text.get(name.text)) is not None and not (name.person and who.kind == "organisation"):
        return who
    tokens = tokens_of(name.text)
    if not tokens or (tokens[0] in lexicon.places and len(tokens) == 1):
        return None
    fits = []
    for who in by_token.get(tokens[-1], ()):
        full = tokens_of(who.name)
        if not set(tokens) <= set(full):
            continue
        if who.kind == "person" or name.person:
            fit = full[-1] == tokens[-1] or (len(tokens) == 1 and (full[0] == tokens[0] or tokens[0] in full[1:]))
            fit = fit and not (name.gender and who.gender and name.gender != who.gender)
        else:
            fit = full[0] == tokens[0] or who.kind == "outlet"
        if fit:
            fits.append(
                (
                    full[-1] == tokens[-1],
                    min(abs(span[0] - name.start) + (span[0] > name.start) * 200 for span in who.spans),
                    who,
                )
            )
    if not fits:
        return None
    return max(fits, key=lambda fit: (fit[0], -fit[1]))[2]


def inside(name: Name, by_token: dict[str, list[Somebody]]) -> Somebody | None:
    """A gathered name that stands inside a headline's run of capitals; the mention shrinks to it."""
    for match in re.finditer(r"\w[\w'’-]*", name.text):
        for who in by_token.get(match.group().lower(), ()):
            full = tokens_of(who.name)
            at = name.text.lower().find(who.name.lower())
            if at >= 0:
                name.start, name.end, name.text = (
                    name.start + at,
                    name.start + at + len(who.name),
                    name.text[at : at + len(who.name)],
                )
                return who
            if full[-1] == match.group().lower() and len(full[-1]) > 3:
                name.start, name.end, name.text = name.start + match.start(), name.start + match.end(), match.group()
                return who
    return None


def start(name: Name, text: str, lexicon: Lexicon, own: str | None = None) -> Somebody:
    """Somebody new. ``own`` is the article's outlet, which it may call by a word of its name ("told the Gazette")."""
    tokens = tokens_of(name.text)
    if own and len(tokens) == 1 and tokens[0] in tokens_of(own)[1:] and tokens[0] in lexicon.words["outlet"]:
        return Somebody(own, "outlet", "")
    outlet = known_outlet(name.text)
    if outlet is None and (article := ARTICLE.search(text, max(0, name.start - 4), name.start)):
        outlet = known_outlet(article.group() + name.text)
    full, kind = name.text, ""
    if outlet is not None and not name.person and (not outlet.word or len(tokens) > 1 or with_article(name, text)):
        full, kind = outlet.name, "outlet"
    elif " & " in name.text:
        kind = "organisation"  # "Larch & Coe", whatever given name it begins with
    elif name.person:
        kind = "person"
    elif name.text.lower() in lexicon.places or in_dateline(text, (name.start, name.end)):
        kind = "place"
    elif (
        lexicon.nouns.get(tokens[0], frozenset()) & BODIES
        or any(token in lexicon.words["organisation"] - lexicon.words["outlet"] for token in tokens)
        or (len(tokens) == 1 and tokens[0] in lexicon.words["organisation"])
        or (POSSESSIVE.search(name.text) is not None and tokens[-1] in {*lexicon.words["houses"], *tokens[1:2]})
        or (name.text.isupper() and len(name.text) > 1)
    ):
        kind = "organisation"
    return Somebody(full, kind, name.gender)


def with_article(name: Name, text: str) -> bool:
    """Whether a name has an article in capitals before it although no sentence starts there ("paru dans Le Point")."""
    article = ARTICLE.search(text, max(0, name.start - 4), name.start)
    if article is None:
        return False
    before = text[max(0, article.start() - 2) : article.start()].strip()
    return bool(before) and before[-1] not in STARTS


@functools.lru_cache(maxsize=50_000)
def known_outlet(name: str) -> outlets.Outlet | None:
    """The outlet of a name as written."""
    return outlets.find(name)


def told_as_person(who: Somebody, text: str, lexicon: Lexicon) -> bool:
    """Whether an age stands behind the name, or a word that only people have behind one of several words ("who")."""
    after = lexicon.patterns.get("person_after") if len(tokens_of(who.name)) > 1 else None
    follows = after is not None and any(after.match(text, end) for _, end in who.spans)
    return follows or aged(who.name, text, lexicon.code)


def settle(who: Somebody, text: str, lexicon: Lexicon) -> None:
    """Decide what is still open: kind, gender and number, by the words around the mentions."""
    kinds: defaultdict[str, int] = defaultdict(int)
    if not who.kind:
        for role in who.heads or who.roles:
            for kind in lexicon.nouns.get(role, ()):
                kinds["person" if kind in ("person", "official") else "organisation"] += 1
            kinds["outlet"] += words(lexicon.code, "sources", "outlets").fullmatch(role) is not None
        article = any(ARTICLES.search(text, max(0, begin - 5), begin) for begin, _ in who.spans)
        alone = len(tokens_of(who.name)) > 1 and not article and not kinds["organisation"]
        if all(where_a_site_is(text, span, lexicon) for span in who.spans):
            who.kind, who.sure = "place", True
        elif 2 * sum(NUMBERED.match(text, end) is not None for _, end in who.spans) > len(who.spans):
            who.kind, who.sure = "other", True  # "Hollow Tide 2" is a thing
        elif (named := by_name(who, lexicon)) and not kinds["person"]:
            who.kind = named
        elif alone or kinds["person"] > kinds["organisation"] or told_as_person(who, text, lexicon):
            who.kind = "person"
        elif kinds["outlet"] and kinds["outlet"] == kinds["organisation"]:
            who.kind = "outlet"
        elif kinds["organisation"] or not all(hangs(text, span, lexicon) for span in who.spans):
            who.kind = "organisation"
        else:
            who.kind = "other"
    if who.kind != "person":
        who.affiliation = None
        who.roles = {role for role in who.roles if not lexicon.nouns.get(role, frozenset()) & {"person", "official"}}
    else:
        who.sure = who.sure or bool(who.gender or (who.heads and len(tokens_of(who.name)) > 1))
    if who.kind in ("organisation", "outlet") and not who.gender:
        begin = who.spans[0][0]
        before = text[max(0, begin - 5) : begin].lower().split()[-1:]
        who.gender = lexicon.data.get("article_genders", {}).get(before[0] if before else "", "")
    if who.kind == "person" and not who.gender:
        genders = {
            lexicon.genders.get(role, "c")
            for role in who.roles
            if lexicon.nouns.get(role, frozenset()) & {"person", "official"}
        }
        if ("m" in genders) != ("f" in genders):
            who.gender = "m" if "m" in genders else "f"


def by_name(who: Somebody, lexicon: Lexicon) -> str:
    """The kind that the first or last word of a name tells, "" for none: an outlet, a place."""
    tokens = tokens_of(who.name)
    ends = (tokens[:1] if lexicon.data.get("head_first") else tokens[-1:]) if len(tokens) > 1 else ()
    for kind in ("outlet", "place"):
        if any(token in lexicon.words[kind] for token in (*ends, *tokens[:1])) and len(tokens) > 1:
            return kind
    return ""


def hangs(text: str, name: Span, lexicon: Lexicon) -> bool:
    """Whether a name stands after a preposition or before a possessive mark, so that it only belongs to the head."""
    if text[name[1] : name[1] + 2] in ("'s", "’s"):
        return True
    before = text[max(0, name[0] - 24) : name[0]].lower().translate(APOSTROPHES).replace("'", "' ").split()
    before = [word.rstrip("'") for word in before]
    skipped = lexicon.words["articles"] | {title.lower() for title in lexicon.titles}
    while len(before) > 1 and before[-1] in skipped and before[-1] not in lexicon.words["hanging"]:
        before.pop()
    return bool(before) and before[-1] in lexicon.words["hanging"]

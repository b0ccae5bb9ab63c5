"""One source span to somebody: a name in it, a pronoun, a group, a description, or nobody."""

from __future__ import annotations

import re

from ondit.reading.descriptions import Phrase, described, phrase
from ondit.reading.found import below, token_span
from ondit.reading.groups import group, together
from ondit.reading.lexicon import APOSTROPHES, singulars
from ondit.reading.mentions import hangs
from ondit.reading.pronouns import pronoun, relative
from ondit.reading.scene import Scene
from ondit.reading.somebody import Somebody
from ondit.records import Span

# What is said of somebody between commas before another whom a word joins to them.
BESIDE = re.compile(r", [^,;:.]{3,80}, \w+")


def who_speaks(scene: Scene, index: int) -> Somebody | None:
    """Who the source of an attribution is; None where it has none or stays unnamed."""
    span = scene.found[index].source
    return None if span is None else who_is(scene, index, span)


def who_is(scene: Scene, index: int, span: Span, depth: int = 0) -> Somebody | None:
    """Who the words at a span are, as part of attribution ``index`` (-1: of none)."""
    text, lexicon = scene.text, scene.lexicon
    said = text[span[0] : span[1]].strip()
    low = " ".join(said.lower().translate(APOSTROPHES).split()).strip("'\"«»“” ,.-–")
    mark = lexicon.pronouns.get(low)
    if mark == "relative":
        return relative(scene, index, span)
    if mark is not None:
        return pronoun(scene, index, span[0], mark)
    if (found := group(scene, said, span[0])) is not None:
        return found
    ours = lexicon.patterns.get("ours")
    if ours is not None and ours.fullmatch(low):
        return next((who for _, who in scene.everybody.before(span[0], {"outlet"}, plural=False)), None)
    head_at = head_of(scene, span)
    names = scene.owners.within(span) or scene.owners.holding(span)
    papers = [one for _, one in names if one.kind == "outlet"]
    if papers and ours is not None and ours.match(low):
        return papers[0]  # "nos confrères de La Tribune"
    if names and (who := by_name(scene, span, names, head_at)) is not None:
        return who
    what = phrase(text, span, lexicon, head_at)
    if unnamed(scene, what):
        return Somebody("", "person", "", what.plural, False)
    whose = documents(scene, span, what, names) or (
        owner(scene, index, span, what) if depth < 2 and not names else None
    )
    if whose is not None:
        return whose
    who = described(scene, index, what, span[0], possessor(scene, index, span, what))
    if who is not None and accepts(scene, what, who, names):
        return who
    return body(scene, span)


def unnamed(scene: Scene, what: Phrase) -> bool:
    """Whether words keep a source unnamed: "a source", "officials", "the press", but not "its chief executive"."""
    listed = scene.lexicon.words["unnamed"]
    if any(form in scene.lexicon.words["collective"] for form in (what.head, what.head_word)):
        return True
    if what.head not in listed and what.head_word not in listed:
        return False
    role = bool(scene.lexicon.nouns.get(what.head or "", frozenset()) & {"person", "official"})
    return not (role and what.definite and not what.bare and not what.plural)


def possessor(scene: Scene, index: int, span: Span, what: Phrase) -> Somebody | None:
    """Whom the possessive that opens a description means ("her client")."""
    mark = scene.lexicon.pronouns.get(what.words[0]) if len(what.words) > 1 else None
    return pronoun(scene, index, span[0], mark) if mark is not None and mark != "relative" else None


def accepts(scene: Scene, what: Phrase, who: Somebody, names: list[tuple[Span, Somebody]]) -> bool:
    """Whether a description may mean somebody although names stand in it: a person, or a company told by a place."""
    if not names or who.kind == "person":
        return True
    classes = scene.lexicon.nouns.get(what.head or "", frozenset())
    return bool(classes & {"company", "outlet"}) and all(one.kind in ("place", "other") for _, one in names)


def head_of(scene: Scene, span: Span) -> int | None:
    """Offset of the head word of a span, by the parse."""
    piece = scene.piece_at(span[0])
    parsed, tokens = scene.tokens(piece, span)
    if parsed is None or not tokens:
        return None
    inside = set(tokens)
    tops = [
        i
        for i in tokens
        if (parsed.heads[i] not in inside or parsed.heads[i] == i)
        and parsed.tags[i] not in ("ADP", "PUNCT", "DET", "SPACE", "CCONJ")
    ]
    if not tops:
        return None
    return scene.document.pieces[piece].start + int(parsed.starts[tops[0]])


def by_name(scene: Scene, span: Span, names: list[tuple[Span, Somebody]], head_at: int | None) -> Somebody | None:
    """The name that the source goes by: at its head, else a person that it is put beside; joined names are a group."""
    text, lexicon = scene.text, scene.lexicon
    if len(names) > 1 and names[0][1].kind == "place" and text.startswith(",", names[0][0][1]):
        span, names = (names[0][0][1] + 1, span[1]), names[1:]  # "En Italie, La Gazzetta croit savoir"
    chief = next((name for name in names if head_at is not None and name[0][0] <= head_at < name[0][1]), None)
    (begin, end), first = names[0]
    if begin == span[0] and text.startswith(",", end) and first.kind == "person":
        chief = names[0]  # "Maud Delorge, associée du cabinet Arpent": what follows the comma is said of her
    bare = re.sub(r"^\W*(?:\w+['’]|\w+ )", "", text[span[0] : names[0][0][0]]) == ""
    free = head_at is None or phrase(text, span, lexicon, head_at).head is None
    if chief is None and free and bare and starts_with_article(scene, span, names[0][0]):
        chief = names[0]
    if chief is None:
        what = phrase(text, span, lexicon, head_at)
        person = what.head is not None and lexicon.nouns[what.head] & {"person", "official"}
        if what.head in lexicon.words["unnamed"] and not any(who.kind == "person" for _, who in names):
            return None
        people = [name for name in names if name[1].kind == "person" and not hangs(text, name[0], lexicon)]
        if (person or what.head is None) and people:
            chief = people[0] if head_at is None or people[0][0][0] > head_at else people[-1]
        elif not person and what.head is not None:
            # "The Michigan carmaker" is no Michigan: a place tells which company is meant.
            body = bool(lexicon.nouns[what.head] & {"company", "outlet"})
            beside = [
                name for name in names if not hangs(text, name[0], lexicon) and not (body and name[1].kind == "place")
            ]
            chief = beside[0] if beside else None
    if chief is None:
        return None
    parts = [chief[1]]
    after = [name for name in names if name[0][0] >= chief[0][1]]
    at = chief[0][1]
    for nearby, who in after:
        between = text[at : nearby[0]].strip().lower()
        words = between.strip(" ,").split()
        if between == "," or (words and words[0] in lexicon.words["and"] and len(words) <= 3):
            if who.kind in ("person", "") or who.kind == chief[1].kind or "outlet" in (who.kind, chief[1].kind):
                if between == "," and who.kind != chief[1].kind:
                    continue
                parts.append(who)
                at = nearby[1]
        elif (
            words
            and words[0] not in lexicon.words["and"]
            and who.kind == chief[1].kind == "person"
            and BESIDE.fullmatch(between) is not None
            and words[-1] in lexicon.words["and"]
        ):
            parts.append(who)  # "Ann Lee, mayor of Larkhollow, and Bob Roe"
            at = nearby[1]
        elif not between.startswith(","):
            break
    if len(parts) > 1 and not any(word in text[chief[0][1] : span[1]].lower().split() for word in lexicon.words["and"]):
        parts = parts[:1]
    return together(tuple(parts))


def starts_with_article(scene: Scene, span: Span, name: Span) -> bool:
    before = scene.text[span[0] : name[0]].strip().lower().translate(APOSTROPHES).rstrip("'")
    return before == "" or before in scene.lexicon.words["articles"]


def is_document(scene: Scene, what: Phrase) -> bool:
    """Whether a noun phrase is headed by a word for something written or said ("un communiqué", "the filing")."""
    return any(form in scene.lexicon.words["documents"] for form in singulars(what.head_word))


def documents(scene: Scene, span: Span, what: Phrase, names: list[tuple[Span, Somebody]]) -> Somebody | None:
    """For a document ("la déclaration de Sannah") whoever it belongs to, for members ("les juges de la CPI") a body,
    if it is one name only. Who has only seen a document ("des notes consultées par le Courrier") does not speak in it."""
    members = what.plural and what.definite and what.head in scene.lexicon.data.get("members", {})
    if members or is_document(scene, what):
        owners = {who.name: who for name, who in names if not only_seen(scene, (span[0], name[0]), name[1])}
        if len(owners) > 1:  # "a report in the French weekly L'Écho"
            owners = {name: who for name, who in owners.items() if who.kind == "outlet"}
        if len(owners) == 1:
            return next(iter(owners.values()))
    return None


def owner(scene: Scene, index: int, span: Span, what: Phrase) -> Somebody | None:
    """The outlet that the words after a document's noun describe ("un article du quotidien"), None where they do not."""
    piece = scene.piece_at(span[0])
    parsed, tokens = scene.tokens(piece, span)
    if parsed is None or not is_document(scene, what):
        return None
    home = scene.document.pieces[piece]
    for token in tokens:
        if parsed.labels[token] in ("nmod", "nmod:poss", "obl") and parsed.heads[token] in tokens:
            inside = below(
                parsed, token, {i for i in parsed.children[token] if parsed.labels[i] == "case" and i + 1 < token}
            )
            who = who_is(scene, index, token_span(home, min(inside), max(inside)), 2)
            return who if who is not None and who.kind == "outlet" else None
    return None


def only_seen(scene: Scene, before: Span, end: int) -> bool:
    """Whether the words before a name in a document's description hold a verb, and none of publishing; or those after
    it say that it has seen the document ("un rapport que Périscope a pu consulter")."""
    seen = scene.lexicon.patterns.get("has_seen")
    if seen is not None and seen.match(scene.text, end):
        return True
    published = scene.lexicon.patterns.get("published")
    if published is not None and published.search(scene.text, *before):
        return False
    parsed, tokens = scene.tokens(scene.piece_at(before[0]), before)
    return parsed is not None and any(parsed.tags[i] in ("VERB", "AUX") for i in tokens)


def body(scene: Scene, span: Span) -> Somebody | None:
    """A source that the article only describes: kept as somebody for later pronouns; a body of the state or another
    organisation with words that tell which one ("le gouvernement turc") counts as named."""
    lexicon, text = scene.lexicon, scene.text
    what = phrase(text, span, lexicon, head_of(scene, span))
    said = re.split(r"[,(;]", text[span[0] : span[1]])[0].strip()
    words = said.split()
    if not words:
        return None
    bare = re.sub(r"^\w{1,2}['’]\s*", "", said) if said[1:3].find("'") >= 0 or said[1:3].find("’") >= 0 else said
    if (
        bare == said
        and words[0].lower() in lexicon.words["definite"] | lexicon.words["articles"] | lexicon.words["indefinite"]
    ):
        bare = " ".join(words[1:])
    if what.head is None and not (what.plural and what.definite):
        return None
    classes = lexicon.nouns.get(what.head or "", frozenset())
    institution = bool(classes & {"official_body", "organisation", "company"})
    kind = "organisation" if institution else "person"
    gender = lexicon.genders.get(what.head or "", "")
    who = scene.described.get(bare.lower())
    if who is None or bool(who.plural) != what.plural:
        who = Somebody(bare, kind, gender if gender in ("m", "f") else "", what.plural, False)
        who.roles = set(what.words)
        scene.described[bare.lower()] = who
    return who

"""What a text says of somebody right beside the name: "Jim Farley, le patron de Ford", "Ford spokeswoman X"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ondit.reading.found import Document
from ondit.reading.lexicon import Lexicon
from ondit.reading.names import WORD
from ondit.reading.somebody import Owners, Somebody

BEFORE = 90
AFTER = 110
MOST = 12
# A title before a name has at most so many words.
LONGEST = 6
BESIDE = re.compile(r"\s?(?:,|\()\s?")
NEXT = re.compile(r" ([a-z][\w-]+)")
STOP = re.compile(r"[.;:!?«»“”\"()\n—]")


def describe(who: Somebody, document: Document, lexicon: Lexicon, owners: Owners) -> None:
    """Collect the words that the text says of somebody beside the name, and for whom they speak."""
    text = document.article.text
    for begin, end in who.spans[:MOST]:
        before = STOP.split(text[max(0, begin - BEFORE) : begin])[-1].rstrip()
        comma = before.endswith(",")
        before = before[:-1].rstrip().split(",")[-1] if comma else before.split(",")[-1]
        segment = closing(before, lexicon)
        whole = len(segment) == len(before.strip()) or not comma
        if (
            segment
            and whole
            and not has_verb(
                who, document, lexicon, owners, begin - len(before) - 2 * comma + before.find(segment), begin
            )
        ):
            words = [lexicon.bare(word) for word in WORD.findall(segment)]
            who.roles.update(words)
            who.heads.update(head_of(words, lexicon))
            start = text.rfind(segment, 0, begin)
            speaks_for(who, start, begin, owners)
            if who.affiliation is None and who.role_at is None:
                who.role_at = (start, start + len(segment))
        if not lexicon.data.get("head_first") and " " in text[begin:end] and (noun := class_after(text, end, lexicon)):
            who.roles.add(noun)
        if opening := BESIDE.match(text, end):
            after = STOP.split(text[opening.end() : end + AFTER])[0].split(",")[0]
            said = list(WORD.finditer(after))[:12]
            words = [lexicon.bare(word.group()) for word in said]
            head = next((i for i, word in enumerate(words[:6]) if lexicon.noun(word)), None)
            verb = any(word in lexicon.words["copula"] or word in lexicon.pronouns for word in words[:2])
            # A headline's last word in brackets says who tells it ("Une usine à Morlac (presse)"), not what Morlac is.
            mark = len(words) == 1 and "(" in opening.group()
            if head is None or verb or mark:
                continue
            clause = next((i for i, word in enumerate(words) if lexicon.pronouns.get(word) == "relative"), len(words))
            until = opening.end() + (said[clause].start() if clause < len(words) else len(after))
            # "…à Rotterdam, affirme le quotidien X", "St Rule's, the council has said": what has a verb of its own
            # describes nobody.
            first = has_verb(who, document, lexicon, owners, opening.end(), opening.end() + said[head].start())
            if not first and not verb_in(document, owners, opening.end(), until):
                who.roles.update(words)
                who.heads.update(head_of(words, lexicon))
                speaks_for(who, end, opening.end() + len(after), owners)


def class_after(text: str, end: int, lexicon: Lexicon) -> str | None:
    """The noun for an outlet or a company right after a name of several words ("the Harbour Post newspaper"); one word
    may be an adjective ("the French weekly")."""
    word = NEXT.match(text, end)
    noun = lexicon.noun(word[1]) if word is not None else None
    return noun if lexicon.nouns.get(noun or "", frozenset()) & {"outlet", "company"} else None


def head_of(words: list[str], lexicon: Lexicon) -> list[str]:
    """The noun of a description that says what somebody is, as listed: the first one, or the last before "of"."""
    if lexicon.data.get("head_first"):
        order = words
    else:
        limit = next((i for i, word in enumerate(words) if i and word in lexicon.words["after_head"]), len(words))
        order = words[:limit][::-1]
    return [noun for word in order if (noun := lexicon.noun(word)) is not None][:1]


def verb_in(document: Document, owners: Owners, begin: int, end: int) -> bool | None:
    """Whether a verb stands in a stretch of one piece; None where the piece was not parsed."""
    piece = document.pieces[max(0, bisect_right(owners.pieces, begin) - 1)]
    if piece.parsed is None:
        return None
    first = bisect_left(piece.parsed.starts, begin - piece.start)
    last = bisect_left(piece.parsed.starts, end - piece.start)
    return any(tag in ("VERB", "AUX") for tag in piece.parsed.tags[first:last])


def has_verb(who: Somebody, document: Document, lexicon: Lexicon, owners: Owners, begin: int, end: int) -> bool:
    """Whether a verb stands in a stretch before a name; in a piece that was not parsed, whether one may."""
    found = verb_in(document, owners, begin, end)
    if found is None:
        return may_have_verb(document.article.text[begin:end], lexicon, person=who.kind == "person")
    return found


def may_have_verb(said: str, lexicon: Lexicon, *, person: bool) -> bool:
    """Whether words may hold a verb, by the words alone: more of them than a title has; before a name that nothing else
    calls a person, any that is no listed noun, no name and no small word ("Le patron de Norvex admire beaucoup Xantia")."""
    words = [lexicon.bare(word) for word in WORD.findall(said)]
    if len(words) > LONGEST:
        return True
    small = lexicon.words["determiners"] | lexicon.words["hanging"] | lexicon.words["and"] | lexicon.words["indefinite"]
    plain = [word for word in WORD.findall(said) if word[0].islower()]
    return not person and any(lexicon.noun(word) is None and word not in small for word in map(lexicon.bare, plain))


def closing(before: str, lexicon: Lexicon) -> str:
    """The end of a stretch of text, from the determiner of the noun phrase that stands right before a name."""
    words = [(m.start(), m.group(), lexicon.bare(m.group())) for m in WORD.finditer(before)][-8:]
    if not words or words[-1][2] in lexicon.words["hanging"] or words[-1][1].lower()[-1:] in "'’":
        return ""
    if len(words) > 1 and words[-1][2] in lexicon.words["determiners"] and words[-2][2] in lexicon.words["hanging"]:
        return ""
    determiners = lexicon.words["determiners"]
    elided = [len(bare) < len(word) for _, word, bare in words]
    if lexicon.noun(words[-1][2]):
        first = next((i for i in range(len(words) - 1, -1, -1) if words[i][2] in determiners or elided[i]), None)
        return before[words[first if first is not None else max(0, len(words) - 3)][0] :]
    for i in range(len(words) - 1, -1, -1):
        if not (words[i][2] in lexicon.words["definite"] or words[i][2] in lexicon.words["indefinite"] or elided[i]):
            continue
        if i and words[i - 1][2] in lexicon.words["hanging"]:
            continue
        if any(lexicon.noun(bare) for _, _, bare in words[i : i + 3]):
            return before[words[i][0] :]
    return ""


def speaks_for(who: Somebody, begin: int, end: int, owners: Owners) -> None:
    """Note an organisation that stands in a description of a person."""
    if who.affiliation is None and who.kind != "organisation" and begin >= 0:
        inside = [other for _, other in owners.within((begin, end)) if other is not who and other.kind != "person"]
        if inside:
            who.affiliation = inside[0]

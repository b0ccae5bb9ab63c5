"""Outlets that nobody has heard of, known by where their names stand.

Beside a noun for them ("l'agence Galène", "the Kestrel news agency"), where one is asked or speaks into a microphone
("contacté par Le Fanal", "au micro d'Ondes-Ouest"), or as a source whose article keeps its capital within a sentence
("titrait La Lanterne"; in our gold 36 of 37 such sources are outlets). Patterns are data: ``[channels]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ondit.outlets.by_form import is_name_of_outlet
from ondit.reading.citing import PEOPLE_AND_PAPERS, people
from ondit.reading.found import Found
from ondit.reading.lexicon import Lexicon
from ondit.reading.names import STARTS
from ondit.reading.somebody import Somebody, tokens_of
from ondit.reading.source_nouns import by_nouns
from ondit.reading.wording import fold
from ondit.records import Span

# So much of what stands before or after a name is looked at.
BEFORE, AFTER = 70, 40
DAY = 12
ARTICLE = re.compile(r"(?:\b(?:L[ea]s?|The|El|Los|Las) |\bL['’])$")
LAST = re.compile(r"(?<![\w'’])(\w+(?:[ \u00a0\u202f]|['’]))$")
POSSESSIVE = re.compile(r"\w['’]s $")
LAST_WORD = re.compile(r"[^\w]+$")
COMMA = re.compile(r", ?")
NEXT_WORD = re.compile(r" ([^\W\d_]+)")
OTHERS = frozenset(("official", "person", "official_body"))
BLANK = " \u00a0\u202f"


def tell_outlets(everybody: Iterable[Somebody], found: Sequence[Found], text: str, lexicon: Lexicon) -> None:
    """Make outlets of those whose names stand as theirs do."""
    sources = {at: one.source[0] for one in found if one.source is not None for at in one.source}
    for who in everybody:
        stands = asks_by_name if who.kind == "place" else stands_as_one
        if who.kind != "outlet" and any(stands(who, span, text, lexicon, sources) for span in who.spans):
            who.kind = "outlet"
            who.affiliation = None
        if who.kind == "outlet":
            # "Contacté par Le Fanal, le ministère…": what stands behind a comma was taken for what it is.
            for said in (who.roles, who.heads):
                said -= {word for word in said if lexicon.nouns.get(word, frozenset()) & OTHERS}


def asks_by_name(who: Somebody, span: Span, text: str, lexicon: Lexicon, sources: dict[int, int]) -> bool:
    """Whether what looks like a place asks, is told or speaks under a name that keeps its article's capital within a
    sentence ("asked by The Northern Beacon")."""
    before = text[max(0, span[0] - BEFORE) : span[0]]
    capital = ARTICLE.search(before)
    plain = before[: capital.start()] if capital else ""
    at = span[0] - len(before) + len(plain)
    return within_sentence(plain) and (at in sources or ends(lexicon.patterns, "asks", plain))


def stands_as_one(who: Somebody, span: Span, text: str, lexicon: Lexicon, sources: dict[int, int]) -> bool:
    """Whether a mention stands as an outlet's name does."""
    begin, end = span
    before, after = text[max(0, begin - BEFORE) : begin], text[end : end + AFTER]
    name, patterns = text[begin:end], lexicon.patterns
    small = lower_article(before, lexicon)
    if who.kind == "person" and (who.sure or who.heads):
        # "The Lorne Echo" begins like a person, whom no article stands before.
        return small is not None and is_name_of_outlet(name)
    known = small is None or LAST_WORD.sub("", before[small:].lower()) not in lexicon.words["indefinite"]
    if ends(patterns, "outlet_before", before) or (known and begins(patterns, "outlet_after", after)):
        return True
    if is_body(name, who, lexicon):
        return False
    if cites_people(after, lexicon):
        return True
    if ends(patterns, "airs", before) or (ends(patterns, "that", before) and begins(patterns, "has_seen", after)):
        return True
    if begins(patterns, "who_has_seen", after):
        return True
    if capital := ARTICLE.search(before):
        plain = before[: capital.start()]
        if ends(patterns, "that", plain) and begins(patterns, "has_seen", after):
            return True
        place = capital.start() + max(0, begin - BEFORE)
        # "vendredi La Lanterne": a day may stand between, but no noun that the name hangs on.
        speaks = place in sources or place - DAY <= sources.get(end, -1) <= place
        if within_sentence(plain):
            return speaks or ends(patterns, "asks", plain)
        return speaks and begins(patterns, "press_says", after)
    next_word = NEXT_WORD.match(after)
    noun = lexicon.noun(next_word[1]) if next_word is not None else None
    if noun is not None and "outlet" not in lexicon.nouns[noun]:
        return False  # "à la Haute autorité"
    if small is None or not known or name.isupper() or begins(patterns, "modified", after):
        return False
    return ends(patterns, "asks", before[:small]) or ends(patterns, "tells_to", before)


def cites_people(after: str, lexicon: Lexicon) -> bool:
    """Whether who is named cites people or papers, right behind the name (", citing internal emails,")."""
    cites = lexicon.patterns.get("cites")
    lead = COMMA.match(after)
    match = cites.match(after, lead.end() if lead else 0) if cites is not None else None
    return match is not None and people(after[match.end() :], lexicon.code, PEOPLE_AND_PAPERS)


def is_body(name: str, who: Somebody, lexicon: Lexicon) -> bool:
    """Whether a name's own words, or what is said of it, tell another body than an outlet."""
    if any(f"{article} {name}".lower() in lexicon.places for article in lexicon.words["articles"]):
        return True
    told = by_nouns(fold(name), lexicon.code)
    words = set(tokens_of(name)) - lexicon.words["outlet"]
    return (told is not None and told[0] != "outlet") or bool(words & lexicon.words["organisation"]) or bool(who.heads)


def within_sentence(before: str) -> bool:
    """Whether no sentence or quotation starts right behind this."""
    before = before.rstrip(BLANK)
    return bool(before) and before[-1] not in STARTS


def lower_article(before: str, lexicon: Lexicon) -> int | None:
    """Where an article without a capital starts that a stretch ends with; None where it does not."""
    if POSSESSIVE.search(before):
        return len(before)  # "Friday's Lorne Echo"
    last = LAST.search(before)
    small = (
        last is not None and last[1].rstrip("'’ \u00a0\u202f") in lexicon.words["articles"] | lexicon.words["elisions"]
    )
    return last.start() if small and last is not None else None


def ends(patterns: dict[str, re.Pattern[str]], name: str, before: str) -> bool:
    """Whether a stretch ends with a pattern of the language (which ends with ``$``)."""
    return name in patterns and patterns[name].search(before) is not None


def begins(patterns: dict[str, re.Pattern[str]], name: str, after: str) -> bool:
    """Whether a stretch starts with a pattern of the language."""
    return name in patterns and patterns[name].match(after) is not None

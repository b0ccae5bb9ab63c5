"""Sources that were found beside the one who speaks: in a mark or a clitic, in a clause that is said by the way, or
nobody where the speaker stands behind whom they speak to ("a indiqué à Santé Demain son directeur, Loïc Ferrand").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ondit.reading.found import Document, Found, Piece, below, overlap, token_span, tokens_in
from ondit.reading.lexicon import lexicon
from ondit.reading.mended_sources import noun_phrase
from ondit.reading.name_forms import press_tails
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.records import Span

# What a source cannot begin with: marks, and a possessive whose owner is no part of it ("Monday's Gazette").
BEGINNING = re.compile(r"(?:['’]s(?=\s))?[\s,;:.»”\")–—-]*")
LETTER = re.compile(r"\w")
PEOPLE = frozenset(("person", "official"))
NOMINAL = ("NOUN", "PROPN", "PRON")
LOOSE = ("ADP", "DET", "SCONJ", "PUNCT")
PARTICIPLE = MORPHOLOGY.index("VerbForm=Part")
RELATIVE, NEGATIVE = MORPHOLOGY.index("PronType=Rel"), MORPHOLOGY.index("Polarity=Neg")
FIRST, SECOND = MORPHOLOGY.index("Person=1"), MORPHOLOGY.index("Person=2")
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 110  # characters of a speaker behind a hearer
AFTER_COLON = re.compile(r"[ \u00a0\u202f]?: ")
FEWEST = 4  # words behind a colon that can be what is said
BREAK = re.compile(r"[”»\"]|[.!?…](?=\s)|\n|^")
END = re.compile(r"[.!?…](?=\s|$)|\n")


def straightened(document: Document, one: Found) -> Found:
    """The attribution with its source where the speaker stands, and what a clitic points ahead to for its content."""
    piece = document.pieces[one.piece]
    text = document.article.text
    one = who_is_quoted(text, one, document.article.language)
    one = with_role_and_name(text, one, document.article.language)
    one = without_hearer(document, one)
    one = without_marks(text, without_clitic(text, without_marks(text, one), document.article.language))
    if piece.parsed is None:
        return one
    if one.source is None or (one.cue is not None and one.cue[1] <= one.source[0]):
        one = with_speaker_behind(text, one, document.article.language)
    if one.source is None:
        return one
    one = without_loose_end(piece, piece.parsed, one)
    if (own := own_subject(piece, piece.parsed, one)) is not None:
        return replace(one, source=own)
    return one


def without_marks(text: str, one: Found) -> Found:
    """The attribution with a source that begins with a word; none where it has no letter in it."""
    if one.source is None:
        return one
    start, end = one.source
    begin = BEGINNING.match(text, start, end)
    start = begin.end() if begin is not None else start
    end = start + len(text[start:end].rstrip())
    return replace(one, source=(start, end) if LETTER.search(text, start, end) else None)


def who_is_quoted(text: str, one: Found, language: str) -> Found:
    """ "…," its chair, Ann Lowe, was quoted by the agency as saying: who is quoted speaks, and not who quotes."""
    pattern = lexicon(language).patterns.get("quoted_as")
    if pattern is None or one.cue is None or not pattern.match(text, one.cue[1]):
        return one
    start = max((match.end() for match in BREAK.finditer(text, max(0, one.cue[0] - LONGEST), one.cue[0])), default=-1)
    if start < 0 or not LETTER.search(text, start, one.cue[0]):
        return one
    content = tuple(
        (a, min(b, start)) if a < one.cue[0] else (a, b) for a, b in one.content if not start <= a < one.cue[0]
    )
    said = tuple((a, b) for a, b in content if LETTER.search(text, a, b))
    start += len(text[start : one.cue[0]]) - len(text[start : one.cue[0]].lstrip(" ,"))
    return replace(one, source=(start, start + len(text[start : one.cue[0]].rstrip(" ,"))), content=said or one.content)


def with_role_and_name(text: str, one: Found, language: str) -> Found:
    """ "Corvane is not dealing with Ostrel, the group's chief executive, Ann Lowe, said": who is told by role and name
    between commas right before the verb speaks; parsers take the role for what is told of the name before it."""
    pattern = role_and_name(language)
    if one.cue is None or pattern is None or not any(start < one.cue[0] for start, _ in one.content):
        return one
    found = pattern.search(text, max(0, one.cue[0] - LONGEST), one.cue[0])
    if found is None or (
        one.source is not None and one.source[0] <= found.start("who") and one.source[1] >= found.end("who")
    ):
        return one
    nouns = lexicon(language).nouns
    if not any(nouns.get(word, frozenset()) & PEOPLE for word in LETTERS.findall(found["role"].casefold())):
        return one
    content = tuple(
        (a, min(b, found.start()))
        for a, b in one.content
        if a < found.start() and LETTER.search(text, a, found.start())
    )
    return replace(one, source=found.span("who"), content=content) if content else one


@cache
def role_and_name(language: str) -> re.Pattern[str] | None:
    """A comma, a noun phrase with its article or possessive, and a full name between commas, up to where it is searched."""
    words = lexicon(language).words
    first = "|".join(re.escape(word) for word in sorted(words["definite"] | words["articles"] | words["own"]) if word)
    if not first:
        return None
    name = r"[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+){1,3}"
    return re.compile(rf",[”»\"]? (?P<who>(?:{first}) ?(?P<role>[^,.;:!?…\n“”«»\"]{{3,60}}), {name}),\s$")


def without_hearer(document: Document, one: Found) -> Found:
    """ "La préfecture nous a confirmé la vente": whom it was told, by a clitic before the verb, is no part of who tells
    it; where the clitic was taken for the whole, whoever stands before it in the clause tells it."""
    text, source, cue = document.article.text, one.source, one.cue
    clitic = hearer_clitics(document.article.language)
    if source is None or cue is None or clitic is None or not source[0] < source[1] <= cue[0]:
        return one
    found = clitic.search(text, max(0, source[1] - LONGEST), source[1])
    if found is None or text[source[1] : cue[0]].strip():
        return one
    if found.start("clitic") > source[0]:
        return replace(one, source=(source[0], source[0] + len(text[source[0] : found.start("clitic")].rstrip())))
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if parsed is None or not found["before"] or found.start("before") < piece.start:
        return one
    verb = next(iter(tokens_in(piece, (cue[0], cue[1]))), None)
    if verb is None or parsed.morphology[verb, FIRST] or parsed.morphology[verb, SECOND]:
        return one  # "nous avons confirmé"
    return replace(one, source=found.span("before"))


@cache
def hearer_clitics(language: str) -> re.Pattern[str] | None:
    """A clitic of whom one speaks to, up to where it is searched, and the words of the clause before it."""
    some = lexicon(language).data.get("hearer_clitics", ())
    if not some:
        return None
    one = "|".join(map(re.escape, some))
    return re.compile(rf"(?P<before>[^\s,.;:!?…\n«»“”\"]+(?: [^\s,.;:!?…\n«»“”\"]+){{0,7}})?\s(?P<clitic>{one})\s?$")


def without_clitic(text: str, one: Found, language: str) -> Found:
    """ "Le Fanal l'avait annoncé mardi, sans préciser de date : Corvane ferme": the clitic is no part of the source, and
    where it points ahead to what a colon opens, that is what is said."""
    clitic = clitics(language)
    source, cue = one.source, one.cue
    if source is None or cue is None or clitic is None or source[0] > cue[0]:
        return one
    found = clitic.search(text, source[0], cue[0])
    if found is None:
        return one
    if source[0] < found.start() < source[1]:
        one = replace(one, source=(source[0], found.start()))
    stop = END.search(text, cue[1])
    last = stop.start() if stop is not None else len(text)
    colon = AFTER_COLON.search(text, cue[1], last)
    if colon is None or len(text[colon.end() : last].split()) < FEWEST:
        return one
    if any(start >= colon.end() or start < cue[0] for start, _ in one.content):
        return one
    return replace(one, content=((colon.end(), last),))


@cache
def clitics(language: str) -> re.Pattern[str] | None:
    """A clitic object right before the verb that it belongs to."""
    some = lexicon(language).data.get("clitics", ())
    return re.compile(r"(?:(?<=\s)|(?<=[\w»”]\s))(?:" + "|".join(map(re.escape, some)) + r")\s?$") if some else None


def without_loose_end(piece: Piece, parsed: Parsed, one: Found) -> Found:
    """The attribution with a source that does not end with a preposition and an article: "a lancé Loïc Ferrand à une
    dizaine de journalistes" may be cut behind them."""
    assert one.source is not None
    tokens = tokens_in(piece, one.source)
    last = len(tokens)
    while last > 1 and loose(parsed, tokens[last - 1]):
        last -= 1
    first = 0
    if last > 2 and parsed.morphology[tokens[0], PARTICIPLE] and parsed.words[tokens[1]] == ",":
        first = 2  # "Sollicités, ni Corvane ni Ostrel n'ont répondu"
    kept = tokens[first:last]
    if len(kept) == len(tokens) or not any(parsed.tags[token] in NOMINAL for token in kept):
        return one
    start, end = token_span(piece, kept[0], kept[-1])
    return replace(one, source=(start if first else one.source[0], end if last < len(tokens) else one.source[1]))


def loose(parsed: Parsed, token: int) -> bool:
    """Whether a token ends no noun phrase: what opens another one, or a clause ("l'entraîneur, qui n'")."""
    row = parsed.morphology[token]
    return parsed.tags[token] in LOOSE or bool(row[RELATIVE]) or (parsed.tags[token] == "ADV" and bool(row[NEGATIVE]))


def own_subject(piece: Piece, parsed: Parsed, one: Found) -> Span | None:
    """The subject of the cue's own verb, where the source stands in a relative clause about something else: "asked about
    the list that the Gazette had told of, the mayor remained evasive"."""
    assert one.source is not None
    if not 0 <= one.anchor < len(parsed):
        return None
    verb = one.anchor
    own = [child for child in parsed.children[verb] if parsed.labels[child].split(":")[0] == "nsubj"]
    named = [i for i in tokens_in(piece, one.source) if parsed.tags[i] in ("NOUN", "PROPN")]
    if not own or not named or parsed.tags[own[-1]] not in ("NOUN", "PROPN"):
        return None
    above = parsed.heads[named[0]]
    aside = any(parsed.labels[token] == "acl:relcl" for token in (named[0], above))
    if not aside or verb in (named[0], above, parsed.heads[above]):
        return None
    inside = below(parsed, own[-1])
    whole = token_span(piece, min(inside), max(inside))
    subject = noun_phrase(piece, parsed, own[-1])
    if overlap(whole, one.source) or any(overlap(subject, span) for span in one.content):
        return None
    return subject


def with_speaker_behind(text: str, one: Found, language: str) -> Found:
    """The attribution with the speaker behind whom they speak to, for words that stand before the verb."""
    pattern = behind_hearer(language)
    if one.cue is None or pattern is None or not one.content or one.content[-1][1] > one.cue[0]:
        return one
    found = pattern.match(text, one.cue[1])
    if found is None:
        return one
    start, end = found.span("described" if found["described"] else "named")
    return one if end - start > LONGEST else replace(one, source=(start, end))


@cache
def behind_hearer(language: str) -> re.Pattern[str] | None:
    """ "… à Santé Demain son directeur adjoint, Loïc Ferrand": a name with the word by which one speaks to somebody
    before it, and a noun phrase up to the end of the sentence."""
    words = lexicon(language).words
    if not words["hearing"] or not words["articles"]:
        return None
    to = "|".join(map(re.escape, sorted(words["hearing"])))
    first = "|".join(re.escape(word) for word in sorted(words["definite"] | words["articles"]) if len(word) > 1)
    name = r"[A-ZÀ-Ý][\w’'-]*"
    tails = "|".join(f"(?:{tail.pattern})" for tail in press_tails() if tail is not None) or "(?!)"
    whole = rf"(?:l['’]|[Ll]a |[Ll]es? |[Ll]['’])?{name}(?: (?:(?:de |du |des |d['’]|la )*{name}))*"
    rest = r"[^.!?…\n«»“”:;]+?"
    return re.compile(
        rf"[ \u00a0](?:{to})(?: d[eu])? (?:{whole}(?:{tails})? (?P<described>(?:{first}) (?!{name} ){rest})"
        rf"|{whole}(?:{tails}) (?P<named>{name} {name}{rest}|{name} {name}))(?=[.!?…\n])"
    )

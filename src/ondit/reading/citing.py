"""Who is only cited: "Reuters reported, citing two officials, that the deal had collapsed".

The outlet says it and the officials are its unnamed sources; that it cites them is no news of its own. The words of
citing are data (``who_is_who.toml``, ``channels.cites``), those of unnamed sources too (``sources.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.features import classes_of
from ondit.reading.found import Document, Found, Piece, by_piece, token_span, tokens_in
from ondit.reading.lexicon import lexicon, singulars
from ondit.reading.mended_sources import noun_phrase, speaker
from ondit.reading.parsing import Parsed
from ondit.reading.source_nouns import by_nouns
from ondit.reading.wording import fold
from ondit.records import Span

# A gap of so many characters between the words of citing and whoever is cited.
GAP = 2
# The noun of a phrase for people is among its first words.
NEAR = 3
PEOPLE = ("anonymous", "person", "official")
PEOPLE_AND_PAPERS = (*PEOPLE, "document")


def with_people_only_cited(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions without those that say no more than that people are cited; one that swallowed what the citing
    outlet says is given back to the outlet's verb."""
    out = []
    homes = by_piece(found)
    for one in found:
        one = parted(document, one)
        piece = document.pieces[one.piece]
        if not cites(document, one) or piece.parsed is None:
            out.append(one)
            continue
        here = homes[one.piece]
        if any(other.source and other.source[0] <= one.cue[0] < other.source[1] for other in here if one.cue):
            continue  # whom a source cites is said of the source
        others = [other for other in here if other is not one]
        above = governing(piece.parsed, one.anchor)
        cited = objects(piece, piece.parsed, one.anchor)
        kept = tuple(span for span in one.content if not any(span[0] < end and start < span[1] for start, end in cited))
        beside = [other for other in others if above is not None and holds(piece, other.cue, above)]
        if kept and above is not None and not beside:
            out.append(given_back(piece, one, above, kept))
        elif not (only_people(document, one) and (beside or same_sentence(piece, one, others))):
            out.append(one)
    return out


def cited_people(text: str, sentence: Span, one: Found, code: str, kinds: tuple[str, ...] = PEOPLE) -> Span | None:
    """The words for the people whom a sentence says its speaker cites, with what is said of them: from after the word of
    citing to the end of the sentence; None where it cites nobody, or something else. ``kinds`` are those that count."""
    pattern = lexicon(code).patterns.get("cites")
    if pattern is None or one.source is None:
        return None
    for match in pattern.finditer(text, *sentence):
        if any(start <= match.start() < end for start, end in one.content):
            continue  # somebody else cites, in what is said
        if people(text[match.end() : min(sentence[1], match.end() + 60)], code, kinds):
            return match.end(), sentence[1]
    return None


def cites(document: Document, one: Found) -> bool:
    """Whether the cue is a word of citing."""
    pattern = lexicon(document.article.language).patterns.get("cites")
    if pattern is None or one.cue is None:
        return False
    return pattern.fullmatch(document.article.text[slice(*one.cue)].strip() + " ") is not None


def parted(document: Document, one: Found) -> Found:
    """ "Selon le Fanal, qui cite une source au fait du dossier, le prix baisse": whom the source cites, and what is said
    of them, belongs to the source, up to the comma that ends it."""
    pattern, text = lexicon(document.article.language).patterns.get("cites"), document.article.text
    if pattern is None or one.source is None or not one.content or pattern.search(text, *one.source) is None:
        return one
    (start, end), *more = one.content
    if not 0 <= start - one.source[1] <= GAP or "," in text[one.source[1] : start]:
        return one
    comma = text.find(", ", start, end)
    if comma < 0:
        return one
    return replace(one, source=(one.source[0], comma), content=((comma + 2, end), *more))


def objects(piece: Piece, parsed: Parsed, verb: int) -> list[Span]:
    """Whom or what a verb of citing has for its objects."""
    return [noun_phrase(piece, parsed, child) for child in parsed.children[verb] if parsed.labels[child] == "obj"]


def only_people(document: Document, one: Found) -> bool:
    """Whether the content is a noun phrase for people who are not named."""
    if len(one.content) != 1:
        return False
    return people(document.article.text[slice(*one.content[0])], document.article.language)


def people(words: str, code: str, kinds: tuple[str, ...] = PEOPLE) -> bool:
    """Whether words begin with a phrase for unnamed people ("two people close to the talks"), whose noun is near."""
    first = fold(words).strip(" ,").split(" ")[:NEAR]
    if words.strip()[:1].isupper() or any("'s" in word for word in first):
        return False
    kind = by_nouns(" ".join(first), code)
    if kind is not None:
        return kind[0] in kinds
    known = lexicon(code)
    if any(form in known.words["unnamed"] for word in first for form in singulars(known.bare(word))):
        return True
    nouns = (known.noun(known.bare(word)) for word in first)
    return any(known.nouns.get(noun or "", frozenset()) & set(kinds) for noun in nouns)


def governing(parsed: Parsed, verb: int) -> int | None:
    """The verb of saying that a participle of citing goes with."""
    above = parsed.heads[verb]
    if above == verb or parsed.labels[verb].split(":")[0] not in ("advcl", "acl", "xcomp", "conj"):
        return None
    return above if any(classes_of(parsed, above)) else None


def holds(piece: Piece, span: Span | None, token: int) -> bool:
    """Whether a span of the article holds a token."""
    return span is not None and token in tokens_in(piece, span)


def same_sentence(piece: Piece, one: Found, others: Sequence[Found]) -> bool:
    """Whether another attribution has its cue in the sentence."""
    parsed = piece.parsed
    assert parsed is not None
    return any(
        parsed.sentences[other.anchor] == parsed.sentences[one.anchor]
        for other in others
        if 0 <= other.anchor < len(parsed)
    )


def given_back(piece: Piece, one: Found, verb: int, content: tuple[Span, ...]) -> Found:
    """The attribution by the verb above the word of citing."""
    parsed = piece.parsed
    assert parsed is not None
    auxiliaries = [child for child in parsed.children[verb] if parsed.labels[child].split(":")[0] == "aux"]
    first = min([verb, *(child for child in auxiliaries if verb - child <= GAP + 1)])
    subject = speaker(parsed, verb)
    source = one.source if subject is None else noun_phrase(piece, parsed, subject)
    return replace(one, anchor=verb, cue=token_span(piece, first, verb), source=source, content=content)

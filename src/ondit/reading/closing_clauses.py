"""Who says it at the end of a sentence: "…, glisse un gendarme qui suit le dossier.", "…, his agent insisted last night
on the radio." Here stand only those that the scorer passed over.

Two orders, by the grammar of the language: verb and subject after a comma (French, Spanish), or subject and verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.features import in_class
from ondit.reading.found import Document, Found, Piece, by_piece, overlap, sentences, token_span
from ondit.reading.lexicon import lexicon
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.source_nouns import by_nouns
from ondit.reading.wording import fold, word_set

TELLING = ("say", "report", "show")  # "the Gazette can reveal"
INFINITIVE = MORPHOLOGY.index("VerbForm=Inf")
RELATIVE = MORPHOLOGY.index("PronType=Rel")
PARTICIPLE = MORPHOLOGY.index("VerbForm=Part")
FEWEST = 5  # words of what is said
MOST = 30  # words behind the comma
BETWEEN = 4  # between the verb and its subject: "a rapporté jeudi soir un témoin"
LONGEST_SUBJECT = 7  # words before the verb
SOURCES = ("person", "official", "organisation", "outlet", "anonymous")
OPENS = ("DET", "PROPN", "NUM")
SMALL = ("PRON", "AUX", "ADV")


def with_closing_clauses(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions with those by a last clause of saying, in the place of what the same words say by nobody."""
    made = list(closing_clauses(document, found))
    said = {(one.piece, one.content[0]) for one in made}
    kept = [
        one
        for one in found
        if not (
            one.source is None
            and one.rule.startswith("hearsay")
            and any(
                one.piece == piece and whole[0] <= a and b <= whole[1] for piece, whole in said for a, b in one.content
            )
        )
    ]
    return [*kept, *made]


def closing_clauses(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions by a last clause of saying, where none has its verb, its source or its content."""
    homes = by_piece(found)
    that = word_set(document.article.language, "noun_cues", "that")
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None or not len(parsed):
            continue
        quoted = quoted_spans(piece.text)
        for first, last in sentences(parsed):
            made = at_end(piece, parsed, number, first, last, that)
            if made is None or made.cue is None or made.source is None:
                continue
            whole = (made.content[0][0], made.source[1])
            inside = any(
                s < made.content[0][1] - piece.start and made.content[0][0] - piece.start < e for s, e in quoted
            )
            if inside or any(overlap(span, whole) for one in homes[number] for span in spans_of(one)):
                continue
            yield made


def spans_of(one: Found) -> Iterator[tuple[int, int]]:
    """Its source, cue and contents; of what nobody says ("serait") the cue alone is left out, since somebody may say
    it."""
    if one.source is None and one.rule.startswith("hearsay"):
        return
    yield from (span for span in (one.source, one.cue, *one.content) if span is not None)


def at_end(piece: Piece, parsed: Parsed, number: int, first: int, last: int, that: frozenset[str]) -> Found | None:
    """The attribution by the words behind the last comma that opens a clause of saying; None where there is none."""
    romance = bool(lexicon(parsed.language).data.get("head_first"))
    commas = [i for i in range(first + FEWEST, last) if parsed.words[i] == ","]
    for comma in commas:
        if last - comma > MOST or not any(parsed.tags[i] in ("VERB", "AUX") for i in range(first, comma)):
            continue
        after = comma + 1
        parts = inverted(parsed, after, last) if romance else straight(parsed, after, last, that)
        if parts is None:
            continue
        verb, cue, source = parts
        content = token_span(piece, first, comma - 1)
        return Found(number, verb, token_span(piece, *source), token_span(piece, *cue), (content,), "closing", 0.5)
    return None


def inverted(parsed: Parsed, start: int, last: int) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
    """Verb, cue and source of "a rapporté jeudi un témoin": no subject stands before the verb, and one behind it."""
    verb = start
    while verb < last and parsed.tags[verb] in SMALL and verb - start < BETWEEN:
        verb += 1
    if not says(parsed, verb) or any(parsed.labels[i].startswith("nsubj") for i in range(start, verb)):
        return None
    if verb == start and parsed.morphology[verb, PARTICIPLE]:
        return None  # "…, annoncé par un témoin"
    subject = verb + 1
    while subject < last and subject - verb <= BETWEEN and not opens_subject(parsed, subject, verb):
        if parsed.tags[subject] in ("PUNCT", "SCONJ", "VERB", "CCONJ"):
            return None
        subject += 1
    if subject > last or not opens_subject(parsed, subject, verb):
        return None
    end = subject
    while end < last and parsed.words[end + 1] not in (";", ":"):
        end += 1
    return verb, (start, verb), (subject, end)


def opens_subject(parsed: Parsed, token: int, verb: int) -> bool:
    """Whether a noun phrase for somebody begins at a token; parsers take such a subject for an object as often."""
    if parsed.tags[token] not in OPENS or parsed.tags[token - 1] == "ADP":
        return False
    head = token if parsed.tags[token] == "PROPN" else parsed.heads[token]
    if not token <= head <= token + 4 or parsed.heads[head] not in (verb, head):
        return False
    return parsed.tags[head] == "PROPN" or is_somebody(parsed, head)


def is_somebody(parsed: Parsed, token: int) -> bool:
    """Whether a noun tells a person, a body or an outlet."""
    known = lexicon(parsed.language)
    kinds = known.nouns.get(known.noun(parsed.words[token]) or "", frozenset())
    return bool(kinds - {"place"}) or (by_nouns(fold(parsed.words[token]), parsed.language) or ("",))[0] in SOURCES


def straight(
    parsed: Parsed, start: int, last: int, that: frozenset[str]
) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
    """Verb, cue and source of "his agent insisted last night": nothing is said behind the verb."""
    verb = next((i for i in range(start + 1, min(start + LONGEST_SUBJECT, last + 1)) if says(parsed, i)), None)
    if verb is None or parsed.tags[start] not in (*OPENS, "PRON") or is_relative(parsed, start):
        return None
    if any(parsed.labels[child] == "aux:pass" for child in parsed.children[verb]):
        return None
    if any(parsed.tags[i] in ("PUNCT", "VERB", "SCONJ", "CCONJ", "ADP") for i in range(start, verb)):
        return None
    if not any(parsed.labels[i].startswith("nsubj") and parsed.heads[i] == verb for i in range(start, verb)):
        return None
    behind = range(verb + 1, last + 1)
    if any(parsed.tags[i] in ("VERB", "AUX", "SCONJ") or fold(parsed.words[i]) in that for i in behind):
        return None
    if any(parsed.labels[i] in ("obj", "ccomp", "xcomp") and parsed.heads[i] == verb for i in behind):
        return None
    end = verb - 1
    while end > start and parsed.tags[end] in ("AUX", "ADV"):
        end -= 1
    return verb, (end + 1, verb), (start, end)


def is_relative(parsed: Parsed, token: int) -> bool:
    """Whether a token is a relative pronoun."""
    said = lexicon(parsed.language).pronouns.get(parsed.words[token].lower())
    return said == "relative" or bool(parsed.morphology[token, RELATIVE])


def has_auxiliary(parsed: Parsed, token: int) -> bool:
    """Whether an infinitive is that of "can reveal"."""
    return any(parsed.labels[child].startswith("aux") for child in parsed.children[token])


def says(parsed: Parsed, token: int) -> bool:
    """Whether a token is a finite verb, or a participle, of saying."""
    return (
        token < len(parsed)
        and parsed.tags[token] == "VERB"
        and not (parsed.morphology[token, INFINITIVE] and not has_auxiliary(parsed, token))
        and in_class(parsed, token, TELLING)
    )

"""Subjects parted from their verb by a relative clause: "Un employé, qui a demandé à rester anonyme, affirme que…".

Parsers often hang such a verb on the relative clause, and the scorer then takes a word of that clause for the source.
Here the order of words decides: a phrase that opens its sentence, a relative pronoun behind a comma, and a finite verb
of saying or thinking right behind the comma that closes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.according import somebody
from ondit.reading.features import CLASSES, in_class
from ondit.reading.found import Document, Found, Piece, by_piece, overlap, sentences, token_span
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans

RELATIVE = MORPHOLOGY.index("PronType=Rel")
INFINITIVE, PARTICIPLE = MORPHOLOGY.index("VerbForm=Inf"), MORPHOLOGY.index("VerbForm=Part")
PERSONS = [MORPHOLOGY.index(f"Person={number}") for number in (1, 2, 3)]
PRESENT = MORPHOLOGY.index("Tense=Pres")
# The phrase has so many tokens at most, and the relative clause.
LONGEST_PHRASE, LONGEST_CLAUSE = 12, 40


def parted_subjects(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions, those at such a verb with its subject, and those that were passed over."""
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None or not len(piece.parsed):
            continue
        for first, last in sentences(piece.parsed):
            form = parts(piece.parsed, first, last)
            made = attribution(piece, number, *form, last) if form is not None else None
            if made is None or made.cue is None or made.source is None:
                continue
            subject, cue = made.source, made.cue
            here = [cut(piece, one, subject[1], cue[0]) for one in homes[number]]
            same = [one for one in here if one.cue and overlap(one.cue, cue)]
            if any(one.source and overlap(one.source, subject) for one in same):
                continue
            if same:
                kept = replace(same[0], source=subject)
                within = all(span[0] >= cue[1] for span in kept.content)
                made = kept if within else made
            elif any(start <= cue[0] < end for one in here if one.source for start, end in one.content):
                continue
            homes[number] = [one for one in here if one not in same and one.content] + [made]
    return [one for number in sorted(homes) for one in homes[number]]


def cut(piece: Piece, one: Found, first: int, last: int) -> Found:
    """An attribution whose cue stands in the relative clause between two offsets, its content cut at the clause's end."""
    if one.cue is None or not first <= one.cue[0] < last:
        return one
    out = []
    for start, end in one.content:
        kept = piece.text[start - piece.start : min(end, last) - piece.start].rstrip(" ,\u00a0\u202f")
        if start < last and kept:
            out.append((start, start + len(kept)))
    return replace(one, content=tuple(out))


def parts(parsed: Parsed, first: int, last: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The phrase and the verb group of a sentence of that form."""
    comma = next((i for i in range(first, min(first + LONGEST_PHRASE, last)) if parsed.words[i] == ","), None)
    if comma is None or comma == first or parsed.tags[first] in ("VERB", "AUX", "ADP", "ADV", "SCONJ", "PRON"):
        return None
    if any(parsed.tags[i] in ("VERB", "AUX") and parsed.labels[i] != "acl" for i in range(first, comma)):
        return None
    if not parsed.morphology[comma + 1, RELATIVE] and not (
        parsed.tags[comma + 1] == "PRON" and parsed.labels[parsed.heads[comma + 1]] == "acl:relcl"
    ):
        return None
    for close in range(comma + 3, min(comma + LONGEST_CLAUSE, last)):
        if parsed.words[close] != ",":
            continue
        verb = close + 1
        while verb < last and (parsed.tags[verb] in ("AUX", "ADV") or _object(parsed, verb)):
            verb += 1
        # Parsers take "parle" behind such a clause for a participle; a true one has an agent or is of the present.
        row, below = parsed.morphology[verb], parsed.children[verb]
        bare = (
            row[INFINITIVE] or (row[PARTICIPLE] and row[PRESENT]) or any(parsed.labels[c] == "obl:agent" for c in below)
        )
        if parsed.tags[verb] == "VERB" and not bare:
            return (first, comma - 1), (close + 1, verb)
    return None


def _object(parsed: Parsed, token: int) -> bool:
    """Whether a pronoun before a verb is its object: it is labelled so, or the verb is of another person ("nous ont
    raconté")."""
    if parsed.tags[token] != "PRON" or token + 1 >= len(parsed):
        return False
    mine, verb = parsed.morphology[token], parsed.morphology[token + 1]
    agrees = any(mine[person] and verb[person] for person in PERSONS)
    told = any(mine[person] for person in PERSONS) and any(verb[person] for person in PERSONS)
    return not parsed.labels[token].startswith("nsubj") or (told and not agrees)


def attribution(piece: Piece, number: int, source: tuple[int, int], verb: tuple[int, int], last: int) -> Found | None:
    """The attribution at a verb group: None where its verb attributes nothing, or the phrase is nobody."""
    parsed = piece.parsed
    assert parsed is not None
    if not in_class(parsed, verb[1], CLASSES) or verb[1] >= last:
        return None
    at = int(parsed.starts[verb[1]])
    if any(start <= at < end for start, end in quoted_spans(piece.text)):
        return None
    nouns = [i for i in range(source[0], source[1] + 1) if parsed.tags[i] in ("NOUN", "PROPN")]
    heads = [i for i in nouns if not source[0] <= parsed.heads[i] <= source[1] or parsed.heads[i] == i] or nouns
    if not heads or not somebody(parsed, *source[:1], heads[0], source[1], parsed.language, strictly=True):
        return None
    end = next((i - 1 for i in range(verb[1] + 1, last + 1) if parsed.words[i] in (";", ":")), last)
    if end <= verb[1]:
        return None
    content = token_span(piece, verb[1] + 1, end)
    return Found(number, verb[1], token_span(piece, *source), token_span(piece, *verb), (content,), "parted", 0.5)

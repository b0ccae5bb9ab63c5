"""Who tells, named behind a comma and a verb of telling, where a parse has what is told for the verb's subject: "La
victime est le conducteur, père de trois enfants, a annoncé la police vers midi"; not "Le groupe, fondé en 1990, a annoncé
la fermeture", nor "Le maire est venu, a salué les pompiers".
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.reading.according import somebody, source_after
from ondit.reading.features import in_class
from ondit.reading.found import Found, Piece, overlap, token_span
from ondit.reading.hearers import after_hearer
from ondit.reading.lexicon import lexicon
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.records import Span

# Classes of cues that tell, and that have those whom they concern for their object ("a accusé le maire").
TELLING, ADDRESSED = ("say", "promise", "report", "confess"), ("accuse", "ask", "name", "deny")
# How a parse may hang the verb on what is told.
HUNG = ("advcl", "parataxis", "conj", "acl", "dep")
FINITE = MORPHOLOGY.index("VerbForm=Fin")


def teller(piece: Piece, first: int, comma: int, last: int) -> tuple[Span, Span, int] | None:
    """Cue, source and anchor of a verb of telling behind a comma with somebody right behind it, where the words before
    the comma are a clause: the parse, which takes them for the subject, has them for a predicate too."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    verb = comma + 1
    while verb < last and parsed.labels[verb].startswith("aux") and not in_class(parsed, verb, TELLING):
        verb += 1
    if parsed.tags[verb] != "VERB" or not in_class(parsed, verb, TELLING) or in_class(parsed, verb, ADDRESSED):
        return None
    if verb == comma + 1 and not parsed.morphology[verb, FINITE]:
        return None
    begin = after_hearer(parsed, verb + 1, last, lexicon(code))
    phrase = source_after(parsed, begin, last)
    if phrase is None or not somebody(parsed, *phrase, code, strictly=True) or parsed.tags[phrase[1]] == "PRON":
        return None
    subject = next((i for i in parsed.children[verb] if parsed.labels[i].startswith("nsubj") and i < comma), None)
    before = (i for i in parsed.children[verb] if i < comma and parsed.labels[i] in ("ccomp", "parataxis"))
    clause = any(before) if subject is None else predicates(parsed, subject)
    if begin > verb + 1 and parsed.labels[verb] in HUNG and first <= parsed.heads[verb] < comma:
        clause = clause or predicates(parsed, parsed.heads[verb])  # who is told stands there: it is nobody's object
    if not clause or any(parsed.labels[i] in ("ccomp", "xcomp") and i > verb for i in parsed.children[verb]):
        return None
    return token_span(piece, comma + 1, verb), token_span(piece, phrase[0], phrase[2]), verb


def others(found: Sequence[Found], number: int, verb: int, span: Span) -> bool:
    """Whether another attribution than that at a verb of a piece has its cue or content in a span, or whether that has
    a speaker already who stands behind it."""
    for one in found:
        if one.piece == number and one.anchor == verb:
            if one.source is not None and one.cue is not None and one.source[0] >= one.cue[1]:
                return True
        elif one.piece == number and any(
            overlap(part, span) for part in (*one.content, *([one.cue] if one.cue else ()))
        ):
            return True
    return False


def predicates(parsed: Parsed, token: int) -> bool:
    """Whether a word has a subject or a copula of its own."""
    return any(parsed.labels[i].split(":")[0] in ("nsubj", "cop") for i in parsed.children[token])

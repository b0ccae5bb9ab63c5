"""Sources put right by grammar: who a passive or a participle has for its speaker.

"Le maire est accusé de fraude" names no accuser, so its subject speaks nowhere; "Il s'est retiré, espérant revenir"
has the subject of its main verb for its speaker. The scorer, which looks at windows of words, confuses these most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ondit.reading.features import in_class
from ondit.reading.found import Document, Found, Piece, below, overlap, token_span, unbroken
from ondit.reading.frames import agent_of
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.sites import DATELINE
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

PARTICIPLE, GERUND = MORPHOLOGY.index("VerbForm=Part"), MORPHOLOGY.index("VerbForm=Ger")
PAST = MORPHOLOGY.index("Tense=Past")
# Verbs whose bare past participle after a noun says what others say of it: "les sociétés accusées de fraude".
JUDGING = ("accuse", "name")
# How far up a participle or a joined verb may look for its subject.
STEPS = 4


def mended(document: Document, one: Found) -> Found:
    """The attribution with another source, or none: the agent instead of the subject of a passive; the subject that a
    present participle shares, where the scorer found nobody."""
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if line := DATELINE.match(piece.text):
        one = after_dateline(one, piece.start, piece.start + line.end())
    if parsed is None or not 0 <= one.anchor < len(parsed):
        return one
    verb = one.anchor
    if parsed.labels[verb].startswith("aux"):
        verb = parsed.heads[verb]
    if parsed.tags[verb] != "VERB":
        return one
    if one.source is not None and impersonal(piece, one.cue, one.source):
        one = replace(one, source=None)
    if one.source is not None:
        if not passive(parsed, verb):
            own = instead_of_place(piece, parsed, verb, one)
            return one if own is None else replace(one, source=own)
        agent = agent_of(parsed, verb)
        if agent is not None and (whole := with_complement(piece, parsed, verb, agent, one)) is not None:
            return whole
        if not suffers(piece, parsed, verb, one.source):
            return one
        return replace(one, source=None if agent is None else noun_phrase(piece, parsed, agent))
    if present_participle(parsed, verb) and (subject := speaker(parsed, verb)) is not None:
        span = noun_phrase(piece, parsed, subject)
        if not any(start < span[1] and span[0] < end for start, end in one.content):
            return replace(one, source=span)
    return one


def impersonal(piece: Piece, cue: Span | None, source: Span) -> bool:
    """Whether a source is a subject that stands for nobody ("Il est attendu que la Cour se prononce"): its words and
    those of the cue are data (``hedges.toml``, ``impersonal``)."""
    language = piece.parsed.language if piece.parsed is not None else ""
    if cue is None or source[1] > cue[0]:
        return False
    folded = fold(piece.text)
    match = words(language, "hedges", "impersonal").match(folded, source[0] - piece.start)
    if match is not None and match.end() + piece.start >= cue[1]:
        return True
    # "Le promoteur s'est vu reprocher d'avoir…": its subject has it said of itself.
    return words(language, "hedges", "undergone").match(folded, cue[0] - piece.start) is not None


def instead_of_place(piece: Piece, parsed: Parsed, verb: int, one: Found) -> Span | None:
    """The verb's own subject, where the source stands in what only says where or to whom it is said: "a-t-il dit sur le
    plateau de Télé Armorique"; None where the source is no such place."""
    own = [
        i
        for i in parsed.children[verb]
        if parsed.labels[i] == "nsubj" and parsed.tags[i] in ("PRON", "PROPN", "NOUN") and len(parsed.words[i]) > 1
    ]
    if not own or one.source is None:
        return None
    subject = noun_phrase(piece, parsed, own[-1])
    if fold(parsed.words[own[-1]]).lstrip("-t") in word_set(parsed.language, "sources", "nobody_named"):
        return None  # "apprend-on de source judiciaire": the pronoun stands for the source
    if overlap(subject, one.source) or any(overlap(subject, span) for span in one.content):
        return None
    for child in parsed.children[verb]:
        if parsed.labels[child].startswith("obl") and any(parsed.labels[i] == "case" for i in parsed.children[child]):
            inside = below(parsed, child, set())
            first, last = token_span(piece, min(inside), max(inside))
            if first <= one.source[0] and one.source[1] <= last and child > verb:
                return subject
    return None


def with_complement(piece: Piece, parsed: Parsed, verb: int, agent: int, one: Found) -> Found | None:
    """ "X has been accused by campaigners of dumping waste": what a parser hangs on the agent of a passive, and the scorer
    takes for a part of the source, is what is said; None where that is not so."""
    said = next((c for c in parsed.children[agent] if parsed.labels[c] == "acl" and parsed.tags[c] == "VERB"), None)
    if one.source is None or said is None or not judges(parsed, verb):
        return None
    marks = [child for child in parsed.children[said] if parsed.labels[child] == "mark"]
    first = min([said, *marks])
    content = token_span(piece, first, unbroken(parsed, said)[1])
    if not marks or one.source[1] <= content[0] - 2 or one.source[0] >= content[0]:
        return None
    kept = [span for span in one.content if span[1] <= content[0]]
    return replace(one, source=noun_phrase(piece, parsed, agent), content=(*kept, content))


def after_dateline(one: Found, start: int, end: int) -> Found:
    """The attribution with a source and contents that begin where the dateline from start to end does cut to what
    follows it."""
    source = one.source
    if source is not None and start <= source[0] < end < source[1]:
        source = (end, source[1])
    content = tuple((end, last) if start <= first < end < last else (first, last) for first, last in one.content)
    return replace(one, source=source, content=content)


def passive(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is passive: by its auxiliary, or as the past participle of a verb of judging after a noun."""
    if any(parsed.labels[child] == "aux:pass" for child in parsed.children[verb]):
        return True
    if parsed.labels[verb] != "acl" or not (parsed.morphology[verb, PARTICIPLE] and parsed.morphology[verb, PAST]):
        return False
    return judges(parsed, verb)


def judges(parsed: Parsed, verb: int) -> bool:
    """Whether a verb says what others think of somebody."""
    return in_class(parsed, verb, JUDGING)


def present_participle(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is a participle or gerund that goes with another clause ("ajoutant que…", "adding that…")."""
    row = parsed.morphology[verb]
    return bool(row[GERUND] or (row[PARTICIPLE] and not row[PAST])) and parsed.labels[verb] in ("advcl", "acl")


def suffers(piece: Piece, parsed: Parsed, verb: int, source: Span) -> bool:
    """Whether a source lies in the subject of a passive verb, or in the noun that its participle hangs on."""
    heads = [child for child in parsed.children[verb] if parsed.labels[child].split(":")[0] in ("nsubj", "csubj")]
    above = parsed.heads[verb]
    if not heads and parsed.labels[verb] in ("acl", "amod") and above != verb:
        heads = [above]
    for head in heads:
        inside = below(parsed, head, {verb})
        first, last = token_span(piece, min(inside), max(inside))
        if first <= source[0] and source[1] <= last:
            return True
    return False


def speaker(parsed: Parsed, verb: int) -> int | None:
    """The subject of a verb: its own, or the one that it shares with the verb that it hangs on."""
    node = verb
    for _ in range(STEPS):
        subject = next(subjects(parsed, node), None)
        if subject is not None:
            return subject
        above, label = parsed.heads[node], parsed.labels[node].split(":")[0]
        if above == node:
            return None
        if label == "acl" and parsed.labels[node] != "acl:relcl" and parsed.tags[above] in ("NOUN", "PROPN", "PRON"):
            return above
        if label not in ("conj", "advcl", "xcomp"):
            return None
        node = above
    return None


def subjects(parsed: Parsed, verb: int) -> Iterator[int]:
    """Subjects of a verb that are words for somebody or something."""
    for child in parsed.children[verb]:
        if nominal(parsed, child) and parsed.labels[child].split(":")[0] == "nsubj":
            yield child


def nominal(parsed: Parsed, token: int) -> bool:
    """Whether a token is a noun, a name or a pronoun; in "a-t-il ajouté" a parse may take the letter between for one."""
    return parsed.tags[token] in ("NOUN", "PROPN", "PRON") and parsed.words[token].strip("-") != "t"


def noun_phrase(piece: Piece, parsed: Parsed, head: int) -> Span:
    """The unbroken stretch below a head, its preposition and the punctuation at its ends left out."""
    leave = {child for child in parsed.children[head] if parsed.labels[child] in ("case", "cc", "acl:relcl", "acl")}
    first, last = unbroken(parsed, head, leave)
    while last > head and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    while first < head and parsed.tags[first] in ("PUNCT", "SPACE"):
        first += 1
    return token_span(piece, first, last)

"""A source put right by the verb's own subject: "Duval, élu en mai, a écrit : …" has Duval for its speaker whatever name
stands nearer, "« C'est fini », a-t-il ironisé" has its pronoun, and "Le groupe voulait fuir et projetait un vol" the
subject that two joined verbs share.

The scorer looks at windows of words and takes what is near: a name of the sentence before, a place, a word within the
quotation. Grammar has the last word only where the parse is plain.
"""

from __future__ import annotations

from dataclasses import replace

from ondit.reading.according import somebody as speaks
from ondit.reading.clauses import predicate
from ondit.reading.found import Document, Found, Piece, below, overlap, token_span, tokens_in
from ondit.reading.frames import agent_of
from ondit.reading.hearsay import forms
from ondit.reading.mended_sources import judges, nominal, noun_phrase, passive, present_participle, speaker
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set
from ondit.records import Span

RELATIVE = MORPHOLOGY.index("PronType=Rel")
FINITE, INFINITIVE, PARTICIPLE, PAST = (
    MORPHOLOGY.index(name) for name in ("VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "Tense=Past")
)
# A pronoun stands so near to its verb that no parse mistakes it: auxiliaries and adverbs between.
BESIDE = 3


def of_its_verb(document: Document, one: Found) -> Found:
    """The attribution with its verb's own subject for its source, where the scorer's is none or cannot be it."""
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if parsed is not None:
        one = with_determiner(piece, parsed, behind_relative(piece, parsed, one))
    if parsed is None or one.cue is None or not 0 <= one.anchor < len(parsed):
        return one
    verb = predicate(parsed, one.anchor)
    if parsed.tags[verb] != "VERB" or one.anchor in forms(parsed):
        return one  # hearsay by its verb is nobody's
    if one.source is None and (pronoun := hung_on(parsed, verb)) is not None:
        span = token_span(piece, pronoun, pronoun)
        return one if any(overlap(span, part) for part in one.content) else replace(one, source=span)
    if passive(parsed, verb):
        return by_agent(piece, parsed, verb, one)
    if accused(parsed, verb) and one.source is not None and one.source[1] <= one.cue[0]:
        return replace(one, source=None)
    subject = own(parsed, verb)
    if subject is None:
        return shared(piece, parsed, verb, one)
    span = noun_phrase(piece, parsed, subject)
    if one.source is not None and (overlap(span, one.source) or related(piece, parsed, subject, one.source)):
        return one
    if any(overlap(span, part) for part in one.content):
        return one
    if parsed.tags[subject] == "PRON":
        return replace(one, source=span) if plain(parsed, subject, verb, one) else one
    if one.source is None or not elsewhere(piece, parsed, verb, one):
        return one
    return replace(one, source=span)


def with_determiner(piece: Piece, parsed: Parsed, one: Found) -> Found:
    """The attribution with the article of its source, which says whether it is somebody known: "(d')un banquier"."""
    if one.source is None:
        return one
    held = tokens_in(piece, one.source)
    if not held or held[0] == 0 or parsed.tags[held[0] - 1] != "DET" or parsed.heads[held[0] - 1] not in held:
        return one
    start, end = token_span(piece, held[0] - 1, held[-1])
    return replace(one, source=(start, max(end, one.source[1])))


def behind_relative(piece: Piece, parsed: Parsed, one: Found) -> Found:
    """The attribution with who speaks in a relative clause alone for its source, where what the clause is about was
    taken along: "Duval, dont Le Fanal a annoncé la démission"."""
    if one.source is None:
        return one
    held = tokens_in(piece, one.source)
    relatives = (i for i in held if parsed.morphology[i, RELATIVE] and not parsed.labels[i].startswith("nsubj"))
    last = max(relatives, default=None)
    behind = [] if last is None else [i for i in held if i > last]
    tags = {parsed.tags[i] for i in behind}
    if tags & {"VERB", "AUX"} or not tags & {"NOUN", "PROPN"}:
        return one  # "Duval, dont le mandat finit, a dit": the clause has its own verb
    return replace(one, source=token_span(piece, behind[0], behind[-1]))


def by_agent(piece: Piece, parsed: Parsed, verb: int, one: Found) -> Found:
    """The attribution of a passive with its agent, where nobody was found ("il a été révélé par L'Écho que…")."""
    by = word_set(parsed.language, "noun_cues", "agent")
    for child in [*parsed.children[verb], *filter(None, [agent_of(parsed, verb)])]:
        if one.source is None and child > verb and parsed.labels[child].split(":")[0] in ("obl", "nmod"):
            case = any(fold(parsed.words[i]) in by and parsed.labels[i] == "case" for i in parsed.children[child])
            span = noun_phrase(piece, parsed, child)
            if case and speaks(parsed, child, child, child, parsed.language, strictly=True):
                return one if any(overlap(span, part) for part in one.content) else replace(one, source=span)
    return one


def own(parsed: Parsed, verb: int) -> int | None:
    """The verb's subject, if it is a word for somebody: a noun, a name or a pronoun that stands for no clause."""
    for child in reversed(parsed.children[verb]):
        # "a-t-il": the parse may take the pronoun for a passive's subject.
        label = parsed.labels[child] == "nsubj" or (
            parsed.labels[child] == "nsubj:pass" and parsed.words[child][0] == "-"
        )
        if label and nominal(parsed, child):
            return None if parsed.morphology[child, RELATIVE] else child
    return None


def plain(parsed: Parsed, pronoun: int, verb: int, one: Found) -> bool:
    """Whether a pronoun is the speaker: hung on its verb by a hyphen ("a-t-il dit"), or, in the place of another source,
    before the verb and its auxiliaries; not amid them ("avait lui-même dit"), and none that stands for nobody ("on
    apprend"). Where nobody was found, "il" and "it" seldom stand for somebody."""
    hung = parsed.words[pronoun].startswith("-")
    said = fold(parsed.words[pronoun]).strip("-")
    if one.source is None or said in word_set(parsed.language, "sources", "nobody_named"):
        return hung and one.source is None
    group = [verb, *(child for child in parsed.children[verb] if parsed.labels[child].startswith("aux"))]
    amid = min(group) < pronoun < verb
    return abs(pronoun - verb) <= BESIDE and (hung or not amid)


def hung_on(parsed: Parsed, verb: int) -> int | None:
    """The pronoun that a hyphen hangs on a verb or its auxiliary, whatever a parse makes of it ("leur a-t-elle
    promis")."""
    known = word_set(parsed.language, "sources", "he_she") | word_set(parsed.language, "sources", "they")
    for token in (verb + 1, verb - 1, verb - 2):
        if 0 < token < len(parsed) and parsed.words[token].startswith("-") and fold(parsed.words[token]) in known:
            return token
    return None


def accused(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is the bare participle of a word of accusing ("l'accord, accusé de ruiner le pays"): whoever
    stands before it is no accuser."""
    row, children = parsed.morphology[verb], parsed.children[verb]
    if not (row[PARTICIPLE] and row[PAST]) or not judges(parsed, verb) or parsed.labels[verb] not in ("acl", "advcl"):
        return False
    return not any(parsed.labels[child].split(":")[0] in ("aux", "nsubj", "obj", "mark") for child in children)


def related(piece: Piece, parsed: Parsed, subject: int, source: Span) -> bool:
    """Whether a source lies in what hangs on a subject: its apposition, or a person of the body that is named."""
    inside = below(parsed, subject)
    return any(token in inside for token in tokens_in(piece, source))


def elsewhere(piece: Piece, parsed: Parsed, verb: int, one: Found) -> bool:
    """Whether a source stands in another sentence than its verb, in a quotation that does not hold the verb, or is a
    stretch with a verb of its own ("selon lui trop loin et qu'il juge")."""
    assert one.source is not None
    assert one.cue is not None
    tokens = tokens_in(piece, one.source)
    if not tokens or all(parsed.sentences[token] != parsed.sentences[verb] for token in tokens):
        return True
    if any(parsed.morphology[token, FINITE] and not under_noun(parsed, token, tokens) for token in tokens):
        return True
    at, cue = one.source[0] - piece.start, one.cue[0] - piece.start
    return any(start <= at < end and not start <= cue < end for start, end in quoted_spans(piece.text))


def under_noun(parsed: Parsed, token: int, tokens: list[int]) -> bool:
    """Whether a verb is in what a noun among some tokens is like ("un officier qui travaille là")."""
    node = predicate(parsed, token)
    while parsed.heads[node] != node and parsed.heads[node] in tokens:
        if parsed.labels[node].startswith("acl"):
            return True
        node = parsed.heads[node]
    return False


def shared(piece: Piece, parsed: Parsed, verb: int, one: Found) -> Found:
    """The attribution of a verb without a subject of its own with the one that it shares with the verb it is joined to,
    where nobody was found, or somebody who stands in another sentence or in what is quoted."""
    label, above = parsed.labels[verb], parsed.heads[verb]
    joined = label == "conj" and parsed.tags[above] == "VERB" and not passive(parsed, above)
    participle = present_participle(parsed, verb) or (label == "advmod" and ends_like_one(parsed, verb))
    if not joined and not participle and not (label == "advcl" and after_doing(parsed, verb)):
        return one
    if one.source is not None and not elsewhere(piece, parsed, verb, one):
        return one
    subject = speaker(parsed, above if label == "advmod" else verb)
    if subject is None or parsed.sentences[subject] != parsed.sentences[verb]:
        return one
    span = noun_phrase(piece, parsed, subject)
    if any(overlap(span, part) for part in one.content) or overlap(span, token_span(piece, verb, verb)):
        return one
    return replace(one, source=span)


def ends_like_one(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is a participle that is not past."""
    row = parsed.morphology[verb]
    return bool(row[PARTICIPLE] and not row[PAST])


def after_doing(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is an infinitive behind a preposition ("après avoir qualifié", "avant de conclure")."""
    children = parsed.children[verb]
    marked = any(parsed.labels[child] == "mark" and parsed.tags[child] == "ADP" for child in children)
    group = [verb, *(child for child in children if parsed.labels[child].startswith("aux"))]
    return marked and any(parsed.morphology[token, INFINITIVE] for token in group)

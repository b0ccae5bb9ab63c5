"""Attributions by a noun: "la promesse du gouvernement de rouvrir", "the claim by Rodney that the bridge was safe".

The scorer finds few of them. Here a noun that the lexicon lists counts where the parse hangs a clause on it, or where
one complement names who and another what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.according import somebody
from ondit.reading.features import CLASSES, classes_of, in_class
from ondit.reading.found import Document, Found, Piece, below, by_piece, token_span, tokens_in, unbroken
from ondit.reading.grammar import lies_in
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

TABLE = "noun_cues"
INFINITIVE, PARTICIPLE = MORPHOLOGY.index("VerbForm=Inf"), MORPHOLOGY.index("VerbForm=Part")
CLAUSES = ("acl", "acl:relcl", "ccomp", "xcomp", "advcl")
COMPLEMENTS = ("nmod", "obl", "obl:arg", "obl:mod", "obl:agent")


def by_nouns_of_saying(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions at nouns, where no attribution has its cue."""
    code = document.article.language
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        here = homes[number]
        taken = {token for one in here for token in (one.anchor, *(tokens_in(piece, one.cue) if one.cue else ()))}
        quoted = quoted_spans(piece.text)
        told = [span for one in here for span in one.content]
        for token in range(len(parsed)):
            row = classes_of(parsed, token)
            if parsed.tags[token] != "NOUN" or not (row[-2] or rumour(parsed, token)) or token in taken:
                continue
            at = int(parsed.starts[token])
            if any(start < at < end for start, end in quoted):
                continue
            made = at_noun(piece, number, parsed, token, code)
            # In another's words a noun is but what they are about: "declined to comment on the paper's report on a merger".
            if (
                made is not None
                and not lies_in(piece, token, told)
                and (
                    made.source is not None
                    or (parsed.labels[token].startswith("nsubj") and rumours(row))
                    or rumour(parsed, token)
                )
            ):
                yield made


def with_makers(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions at a noun that the scorer found nobody for, with who gives what it tells ("L'annonce par Karvane
    de la fermeture")."""
    return [with_maker(document.pieces[one.piece], one) for one in found]


def with_maker(piece: Piece, one: Found) -> Found:
    """One of them, or the attribution as it is."""
    parsed, noun = piece.parsed, one.anchor
    if parsed is None or one.rule != "scorer" or not 0 <= noun < len(parsed) or named(piece, parsed, one):
        return one
    if parsed.tags[noun] != "NOUN" or not classes_of(parsed, noun)[-2]:
        return one
    made = at_noun(piece, one.piece, parsed, noun, parsed.language)
    if made is not None and made.source is None and longer(parsed, noun, one, made):
        return replace(one, content=made.content, seen=None)
    if made is None or made.source is None:
        return one
    return replace(one, source=made.source, content=made.content, seen=None)


def longer(parsed: Parsed, noun: int, one: Found, made: Found) -> bool:
    """Whether what is rumoured goes on behind what was found of it."""
    return rumour(parsed, noun) and made.content[0][0] == one.content[0][0] and made.content[0][1] > one.content[-1][1]


def named(piece: Piece, parsed: Parsed, one: Found) -> bool:
    """Whether there is a word for somebody in a source; the article of its own noun is none."""
    inside = tokens_in(piece, one.source) if one.source is not None else ()
    return any(parsed.tags[i] not in ("DET", "ADP", "PUNCT", "ADJ") for i in inside)


def at_noun(piece: Piece, number: int, parsed: Parsed, noun: int, code: str) -> Found | None:
    """The attribution at one noun; None where nothing hangs on it that may be said."""
    complements = [c for c in parsed.children[noun] if parsed.labels[c] in COMPLEMENTS and c > noun]
    kinds = {c: preposition(parsed, c, code) for c in complements}
    owner = next((c for c in parsed.children[noun] if parsed.labels[c] == "nmod:poss" and c < noun), None)
    owner = owner if owner is not None else next((c for c in complements if kinds[c] == "agent"), None)
    owner = owner if owner is not None else maker(parsed, noun, complements, code)
    clause = clause_of(parsed, noun, complements)
    if clause is not None:
        of = next((c for c in complements if kinds[c] == "of" and c < clause and speaks(parsed, c, code)), None)
        owner = owner if owner is not None else of
        content, last = clause_span(piece, parsed, clause, noun, owner)
    else:
        # "her speech on taxes" names a subject, not what she said of it: only a full pair of complements tells both.
        topic = next((c for c in complements if kinds[c] == "topic"), None)
        of = next((c for c in complements if kinds[c] == "of"), None)
        aimed = next((c for c in complements if preposition(parsed, c, code, ("aim",))), None)
        asked = aimed is not None and asks(parsed, noun)  # "the defence's request for a delay"
        agent = owner if owner is not None and (owner > noun or asked) else None
        owner, what = (agent, of if of is not None else topic) if agent is not None else (of, topic)
        if rumour(parsed, noun):  # "rumours of a takeover by Karvane": nobody answers for it
            owner, what = None, of if of is not None else topic
        elif owner is None or not (speaks(parsed, owner, code) or parsed.labels[owner] == "nmod:poss"):
            return None
        if what is None and owner is not None and asks(parsed, noun):
            what = next((c for c in complements if c != owner and preposition(parsed, c, code, ("aim",))), None)
        if what is None:
            return None
        first, last = unbroken(parsed, what, set() if owner is None else {owner})
        if rumour(parsed, noun):
            last = behind(parsed, noun, last)
            if first < (verb := spreads(parsed, noun) or 0) <= last:
                last = verb - 1
        content = token_span(piece, first, without_marks(parsed, last))
    source = None if owner is None else owner_span(piece, parsed, owner, clause)
    cue = token_span(piece, noun, noun)
    lead = None if clause is None else words(code, TABLE, "which").search(piece_text(piece, cue[1], content[0]))
    if source is None and lead is not None:  # "la rumeur selon laquelle": the rumour is who speaks
        source = token_span(piece, unbroken(parsed, noun, set(parsed.children[noun]) - before(parsed, noun))[0], noun)
        cue = (cue[1] + lead.start(), cue[1] + lead.end())
    if content[1] - content[0] < 4 or (source is not None and source[0] < content[1] and content[0] < source[1]):
        return None
    return Found(number, noun, source, cue, (content,), "noun", 0.5)


def behind(parsed: Parsed, noun: int, last: int) -> int:
    """The end of what is rumoured, where the parse hangs its parts one by one on the noun ("la rumeur d'un rachat de
    Nordaxe par son rival")."""
    for child in parsed.children[noun]:
        if child > last and parsed.labels[child] == "nmod" and unbroken(parsed, child)[0] == last + 1:
            last = unbroken(parsed, child)[1]
    return last


def piece_text(piece: Piece, start: int, end: int) -> str:
    """Folded text of a piece between two offsets of the article."""
    return fold(piece.text[start - piece.start : end - piece.start])


def before(parsed: Parsed, noun: int) -> set[int]:
    """What hangs on a noun and stands before it."""
    return {child for child in parsed.children[noun] if child < noun}


def rumours(row: Sequence[float]) -> bool:
    """Whether a noun tells what is said or thought even where nobody is named: "l'idée que la capitale parte"."""
    return any(row[CLASSES.index(name)] for name in ("report", "think"))


def rumour(parsed: Parsed, token: int) -> bool:
    """Whether a noun is a word for talk that nobody answers for; for talk or a mere noise, where it is said to spread."""
    word = fold(parsed.words[token])
    if word in word_set(parsed.language, TABLE, "rumours"):
        return True
    return word in word_set(parsed.language, TABLE, "noises") and spreads(parsed, token) is not None


def spreads(parsed: Parsed, noun: int) -> int | None:
    """The verb that says that what a noun tells gets about: the one that the noun is the subject of, or the first verb
    behind it, which a parser may hang on its complement; None where that verb says anything else."""
    verb = parsed.heads[noun] if parsed.labels[noun].startswith("nsubj") else None
    if verb is None:
        home = parsed.sentences[noun]
        after = (i for i in range(noun + 1, len(parsed)) if parsed.sentences[i] == home)
        verb = next((i for i in after if parsed.tags[i] in ("VERB", "AUX")), None)
    if verb is None or verb <= noun:
        return None
    return verb if words(parsed.language, TABLE, "spreading").fullmatch(fold(parsed.words[verb])) else None


def asks(parsed: Parsed, token: int) -> bool:
    """Whether a noun is one of asking ("l'appel à la grève", "the call for a strike")."""
    return in_class(parsed, token, ("ask",))


def preposition(parsed: Parsed, token: int, code: str, names: Sequence[str] = ("agent", "topic", "of")) -> str:
    """Which list of prepositions the one before a complement stands in: agent, topic, of, or none ("")."""
    cases = [fold(parsed.words[c]) for c in parsed.children[token] if parsed.labels[c] == "case" and c < token]
    return next((name for name in names if any(c in word_set(code, TABLE, name) for c in cases)), "")


def speaks(parsed: Parsed, token: int, code: str) -> bool:
    """Whether a complement is somebody who may speak."""
    first, last = unbroken(parsed, token, {c for c in parsed.children[token] if parsed.labels[c] == "case"})
    return somebody(parsed, first, token, last, code, strictly=False)


def maker(parsed: Parsed, noun: int, complements: Sequence[int], code: str) -> int | None:
    """Who gives what a noun tells, by a participle ("l'appel à la grève lancé par les dockers") or hung on what is said
    ("threats of sanctions from the federation")."""
    given = [c for c in parsed.children[noun] if parsed.labels[c] == "acl" and parsed.morphology[c, PARTICIPLE]]
    for home in (*given, *complements):
        for child in parsed.children[home]:
            agent = parsed.labels[child] == "obl:agent" or preposition(parsed, child, code) == "agent"
            if child > home and parsed.labels[child] in COMPLEMENTS and agent and speaks(parsed, child, code):
                return child
    return None


def joins(parsed: Parsed, token: int) -> bool:
    """Whether a token joins a clause to its noun: a conjunction, a preposition, or the "to" of an infinitive."""
    return parsed.labels[token] in ("mark", "case") or parsed.tags[token] == "PART"


def clause_of(parsed: Parsed, noun: int, complements: Sequence[int]) -> int | None:
    """The clause that tells what is said: one with "that" or an infinitive, on the noun or on its complement; or a
    relative one after "selon laquelle"."""
    code = parsed.language
    for home in (noun, *complements):
        for child in parsed.children[home]:
            if child <= noun or parsed.labels[child] not in CLAUSES:
                continue
            marks = [c for c in parsed.children[child] if joins(parsed, c) and c < child]
            said = parsed.text[int(parsed.ends[noun]) : int(parsed.starts[child])]
            if words(code, TABLE, "which").search(fold(said)):
                return child
            if parsed.labels[child] == "acl:relcl" or not marks or marks[0] <= noun:
                continue
            to = any(parsed.tags[c] == "PART" for c in marks)
            if (
                parsed.morphology[child, INFINITIVE]
                or to
                or fold(parsed.words[marks[0]]) in word_set(code, TABLE, "that")
            ):
                return child
    return None


def clause_span(piece: Piece, parsed: Parsed, clause: int, noun: int, owner: int | None) -> tuple[Span, int]:
    """The clause with its joining word, and its last token."""
    inside = {i for i in below(parsed, clause) if i > noun and (owner is None or i > owner)}
    first = last = clause
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    last = without_marks(parsed, last)
    start, end = token_span(piece, first, last)
    lead = words(parsed.language, TABLE, "which").match(fold(piece.text), start - piece.start, end - piece.start)
    return ((start if lead is None else piece.start + lead.end() + 1, end), last)


def owner_span(piece: Piece, parsed: Parsed, owner: int, clause: int | None) -> Span:
    """The noun phrase of a source, without its preposition and without the clause that the parse may hang on it."""
    leave = {c for c in parsed.children[owner] if parsed.labels[c] in ("case", *CLAUSES)} | (
        {clause} if clause else set()
    )
    first, last = unbroken(parsed, owner, leave)
    return token_span(piece, first, without_marks(parsed, last))


def without_marks(parsed: Parsed, last: int) -> int:
    """The last token before the marks at an end."""
    while last > 0 and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    return last

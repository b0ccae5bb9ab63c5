"""What is said without a clause: "réclame la démission du ministre", "table sur une perte", "put the turnout at 12,000".

The scorer is shy of verbs that it has seen seldom with a noun for their content. Here a verb or turn of the lexicon
(``turns.toml``) counts with its subject: for a demand, a promise or a complaint whatever follows it, for a count or an
estimate an object with a number in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.according import somebody
from ondit.reading.found import Document, Found, Piece, below, by_piece, token_span, tokens_in, unbroken
from ondit.reading.frames import asked
from ondit.reading.grammar import lies_in
from ondit.reading.mended_sources import passive, speaker, subjects
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

TABLE = "turns"
INFINITIVE, PARTICIPLE = MORPHOLOGY.index("VerbForm=Inf"), MORPHOLOGY.index("VerbForm=Part")
RELATIVE, PAST = MORPHOLOGY.index("PronType=Rel"), MORPHOLOGY.index("Tense=Past")
# What ends the content: another predicate, not what hangs on what is said.
OTHERS = ("conj", "parataxis")
# A phrase that a parse lost is so long at most.
LONGEST = 14


def by_turns(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions at verbs and turns of the lexicon, where none has its cue."""
    code = document.article.language
    asserting, counting = words(code, TABLE, "asserting"), words(code, TABLE, "counting")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None or not len(parsed):
            continue
        folded = fold(piece.text)
        quoted = [(piece.start + start, piece.start + end) for start, end in quoted_spans(piece.text)]
        here = homes[number]
        told = [span for one in here for span in one.content]
        taken = {token for one in here for token in (one.anchor, *(tokens_in(piece, one.cue) if one.cue else ()))}
        for pattern, counts in ((asserting, False), (counting, True)):
            for match in pattern.finditer(folded):
                inside = tokens_in(piece, (piece.start + match.start(), piece.start + match.end()))
                verb = next((i for i in reversed(inside) if parsed.tags[i] == "VERB"), None)
                if verb is None or not taken.isdisjoint(inside) or lies_in(piece, verb, [*quoted, *told]):
                    continue
                made = at_turn(piece, number, inside, verb, counts=counts)
                if made is not None:
                    taken.update(inside)
                    yield made


def at_turn(piece: Piece, number: int, inside: Sequence[int], verb: int, *, counts: bool) -> Found | None:
    """The attribution at a turn: None where nobody does it, it is not done, or nothing follows it."""
    parsed = piece.parsed
    assert parsed is not None
    if unreal(parsed, verb) or passive(parsed, verb) or bare(parsed, verb) or asked(piece, verb):
        return None
    source = who(piece, parsed, verb, inside[0])
    if source is None:
        return None
    content = what(piece, parsed, verb, inside[-1])
    if content is None or (counts and not numbered(parsed, verb, inside[-1])):
        return None
    first = inside[0]
    group = [c for c in parsed.children[verb] if parsed.labels[c].split(":")[0] in ("aux", "expl") and c < first]
    cue = token_span(piece, min([first, *group]), inside[-1])
    if source[1] > cue[0]:
        return None
    return Found(number, verb, source, cue, (content,), "turn", 0.5)


def unreal(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is an infinitive, or negated: nobody is said to have done it."""
    # A parser may take "invoque" for an infinitive; none has a subject of its own.
    finite = any(parsed.tags[c] == "AUX" or parsed.labels[c] == "nsubj" for c in parsed.children[verb])
    if parsed.morphology[verb, INFINITIVE] and not finite:
        return True
    if any(parsed.tags[c] == "PART" and fold(parsed.words[c]) == "to" for c in parsed.children[verb]):
        return True
    negators = word_set(parsed.language, "denials", "negators")
    return any(fold(parsed.words[c]) in negators for c in parsed.children[verb])


def bare(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is a past participle on its own ("un homme condamné à dix ans")."""
    row = parsed.morphology[verb]
    return bool(row[PARTICIPLE] and row[PAST]) and not any(
        parsed.labels[c].startswith("aux") for c in parsed.children[verb]
    )


def who(piece: Piece, parsed: Parsed, verb: int, first: int) -> Span | None:
    """Who does it: the verb's subject, or what opens the sentence before a verb that the parse hangs on it."""
    head = next(subjects(parsed, verb), None)
    head = speaker(parsed, verb) if head is None and parsed.labels[verb] != "acl" else head
    if head is not None and head < first:
        begin, last = unbroken(parsed, head, {c for c in parsed.children[head] if parsed.labels[c].startswith("acl")})
        last = min(last, first - 1)
        said, code = fold(parsed.words[head]), parsed.language
        nobody = said in word_set(code, "denials", "things") or said in word_set(code, "sources", "nobody_named")
        if (
            nobody
            or parsed.morphology[head, RELATIVE]
            or not somebody(parsed, begin, head, last, parsed.language, strictly=False)
        ):
            return None
    elif head is None and parsed.labels[verb] == "acl":
        head = parsed.heads[verb]
        while parsed.heads[head] != head:
            head = parsed.heads[head]
        begin, last = unbroken(parsed, head, {verb})
        opens = begin == 0 or parsed.sentences[begin - 1] != parsed.sentences[begin]
        if parsed.tags[head] not in ("NOUN", "PROPN") or not opens or first - begin > LONGEST:
            return None
        last = first - 1
    else:
        return None
    while last > begin and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    return token_span(piece, begin, last)


def what(piece: Piece, parsed: Parsed, verb: int, last: int) -> Span | None:
    """What follows a turn and hangs on it, up to another predicate."""
    begin = last + 1
    if begin >= len(parsed) or parsed.tags[begin] in ("PUNCT", "SPACE"):
        return None
    leave = {c for c in parsed.children[verb] if parsed.labels[c] in OTHERS and c > last}
    inside = below(parsed, verb, leave)
    end = begin
    if end not in inside:
        return None
    while end + 1 in inside:
        end += 1
    while end > begin and parsed.tags[end] in ("PUNCT", "SPACE", "CCONJ") and parsed.words[end] not in "»”":
        end -= 1
    return token_span(piece, begin, end)


def numbered(parsed: Parsed, verb: int, last: int) -> bool:
    """Whether a verb has an object, and that or what it is put at has a number."""
    after = {c: parsed.labels[c].split(":")[0] for c in parsed.children[verb] if c > last}
    if not any(label in ("obj", "xcomp") for label in after.values()):
        return False
    near = {c for c, label in after.items() if label in ("obj", "xcomp", "obl")}
    for _ in range(2):
        near |= {child for token in near for child in parsed.children[token]}
    return any(parsed.tags[token] == "NUM" for token in near)

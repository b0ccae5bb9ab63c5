"""Who speaks named after words without quotation marks: "Ce sont des racontars, s'agace le trésorier", "It is
tittle-tattle, the treasurer snapped"; and after a quotation that the scorer passed over. The verb may be any where what
stands before denies or leaves open, or stands in quotation marks as a whole; else it is one of telling, and stands
before its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.features import classes_of
from ondit.reading.found import Document, Found, Piece, is_clause, sentences, token_span
from ondit.reading.grammar import tells
from ondit.reading.languages import table
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.polarity import OPENING, TABLE
from ondit.reading.quotations import quoted_spans
from ondit.reading.stretches import Stretches
from ondit.reading.tellers import others, teller
from ondit.reading.wording import fold, rules
from ondit.records import Span

# Groups of ``denials.toml`` by which words alone show that somebody answers.
ANSWERS = (
    "content-calls-false",
    "content-says-no",
    "content-never-in-question",
    "content-no-such-thing",
    "content-leaves-open",
)
LONGEST = 11
# What is said begins behind these: "Rumour had it that the mill would close: not so, its owner snapped".
BREAKS = (":", ";")
NOMINAL = ("NOUN", "PROPN", "PRON")
# What may stand in a chain of verbs: "s'est borné à répondre".
CHAINED = ("VERB", "AUX", "ADP", "PART", "ADJ", "ADV", "PRON")
PARTICIPLE = MORPHOLOGY.index("VerbForm=Part")


def told_after(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Sentences whose last part, behind a comma, is a verb and somebody, and whose first part answers a claim."""
    answers = [rule for rule in rules(document.article.language, TABLE) if rule.name in ANSWERS]
    told = Stretches((span, None) for one in found for span in (*one.content, *([one.cue] if one.cue else ())))
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None or not len(parsed):
            continue
        quoted = quoted_spans(piece.text)
        for first, last in sentences(parsed):
            comma = next((i for i in range(last, first, -1) if parsed.words[i] == ","), None)
            if comma is not None and (earlier := before_aside(parsed, first, comma, last)) is not None:
                comma, last = earlier, comma - 1
            if comma is None or last - comma > LONGEST or any(s <= parsed.starts[comma] < e for s, e in quoted):
                continue
            breaks = (i for i in range(comma - 1, first, -1) if parsed.words[i] in BREAKS)
            said = token_span(piece, next(breaks, first - 1) + 1, comma - 1)
            named = teller(piece, first, comma, last)
            if named is not None and not others(found, number, named[2], (said[0], named[1][1])):
                yield Found(number, named[2], named[1], named[0], (said,), "told-after", 0.5)
                continue
            parts = speaker(piece, comma + 1, last)
            text = fold(piece.text[said[0] - piece.start : said[1] - piece.start])
            if parts is None or any(told.over(said)):
                continue
            if not (
                any(a == said[0] - piece.start and b == said[1] - piece.start for a, b in quoted)
                or inverted(piece, comma + 1, parts, said)
                or any(
                    rule.pattern.search(text, 0, OPENING) and (rule.only is None or rule.only.search(text))
                    for rule in answers
                )
            ):
                continue
            cue, source, anchor = parts
            yield Found(number, anchor, source, cue, (said,), "told-after", 0.5)


def before_aside(parsed: Parsed, first: int, comma: int, last: int) -> int | None:
    """The comma before the last one, where a verb and its subject stand right behind it, and behind the last one only
    what is told of that subject ("martèle la direction, lasse des messages qui circulent"); None elsewhere."""
    earlier = next((i for i in range(comma - 1, first, -1) if parsed.words[i] == ","), None)
    if (
        earlier is None
        or earlier + 2 >= comma
        or parsed.tags[earlier + 1] != "VERB"
        or parsed.tags[earlier + 2] != "DET"
    ):
        return None
    tail = range(comma + 1, last + 1)
    opens = (
        parsed.tags[comma + 1] in ("ADJ", "NOUN", "PRON", "VERB", "DET", "PROPN") and parsed.labels[comma + 1] != "cc"
    )
    own = any(
        parsed.labels[i].startswith("nsubj") and not parsed.labels[parsed.heads[i]].startswith("acl") for i in tail
    )
    return earlier if opens and not own else None


def inverted(piece: Piece, first: int, parts: tuple[Span, Span, int], said: Span) -> bool:
    """Whether a finite verb of telling stands right behind the comma and before its subject, and a clause before the
    comma ("La récolte sera faible, prévient la coopérative")."""
    parsed = piece.parsed
    assert parsed is not None
    cue, source, verb = parts
    if cue[0] != token_span(piece, first, first)[0] or source[0] < cue[1]:
        return False
    bare = parsed.morphology[verb, PARTICIPLE] and parsed.tags[first] == "VERB" and first == verb
    if parsed.labels[verb] == "xcomp":
        return False  # "Le maire est venu, a salué les pompiers": the verb shares the subject before it
    return not bare and tells(classes_of(parsed, verb)) and is_clause(piece, said)


def speaker(piece: Piece, first: int, last: int) -> tuple[Span, Span, int] | None:
    """Cue, source and anchor of a verb with nothing but its subject, before or behind it; None where there is more."""
    parsed = piece.parsed
    assert parsed is not None
    verbs = [i for i in range(first, last + 1) if parsed.tags[i] in ("VERB", "AUX")]
    if not verbs and unknown_verb(piece, first, last):
        return token_span(piece, first, first), token_span(piece, first + 1, last), first
    full = [i for i in verbs if parsed.tags[i] == "VERB"]
    if len(full) > 1 and parsed.labels[full[1]] == "xcomp" and parsed.heads[full[1]] == full[0]:
        # "a tenu à préciser": a chain of verbs is one; what the parser takes for a verb behind an article is a noun
        verbs = [i for i in verbs if i <= full[1]]
    elif len(full) != 1:
        return None
    if any(parsed.tags[i] not in CHAINED for i in range(verbs[0], verbs[-1] + 1)):
        return None
    begin, main = verbs[0], verbs[-1]
    while begin - 1 >= first and parsed.labels[begin - 1].startswith("expl"):
        begin -= 1
    if begin == first and main < last:
        named = (main + 1, last)
    elif main == last and begin > first:
        named = (first, begin - 1)
    else:
        return None
    if parsed.tags[named[0]] not in (*NOMINAL, "DET", "ADJ", "NUM") or parsed.labels[named[0]] == "mark":
        return None
    if parsed.tags[named[0]] != "DET" and not any(parsed.tags[i] in NOMINAL for i in range(named[0], named[1] + 1)):
        return None
    return token_span(piece, begin, main), token_span(piece, *named), main


def unknown_verb(piece: Piece, first: int, last: int) -> bool:
    """Whether a token that is parsed as a bare noun is the verb before its subject ("…, tranche la direction"): in
    languages that set the verb there, nothing else stands so before an article."""
    parsed = piece.parsed
    assert parsed is not None
    if not table(parsed.language, "who_is_who").get("head_first") or first + 1 >= last:
        return False
    bare = parsed.tags[first] in ("NOUN", "ADJ") and parsed.words[first].islower()
    return bare and parsed.tags[first + 1] == "DET" and not any(c < first for c in parsed.children[first])

"""Denials at a verb or an idiom: "nie les faits", "a été démenti par le groupe", "poured cold water on the report"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.found import Piece, token_span, tokens_in
from ondit.reading.frames import SUBJECTS, Frame, about_a_claim, agent_of, asked, group, phrase, subject_of
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.polarity import TABLE, negated
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, word_set, words
from ondit.records import Polarity, Span

NOMINAL = ("NOUN", "PROPN", "PRON")
OBJECTS = ("obj", "ccomp", "xcomp")
OBLIQUE = ("obl", "obl:arg", "obl:mod", "nmod", "iobj", "advcl", "obl:agent")
INFINITIVE, PARTICIPLE = MORPHOLOGY.index("VerbForm=Inf"), MORPHOLOGY.index("VerbForm=Part")
FUTURE = MORPHOLOGY.index("Tense=Fut")


def verbs(piece: Piece) -> Iterator[Frame]:
    """ "nie les faits", "a été démenti par le groupe", "vient d'infirmer cette hypothèse"."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    denying, rejecting = words(code, TABLE, "denying"), words(code, TABLE, "rejecting")
    for token, word in enumerate(parsed.words):
        low = fold(word)
        sure = bool(denying.fullmatch(low))
        if not (sure or rejecting.fullmatch(low)) or parsed.tags[token] not in ("VERB", "AUX", "ADJ", "NOUN", "ADV"):
            continue
        frame = at_verb(piece, token)
        if frame is None or granted(piece, token, frame):
            continue
        # "n'écarte pas un départ" leaves it open whatever it is.
        if sure or about_a_claim(piece, frame) or (frame.polarity == "decline" and frame.content):
            yield frame


def at_verb(piece: Piece, token: int) -> Frame | None:
    """The denial at a verb; None where it has no subject, or where nobody is said to deny."""
    parsed = piece.parsed
    assert parsed is not None
    below = {child: parsed.labels[child] for child in parsed.children[token]}
    if parsed.tags[token] not in ("VERB", "AUX") and not any(label in SUBJECTS for label in below.values()):
        return unparsed(piece, token, words(parsed.language, TABLE, "finite"))
    passive = any(label == "aux:pass" for label in below.values()) or any(
        label == "nsubj:pass" for label in below.values()
    )
    objects = [child for child, label in below.items() if label in OBJECTS and child > token]
    if not objects:  # "sans infirmer ni confirmer [la tenue d'une réunion]"
        joined = (c for c, label in below.items() if label == "conj" and c > token and parsed.tags[c] == "VERB")
        objects = [d for c in joined for d in parsed.children[c] if parsed.labels[d] == "obj" and d > c]
    agent = agent_of(parsed, token)
    bare_participle = (
        parsed.labels[token] in ("acl", "amod") and parsed.morphology[token, PARTICIPLE] > 0 and not objects
    )
    polarity = sign(piece, token)
    if polarity is None:
        return None
    cue = group(parsed, token)
    if passive or bare_participle:
        content = parsed.heads[token] if bare_participle else subject_of(parsed, token)
        if content is None or (bare_participle and agent is None and parsed.tags[token] == "ADJ"):
            return None
        if passive and objects:
            return None  # "was denied entry"
        source = phrase(piece, agent, without_case=True) if agent is not None else None
        span = phrase(piece, content, leave=token if bare_participle else None)
        frame = Frame(token, cue, source, (span,), polarity)
        named = parsed.tags[content] == "PRON" and not bare_participle
        return frame if agent is not None or named or about_a_claim(piece, frame) else None
    subject = subject_of(parsed, token)
    if (
        subject is None
        or irreal(piece, token)
        or fold(parsed.words[subject]) in word_set(parsed.language, TABLE, "things")
    ):
        return None
    if parsed.labels[token] == "acl:relcl" and not objects and any(label == "obj" for label in below.values()):
        return Frame(token, cue, phrase(piece, subject), (phrase(piece, parsed.heads[token], leave=token),), polarity)
    if not objects:  # the parser may hang an object as an adverb ("récuse formellement tout harcèlement")
        objects = [
            c for c, label in below.items() if c > token and label in ("advmod", "dep") and parsed.tags[c] == "NOUN"
        ]
    return Frame(token, cue, phrase(piece, subject), tuple(phrase(piece, one) for one in objects[:1]), polarity)


def unparsed(piece: Piece, token: int, finite: re.Pattern[str]) -> Frame | None:
    """The denial at a verb that the parser took for no verb ("Le club dément être en discussion"): who stands right
    before it denies what follows it."""
    parsed = piece.parsed
    assert parsed is not None
    home = parsed.sentences[token]
    half = word_set(parsed.language, TABLE, "half_negators")
    before = token - 1
    if (
        before > 0
        and parsed.tags[before] in ("DET", "PRON")
        and fold(parsed.words[before]) in word_set(parsed.language, TABLE, "the")
    ):
        before -= 1  # "ne la dément pas"
    not_so = before > 0 and fold(parsed.words[before]) in half
    before -= not_so
    if (
        before < 0
        or parsed.sentences[before] != home
        or parsed.tags[before] not in NOMINAL
        or parsed.tags[token] == "NOUN"
    ):
        return None
    if not finite.fullmatch(fold(parsed.words[token])) or asked(piece, token):
        return None
    first = before
    while (
        first
        and parsed.sentences[first - 1] == home
        and parsed.tags[first - 1] not in ("PUNCT", "SPACE", "VERB", "AUX", "CCONJ", "SCONJ")
    ):
        first -= 1
    if parsed.tags[first] == "ADP":
        return None
    last = token
    while (
        last + 1 < len(parsed)
        and parsed.sentences[last + 1] == home
        and parsed.words[last + 1] not in (".", ";", ":", "!", ",")
    ):
        last += 1
    content = rest(piece, token + 1 + (not_so and token < last), last)
    cue = (before + 1, token)
    return Frame(token, cue, token_span(piece, first, before), content, "decline" if not_so else "deny")


def rest(piece: Piece, first: int, last: int) -> tuple[Span, ...]:
    """Tokens as a content, if something is named or done in them."""
    parsed = piece.parsed
    assert parsed is not None
    if any(parsed.tags[i] in (*NOMINAL, "VERB", "AUX") for i in range(first, last + 1)):
        return (token_span(piece, first, last),)
    return ()


def irreal(piece: Piece, token: int) -> bool:
    """Whether nobody is said to have denied: a future, a condition, a question, a bare infinitive."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    if parsed.morphology[token, FUTURE] > 0:
        return True
    marks = word_set(code, "hedges", "if_marks")
    if any(parsed.labels[child] == "mark" and fold(parsed.words[child]) in marks for child in parsed.children[token]):
        return True
    if asked(piece, token):
        return True
    helped = any(parsed.labels[c].startswith("aux") and parsed.tags[c] == "AUX" for c in parsed.children[token])
    if not goes_with_to(parsed, token) and (not parsed.morphology[token, INFINITIVE] or helped):
        return False  # "at no point did it deny" is no bare infinitive
    head = parsed.heads[token]
    carrying = words(code, TABLE, "carrying")
    chain = fold(parsed.words[head])
    return not (
        parsed.labels[token] in ("xcomp", "advcl", "ccomp", "obl:arg", "obl") and carrying.fullmatch(chain)
    ) and not unsaid(piece, token)


def goes_with_to(parsed: Parsed, token: int) -> bool:
    """Whether a verb is an infinitive by its particle ("to deny")."""
    return any(parsed.tags[child] == "PART" and child < token for child in parsed.children[token]) and not any(
        parsed.labels[child].startswith("aux") and parsed.tags[child] == "AUX" for child in parsed.children[token]
    )


def sign(piece: Piece, token: int) -> Polarity | None:
    """deny, or decline under a negation; None under one that says that nobody denies."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    subject = subject_of(parsed, token)
    if subject is not None and words(code, TABLE, "nobody").fullmatch(fold(parsed.words[subject])):
        return None
    text = fold(piece.text)
    first = group(parsed, token)[0]
    starts = (int(parsed.starts[token]), int(parsed.starts[first]))
    return "decline" if unsaid(piece, token) or any(negated(text, start, code) for start in starts) else "deny"


def unsaid(piece: Piece, token: int) -> bool:
    """Whether a verb stands right after words that say that it was not done ("s'est gardé de", "stopped short of")."""
    parsed = piece.parsed
    assert parsed is not None
    before = fold(piece.text)[: int(parsed.starts[token])].rstrip()
    return any(
        match.end() >= len(before)
        for match in words(parsed.language, TABLE, "negation").finditer(before, max(0, len(before) - 30))
    )


def granted(piece: Piece, token: int, frame: Frame) -> bool:
    """Whether something was refused, not denied ("denied bail", "denied him entry")."""
    parsed = piece.parsed
    assert parsed is not None
    if any(parsed.labels[child] == "iobj" for child in parsed.children[token]):
        return True
    pattern = words(parsed.language, TABLE, "granted")
    return any(
        bool(pattern.match(fold(piece.text[start - piece.start : end - piece.start]))) for start, end in frame.content
    )


def idioms(piece: Piece) -> Iterator[Frame]:
    """ "a tordu le cou à la rumeur", "poured cold water on the report": several words that deny what follows them."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    folded, quoted = fold(piece.text), quoted_spans(piece.text)
    back = words(code, TABLE, "taking_back")
    for match in (*words(code, TABLE, "dismissing").finditer(folded), *back.finditer(folded)):
        if any(first <= match.start() < last for first, last in quoted):
            continue
        inside = tokens_in(piece, (piece.start + match.start(), piece.start + match.end()))
        verb = next((i for i in inside if parsed.tags[i] in ("VERB", "AUX")), None)
        if verb is None:
            continue
        subject = subject_of(parsed, verb)
        polarity = sign(piece, verb)
        if subject is None or subject in inside or polarity is None or irreal(piece, verb):
            continue
        content = object_after(piece, inside) or behind_a_colon(piece, inside[-1])
        cue = (group(parsed, inside[0])[0], inside[-1])
        yield Frame(verb, cue, phrase(piece, subject), content, polarity)


def behind_a_colon(piece: Piece, last: int) -> tuple[Span, ...]:
    """What a colon right after a token introduces, up to the end of the sentence."""
    parsed = piece.parsed
    assert parsed is not None
    if last + 2 >= len(parsed) or parsed.words[last + 1] != ":":
        return ()
    end = last + 2
    while end + 1 < len(parsed) and parsed.words[end + 1] not in (".", ";", "!", "?"):
        end += 1
    return (token_span(piece, last + 2, end),)


def object_after(piece: Piece, inside: Sequence[int]) -> tuple[Span, ...]:
    """What hangs on the words of an idiom and follows them."""
    parsed = piece.parsed
    assert parsed is not None
    last = inside[-1]
    after = [
        child
        for token in inside
        for child in parsed.children[token]
        if child > last and parsed.labels[child] in (*OBJECTS, *OBLIQUE, "acl", "acl:relcl", "ccomp")
    ]
    if not after:
        return ()
    head = min(after)
    return (phrase(piece, head),)


def judgements(piece: Piece) -> Iterator[Frame]:
    """ "juge l'enquête mensongère", "called the article fanciful": a claim is judged; the wording tells whether it is
    denied."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    judging, told = words(code, TABLE, "judging"), words(code, TABLE, "told")
    for token, word in enumerate(parsed.words):
        if not judging.fullmatch(fold(word)) or asked(piece, token):
            continue
        if parsed.tags[token] != "VERB":
            frame = unparsed(piece, token, judging)
            if frame is not None and frame.content and told.search(fold(said(piece, frame.content[0]))):
                yield replace(frame, polarity=None)
            continue
        below = {child: parsed.labels[child] for child in parsed.children[token]}
        about = next(
            (c for c, label in below.items() if label == "obj" and told.fullmatch(fold(parsed.words[c]))), None
        )
        subject = subject_of(parsed, token)
        if about is None or about < token or subject is None or irreal(piece, token):
            continue
        last = max(
            phrase(piece, child)[1]
            for child, label in below.items()
            if child >= about and label in (*OBJECTS, *OBLIQUE, "obj")
        )
        yield Frame(token, group(parsed, token), phrase(piece, subject), ((phrase(piece, about)[0], last),), None)


def said(piece: Piece, span: Span) -> str:
    """The text of a span of the article that lies in a piece."""
    return piece.text[span[0] - piece.start : span[1] - piece.start]

"""Denials at a noun: "le démenti de l'ambassade", "Sarvex issued a denial", "a denial from the ministry"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ondit.reading.denying_verbs import behind_a_colon
from ondit.reading.found import Piece, token_span, tokens_in
from ondit.reading.frames import Frame, about_a_claim, asked, group, phrase, subject_of
from ondit.reading.parsing import MORPHOLOGY, Parsed
from ondit.reading.polarity import TABLE
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

PARTICIPLE = MORPHOLOGY.index("VerbForm=Part")


def nouns(piece: Piece) -> Iterator[Frame]:
    """ "le démenti de l'ambassade", "Sarvex issued a denial", "a denial from the ministry"."""
    parsed = piece.parsed
    assert parsed is not None
    code = parsed.language
    named, rejections = words(code, TABLE, "denial_nouns"), words(code, TABLE, "rejection_nouns")
    text = fold(piece.text)
    for token, word in enumerate(parsed.words):
        low = fold(word)
        sure = bool(named.fullmatch(low))
        if not (sure or rejections.fullmatch(low)) or not is_noun(parsed, token):
            continue
        before = text[: int(parsed.starts[token])]
        if words(code, TABLE, "no_denial").search(before, max(0, len(before) - 30)) or asked(piece, token):
            continue
        frame = at_noun(piece, token)
        if frame is not None and frame.source is not None and not frame.content:
            # "Démenti catégorique de Nordlys : aucun navire n'a été saisi"
            last = max(frame.cue[1], tokens_in(piece, frame.source)[-1])
            frame = replace(frame, content=behind_a_colon(piece, last))
        if frame is not None and (sure or about_a_claim(piece, frame)):
            yield frame


def is_noun(parsed: Parsed, token: int) -> bool:
    """Whether a form that may be a participle is a noun here: by its tag, or by an article or adjective before it."""
    if parsed.tags[token] in ("NOUN", "PROPN"):
        return True
    if token == 0 or parsed.sentences[token - 1] != parsed.sentences[token]:
        return not any(parsed.labels[child].startswith("nsubj") for child in parsed.children[token])
    return parsed.tags[token - 1] in ("DET", "ADJ") or (
        parsed.tags[token - 1] == "PRON" and parsed.labels[token - 1] == "nmod:poss"
    )


def at_noun(piece: Piece, token: int) -> Frame | None:
    """The denial at a noun; None where nobody makes it."""
    parsed = piece.parsed
    assert parsed is not None
    giving = words(parsed.language, TABLE, "giving")
    top = parsed.heads[token] if parsed.labels[token] == "amod" and parsed.heads[token] == token + 1 else token
    verb = parsed.heads[top]
    light = verb != top and bool(giving.fullmatch(fold(parsed.words[verb])))
    own = {child for node in {token, top} for child in parsed.children[node]} - {token, top}
    own |= {
        low
        for child in tuple(own)
        if parsed.labels[child] in ("acl", "amod")
        for low in parsed.children[child]
        if child > token
    }
    hanging = sorted(own | ({child for child in parsed.children[verb] if child > token} if verb != top else set()))
    source: Span | None = None
    contents: list[Span] = []
    for child in hanging:
        part = role(piece, token, child, mine=child in own, light=light)
        if part == "source":
            source = source or phrase(piece, child, without_case=True)
        elif part == "content":
            contents.append(phrase(piece, child))
    if light and source is None and parsed.labels[top] != "nsubj:pass":
        subject = subject_of(parsed, verb)
        source = phrase(piece, subject) if subject is not None else None
    if source is None:
        return None
    contents = [span for span in contents if not (span[0] < source[1] and source[0] < span[1])]
    first = token
    at_verb_start = token_span(piece, verb, verb)[0]
    if light and verb < token and parsed.sentences[verb] == parsed.sentences[token] and source[1] <= at_verb_start:
        first = group(parsed, verb)[0]
    return Frame(token, (first, token), source, tuple(contents[:1]), "deny")


def role(piece: Piece, token: int, child: int, *, mine: bool, light: bool) -> str:
    """What a word is for a denial noun: "source", "content" or nothing. ``mine``: it hangs on the noun itself, not on the
    verb that gives the denial."""
    parsed = piece.parsed
    assert parsed is not None
    label = parsed.labels[child]
    case = " ".join(
        fold(parsed.words[c]) for c in parsed.children[child] if parsed.labels[c] in ("case", "fixed", "mark")
    )
    by = word_set(parsed.language, TABLE, "by")
    if label == "nmod:poss" and child < token and mine:
        return "source"
    if label == "compound" and child < token and mine and parsed.tags[child] == "PROPN":
        return "source"
    if label == "obl:agent":
        return "source"
    if label in ("acl", "acl:relcl", "ccomp", "advcl") and mine:
        return "" if parsed.morphology[child, PARTICIPLE] > 0 else "content"
    if label.split(":")[0] in ("nmod", "obl", "iobj") and child > token:
        if case in by or (case and case.split(" ")[0] in by) or (mine and is_owner(piece, child, case)):
            return "source"
        return "content" if mine or (light and label != "obl:mod") else ""
    return ""


def is_owner(piece: Piece, token: int, case: str) -> bool:
    """Whether a noun that hangs on a denial by "of" is who denies: somebody with a name or a role, no claim."""
    parsed = piece.parsed
    assert parsed is not None
    if case not in word_set(parsed.language, TABLE, "of"):
        return False
    first = min([token, *parsed.children[token]])
    if parsed.tags[token] == "PROPN" or parsed.words[token][:1].isupper():
        return True
    claims = words(parsed.language, TABLE, "claims")
    definite = any(
        parsed.labels[c] in ("det", "nmod:poss") and fold(parsed.words[c]) in word_set(parsed.language, TABLE, "the")
        for c in parsed.children[token]
    ) or fold(parsed.words[first]) in word_set(parsed.language, TABLE, "the")
    return definite and not claims.fullmatch(fold(parsed.words[token]))

"""Refusals to comment that name nothing refused: "Contacté, le ministère n'a pas donné suite", "The court kept silent".

The scorer wants a content. Here the wording of a refusal (``denials.toml``, groups that decline at the cue) is enough,
with a subject; the content is what follows the first verb of the wording ("donné suite"), else its last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.reading.denying_verbs import behind_a_colon
from ondit.reading.found import Document, Found, Piece, token_span, tokens_in, unbroken
from ondit.reading.parsing import Parsed
from ondit.reading.quotations import quoted_spans
from ondit.reading.wording import fold, rules

WHERE = ("cue", "clause")
RULES = ("refuses-comment", "neither-confirms-nor-denies")
SUBJECTS = ("nsubj", "nsubj:pass")


def refusals(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """Refusals in sentences' own words that no statement found so far stands for."""
    patterns = [
        rule for rule in rules(document.article.language, "denials") if rule.label == "decline" and rule.name in RULES
    ]
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None or not len(parsed):
            continue
        folded, quoted = fold(piece.text), quoted_spans(piece.text)
        taken: list[tuple[int, int]] = []
        for rule in patterns:
            for match in rule.pattern.finditer(folded):
                start, end = match.start(), match.end()
                if any(first <= start < last for first, last in quoted) or any(s < end and start < e for s, e in taken):
                    continue
                span = (piece.start + start, piece.start + end)
                if any(touches(one, span) for one in found):
                    continue
                made = refusal(piece, number, parsed, span)
                if made is not None:
                    taken.append((start, end))
                    yield made


def touches(one: Found, span: tuple[int, int]) -> bool:
    """Whether a statement's cue or content overlaps a span."""
    spans = [*one.content, *([one.cue] if one.cue else [])]
    return any(start < span[1] and span[0] < end for start, end in spans)


def refusal(piece: Piece, number: int, parsed: Parsed, span: tuple[int, int]) -> Found | None:
    """The statement that a wording makes; None where no verb or subject is found."""
    inside = tokens_in(piece, span)
    verbs = [i for i in inside if parsed.tags[i] in ("VERB", "AUX")]
    if not verbs and inside and inside[0] and parsed.tags[inside[0] - 1] == "AUX":
        verbs = inside[:1]  # "a botté en touche": a participle that the parser does not know
    if not verbs:
        return None
    heads = {*verbs, *(parsed.heads[i] for i in verbs)}
    near = [i for i in range(len(parsed)) if parsed.labels[i] in SUBJECTS and parsed.heads[i] in heads]
    home = parsed.sentences[verbs[0]]
    subject = next((i for i in near if parsed.sentences[i] == home and i not in inside), None)
    within = next((i for i in near if i == inside[0] or (i in inside and i < verbs[0])), None)
    if subject is None and within is not None:  # "[Neither club] would comment"
        subject = within
        inside = [i for i in inside if i > unbroken(parsed, within)[1]]
    if subject is None:
        before = (i for i in range(inside[0] - 1, -1, -1) if parsed.sentences[i] == home)
        subject = next((i for i in before if parsed.tags[i] in ("NOUN", "PROPN", "PRON")), None)
        while (
            subject is not None
            and parsed.tags[parsed.heads[subject]] in ("NOUN", "PROPN")
            and parsed.heads[subject] < subject
        ):
            subject = parsed.heads[subject]
    if subject is None:
        return None
    main = next((i for i in verbs if parsed.tags[i] == "VERB"), verbs[0])
    first, last = unbroken(parsed, subject, {c for c in parsed.children[subject] if c in inside})
    last = min(last, inside[0] - 1) if subject < inside[0] else last
    while first and first - 1 not in inside and parsed.ends[first - 1] == parsed.starts[first]:
        first -= 1  # "état-major" may be two tokens
    while last > subject and parsed.tags[last] in ("PUNCT", "SPACE"):
        last -= 1
    end = max([*inside, *unbroken(parsed, main)])
    while end > main and parsed.tags[end] in ("PUNCT", "SPACE"):
        end -= 1
    rest = (main + 1, end) if end > main else (main, main)
    if parsed.tags[main] == "AUX" and inside[-1] > main:
        main = inside[-1]  # "was not available for comment"
        rest = (main, max(main, end))
    cue = token_span(piece, inside[0], main)
    content = behind_a_colon(piece, inside[-1]) or (token_span(piece, *rest),)
    return Found(number, main, token_span(piece, first, last), cue, content, "refusal", 0.5, polarity="decline")

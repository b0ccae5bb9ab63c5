"""What looks like an attribution and is none: the article's own questions, and sources that are said to be cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ondit.reading.according import somebody, source_after
from ondit.reading.found import Document, Found, Piece, tokens_in
from ondit.reading.hearsay import conditionals
from ondit.reading.quotations import quoted_spans
from ondit.reading.refused_things import if_said, refused, refused_somebody
from ondit.reading.stretches import Stretches
from ondit.reading.wording import fold, word_set, words
from ondit.records import Span

ALIKE = 0.8
OPENING = ("«", "“", "‘", '"', "'", "„")


def without_false(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions that are statements."""
    sources = Stretches((one.source, None) for one in found if one.source is not None)
    told = Stretches((span, one) for one in found if one.source is not None for span in one.content)
    together: defaultdict[Span | None, list[Found]] = defaultdict(list)
    for one in found:
        together[one.source].append(one)
    return [
        one
        for one in found
        if not (
            asked_by_the_article(document, one)
            or only_cited(one, sources)
            or supposed(document, one)
            or said_by_nothing(document, one)
            or for_what(document, one)
            or made_after(document, one)
            or seems(document, one)
            or measured(document, one)
            or topic(document, one)
            or named_so(document, one)
            or refused(document, one)
            or refused_somebody(document, one)
            or if_said(document, one)
            or undone(document, one)
            or by_a_pronoun(document, one)
            or nobody_in_words_of(one, told)
            or twice(one, together[one.source])
        )
    ]


def nobody_in_words_of(one: Found, told: Stretches[Found]) -> bool:
    """Whether nobody speaks and the cue stands in what somebody says: "the sums mentioned in its results", said she."""
    if one.source is not None or one.cue is None or one.rule != "scorer":
        return False
    return any(other is not one for _, other in told.holding(one.cue[0]))


def by_a_pronoun(document: Document, one: Found) -> bool:
    """Whether nobody speaks and the cue is a pronoun alone, of a verb that tells nothing ("la source *se* tarirait")."""
    piece = document.pieces[one.piece]
    if one.source is not None or one.cue is None or one.rule != "scorer" or piece.parsed is None:
        return False
    cue = tokens_in(piece, one.cue)
    return bool(cue) and all(piece.parsed.tags[token] == "PRON" for token in cue)


def undone(document: Document, one: Found) -> bool:
    """Whether nobody speaks and the cue says only what ought to be done ("Residents should have been warned")."""
    if one.source is not None or one.cue is None or one.rule != "scorer":
        return False
    said = fold(document.article.text[slice(*one.cue)])
    return words(document.article.language, "hedges", "undone").match(said) is not None


def twice(one: Found, together: Sequence[Found]) -> bool:
    """Whether a surer attribution, of those to the same source, conveys nearly the same words."""
    return one.source is not None and any(
        other is not one
        and (one.score, one.cue or (0, 0)) < (other.score, other.cue or (0, 0))
        and shared(one, other) > ALIKE * max(size(one), size(other))
        for other in together
    )


def shared(one: Found, other: Found) -> int:
    """Characters that two contents share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.content for b in other.content)


def size(one: Found) -> int:
    """Characters of a content."""
    return sum(end - start for start, end in one.content)


def asked_by_the_article(document: Document, one: Found) -> bool:
    """Whether the cue is the main verb of a question outside quotation marks ("Ford envisage-t-il de …?")."""
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if parsed is None or not 0 <= one.anchor < len(parsed) or one.cue is None:
        return False
    home = parsed.sentences[one.anchor]
    inside = [i for i, number in enumerate(parsed.sentences) if number == home]
    end = next((parsed.words[i] for i in reversed(inside) if parsed.words[i].strip(" »”\"'\u00a0")), "")
    if end != "?" or quoted(piece, one.cue):
        return False
    main = one.anchor
    while parsed.labels[main].split(":")[0] in ("aux", "cop", "conj", "xcomp") and parsed.heads[main] != main:
        main = parsed.heads[main]
    top = parsed.heads[main]
    # A question may hang on a name that the parser took for its root.
    if top != main and not (parsed.heads[top] == top and parsed.tags[top] not in ("VERB", "AUX")):
        return False
    # "Will he stay? asks the paper": the question is the content, and the cue stands outside of it.
    last = int(parsed.ends[inside[-1]]) + piece.start
    asked = (span for span in one.content if span[1] >= last - 3)
    return not any(start < one.cue[0] or quoted(piece, (end_ - 2, end_)) for start, end_ in asked)


def supposed(document: Document, one: Found) -> bool:
    """Whether nobody speaks and the cue is a conditional that reports no hearsay ("Toute alliance serait scrutée")."""
    parsed = document.pieces[one.piece].parsed
    if parsed is None or one.cue is None or one.rule != "scorer" or not 0 <= one.anchor < len(parsed):
        return False
    verb = parsed.heads[one.anchor] if parsed.labels[one.anchor].startswith("expl") else one.anchor
    group = [verb, *(c for c in parsed.children[verb] if parsed.labels[c].split(":")[0] in ("aux", "cop"))]
    kinds = [kind for token, kind in conditionals(parsed).items() if token in group]
    if one.source is not None:
        return kinds == ["any"]  # "Un second tour opposerait les favoris": whoever it is says nothing
    return bool(kinds) and "reportative" not in kinds


def seems(document: Document, one: Found) -> bool:
    """Whether the words at the cue say how something looked ("You would have thought it was a stage set")."""
    if one.cue is None:
        return False
    article = document.article
    first = max(0, min(one.cue[0], one.source[0] if one.source and one.source[1] <= one.cue[0] else one.cue[0]) - 4)
    around = fold(article.text[first : one.cue[1]])
    return any(
        first + match.end() >= one.cue[1] for match in words(article.language, "hedges", "seeming").finditer(around)
    )


def topic(document: Document, one: Found) -> bool:
    """Whether a colon parts a topic, not a speaker, from what is told of it ("Weather: rain returns", "Valmera and
    Brontel: a marriage of reason", "Valmera: an apology")."""
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if parsed is None or one.source is None or one.cue is None or one.rule != "scorer" or len(one.content) != 1:
        return False
    if piece.text[one.cue[0] - piece.start : one.cue[1] - piece.start].strip() != ":" or quoted(piece, one.content[0]):
        return False
    before, after = tokens_in(piece, one.source), tokens_in(piece, one.content[0])
    if not before or one.source[1] > one.cue[0] or any(parsed.words[i] in OPENING for i in after):
        return False
    if piece.title and [parsed.tags[i] for i in after if parsed.tags[i] != "PUNCT"] == ["DET", "NOUN"]:
        return True
    if any(parsed.tags[i] == "CCONJ" for i in range(max(0, before[0] - 1), before[-1])):
        return not any(parsed.tags[i] in ("VERB", "AUX") for i in after)
    return bool(
        words(parsed.language, "sources", "topics").fullmatch(
            fold(piece.text[one.source[0] - piece.start : one.source[1] - piece.start])
        )
    )


def measured(document: Document, one: Found) -> bool:
    """Whether the "source" is what something varies by ("selon la saison")."""
    if one.source is None or one.cue is None or one.cue[1] > one.source[0]:
        return False
    article = document.article
    cue = fold(article.text[slice(*one.cue)]).strip()
    source = fold(article.text[slice(*one.source)]).strip()
    return bool(words(article.language, "according", "before_source").fullmatch(cue)) and bool(
        words(article.language, "according", "measures").fullmatch(source)
    )


def named_so(document: Document, one: Found) -> bool:
    """Whether the cue only gives a name in quotation marks to the noun before it ("le procès dit « des faux billets »
    s'ouvre lundi"): the sentence goes on behind the marks with a verb of its own."""
    piece = document.pieces[one.piece]
    parsed = piece.parsed
    if parsed is None or one.cue is None or one.source is None or one.source[1] + 1 != one.cue[0]:
        return False
    first, after = one.cue[0] - piece.start, one.cue[1] - piece.start
    if not words(parsed.language, "hedges", "named_so").fullmatch(fold(piece.text[first:after])):
        return False
    closed = next((end for start, end in quoted_spans(piece.text) if 0 <= start - after <= 2), None)
    if closed is None:
        return False
    token = int(parsed.starts.searchsorted(closed))
    tail = range(token, min(token + 4, len(parsed)))
    turn = next((parsed.tags[i] for i in tail if parsed.tags[i] in ("PUNCT", "CCONJ", "VERB", "AUX")), "")
    return turn in ("VERB", "AUX")


def said_by_nothing(document: Document, one: Found) -> bool:
    """Whether the source is a word for nothing ("Rien ne précise qu'il était seul")."""
    if one.source is None:
        return False
    article = document.article
    source = fold(article.text[one.source[0] : one.source[1]])
    return source in word_set(article.language, "denials", "nothing")


def for_what(document: Document, one: Found) -> bool:
    """Whether a preposition that gives a view stands before what is nobody ("élu pour un mandat de quatre ans")."""
    phrase = phrase_of(document, one, "opinion")
    parsed = document.pieces[one.piece].parsed
    if (
        phrase is None
        or parsed is None
        or not one.anchor
        or parsed.sentences[one.anchor - 1] != parsed.sentences[one.anchor]
    ):
        return False  # in front of its sentence it gives a view
    nouns = (i for i in range(phrase[0], phrase[2] + 1) if parsed.tags[i] in ("NOUN", "PROPN", "PRON"))
    return not any(somebody(parsed, i, i, i, parsed.language, strictly=False) for i in nouns)


def made_after(document: Document, one: Found) -> bool:
    """Whether the phrase says what a work was made after, right behind the work ("une pièce d'après le roman de …")."""
    phrase = phrase_of(document, one, "before_source")
    parsed = document.pieces[one.piece].parsed
    if phrase is None or parsed is None or not one.anchor:
        return False
    made_of = fold(parsed.words[phrase[1]]) in word_set(parsed.language, "according", "works")
    return made_of and parsed.tags[one.anchor - 1] != "PUNCT" and parsed.sentences[one.anchor - 1] == parsed.sentences[one.anchor]  # fmt: skip


def phrase_of(document: Document, one: Found, form: str) -> tuple[int, int, int] | None:
    """First token, head and last token of the source behind a cue of a list of ``according.toml``, if it is one."""
    piece = document.pieces[one.piece]
    if piece.parsed is None or one.cue is None or one.source is None or one.rule != "scorer":
        return None
    cue = fold(piece.text[one.cue[0] - piece.start : one.cue[1] - piece.start])
    tokens = tokens_in(piece, one.source)
    if not tokens or not words(piece.parsed.language, "according", form).fullmatch(cue):
        return None
    return source_after(piece.parsed, tokens[0], tokens[-1])


def quoted(piece: Piece, span: Span) -> bool:
    """Whether a span of the article stands in quotation marks."""
    start = span[0] - piece.start
    return any(first <= start < last for first, last in quoted_spans(piece.text))


def only_cited(one: Found, sources: Stretches[None]) -> bool:
    """Whether what is "said" is but (part of) the source of another statement: "the sources cited by the paper say"."""
    if len(one.content) != 1 or one.cue is None:
        return False
    start, end = one.content[0]
    return any(
        source[0] <= start and end <= source[1] and source != one.source for source, _ in sources.holding(one.cue[0])
    )

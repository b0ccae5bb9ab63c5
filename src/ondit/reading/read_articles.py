"""The steps of reading put together, over batches of articles of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ondit.parties import NOBODY, Parties, known
from ondit.reading import READER_VERSION
from ondit.reading.assessments import assessments, question
from ondit.reading.completion import complete
from ondit.reading.factuality import Judgement, judge
from ondit.reading.finder import find
from ondit.reading.found import Document, Found, Piece, tokens_in
from ondit.reading.languages import table
from ondit.reading.lexicon import lexicon
from ondit.reading.network import network
from ondit.reading.parsing import model, parse
from ondit.reading.pieces import pieces
from ondit.reading.source_kinds import somebody_unnamed
from ondit.reading.triggers import can_hold_statement
from ondit.reading.who_is_who import Who, resolve
from ondit.records import Article, Reading, SourceKind, Span, Statement

BATCH_CHARACTERS = 200_000
BODY = frozenset(("organisation", "official_body", "company", "outlet"))
THRESHOLDS = {
    "cue": 0.35,
    "content": 0.5,
    "source": 0.2,
    "cue_token": 0.5,
    "switch": 0.5,
    "source_switch": 0.0,
}


def thresholds(language: str) -> dict[str, float]:
    """Chances from which a token counts: the shared ones, and what a language's ``language.toml`` says otherwise."""
    return {**THRESHOLDS, **table(language, "language").get("thresholds", {})}


def read_articles(articles: Iterable[Article], parties: Parties = NOBODY) -> Iterator[Reading]:
    """Readings in the order of the articles; each batch is of one language and bounded in characters."""
    for _, run in groupby(articles, key=lambda article: article.language):
        batch: list[Article] = []
        size = 0
        for article in run:
            batch.append(article)
            size += len(article.text)
            if size > BATCH_CHARACTERS:
                yield from _read_batch(batch, parties)
                batch, size = [], 0
        if batch:
            yield from _read_batch(batch, parties)


def _read_batch(articles: Sequence[Article], parties: Parties) -> Iterator[Reading]:
    documents = parsed_documents(articles)
    for document, found in zip(
        documents, find(documents, network(articles[0].language), thresholds(articles[0].language)), strict=True
    ):
        yield reading(document, found, parties)


def parsed_documents(articles: Sequence[Article]) -> list[Document]:
    """Articles of one language, cut into pieces; pieces that can hold a statement are parsed."""
    language = articles[0].language
    model(language)  # an unknown language is told even where no piece would be parsed
    cut = [list(pieces(article)) for article in articles]
    texts = [
        [article.text[start:end] for (start, end), _ in parts] for article, parts in zip(articles, cut, strict=True)
    ]
    wanted = [[can_hold_statement(text, language) for text in row] for row in texts]
    parses = parse((text for row, flags in zip(texts, wanted, strict=True) for text, flag in zip(row, flags, strict=True) if flag), language)  # fmt: skip
    documents = []
    for article, parts, row, flags in zip(articles, cut, texts, wanted, strict=True):
        made = [
            Piece(span[0], text, next(parses) if flag else None, title)
            for (span, title), text, flag in zip(parts, row, flags, strict=True)
        ]
        documents.append(Document(article, tuple(made)))
    return documents


def reading(document: Document, found: Sequence[Found], parties: Parties = NOBODY) -> Reading:
    """Labels and names for what was found."""
    found = complete(document, found)
    judged = as_their_models(found, judge(document, found))
    resolution = resolve(document, found, parties)
    statements = tuple(
        Statement(
            source=one.source,
            cue=one.cue,
            content=one.content,
            sentence=sentence_of(document, one),
            quote=labels.quote,
            polarity=labels.polarity,
            certainty=labels.certainty,
            tense=labels.tense,
            source_kind=kind(document, one, labels, who),
            source_name=who.source_name,
            channel=who.channel,
            refers_to=who.refers_to,
            denial=labels.denial,
            affiliation=who.affiliation,
            anonymity=who.anonymity,
            rule=one.rule,
            score=round(one.score, 4),
        )
        for one, labels, who in zip(found, judged, resolution.who, strict=True)
    )
    made = Reading(
        document.article,
        statements,
        resolution.entities,
        assessments(document, found),
        question(document.article),
        READER_VERSION,
    )
    return known(made, parties)


def as_their_models(found: Sequence[Found], judged: Sequence[Judgement]) -> list[Judgement]:
    """A statement by ellipsis denies, declines or affirms as the statement does whose content it takes over."""
    out = list(judged)
    for index, one in enumerate(found):
        if one.ellipsis:
            models = [other for other in range(index) if found[other].content == one.content]
            if models:
                out[index] = replace(out[models[-1]], source_kind=out[index].source_kind, quote="indirect")
    return out


def kind(document: Document, one: Found, labels: Judgement, who: Who) -> SourceKind:
    """The kind of source: what its wording says, unless it was taken for a person and is known as a body, is an outlet's
    own text ("un récent article du Courrier"), in which the outlet speaks, or is somebody unnamed who speaks through an
    outlet, or of whom the article says why, or how close to the matter they are."""
    judged, guessed = labels.source_kind, labels.rules.get("source_kind") == "learned"
    if judged == "person" and who.kind == "organisation":
        return "organisation"
    if judged == "organisation" and who.kind == "person" and " " in (who.source_name or ""):
        return "person"  # "Maud Delorge, du cabinet Arpent": a first name and a surname
    if (judged in ("person", "organisation", "document") or guessed) and who.kind == "outlet":
        return "outlet"
    if who.source_name is not None or one.source is None:
        return judged
    said, unnamed = document.article.text[slice(*one.source)], who.anonymity
    if judged in ("person", "official") and who.channel and somebody_unnamed(said, document.article.language):
        return "anonymous"
    if unnamed is not None and (judged == "person" or (judged == "official" and unnamed.reason)):
        return "anonymous"
    told = who.channel or (unnamed is not None and unnamed.reason)
    if judged == "organisation" and told and somebody_unnamed(said, document.article.language):
        return judged if headed_by_body(document, one) else "anonymous"
    return judged


def headed_by_body(document: Document, one: Found) -> bool:
    """Whether the noun that heads a source is one for a body ("an agency"), and not for people of one ("a director of
    the agency")."""
    piece, words = document.pieces[one.piece], lexicon(document.article.language)
    parsed, inside = piece.parsed, tokens_in(piece, one.source) if one.source is not None else []
    if parsed is None or not inside:
        return True
    heads = [i for i in inside if parsed.heads[i] == i or parsed.heads[i] not in inside]
    head = parsed.words[min(heads, default=inside[0])]
    return bool(words.nouns.get(words.noun(head) or "", frozenset()) & BODY)


def sentence_of(document: Document, one: Found) -> Span:
    """The sentence of the cue, widened to hold the whole source and content."""
    piece = document.pieces[one.piece]
    assert piece.parsed is not None
    parsed = piece.parsed
    home = parsed.sentences[one.anchor]
    inside = [i for i, number in enumerate(parsed.sentences) if number == home]
    start, end = piece.start + int(parsed.starts[inside[0]]), piece.start + int(parsed.ends[inside[-1]])
    spans = [*one.content, *(span for span in (one.source, one.cue) if span)]
    return min([start, *(span[0] for span in spans)]), max([end, *(span[1] for span in spans)])

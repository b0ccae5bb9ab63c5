"""Sentences with their attributions marked, as the tests and the examples in the language data write them.

``[source] {cue} <content>``, one attribution a line; a line without a cue is text only. An example ends with
`` = LABELS``: polarity, denial, certainty words that must come out for the last attribution.
"""

from __future__ import annotations

import re

from ondit.reading.factuality import Judgement, judge
from ondit.reading.found import Document, Found, Piece, tokens_in
from ondit.reading.parsing import parse
from ondit.records import Article, Span

MARK = re.compile(r"(?<!\\)[\[\]{}<>]")
KIND = {"[": "source", "{": "cue", "<": "content"}


def document(marked: str, language: str) -> tuple[Document, list[Found]]:
    """A document and its attributions from marked lines (each line a paragraph)."""
    text, found_spans = "", []
    lines = marked.strip().split("\n")
    starts = []
    for line in lines:
        starts.append(len(text))
        spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        opened: list[tuple[str, int]] = []
        at = 0
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            at = mark.end()
            if mark.group() in KIND:
                opened.append((KIND[mark.group()], len(text)))
            else:
                kind, start = opened.pop()
                spans[kind].append((start, len(text)))
        text += line[at:] + "\n\n"
        found_spans.append(spans)
    text = text.rstrip("\n")
    paragraphs = [p for p in text.split("\n\n")]
    pieces = tuple(
        Piece(start, paragraph, parsed)
        for start, paragraph, parsed in zip(starts, paragraphs, parse(paragraphs, language), strict=True)
    )
    found = []
    for number, spans in enumerate(found_spans):
        if spans["cue"]:
            inside = tokens_in(pieces[number], spans["cue"][0])
            parsed = pieces[number].parsed
            assert parsed is not None
            heads = [i for i in inside if parsed.heads[i] == i or parsed.heads[i] not in inside]
            found.append(
                Found(number, (heads or inside or [-1])[0], spans["source"][0] if spans["source"] else None,
                      spans["cue"][0], tuple(spans["content"]), "test")
            )  # fmt: skip
    return Document(Article(key="test", text=text, language=language), pieces), found


def judged(marked: str, language: str) -> Judgement:
    """The judgement of the last attribution of marked lines."""
    return judge(*document(marked, language))[-1]


def labels(judgement: Judgement) -> set[str]:
    """All labels of a judgement as one set of words."""
    return {judgement.polarity, judgement.certainty, judgement.quote, judgement.source_kind} | (
        {judgement.denial} if judgement.denial else set()
    )


def split(example: str) -> tuple[str, set[str]]:
    """An example of the language data: the marked text and the labels that it must get."""
    marked, _, wanted = example.rpartition(" = ")
    return marked, set(wanted.split())

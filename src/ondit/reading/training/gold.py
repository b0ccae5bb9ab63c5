"""Gold statements as training examples: parsed pieces, and for each cue which tokens are content, source and cue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ondit.reading.factuality import judged_rows
from ondit.reading.features import Features, Vocabulary, featurise
from ondit.reading.finder import instance
from ondit.reading.found import Document, Found, tokens_in
from ondit.reading.learned_labels import LABELS
from ondit.reading.network import CONTENT, CUE, SOURCE, Instance
from ondit.reading.read_articles import parsed_documents
from ondit.records import Article


@dataclass(slots=True)
class Example:
    """One piece. ``gold`` maps the head token of each cue to its (tokens,) labels, ``marks`` to the statement's values of
    ``learned_labels.LABELS`` and its circumstances, where it is annotated so; ``instances`` are kept once made."""

    features: Features
    heads: list[int]
    gold: dict[int, NDArray[np.int64]]
    piece: Any
    marks: dict[int, tuple[list[int], NDArray[np.float32]]]
    instances: dict[int, Instance] = field(default_factory=dict)

    def instance(self, index: int, anchor: int) -> Instance:
        """The window around an anchor, with ``index`` as its piece number in the batch."""
        if anchor not in self.instances:
            self.instances[anchor] = instance(0, anchor, self.piece.parsed, self.features)
        return replace(self.instances[anchor], piece=index)


def examples(path: Path, language: str, vocabulary: Vocabulary, *, limit: int | None = None) -> list[list[Example]]:
    """Examples of each article of one language in a gold file (JSONL, the form of ``score_statements.py``)."""
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    out = []
    for number, gold in enumerate(documents):
        if gold.get("language", language) == language:
            # A page has its title marked, a plain text has not: half of the articles are shown each way.
            title = (0, gold["text"].find("\n")) if number % 2 and "\n" in gold["text"] else None
            article = Article(gold["id"], gold["text"], language, title_span=title)
            out.append(article_examples(article, gold["statements"], vocabulary))
    return out


def article_examples(article: Article, statements: Sequence[dict[str, Any]], vocabulary: Vocabulary) -> list[Example]:
    """Examples of one article; statements whose cue is missing or in no parsed piece are left out."""
    document = parsed_documents([article])[0]
    circumstances = around(document, statements)
    made = []
    for piece in document.pieces:
        if piece.parsed is None or not len(piece.parsed):
            continue
        features = featurise(piece.parsed, vocabulary, title=piece.title)
        gold: dict[int, NDArray[np.int64]] = {}
        marks: dict[int, tuple[list[int], NDArray[np.float32]]] = {}
        for number, statement in enumerate(statements):
            if not statement["cue"] or not piece.start <= statement["cue"][0] < piece.start + len(piece.text):
                continue
            cue = tokens_in(piece, tuple(statement["cue"]))
            if not cue:
                continue
            heads, inside = piece.parsed.heads, set(cue)
            anchor = next((i for i in cue if heads[i] not in inside or heads[i] == i), cue[0])
            labels = np.zeros(len(piece.parsed), dtype=np.int64)
            for span in statement["content"]:
                labels[tokens_in(piece, tuple(span))] = CONTENT
            if statement["source"]:
                labels[tokens_in(piece, tuple(statement["source"]))] = SOURCE
            labels[[i for i in cue if labels[i] == 0]] = CUE
            gold[anchor] = labels
            if number in circumstances:
                values = [names.index(statement[label]) for label, names in LABELS.items()]
                marks[anchor] = (values, circumstances[number])
        made.append(Example(features, piece.parsed.heads, gold, piece, marks))
    return made


def around(document: Document, statements: Sequence[dict[str, Any]]) -> dict[int, NDArray[np.float32]]:
    """Circumstances of each annotated statement, by its number; none where the gold has no such labels (PolNeAR)."""
    known = [number for number, one in enumerate(statements) if all(label in one for label in LABELS)]
    known.sort(key=lambda number: first_offset(statements[number]))
    found = [as_found(document, statements[number]) for number in known]
    return {number: row for number, (_, row) in zip(known, judged_rows(document, found, None), strict=True)}


def first_offset(statement: dict[str, Any]) -> int:
    """Where a statement stands: its cue, else its source, else its content (0 where it has none of them)."""
    span = statement["cue"] or statement["source"] or (statement["content"] or [[0, 0]])[0]
    return int(span[0])


def as_found(document: Document, statement: dict[str, Any]) -> Found:
    """A gold row as an attribution that was found."""
    at = first_offset(statement)
    number = max((n for n, piece in enumerate(document.pieces) if piece.start <= at), default=0)
    piece, cue, source = document.pieces[number], statement["cue"], statement["source"]
    inside = tokens_in(piece, (cue[0], cue[1])) if cue else []
    heads = piece.parsed.heads if piece.parsed is not None else []
    tops = [i for i in inside if heads[i] == i or heads[i] not in inside]
    return Found(
        number,
        (tops or [-1])[0],
        (source[0], source[1]) if source else None,
        (cue[0], cue[1]) if cue else None,
        tuple((s, e) for s, e in statement["content"]),
        "gold",
    )

"""Gold statements as training examples: parsed pieces, and for each cue which tokens are content, source and cue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ondit.reading.features import Features, Vocabulary, featurise
from ondit.reading.finder import instance
from ondit.reading.found import tokens_in
from ondit.reading.network import CONTENT, CUE, SOURCE, Instance
from ondit.reading.read_articles import parsed_documents
from ondit.records import Article


@dataclass(slots=True)
class Example:
    """One piece. ``gold`` maps the head token of each cue to its (tokens,) labels; ``instances`` are kept once made."""

    features: Features
    heads: list[int]
    gold: dict[int, NDArray[np.int64]]
    piece: Any
    instances: dict[int, Instance] = field(default_factory=dict)

    def instance(self, index: int, anchor: int) -> Instance:
        """The window around an anchor, with ``index`` as its piece number in the batch."""
        if anchor not in self.instances:
            self.instances[anchor] = instance(0, anchor, self.piece.parsed, self.features)
        return replace(self.instances[anchor], piece=index)


def examples(path: Path, language: str, vocabulary: Vocabulary, *, limit: int | None = None) -> list[list[Example]]:
    """Examples of each article of a gold file (JSONL, the form of ``score_statements.py``)."""
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    out = []
    for gold in documents:
        article = Article(gold["id"], gold["text"], language)
        out.append(article_examples(article, gold["statements"], vocabulary))
    return out


def article_examples(article: Article, statements: Sequence[dict[str, Any]], vocabulary: Vocabulary) -> list[Example]:
    """Examples of one article; statements whose cue is missing or in no parsed piece are left out."""
    document = parsed_documents([article])[0]
    made = []
    for piece in document.pieces:
        if piece.parsed is None or not len(piece.parsed):
            continue
        features = featurise(piece.parsed, vocabulary, title=piece.title)
        gold: dict[int, NDArray[np.int64]] = {}
        for statement in statements:
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
        made.append(Example(features, piece.parsed.heads, gold, piece))
    return made

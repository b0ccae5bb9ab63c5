"""Fit what the shipped scorer needs in languages that it was not trained on (``ondit.reading.strangers``).

usage: python -m ondit.reading.training.strangers DATA      after every training; DATA holds wikinews-fr and polnear
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ondit.reading.features import TAG_ID, TAGS
from ondit.reading.network import Network, network
from ondit.reading.read_articles import parsed_documents
from ondit.reading.strangers import mark
from ondit.records import Article
from ondit.vectors import encode

SAMPLE, ARTICLES, LEAST = 6000, 80, 5
CORPORA = {"fr": "wikinews-fr/articles.jsonl", "en": "polnear/train.jsonl"}


def reduction(net: Network) -> NDArray[np.float32]:
    """The linear map from the encoder's vectors to the word table, by least squares over some of the table's words."""
    forms = list(net.rows)
    picked = np.random.default_rng(0).permutation(len(forms))[:SAMPLE]
    vectors = encode([forms[i] for i in picked])
    bordered = np.hstack([vectors, np.ones((len(vectors), 1))])
    return np.linalg.lstsq(bordered, net.word_table[[net.rows[forms[i]] for i in picked]], rcond=None)[0]


def by_tag(net: Network, data: Path) -> NDArray[np.float32]:
    """(TAGS, parser width): the mean over the trained languages of what their parsers' vectors give, by part of speech."""
    means = []
    for code, file in CORPORA.items():
        weight, bias = net.weights[f"vec.{code}.weight"], net.weights[f"vec.{code}.bias"]
        total, count = np.zeros((len(TAGS), len(bias))), np.zeros(len(TAGS))
        with (data / file).open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(ARTICLES), lines, strict=False)]
        for document in parsed_documents([Article(str(n), text, code) for n, text in enumerate(texts)]):
            for piece in document.pieces:
                if piece.parsed is not None and len(piece.parsed):
                    tags = [TAG_ID.get(tag, 0) for tag in piece.parsed.tags]
                    np.add.at(total, tags, piece.parsed.vectors @ weight.T + bias)
                    np.add.at(count, tags, 1)
        whole = total.sum(axis=0) / count.sum()
        means.append(np.where(count[:, None] > LEAST, total / np.maximum(count, 1)[:, None], whole))
    return np.mean(means, axis=0)


def main(data: Path) -> None:
    """Write ``models/strangers.npz``."""
    net = network()
    with resources.as_file(resources.files("ondit.reading") / "models" / "strangers.npz") as path:
        np.savez_compressed(
            path,
            belongs_to=np.int64(mark(net)),
            reduction=reduction(net).astype(np.float16),
            by_tag=by_tag(net, data).astype(np.float16),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

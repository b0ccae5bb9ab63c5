"""Text pieces to parsed tokens: the one place that knows the parser.

A *piece* is a paragraph (or the part of one that can hold a statement). Only what reading uses is run: the token
vectors, the morphology or tags, and the dependency parser; never the entity recogniser nor the lemmatiser.
"""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from typing import TYPE_CHECKING, Any

import numpy as np

from ondit.errors import MissingPart, UnknownLanguage
from ondit.reading.languages import language, table
from ondit.reading.light_import import light_import
from ondit.reading.quicken import quicken
from ondit.reading.short_patterns import short_patterns
from ondit.reading.universal import to_universal
from ondit.reading.word_vectors import give_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

MORPHOLOGY = (
    "Mood=Cnd", "Mood=Sub", "Mood=Imp", "Mood=Ind", "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger",
    "Tense=Past", "Tense=Pres", "Tense=Fut", "Tense=Imp", "Voice=Pass", "Person=1", "Person=2", "Person=3", "Number=Plur",
    "Number=Sing", "PronType=Prs", "PronType=Rel", "PronType=Ind", "PronType=Dem", "Polarity=Neg", "Definite=Def",
)  # fmt: skip
# Components that reading does without, and what is loaded otherwise: the strings of all words that have a vector, half of
# the time of loading (a word's string is added when a text has it; those of labels are added by the components), and the
# vectors themselves (``word_vectors``).
NOT_USED = ("ner", "lemmatizer", "senter", "entity_ruler", "strings", "vectors")
COLUMNS = ["IDX", "LENGTH", "HEAD", "DEP", "POS", "MORPH", "SENT_START"]


@dataclass(slots=True)
class Parsed:
    """Tokens of one piece. Offsets are characters into the piece's own text; ``heads[i] == i`` at a root.

    ``morphology`` is a (tokens, len(MORPHOLOGY)) 0/1 array; ``vectors`` the parser's own (tokens, 96) float32 array.
    """

    text: str
    language: str
    words: list[str]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    heads: list[int]
    labels: list[str]
    tags: list[str]
    sentences: list[int]
    morphology: NDArray[np.float32]
    vectors: NDArray[np.float32]
    _children: list[list[int]] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def children(self) -> list[list[int]]:
        """Children of every token, found once."""
        if self._children is None:
            self._children = [[] for _ in self.heads]
            for token, head in enumerate(self.heads):
                if head != token:
                    self._children[head].append(token)
        return self._children


@functools.cache
def model(code: str) -> Any:
    """The parser of a language, loaded once; raises UnknownLanguage or MissingPart."""
    settings = language(code)
    if settings is None:
        raise UnknownLanguage(f"no reader for language {code!r}", remedy="see `ondit languages`")
    with light_import(), short_patterns(), warnings.catch_warnings():
        # A parser of an older release warns that it may not fit (W095); its installation has checked that it does.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            package = importlib.import_module(settings.parser)
        except ImportError as error:
            raise MissingPart(
                f"parser {settings.parser} is not installed", remedy=f"ondit languages install {code}"
            ) from error
        left_out = table(code, "language")["parser"].get("left_out", [])
        nlp = package.load(exclude=[*NOT_USED, *left_out])
        give_vectors(nlp.vocab, nlp.path / "vocab")
    for pipe in nlp.pipeline:
        for label in getattr(pipe[1], "labels", ()):
            nlp.vocab.strings.add(label)
    quicken(nlp)
    return nlp


def parse(pieces: Iterable[str], code: str, *, batch: int = 64) -> Iterator[Parsed]:
    """Parse pieces of text in one language, in order."""
    nlp = model(code)
    names = names_of(code, nlp)
    given, taken = tee(pieces)
    for text, doc in zip(given, nlp.pipe(taken, batch_size=batch), strict=True):
        yield parsed(text, doc, names)


class Labels(dict[int, str]):
    """Strings by their numbers in a parser's vocabulary."""

    def __init__(self, strings: Any) -> None:
        self.strings = strings

    def __missing__(self, key: int) -> str:
        found = self[key] = self.strings[key & 0xFFFFFFFFFFFFFFFF] if key else ""
        return found


class Rows(dict[int, int]):
    """Rows of ``table`` by the number of a morphology: each has 0/1 for the entries of MORPHOLOGY."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.table: NDArray[np.float32] = np.zeros((0, len(MORPHOLOGY)), dtype=np.float32)

    def __missing__(self, key: int) -> int:
        have = set(self.labels[key].split("|"))
        row = np.array([[name in have for name in MORPHOLOGY]], dtype=np.float32)
        self[key] = len(self.table)
        self.table = np.concatenate([self.table, row])
        return self[key]


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in a parser's results stand for, and the names of its relations (see ``Language``)."""

    labels: Labels
    morphology: Rows
    universal: bool


@functools.cache
def names_of(code: str, nlp: Any) -> Names:
    """The names that a parser gives, of a language; they are its own, and not those of one that is loaded later."""
    settings = language(code)
    labels = Labels(nlp.vocab.strings)
    return Names(labels, Rows(labels), settings is not None and settings.parser_labels != "clear")


def parsed(text: str, doc: Any, names: Names) -> Parsed:
    """A spaCy Doc of a text as arrays, in Universal Dependencies. (``doc.text`` is the text, but takes long.)"""
    count = len(doc)
    columns = doc.to_array(COLUMNS).reshape(count, len(COLUMNS)).astype(np.int64)
    starts, ends = columns[:, 0].astype(np.int32), (columns[:, 0] + columns[:, 1]).astype(np.int32)
    words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    heads = (columns[:, 2] + np.arange(count)).tolist()
    labels = [names.labels[key] for key in columns[:, 3].tolist()]
    tags = [names.labels[key] for key in columns[:, 4].tolist()]
    first = columns[:, 6] == 1
    if count:
        first[0] = True
    sentences = (np.cumsum(first) - 1).tolist()
    if not names.universal:
        heads, labels = to_universal(heads, labels, tags, words)
    rows = np.array([names.morphology[key] for key in columns[:, 5].tolist()], dtype=np.intp)
    morphology = names.morphology.table[rows]
    for i, word in enumerate(words):
        if word.isspace():
            tags[i], labels[i], morphology[i] = "SPACE", "dep", 0.0
    vectors = np.asarray(doc.tensor, dtype=np.float32).reshape(count, -1)
    return Parsed(text, doc.lang_, words, starts, ends, heads, labels, tags, sentences, morphology, vectors)

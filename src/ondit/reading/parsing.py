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
from typing import TYPE_CHECKING, Any

import numpy as np

from ondit.errors import MissingPart, UnknownLanguage
from ondit.reading.languages import Language, language, table
from ondit.reading.short_patterns import short_patterns
from ondit.reading.token_vectors import quicken
from ondit.reading.universal import to_universal

if TYPE_CHECKING:
    from numpy.typing import NDArray

MORPHOLOGY = (
    "Mood=Cnd", "Mood=Sub", "Mood=Imp", "Mood=Ind", "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger",
    "Tense=Past", "Tense=Pres", "Tense=Fut", "Tense=Imp", "Voice=Pass", "Person=1", "Person=2", "Person=3", "Number=Plur",
    "Number=Sing", "PronType=Prs", "PronType=Rel", "PronType=Ind", "PronType=Dem", "Polarity=Neg", "Definite=Def",
)  # fmt: skip


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
    with short_patterns(), warnings.catch_warnings():
        # A parser of an older release warns that it may not fit (W095); its installation has checked that it does.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            package = importlib.import_module(settings.parser)
        except ImportError as error:
            raise MissingPart(
                f"parser {settings.parser} is not installed", remedy=f"ondit languages install {code}"
            ) from error
        left_out = table(code, "language")["parser"].get("left_out", [])
        nlp = package.load(exclude=["ner", "lemmatizer", "senter", "entity_ruler", *left_out])
    quicken(nlp)
    return nlp


def morphology_row(morph: str) -> list[float]:
    """0/1 for each entry of MORPHOLOGY in a Universal Features string."""
    have = set(morph.split("|"))
    return [float(name in have) for name in MORPHOLOGY]


def parse(pieces: Iterable[str], code: str, *, batch: int = 64) -> Iterator[Parsed]:
    """Parse pieces of text in one language, in order."""
    settings = language(code)
    nlp = model(code)
    for doc in nlp.pipe(pieces, batch_size=batch):
        yield parsed(doc, settings)


def parsed(doc: Any, settings: Language | None) -> Parsed:
    """A spaCy Doc as arrays, in Universal Dependencies."""
    words = [token.text for token in doc]
    count = len(words)
    names = ["IDX", "LENGTH", "HEAD", "DEP", "POS", "MORPH", "SENT_START"]
    columns = doc.to_array(names).reshape(count, len(names)).astype(np.int64)
    starts = columns[:, 0].astype(np.int32)
    heads = (columns[:, 2] + np.arange(count)).tolist()
    strings = doc.vocab.strings
    labels = [_label(strings, key) for key in columns[:, 3].tolist()]
    tags = [_label(strings, key) for key in columns[:, 4].tolist()]
    first = columns[:, 6] == 1
    if count:
        first[0] = True
    sentences = (np.cumsum(first) - 1).tolist()
    if settings is not None and settings.parser_labels == "clear":
        heads, labels = to_universal(heads, labels, tags, words)
    morphology = np.zeros((count, len(MORPHOLOGY)), dtype=np.float32)
    for i, key in enumerate(columns[:, 5].tolist()):
        morphology[i] = _morphology(strings, key)
    for i, word in enumerate(words):
        if word.isspace():
            tags[i], labels[i], morphology[i] = "SPACE", "dep", 0.0
    vectors = np.asarray(doc.tensor, dtype=np.float32).reshape(count, -1)
    ends = starts + columns[:, 1].astype(np.int32)
    return Parsed(doc.text, doc.lang_, words, starts, ends, heads, labels, tags, sentences, morphology, vectors)


LABELS_SEEN: dict[int, str] = {}
MORPHOLOGY_SEEN: dict[int, NDArray[np.float32]] = {}


def _label(strings: Any, key: int) -> str:
    """String of a spaCy symbol; keys are 64-bit hashes of the string, so one table serves every vocabulary."""
    known = LABELS_SEEN.get(key)
    if known is None:
        known = LABELS_SEEN[key] = strings[key & 0xFFFFFFFFFFFFFFFF] if key else ""
    return known


def _morphology(strings: Any, key: int) -> NDArray[np.float32]:
    known = MORPHOLOGY_SEEN.get(key)
    if known is None:
        morph = strings[key & 0xFFFFFFFFFFFFFFFF] if key else ""
        known = MORPHOLOGY_SEEN[key] = np.array(morphology_row(morph), dtype=np.float32)
    return known

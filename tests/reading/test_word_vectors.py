"""A parser's word vectors read the short way are those that spaCy reads, for every word and for none."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from ondit.reading.parsing import model
from ondit.reading.word_vectors import WordVectors, give_vectors, unpacked, word_vectors

MANY = 120_000


def table(seed: int, small: int = 40) -> dict[int, int]:
    """Numbers of words as spaCy keeps them: most of 64 bits, the first symbols' small; rows of every width."""
    chance = np.random.default_rng(seed)
    keys = [*range(1, small), 200, 60_000, 2**31, *chance.integers(2**40, 2**63, MANY, dtype=np.uint64).tolist()]
    chance.shuffle(keys)
    rows = chance.choice([3, 127, 128, 255, 256, 40_000, 70_000], len(keys)).tolist()
    return dict(zip(keys, rows, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_a_map_is_read_as_messagepack_reads_it(seed: int) -> None:
    wanted = table(seed)
    found = unpacked(srsly.msgpack_dumps(wanted))
    assert found is not None
    assert found[0].tolist() == list(wanted) and found[1].tolist() == list(wanted.values())


def test_a_map_full_of_what_looks_like_a_beginning_is_read_right_or_not_at_all() -> None:
    wanted = {int.from_bytes(b"\xcf" * 4 + struct.pack(">I", n), "big"): 0xCF for n in range(MANY)}
    found = unpacked(srsly.msgpack_dumps(wanted))
    assert found is None or (found[0].tolist(), found[1].tolist()) == (list(wanted), list(wanted.values()))


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xdf",
        srsly.msgpack_dumps({1: 2}),
        srsly.msgpack_dumps(table(0))[:-1],
        srsly.msgpack_dumps(table(0)) + b"\x00",
        srsly.msgpack_dumps({**table(0), 5: -1}),
        srsly.msgpack_dumps({**table(0), 5: "five"}),
        srsly.msgpack_dumps([*table(0)]),
    ],
)
def test_what_is_no_map_of_numbers_is_left_to_spacy(damaged: bytes) -> None:
    assert unpacked(damaged) is None


@given(st.binary(max_size=400))
def test_no_bytes_break_it(junk: bytes) -> None:
    unpacked(b"\xdf" + junk * 4000)


def test_a_word_without_a_vector_has_zeros() -> None:
    vectors = WordVectors(
        np.array([9, 4], dtype=np.uint64),
        np.array([0, 1], dtype=np.int32),
        np.array([[1, 2], [3, 4]], dtype=np.float32),
    )
    assert vectors.get_batch([4, 5, 9, 2**64 - 1]).tolist() == [[3, 4], [0, 0], [1, 2], [0, 0]]


def test_the_french_parser_has_the_vectors_that_spacy_gives_it() -> None:
    nlp = model("fr")
    folder = nlp.path / "vocab"
    known = Vocab()
    known.vectors.from_disk(folder, exclude=["strings"])
    keys = list(known.vectors.key2row)[::997]
    assert isinstance(nlp.vocab.vectors, WordVectors)
    assert np.array_equal(nlp.vocab.vectors.get_batch(keys), known.vectors.get_batch(keys))


def test_a_folder_of_another_layout_is_read_by_spacy(tmp_path: Path) -> None:
    other = Vocab()
    other.set_vector("plume", np.array([1, 2], dtype=np.float32))
    other.to_disk(tmp_path)
    assert word_vectors(tmp_path) is None
    vocab = Vocab()
    give_vectors(vocab, tmp_path)
    assert vocab.vectors.get_batch([other.strings["plume"]]).tolist() == [[1, 2]]

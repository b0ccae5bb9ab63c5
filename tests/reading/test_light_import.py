"""A parser is loaded without spaCy's command line, which can still be had, and without the strings of all words."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from ondit.reading.light_import import NAMES, light_import
from ondit.reading.parsing import model

CODE = """
import sys
from ondit.reading.parsing import model
nlp = model("fr")
assert not [name for name in sys.modules if name.startswith(("spacy.cli", "typer", "weasel"))]
import spacy
assert "spacy_version" in spacy.info()
from spacy.schemas import TokenPattern, validate
assert validate(TokenPattern, {"LENGTH": "long"}) and not validate(TokenPattern, {"ORTH": "mot"})
import pydantic
assert not pydantic.BaseModel.model_config
import spacy.cli
assert spacy.cli.info is spacy.cli.info and callable(spacy.cli.download)
"""


def test_the_command_line_of_spacy_is_left_out_and_comes_when_asked_for() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_collector_is_as_it_was_and_no_stand_in_is_left_even_after_an_error() -> None:
    before = {name: sys.modules.get(name) for name in NAMES}
    for enabled in (False, True):
        (gc.enable if enabled else gc.disable)()
        with pytest.raises(RuntimeError), light_import():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() is enabled
    assert {name: sys.modules.get(name) for name in NAMES} == before


@pytest.mark.parametrize("code", ["fr", "en"])
def test_words_beyond_the_labels_are_not_loaded_and_labels_are_known(code: str) -> None:
    nlp = model(code)
    assert len(nlp.vocab.strings) < 100_000
    assert all(label in nlp.vocab.strings for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ()))

"""`ondit languages` and what is said where a parser is missing. Nothing is downloaded here."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from ondit.cli import languages
from ondit.errors import MissingPart, UnknownLanguage
from ondit.reading import parsing
from ondit.reading.languages import codes, language, table


def parser_of(code: str) -> str:
    found = language(code)
    assert found is not None
    return found.parser


def test_all_languages_are_listed() -> None:
    done = CliRunner().invoke(languages.command, ["--json"])
    assert [json.loads(line)["code"] for line in done.output.splitlines()] == list(codes())
    assert all(code in CliRunner().invoke(languages.command).output for code in codes())


def test_a_parser_without_its_dependencies_is_asked_of_pip_alone_and_by_its_hash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[list[str], str]] = []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        asked.append((command, Path(command[-1]).read_text(encoding="utf-8")))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(languages, "check", lambda code, sentence: 9)
    done = CliRunner().invoke(languages.command, ["install", "es"])
    assert done.exit_code == 0 and len(done.output.splitlines()) == 1 and "español" in done.output
    command, wanted = asked[0]
    parser = table("es", "language")["parser"]
    assert "--no-deps" in command and parser["distribution"] in wanted and parser["sha256"] in wanted


def test_what_pip_cannot_install_is_told() -> None:
    with pytest.raises(MissingPart, match="could not be installed"):
        languages.fetch({"distribution": "no-such-parser==0 ; this is no requirement"})


def test_a_language_that_there_is_not_is_told() -> None:
    for code in ("xx", "../fr", ""):
        assert isinstance(
            CliRunner().invoke(languages.command, ["install", code]).exception, UnknownLanguage | SystemExit
        )


def test_a_page_in_a_language_whose_parser_is_missing_gives_one_line_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    parsing.model.cache_clear()
    monkeypatch.setattr(parsing.importlib, "import_module", missing)
    with pytest.raises(MissingPart) as caught:
        list(parsing.parse(["Según el diario, habría un acuerdo."], "es"))
    assert "ondit languages install es" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("code", codes())
def test_a_parser_that_is_here_parses_its_trial_sentence(code: str) -> None:
    if importlib.util.find_spec(parser_of(code)) is None:
        pytest.skip(f"not installed: `ondit languages install {code}`")
    assert languages.check(code, table(code, "language")["check"]) > 5


def test_a_parser_that_finds_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "parse", lambda texts, code: iter([SimpleNamespace(labels=["ROOT"], tags=["X"])]))
    with pytest.raises(MissingPart, match="does not parse"):
        languages.check("fr", "Bonjour.")

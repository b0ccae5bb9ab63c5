"""The pages say everything in every language, and know every sentence of the weighing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ondit.web.texts import languages, preferred, texts
from ondit.weighing.rules import RULES

WEB = Path(__file__).resolve().parents[2] / "src" / "ondit" / "web"


def names_in(language: str) -> set[str]:
    """The messages of a language."""
    return set(re.findall(r"^([a-z][\w-]*) =", (WEB / "texts" / f"{language}.ftl").read_text("utf-8"), re.MULTILINE))


def test_every_language_has_the_same_messages() -> None:
    assert set(languages()) == {"en", "fr"}
    assert names_in("fr") == names_in("en")


def test_every_message_that_a_template_names_is_there() -> None:
    named: set[str] = set()
    for template in (WEB / "templates").glob("*.j2"):
        named |= set(re.findall(r"\bt\(\"([a-z][\w-]*[a-z\d])\"", template.read_text("utf-8")))
    assert named
    assert named - names_in("en") == set()


def test_every_message_formats_without_an_argument_missing_its_name() -> None:
    for language in languages():
        for name in names_in(language):
            assert "{" not in texts(language)(name, count=2), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_would_change_a_status_is_said_in_french(rule: object) -> None:
    for sentence in rule.would_change:  # type: ignore[attr-defined]
        assert texts("fr").reason(sentence) != sentence


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Orvanne (principal) denies", "Orvanne (partie concernée) dément"),
        ("A (B) (authority) confirms in its own name", "A (B) (autorité) confirme en son nom"),
        ("1 independent origin (Le Fanal), 1 article", "Une origine indépendante (Le Fanal), un article"),
        ("3 independent origins (A, B (C)), 11 articles", "3 origines indépendantes (A, B (C)), 11 articles"),
        ("X denies the sum only, not the whole", "X ne dément que le montant, pas l’ensemble"),
        ("no denial by: Orvanne, Kelmar", "Pas de démenti de Orvanne, Kelmar"),
        ("a sentence that no rule says", "a sentence that no rule says"),
    ],
)
def test_a_reason_is_said_in_the_readers_language(sentence: str, said: str) -> None:
    assert texts("fr").reason(sentence) == said


@pytest.mark.parametrize(
    ("accepts", "chosen", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", (), "fr"),
        ("de,fr;q=0.3,en;q=0.2", (), "fr"),
        ("de", (), "en"),
        ("", (), "en"),
        ("fr;q=0, en", (), "en"),
        ("en", ("fr",), "fr"),
        ("fr", ("xx", None), "fr"),
        ("fr;q=oops", (), "en"),
    ],
)
def test_the_language_is_the_readers_wish(accepts: str, chosen: tuple[str | None, ...], language: str) -> None:
    assert preferred(accepts, chosen) == language

"""The language of texts, long and short."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ondit.page.language import language_of

WIKINEWS = Path(__file__).parents[2].parent / "shared" / "data" / "wikinews-fr" / "articles.jsonl"
SHORT = [
    ("Xiaomi et Ford envisagent-ils de s'associer pour produire des voitures électriques ?", "fr"),
    ("Le groupe dément toute discussion", "fr"),
    ("Le ministre ne confirme pas les rumeurs", "fr"),
    ("Ford denies talks with Xiaomi", "en"),
    ("The company declined to comment on the report", "en"),
    ("Minister quits after the vote", "en"),
    ("La empresa niega las conversaciones con su rival", "es"),
    ("El ministro dijo que no habría recortes este año", "es"),
    ("Das Unternehmen dementiert die Gerüchte", "de"),
    ("L'azienda smentisce le voci su una fusione", "it"),
    ("O ministro disse que não haverá cortes neste ano", "pt"),
    ("Компания опровергла сообщения о переговорах", "ru"),
    ("同社は協議を否定した", "ja"),
]


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_a_short_text_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_long_spanish_text_is_not_taken_for_french() -> None:
    text = "La empresa anunció que no había negociaciones con el grupo francés, según dos personas del sector. " * 4
    assert language_of(text) == "es"


def test_the_pages_own_word_decides_only_where_the_text_does_not() -> None:
    assert language_of("Velmor Castrel Brest", "fr") == "fr"
    assert language_of("The company declined to comment on the report that it had held talks", "fr") == "en"


@pytest.mark.parametrize("text", ["", "123 456", "… — !"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert language_of(text, "fr") == "und"


@pytest.mark.skipif(not WIKINEWS.exists(), reason="the shared data are not beside this checkout")
def test_french_news_are_french_by_their_first_sentence_alone() -> None:
    lines = WIKINEWS.read_text(encoding="utf-8").splitlines()[::6]
    paragraphs = [json.loads(line)["text"].split("\n") for line in lines]
    texts = [next((p[:80] for p in parts if len(p) >= 60), " ".join(parts)) for parts in paragraphs]
    right = sum(language_of(text) == "fr" for text in texts)
    assert right >= 0.98 * len(texts)

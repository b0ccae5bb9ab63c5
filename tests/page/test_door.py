"""The door of the stage: what goes in, what comes out, what is imported for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ondit import page

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "ford-xiaomi.txt"


def test_importing_the_stage_imports_nothing_heavy() -> None:
    heavy = "{'lxml', 'trafilatura', 'httpx', 'httpcore', 'py3langid', 'numpy', 'dateparser', 'charset_normalizer'}"
    code = f"import sys, ondit.page; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this checkout")
def test_a_saved_french_page_loses_its_furniture_and_keeps_its_words() -> None:
    article = page.load(str(CASE))
    raw = CASE.read_text(encoding="utf-8")
    assert article.language == "fr"
    assert article.title is not None and article.title.startswith("Xiaomi et Ford envisagent-ils")
    assert article.text.count(article.title) == 1
    for furniture in ("AccueilBr", "La suite de votre contenu", "À lire aussi", "Nos guides", "4 264 km"):
        assert furniture in raw and furniture not in article.text
    assert [link.text for link in article.related] == [line for line in raw.splitlines() if "4 264 km" in line]
    assert len(article.paragraphs) == 7
    assert article.text[slice(*article.paragraphs[3])] == "Le patron de Ford aime beaucoup Xiaomi"
    for start, end in article.paragraphs:
        assert article.text[start:end] in raw


@pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this checkout")
def test_plain_changes_nothing() -> None:
    article = page.load(str(CASE), plain=True)
    assert article.text == CASE.read_bytes().decode("utf-8")
    assert article.title is None and article.title_span is None
    assert all(article.text[start:end].strip() == article.text[start:end] for start, end in article.paragraphs)

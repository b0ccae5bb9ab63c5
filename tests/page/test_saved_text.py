"""Text files saved from pages, furniture and all. Texts and names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from ondit import page
from ondit.page.saved_text import find_title
from ondit.records import Article

BODY = (
    "Velmor denied on Monday that it had held any talks with Castrel, after a report that cited two people close to "
    "the matter."
)
MORE = "Castrel, which is based in Lyon, did not answer a request for comment before this story was published."
TITLES = [
    # (lines, index of the title)
    (["HomeBusinessVelmor denies talks with Castrel", "Velmor denies talks with Castrel", BODY], 1),
    (["Home > Business > Cars", "Velmor denies talks with Castrel", BODY], 1),
    (["Home", "Business", "Velmor denies talks with Castrel", "By Jane Test", BODY], 2),
    (["Velmor denies talks with Castrel", "Velmor denies talks with Castrel", BODY], 1),
    (["By Jane Test", "Velmor denies talks with Castrel", BODY], 1),
    (["Published May 3, 2025", "Velmor denies talks with Castrel", BODY], 1),
    ([BODY, MORE], None),
    (["Velmor denies talks with Castrel"], None),
    ([], None),
]


@pytest.mark.parametrize(("lines", "expected"), TITLES)
def test_the_title_is_found_behind_breadcrumbs(lines: list[str], expected: int | None) -> None:
    assert find_title(lines)[0] == expected


def saved(text: str, name: str = "page.txt") -> Article:
    return page.article_from_bytes(text.encode(), key=name, content_type="text/plain")


def test_a_saved_english_page_loses_its_furniture() -> None:
    article = saved(
        "NewsCarsVelmor denies talks with Castrel\n\nVelmor denies talks with Castrel\n\nBy Jane Test, with AFP\n"
        f"Published May 3, 2025 at 10:15 am EDT\n\nAdvertisement\n\n{BODY}\n\nRead also\nA bus line opens in Brest\n\n"
        f"What comes next\n\n{MORE}\n\nOur guides\n\nThe best small cars of the year\nHow to sell a van"
    )
    assert article.text.split("\n\n") == ["Velmor denies talks with Castrel", BODY, "What comes next", MORE]
    assert article.byline == "Jane Test, with AFP"
    assert article.published is not None and article.published.isoformat() == "2025-05-03T14:15:00+00:00"
    assert [link.text for link in article.related] == ["A bus line opens in Brest"]


def test_markdown_headings_and_links_become_words_with_their_links() -> None:
    article = saved(
        "# Velmor denies talks with Castrel\n\nVelmor denied a report by [the Business Journal](https://journal.example/v)"
        f" on Monday.\n\n## What comes next\n\n{MORE}\n\nRead also: [A bus line opens in Brest](https://post.example/b)\n",
        "page.md",
    )
    (link,) = article.links
    assert link.url == "https://journal.example/v" and link.span is not None
    assert article.text[slice(*link.span)] == "the Business Journal"
    assert "What comes next" in article.text and "#" not in article.text and "](" not in article.text
    assert [(entry.url, entry.text) for entry in article.related] == [
        ("https://post.example/b", "A bus line opens in Brest")
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "Velmor denied on Monday that it had held any\ntalks with Castrel, after a report that cited\ntwo people."
    article = saved(f"Velmor denies talks with Castrel\n\n{wrapped}\n\n{MORE}")
    assert article.text.split("\n\n")[1] == wrapped.replace("\n", " ")


def test_credit_lines_inside_the_body_stay() -> None:
    article = saved(f"Velmor denies talks with Castrel\n\n{BODY}\n\n{MORE}\n\n(with AFP)")
    assert article.text.endswith("(with AFP)")


def test_a_text_without_any_furniture_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{BODY}\n\n{MORE}\n", encoding="utf-8")
    article = page.load(str(file))
    assert article.text == f"{BODY}\n\n{MORE}" and article.title is None and article.key == str(file)

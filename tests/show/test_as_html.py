"""The marked page: whole text, every part marked, nothing executable, whatever the article holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import samples
from ondit.records import Article, Reading, Statement
from ondit.show.as_html import blocks_of, reading_page


def tree(reading: Reading) -> html.HtmlElement:
    return html.document_fromstring(reading_page([reading]))


def shown(page: html.HtmlElement) -> str:
    """The words of the article on the page, without the numbers of the statements."""
    blocks = page.xpath("//article/*[self::h1 or self::p]")
    return "\n\n".join("".join(block.xpath(".//text()[not(parent::a[@class='n'])]")) for block in blocks)


def test_the_article_is_there_whole_and_unchanged() -> None:
    assert shown(tree(samples.reading())) == samples.article().text


def test_every_statement_has_its_marks_and_its_card() -> None:
    page, reading = tree(samples.reading()), samples.reading()
    for number, statement in enumerate(reading.statements, 1):
        for part, span in (("source", statement.source), ("cue", statement.cue), ("content", statement.content[0])):
            assert span is not None
            marked = page.xpath(
                f"//article//span[contains(concat(' ', @class, ' '), ' {part} ')]"
                f"[contains(concat(' ', @data-n, ' '), ' {number} ')]/text()"
            )
            assert reading.article.text[slice(*span)] in "".join(marked)
        assert page.xpath(f"//li[@id='c0-{number}']")
        assert page.xpath(f"//a[@id='a0-{number}']")


def test_a_denial_looks_like_one_and_its_title_says_whose_it_is() -> None:
    (marked,) = tree(samples.reading()).xpath("//article//span[text()='Aucune négociation n’a eu lieu']")
    assert {"content", "deny"} <= set(marked.get("class").split())
    assert "4 · content · Hélène Vautrin (person): deny, stated, direct" in marked.get("title").splitlines()


def test_a_content_in_a_content_is_drawn_deeper() -> None:
    (marked,) = tree(samples.reading()).xpath("//article//span[text()='Aucune négociation n’a eu lieu']")
    assert "deep" in marked.get("class")


def test_the_verdict_and_the_question_of_the_headline_are_told() -> None:
    words = tree(samples.reading()).text_content()
    assert "The article’s own verdict: speculation" in words
    assert "The headline asks" in words


def test_many_articles_share_a_page_and_no_two_elements_an_id() -> None:
    page = html.document_fromstring(reading_page([samples.reading(), samples.reading()]))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) == 24


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&<a href='javascript:alert(1)'>"


def test_markup_in_an_article_stays_words() -> None:
    evil = Article(
        key=EVIL,
        text=EVIL,
        language="fr",
        title=EVIL,
        title_span=(0, len(EVIL)),
        outlet=EVIL,
        byline=EVIL,
        url="javascript:alert(1)",
    )
    reading = Reading(evil, (Statement((0, 8), (8, 13), ((13, 40),), (0, 40), source_name=EVIL, channel=(EVIL,)),))
    page = tree(reading)
    assert not page.xpath("//script | //img | //iframe | //@onerror")
    assert not [href for href in page.xpath("//@href") if not href.startswith("#")]
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert shown(page) == EVIL


@pytest.mark.parametrize(
    ("text", "paragraphs", "expected"),
    [
        ("one\n\ntwo", (), ["one", "two"]),
        ("one\ntwo", (), ["one\ntwo"]),
        ("  one\n \n\ntwo  ", (), ["one", "two  "]),
        ("head\n\none\n\ntwo", ((6, 9),), ["head", "one", "two"]),
        ("", (), []),
    ],
)
def test_blocks_cover_every_word(text: str, paragraphs: tuple[tuple[int, int], ...], expected: list[str]) -> None:
    found = blocks_of(Article(key="k", text=text, language="fr", paragraphs=paragraphs))
    assert [text[slice(*span)] for span in found] == expected


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), st.data())
def test_any_text_with_any_spans_makes_a_page(text: str, data: st.DataObject) -> None:
    def drawn() -> tuple[int, int]:
        start = data.draw(st.integers(0, len(text) - 1))
        return start, data.draw(st.integers(start + 1, len(text)))

    found = tuple(Statement(drawn(), drawn(), (drawn(), drawn()), drawn()) for _ in range(3))
    reading = Reading(Article(key="k", text=text, language="fr"), found)
    assert shown(tree(reading)).split() == text.split()


def test_no_reading_makes_a_page_that_says_so() -> None:
    assert "Nothing could be read" in reading_page([])


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    reading = replace(samples.reading(), article=samples.article(url="file:///etc/passwd"))
    assert not [href for href in tree(reading).xpath("//@href") if not href.startswith("#")]

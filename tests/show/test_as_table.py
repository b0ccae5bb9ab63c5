"""The table for the terminal: everything a person needs, at 80 columns, without colours."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

import samples
from ondit.records import Article, Reading, Statement
from ondit.show.as_table import print_reading
from ondit.show.headline_note import headline_note


def printed(reading: Reading, width: int = 80) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False)
    print_reading(reading, screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def cells(text: str, column: int) -> list[str]:
    """The cells of one column, each joined to one line."""
    rows: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("│"):
            rows[-1].append(line.strip("│").split("│")[column].strip())
        elif line.startswith("├"):
            rows.append([])
    return [" ".join(filter(None, row)) for row in rows][1:]


def test_each_statement_is_a_row_with_source_cue_content_and_manner() -> None:
    text = printed(samples.reading())
    assert cells(text, 0)[3] == "Hélène Vautrin “sa directrice, Hélène Vautrin” for Orvane person"
    assert cells(text, 1)[3] == "assure"
    assert cells(text, 2)[0].startswith("Orvane aurait engagé des discussions avec Kelmar")
    assert [cell.split()[0] for cell in cells(text, 3)] == ["affirm", "affirm", "deny", "deny", "affirm", "decline"]
    assert cells(text, 3)[3] == "deny stated direct"


def test_the_channel_is_told() -> None:
    assert cells(printed(samples.reading()), 0)[1].endswith("anonymous via Courrier du Doubs")


def test_the_sentence_stands_below_and_not_twice_in_a_row() -> None:
    rows = cells(printed(samples.reading()), 2)
    assert "> Selon le Courrier du Doubs, qui cite deux sources" in rows[0]
    assert ">" not in rows[1]


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (80, 100, 140):
        assert max(map(len, printed(samples.reading(), width).splitlines())) <= width


def test_verdict_and_question_are_told() -> None:
    text = printed(samples.reading())
    assert "The headline asks" in text
    assert "own verdict: speculation" in text


def test_an_article_without_statements_says_so() -> None:
    assert "No statement found" in printed(replace(samples.reading(), statements=()))


def test_markup_and_control_characters_of_a_page_do_nothing() -> None:
    page = replace(
        samples.article(), text="[bold]x[/bold] \x1b[2J :smile: dit-il.", title="\x1b]0;owned\x07", key="k\r\nk"
    )
    text = printed(Reading(page, (Statement((0, 14), (15, 19), ((20, 35),), (0, 35)),)))
    assert "\x1b" not in text and "\x07" not in text and "\r" not in text
    assert "[bold]x[/bold]" in text and ":smile:" in " ".join(text.split())


def test_a_headline_that_asserts_more_than_its_text_is_told() -> None:
    title, said = "Corvane sells its plant in Brest", "Corvane would sell its plant in Brest"
    text = f"{title}\n\n{said}, according to two people."
    start = len(title) + 2
    statement = Statement(
        None, None, ((start, start + len(said)),), (start, len(text)), certainty="hedged", source_kind="anonymous"
    )
    hedged = Reading(Article("a", text, "en", title, (0, len(title))), (statement,))
    assert "The headline asserts; the text leaves it to others (statement 1)." in printed(hedged)
    assert "is denied (statement 1)" in headline_note(
        replace(hedged, statements=(replace(statement, polarity="deny"),))
    )
    assert headline_note(samples.reading()) == ""

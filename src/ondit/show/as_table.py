"""A reading as a table for the terminal: source → cue → content, how it is said, and the sentence that shows it.

Four columns fit 80 characters; what belongs together is stacked within a cell. When the output goes to a pipe there
are no colours, so nothing is said by colour alone.
"""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ondit.records import Article, Reading, Span, Statement
from ondit.show.headline_note import headline_note
from ondit.show.printable import printable

POLARITY_STYLE = {"affirm": "green", "deny": "bold red", "decline": "yellow"}
PIPED_WIDTH = 100


def console() -> Console:
    """A console on stdout as it is now; a fixed width when nobody watches, so that a saved table never wraps oddly."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False)


def print_reading(reading: Reading, screen: Console) -> None:
    """Print the article's heading, its table of statements, and what the article itself makes of the matter."""
    article = reading.article
    screen.print(_heading(article))
    if reading.question:
        screen.print(Text("The headline asks; it does not assert.", style="italic"))
    told = headline_note(reading)
    if told:
        screen.print(Text(told, style="italic"))
    if reading.statements:
        screen.print(_table(reading))
    else:
        screen.print(Text("No statement found: nobody is said to have said anything.", style="italic"))
    for each in reading.assessments:
        screen.print(Text(f"The article's own verdict: {each.verdict}: “{_flat(article.text, each.span)}”"))


def _heading(article: Article) -> Text:
    heading = Text(printable(article.title or article.key), style="bold")
    published = article.published and article.published.strftime("%Y-%m-%d %H:%M UTC")
    facts = [article.outlet, article.byline, published, article.language]
    below = " · ".join(printable(fact) for fact in facts if fact)
    return heading.append(f"\n{below}\n{printable(article.key)}", style="not bold dim")


def _table(reading: Reading) -> Table:
    table = Table(box=box.ROUNDED, show_lines=True, expand=True, padding=(0, 1), border_style="dim")
    table.add_column("Source", ratio=24, overflow="fold")
    table.add_column("Cue", ratio=15, overflow="fold")
    table.add_column("Content, and the sentence", ratio=50, overflow="fold")
    table.add_column("How", ratio=13, min_width=10, overflow="fold")
    text, before = reading.article.text, None
    for statement in reading.statements:
        table.add_row(
            source_cell(text, statement),
            cue_cell(text, statement),
            content_cell(text, statement, shown=statement.sentence == before),
            how_cell(statement),
        )
        before = statement.sentence
    return table


def source_cell(text: str, statement: Statement) -> Text:
    """Who speaks, by name; the words of the text where they differ; through whom."""
    said = _flat(text, statement.source)
    cell = Text(statement.source_name or said or f"({statement.source_kind})", style="bold")
    if statement.source_name and said and said != statement.source_name:
        cell.append(f"\n“{said}”", style="not bold")
    if statement.affiliation and statement.affiliation != statement.source_name:
        cell.append(f"\nfor {statement.affiliation}", style="not bold")
    cell.append(f"\n{statement.source_kind}", style="not bold dim")
    if statement.channel:
        cell.append("\nvia " + " ← ".join(statement.channel), style="not bold italic")
    return cell


def cue_cell(text: str, statement: Statement) -> Text:
    """The words that show that somebody speaks."""
    return Text(_flat(text, statement.cue) or "–", style="cyan")


def content_cell(text: str, statement: Statement, *, shown: bool = False) -> Text:
    """What is said, then the sentence, where it says more than the content and is not ``shown`` just above."""
    content = " … ".join(_flat(text, span) for span in statement.content)
    cell = Text(content)
    sentence = _flat(text, statement.sentence)
    if not shown and sentence not in content:
        cell.append(f"\n> {sentence}", style="dim")
    return cell


def how_cell(statement: Statement) -> Text:
    """Polarity, certainty and manner, a line each."""
    cell = Text(statement.polarity, style=POLARITY_STYLE[statement.polarity])
    return cell.append(f"\n{statement.certainty}\n{statement.quote}", style="not bold default")


def _flat(text: str, span: Span | None) -> str:
    return "" if span is None else printable(text[slice(*span)])

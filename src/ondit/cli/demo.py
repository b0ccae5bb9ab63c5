"""See an invented story from the first whisper to the end: dossier and trace at three moments.

The pages come with ondit; the desk is a temporary one, unless you keep it.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ondit.cli import EXIT_BAD_INPUT, report
from ondit.cli._inputs import Failures

if TYPE_CHECKING:
    from ondit.desk import Desk


@click.command("demo")
@click.option("--keep", metavar="PATH_OR_URL", help="Keep the desk there, to go on with it.")
@click.pass_context
def command(ctx: click.Context, keep: str | None) -> None:
    """Add thirteen invented pages, French and English, to a desk, and show what it makes of them at three moments."""
    from ondit.desk import Desk

    failures = Failures(report)
    with tempfile.TemporaryDirectory(prefix="ondit-demo-") as folder, Desk(keep or Path(folder) / "demo.db") as desk:
        _add_pages(desk, failures)
        _show_moments(desk)
    _hint(keep)
    if failures.count:
        ctx.exit(EXIT_BAD_INPUT)


def _add_pages(desk: Desk, failures: Failures) -> None:
    from ondit import demo
    from ondit.cli.add import added
    from ondit.show.printable import printable

    click.secho("An invented story: thirteen pages of eight outlets, in French and English", bold=True)
    with ExitStack() as stack:
        paths = tuple(str(stack.enter_context(resources.as_file(page))) for page in demo.pages())
        for article, _ in added(desk, paths, False, failures):
            when = article.published.strftime("%d %b %H:%M") if article.published else ""
            click.echo(f"  {when}  {printable(article.outlet or '')}: {printable(article.title or article.key)}")
    desk.catch_up()


def _show_moments(desk: Desk) -> None:
    from ondit import demo
    from ondit.cli._desk import moment
    from ondit.show.as_table import console
    from ondit.show.printable import printable
    from ondit.show.rumour_json import articles_of
    from ondit.show.rumour_tables import print_dossier, print_tree
    from ondit.tracing import render_tree

    screen = console()
    for number, (day, words) in enumerate(zip(demo.MOMENTS, _WHEN, strict=True)):
        at = moment(day)
        screen.print()
        screen.rule(f"{number + 1}. {day}: {words}")
        found = desk.rumours(at)
        if not found:
            screen.print("Nothing that would be a rumour had been read by then.")
        found = tuple(sorted(found, key=lambda dossier: -len(articles_of(dossier))))
        for dossier in found[:1]:
            readings = desk.readings({each.article for each in dossier.rumour.reports}, at)
            print_dossier(dossier, readings, screen, brief=True)
            screen.print("\nWho had it from whom", style="bold")
            print_tree(render_tree(dossier.trace, readings), screen)
        for dossier in found[1:]:
            screen.print(f"Also: {dossier.rumour.id}  {printable(dossier.rumour.question)} ({dossier.status.name})")


_WHEN = ("after the first reports", "after the denial", "at the end")


def _hint(keep: str | None) -> None:
    click.secho("\nWhat to try next", bold=True)
    desk = keep or "demo.db"
    rows = [(f"ondit rumours --desk {desk}", "every rumour in it (add --as-of 2026-03-05)")]
    if keep is None:
        rows.insert(0, ("ondit demo --keep demo.db", "the same, and the desk stays"))
    rows += [("ondit add PAGE...", "your own pages, into ondit.db"), ("ondit read PAGE", "who said what in one page")]
    for line, what in rows:
        click.echo(f"  {line:<{max(len(row[0]) for row in rows)}}   {what}")

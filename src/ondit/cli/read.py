"""Read pages: who said what, with the sentence that proves it.

The work is done by ``ondit.page`` and ``ondit.reading``; here are only the options and the three ways to show it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from ondit.cli import EXIT_BAD_INPUT, report
from ondit.cli._desk import parties
from ondit.cli._inputs import Failures, loaded, readings
from ondit.records import Article, Reading


@click.command("read")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an article, one a line.")
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write the articles as one page with sources, cues and contents marked.",
)
@click.option("--plain", is_flag=True, help="Take each input as the article itself: nothing is removed from it.")
@click.option(
    "--language", metavar="CODE", help="Read as this language, whatever the page says; see `ondit languages`."
)
@click.pass_context
def command(
    ctx: click.Context, pages: tuple[str, ...], as_json: bool, html_file: Path | None, plain: bool, language: str | None
) -> None:
    """Read each PAGE and show who said what.

    A PAGE is a URL, a file (.html, .txt, .md) or - for the standard input; or a file that holds many: .warc, .wacz,
    .eml, .jsonl, or a list of addresses. What cannot be read is told on stderr in one line, the others are still done,
    and the exit code is 2.
    """
    failures = Failures(report)
    found = _read(pages, plain, language, failures)
    if html_file is not None:
        found = _write_html(found, html_file)
    if as_json:
        _print_json(found)
    elif html_file is None:
        _print_tables(found)
    if failures.count:
        ctx.exit(EXIT_BAD_INPUT)


def _read(pages: tuple[str, ...], plain: bool, language: str | None, failures: Failures) -> Iterable[Reading]:
    from ondit import reading
    from ondit.page.bundles import load_all

    found: Iterable[Article] = (each.article for each in loaded(pages, partial(load_all, plain=plain), failures))
    if language:
        found = (replace(article, language=language) for article in found)
    return readings(found, partial(reading.read_many, parties=parties()), failures)


def _print_json(found: Iterable[Reading]) -> None:
    from ondit.show.as_json import line, reading_object

    out = sys.stdout.buffer  # JSON lines are UTF-8 on every machine, whatever its locale
    for each in found:
        out.write(line(reading_object(each)).encode() + b"\n")
        out.flush()


def _print_tables(found: Iterable[Reading]) -> None:
    from ondit.show.as_table import console, print_reading

    screen = console()
    for number, each in enumerate(found):
        if number:
            screen.print()
        print_reading(each, screen)


def _write_html(found: Iterable[Reading], file: Path) -> list[Reading]:
    """Write the page and give the readings on. No page is written when no input could be read."""
    from ondit.show.as_html import reading_page
    from ondit.show.write import write_whole

    done = list(found)
    if str(file) == "-":
        sys.stdout.buffer.write(reading_page(done).encode())
    elif done:
        write_whole(file, reading_page(done))
        count = sum(len(each.statements) for each in done)
        click.echo(f"{file}: articles {len(done)}, statements {count}", err=True)
    return done

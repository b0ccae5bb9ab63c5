"""Add pages to a desk: store and read them, and tell which rumours that changed, and why.

A page that the desk has already changes nothing. Every page is stored as soon as it is read, in one transaction.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from ondit.cli import EXIT_BAD_INPUT, report
from ondit.cli._desk import desk_option, json_option, open_desk
from ondit.cli._inputs import LARGEST_BATCH, Failures, loaded, readings
from ondit.errors import InputError, OnditError
from ondit.records import Article

if TYPE_CHECKING:
    from ondit.desk import Desk
    from ondit.page.bundles import Loaded


@click.command("add")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@desk_option
@json_option
@click.option("--plain", is_flag=True, help="Take each input as the article itself: nothing is removed from it.")
@click.option("--again", is_flag=True, help="Take in also what was forgotten with `ondit forget`.")
@click.pass_context
def command(ctx: click.Context, pages: tuple[str, ...], desk: str, as_json: bool, plain: bool, again: bool) -> None:
    """Add each PAGE: a URL, a file (.html, .txt, .md) or - for the standard input.

    Also a file that holds many: a web archive (.warc, .wacz), a newsletter (.eml), JSON lines (.jsonl), a list of
    addresses (one a line, or OPML), or a folder of all these. What cannot be read is told on stderr in one line, the
    others are still added, and the exit code is 2.
    """
    from ondit.cli._changes import tell

    failures = Failures(report)
    with open_desk(desk) as opened:
        for article, outcome in added(opened, pages, plain, failures, again=again):
            tell_page(article, outcome, as_json)
            if outcome == "version" and not as_json:
                tell_edit(opened, article.key)
        tell(opened.catch_up(), as_json)
    if failures.count:
        ctx.exit(EXIT_BAD_INPUT)


def added(
    desk: Desk, targets: tuple[str, ...], plain: bool, failures: Failures, *, again: bool = False
) -> Iterator[tuple[Article, str]]:
    """Stores the page of each target; gives its article, and whether it was new, another version, or known."""
    known: list[Article] = []
    came: dict[str, Loaded] = {}
    wanted = _articles(desk, targets, plain, again, failures, known, came)
    for each in readings(wanted, desk.read_many, failures):
        yield from _drain(known)
        source = came.pop(each.article.key, None)
        page, seen = (source.page, source.seen) if source is not None else (None, None)
        yield each.article, desk.store(each.article, page, reading=each, seen=seen, again=again)
    yield from _drain(known)


def _articles(
    desk: Desk,
    targets: tuple[str, ...],
    plain: bool,
    again: bool,
    failures: Failures,
    known: list[Article],
    came: dict[str, Loaded],
) -> Iterator[Article]:
    """The articles that the desk has not; those that it has go to ``known``; ``came`` is where the others came from."""
    for each in loaded(targets, partial(_load, desk, plain, again), failures):
        article = each.article
        if not article.text.strip():
            failures.add(InputError("no text in it", where=each.given, remedy="give a page with an article"))
            continue
        if article.key == "-":  # what comes by the standard input has no name; two of them are not versions of one
            article = replace(article, key=f"stdin:{(article.page_sha256 or '')[:16]}")
        if desk.holds(article):
            known.append(article)
            continue
        came[article.key] = each
        while len(came) > 2 * LARGEST_BATCH:  # of what could not be read nothing is kept
            del came[next(iter(came))]
        yield article


def _load(desk: Desk, plain: bool, again: bool, target: str) -> Iterator[Loaded | OnditError]:
    """What is at a target, without what was forgotten, unless it is wanted again; that is not even fetched."""
    from ondit.desk.forgetting.tombstones import error_of
    from ondit.page.bundles import load_all

    if not again and "://" in target and (stone := desk.forgotten(target)):
        yield error_of(stone, target)
        return
    for each in load_all(target, plain=plain, folders=True):
        if isinstance(each, OnditError) or again:
            yield each
        elif stone := desk.forgotten(each.article.key, each.article.url):
            yield error_of(stone, each.article.key)
        else:
            yield each


def _drain(known: list[Article]) -> Iterator[tuple[Article, str]]:
    while known:
        yield known.pop(0), "known"


def tell_page(article: Article, outcome: str, as_json: bool) -> None:
    """One page that went in, on a line."""
    from ondit.show.as_json import line
    from ondit.show.printable import printable

    if as_json:
        value: Mapping[str, str] = {"article": article.key, "outcome": outcome}
        sys.stdout.buffer.write(line(value).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        click.echo(f"{_OUTCOMES[outcome]:<12}{printable(article.title or article.key)}")


def tell_edit(desk: Desk, key: str) -> None:
    """How the newest version differs from the one before."""
    from ondit.show.edit_text import summary

    found = desk.edits(key)
    if found:
        click.echo(f"{'':<12}{summary(found[-1])} (ondit diff shows it)")


_OUTCOMES = {"new": "added", "version": "new version", "known": "known"}

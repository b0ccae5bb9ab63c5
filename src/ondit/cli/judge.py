"""Judge by hand: merge, split, correct, mark an outcome, note, undo.

Each is an event with who and when. It survives rebuilding and reading anew, and can be undone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from ondit import records
from ondit.cli._desk import desk_option, json_option, open_desk
from ondit.cli._settings import setting

if TYPE_CHECKING:
    from ondit.records import Judgement

F = TypeVar("F", bound=Callable[..., Any])

by_option = setting("--by", key="by", required=True, metavar="NAME", help="Who judges: a name or initials.")


@click.group("judge")
def command() -> None:
    """Judge rumours by hand; every judgement is an event that can be undone."""


@command.command("merge")
@click.argument("a")
@click.argument("b")
@desk_option
@by_option
@json_option
def merge(a: str, b: str, desk: str, by: str, as_json: bool) -> None:
    """Rumour B is about the same as A and goes into it."""
    with _open(desk) as opened:
        _tell([opened.merge(a, b, by=by)], as_json)


@command.command("split")
@click.argument("rumour")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@desk_option
@by_option
@json_option
def split(rumour: str, articles: tuple[str, ...], desk: str, by: str, as_json: bool) -> None:
    """The reports of each ARTICLE (its key) become a rumour of their own."""
    with _open(desk) as opened:
        _tell([opened.split(rumour, articles, by=by)], as_json)


def _choice(name: str, kind: Any, words: str) -> Callable[[F], F]:
    return click.option(f"--{name}", type=click.Choice(get_args(kind)), help=words)


@command.command("correct")
@click.argument("rumour")
@click.argument("article")
@click.option("--statement", type=click.IntRange(min=0), metavar="N", help="Which statement of it, counted from 0.")
@_choice("stance", records.Stance, "What it does to the rumour.")
@_choice("role", records.Role, "What its source is to the rumour.")
@_choice("scope", records.Scope, "How much of the rumour a denial denies.")
@click.option("--source-name", metavar="NAME", help="Who said it.")
@_choice("source-kind", records.SourceKind, "What kind of source that is.")
@click.option("--speaks-for", metavar="NAME", help="For whom the source speaks.")
@_choice("polarity", records.Polarity, "Whether it is affirmed, denied or declined.")
@_choice("certainty", records.Certainty, "How surely it is said.")
@click.option("--remove", "removed", is_flag=True, help="It is no report of this rumour.")
@desk_option
@by_option
@json_option
def correct(rumour: str, article: str, statement: int | None, desk: str, by: str, as_json: bool, **fields: Any) -> None:
    """Correct what was read in one statement of ARTICLE, or, without --statement, in the article as a whole."""
    with _open(desk) as opened:
        _tell([opened.correct(rumour, article, statement, by=by, **fields)], as_json)


@command.command("outcome")
@click.argument("rumour")
@click.argument("value", type=click.Choice(["true", "false", "partly"]))
@click.option("--link", metavar="URL", help="Where that is shown.")
@desk_option
@by_option
@json_option
def outcome(rumour: str, value: Any, link: str | None, desk: str, by: str, as_json: bool) -> None:
    """Mark how RUMOUR ended: true, false or partly; the last mark counts."""
    with _open(desk) as opened:
        _tell([opened.outcome(rumour, value, link=link, by=by)], as_json)


@command.command("note")
@click.argument("rumour")
@click.argument("text")
@desk_option
@by_option
@json_option
def note(rumour: str, text: str, desk: str, by: str, as_json: bool) -> None:
    """Put a note beside RUMOUR."""
    with _open(desk) as opened:
        _tell([opened.note(rumour, text, by=by)], as_json)


@command.command("undo")
@click.argument("judgement")
@desk_option
@by_option
@json_option
def undo(judgement: str, desk: str, by: str, as_json: bool) -> None:
    """Take JUDGEMENT (its id) back; to undo the undoing brings it back."""
    with _open(desk) as opened:
        _tell([opened.undo(judgement, by=by)], as_json)


@command.command("list")
@click.argument("rumour", required=False)
@desk_option
@json_option
def listed(rumour: str | None, desk: str, as_json: bool) -> None:
    """List the judgements about RUMOUR, or all, oldest first."""
    with _open(desk) as opened:
        _tell(opened.judgements(rumour), as_json)


def _open(desk: str) -> Any:
    return open_desk(desk, create=False)


def _tell(judgements: Any, as_json: bool) -> None:
    from ondit.show.as_json import line
    from ondit.show.judgement_json import judgement_object
    from ondit.show.printable import printable

    for each in judgements:
        if as_json:
            sys.stdout.buffer.write(line(judgement_object(each)).encode() + b"\n")
        else:
            click.echo(printable(in_words(each)))


def in_words(judgement: Judgement) -> str:
    """A judgement on one line."""
    from ondit.show.judgement_json import said

    mark = " (undone)" if judgement.undone else ""
    return f"{judgement.id}  {judgement.at:%Y-%m-%d %H:%M}  {judgement.by}: {said(judgement)}{mark}"

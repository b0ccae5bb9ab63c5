"""Forget pages for good: they leave the desk and its file, with all that followed from them.

What was read in them goes, too. A tombstone without content stays (the hash of the address, when, why), so that
nothing takes the page in again unless it is told to (`ondit add --again`). It cannot be undone; backups that were made
before still hold the page.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import click

from ondit.cli import Call
from ondit.cli._desk import desk_option, open_desk
from ondit.desk.forgetting import Forgetting, Retention
from ondit.errors import SettingError
from ondit.settings import Settings, age
from ondit.settings.ages import rule


@click.command("forget")
@click.argument("pages", nargs=-1, metavar="PAGE...")
@desk_option
@click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="All articles of an outlet or site; repeatable."
)
@click.option("--older-than", metavar="AGE", help="All articles not seen since: 90 days, 18 months, 2 years.")
@click.option("--by-rule", is_flag=True, help="What the settings forget.older_than and forget.rules do not let stay.")
@click.option("--scrub", is_flag=True, help="Only take bytes of what was forgotten before out of the file.")
@click.option("--why", default="asked for", show_default=True, help="The reason, kept with the tombstone.")
@click.option("--dry-run", is_flag=True, help="List what would be forgotten, and forget nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def command(
    call: Call | None,
    pages: tuple[str, ...],
    desk: str,
    sources: tuple[str, ...],
    older_than: str | None,
    by_rule: bool,
    scrub: bool,
    why: str,
    dry_run: bool,
    yes: bool,
) -> None:
    """Forget each PAGE (its address or path as added), all articles of a source, or all that are older than an age.

    At a terminal it asks first.
    """
    if not (pages or sources or older_than or by_rule or scrub):
        raise SettingError("nothing to forget is named", where="forget", remedy="name a PAGE, --source or --older-than")
    limit = age(older_than, where="--older-than") if older_than else None
    with open_desk(desk, create=False) as opened:
        if scrub:
            opened.scrub()
            return
        keys = list(dict.fromkeys([*pages, *_found(opened, sources, limit)]))
        if by_rule:
            due = opened.due(_retention_or_error(call))
            keys, why = [*keys, *(key for key in due if key not in keys)], why if keys else "retention by rule"
        if dry_run or not keys:
            _list(keys)
            return
        if sys.stdin.isatty() and not yes:
            click.confirm(f"Forget {_count(len(keys), 'article')} for good?", abort=True, err=True)
        forgot = opened.forget(keys, why=why)
    click.echo(
        f"{_count(forgot.articles, 'article')} forgotten: {_count(forgot.versions, 'version')}, "
        f"{_count(forgot.pages, 'page')}"
    )


def _found(desk: Forgetting, sources: tuple[str, ...], limit: timedelta | None) -> list[str]:
    """The articles of the sources that are older than the limit, where both are given; else of either."""
    old = None if limit is None else desk.older_than(limit)
    if not sources:
        return list(old or ())
    of_sources = [key for source in sources for key in desk.of_source(source)]
    return of_sources if old is None else [key for key in of_sources if key in set(old)]


def _retention_or_error(call: Call | None) -> Retention:
    found = retention_of(call.settings if call else None)
    if not found:
        remedy = "set forget.older_than or forget.rules; see `ondit config`"
        raise SettingError("no rule says what to forget", where="--by-rule", remedy=remedy)
    return found


def retention_of(settings: Settings | None) -> Retention:
    """The rules of retention in the settings; none where nothing is set."""
    if settings is None:
        return Retention()
    limit, rules = settings["forget.older_than"], settings["forget.rules"]
    return Retention(
        age(str(limit)) if limit else None,
        tuple(rule(each) for each in rules) if isinstance(rules, tuple) else (),
        bool(settings["forget.keep_judged"]),
    )


def _list(keys: list[str]) -> None:
    from ondit.show.printable import printable

    for key in keys:
        click.echo(printable(key))
    click.echo(f"{_count(len(keys), 'article')} to forget", err=True)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"

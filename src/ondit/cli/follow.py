"""Follow a claim that you put in words: what the desk has about it, now and later.

Without a question, list what is followed.
"""

from __future__ import annotations

import click

from ondit.cli._desk import desk_option, json_option, open_desk


@click.command("follow")
@click.argument("question", required=False)
@desk_option
@json_option
def command(question: str | None, desk: str, as_json: bool) -> None:
    """Follow QUESTION, a claim in your own words; without one, list what is followed."""
    from ondit.cli._changes import tell
    from ondit.show.as_json import line
    from ondit.show.printable import printable
    from ondit.show.rumour_json import time_text

    if question is not None:
        with open_desk(desk) as opened:
            tell(opened.follow(question), as_json)
        return
    with open_desk(desk, create=False) as opened:
        for each in opened.followed():
            value = {"question": each.question, "since": time_text(each.since)}
            click.echo(line(value) if as_json else f"{each.since:%Y-%m-%d %H:%M}  {printable(each.question)}")

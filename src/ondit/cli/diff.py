"""Show how an article changed between versions: the words, and the statements that this touched.

A line by which the page itself says that it was corrected is shown as such; a change without one, and without another
stated time, is a stealth edit.
"""

from __future__ import annotations

import sys

import click

from ondit.cli._desk import desk_option, json_option, open_desk


@click.command("diff")
@click.argument("article")
@click.option("--touched", is_flag=True, help="Only edits that touch a statement.")
@desk_option
@json_option
def command(article: str, touched: bool, desk: str, as_json: bool) -> None:
    """Show every edit of ARTICLE: its address, or its path as it was added."""
    from ondit.show.as_json import line
    from ondit.show.as_table import console
    from ondit.show.edit_text import edit_object, print_edit
    from ondit.show.printable import printable

    with open_desk(desk, create=False) as opened:
        versions = opened.versions(article)
        found = [each for each in opened.edits(article) if each.touched or not touched]
    texts = {kept.version: kept.reading.article.text for kept in versions}
    if as_json:
        for each in found:
            sys.stdout.buffer.write(line(edit_object(each, texts[each.after])).encode() + b"\n")
        return
    screen = console()
    title = versions[-1].reading.article.title
    click.echo(f"{printable(title or article)}: versions seen {len(versions)}, edits {len(found)}")
    for each in found:
        print_edit(each, texts[each.after], screen)

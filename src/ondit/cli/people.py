"""Who may use a desk that others can reach: accounts, their roles and their tokens.

A reader sees everything; an editor also adds pages and judges; an admin also sees who did what.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ondit.cli._desk import desk_option

if TYPE_CHECKING:
    from ondit.web.people import People

ROLES = click.Choice(["reader", "editor", "admin"])


@click.group("people")
@desk_option
@click.option("--people", "store", metavar="PATH_OR_URL", help="The store of accounts [default: beside the desk].")
@click.pass_context
def command(ctx: click.Context, desk: str, store: str | None) -> None:
    """Accounts of a desk: add, change and remove them, give tokens to programs, see who did what."""
    from ondit.web.people import People
    from ondit.web.settings import Settings

    ctx.obj = People(Settings(desk, people=store).people_store)


@command.command("add")
@click.argument("name")
@click.option("--role", type=ROLES, default="reader", show_default=True, help="What they may do.")
@click.option("--no-password", is_flag=True, help="They log in by OpenID Connect, or are a program with a token.")
@click.pass_obj
def add(people: People, name: str, role: str, no_password: bool) -> None:
    """Make an account; its password is asked for, or read from a pipe."""
    people.add(name, role, None if no_password else ask_password())  # type: ignore[arg-type]
    people.note("command line", "add", f"{name} {role}")


@command.command("change")
@click.argument("name")
@click.option("--role", type=ROLES, help="What they may do from now on.")
@click.option("--password", "new_password", is_flag=True, help="Ask for a new password.")
@click.pass_obj
def change(people: People, name: str, role: str | None, new_password: bool) -> None:
    """Give an account another role or password; its sessions end."""
    people.change(name, role=role, password=ask_password() if new_password else None)  # type: ignore[arg-type]
    people.note("command line", "change", f"{name} {role or ''}".strip())


@command.command("remove")
@click.argument("name")
@click.pass_obj
def remove(people: People, name: str) -> None:
    """Take an account away, with its sessions and tokens."""
    people.remove(name)
    people.note("command line", "remove", name)


@command.command("list")
@click.pass_obj
def list_them(people: People) -> None:
    """Every account with its role."""
    for each in people.everyone():
        click.echo(f"{each.name:<24}{each.role:<8}{'' if each.password else 'no password'}".rstrip())


@command.command("token")
@click.argument("name")
@click.option("--label", default="token", show_default=True, help="What it is for.")
@click.pass_obj
def token(people: People, name: str, label: str) -> None:
    """Make a token for a program that acts for an account; it is printed this once."""
    click.echo(people.make_token(name, label))
    people.note("command line", "token", f"{name} {label}")


@command.command("tokens")
@click.pass_obj
def tokens(people: People) -> None:
    """Every token: its id, whose it is, what it is for."""
    for each in people.tokens():
        click.echo(f"{each.id}  {each.person:<24}{each.label}")


@command.command("revoke")
@click.argument("id")
@click.pass_obj
def revoke(people: People, id: str) -> None:
    """Make a token worthless."""
    people.revoke(id)
    people.note("command line", "revoke", id)


@command.command("audit")
@click.option("--most", default=200, show_default=True, help="How many lines.")
@click.pass_obj
def audit(people: People, most: int) -> None:
    """Who did what, newest first."""
    from ondit.show.printable import printable

    for each in people.done(most):
        click.echo(f"{each.at:%Y-%m-%d %H:%M:%S}  {printable(each.who):<20}{each.what:<10}{printable(each.about)}")


def ask_password() -> str:
    """A password from the keyboard, typed twice; from a pipe, its first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")

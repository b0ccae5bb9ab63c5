"""Open a desk in the browser: board, dossiers, the reading of any page, an API and feeds.

On this machine nobody is asked to log in. To be reached by others it needs accounts.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ondit.cli._desk import desk_option, parties
from ondit.cli._settings import setting

if TYPE_CHECKING:
    from ondit.desk import Desk


@click.command("serve")
@desk_option
@click.option("--demo", is_flag=True, help="Show an invented story on a desk of its own, which is gone afterwards.")
@setting("--host", key="serve.host", help="The address to listen at.")
@setting("--port", key="serve.port", type=click.IntRange(0, 65535), help="The port to listen at.")
@setting("--name", "names", key="serve.names", metavar="HOST", help="A name by which it may be called; repeatable.")
@setting("--prefix", key="serve.prefix", metavar="PATH", help="The path under which a proxy shows it, like /ondit.")
@setting("--login", key="serve.login", help="Ask people who they are; `ondit people` makes accounts.")
@setting("--public", key="serve.public", help="With --login: strangers may look, and see sentences, not full texts.")
@setting(
    "--people", key="serve.people", metavar="PATH_OR_URL", help="The store of accounts [default: beside the desk]."
)
@setting("--oidc", key="oidc.issuer", metavar="ISSUER", help="Log in through this provider (OpenID Connect).")
@setting("--oidc-id", key="oidc.id", help="This server's id there.")
@setting("--oidc-secret", key="oidc.secret", help="Its secret there.")
@setting("--https", key="serve.https", help="People reach it by https only; cookies are sent over nothing else.")
@setting("--mcp-write", key="serve.mcp_write", help="Tools of MCP may add pages and follow claims, for editors.")
@setting("--json-log", key="serve.json_log", help="One JSON object a request on stderr.")
def command(
    desk: str,
    demo: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    oidc: str | None,
    oidc_id: str,
    oidc_secret: str,
    prefix: str,
    **more: Any,
) -> None:
    """Serve the pages of a desk until it is stopped (Ctrl-C)."""
    from ondit.errors import SettingError
    from ondit.parties import NOBODY
    from ondit.web import serve
    from ondit.web.settings import Oidc, Settings

    if oidc and not (oidc_id and more["login"]):
        raise SettingError(
            "a provider of logins needs an id there, and --login", where="--oidc", remedy="set --oidc-id"
        )
    with ExitStack() as stack:
        if demo:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ondit-demo-"))
            desk = str(Path(folder) / "demo.db")
            click.echo("Reading the thirteen pages of the demo story…", err=True)
            fill_with_demo(desk)
        settings = Settings(
            desk,
            demo=demo,
            prefix=prefix.rstrip("/"),
            hosts=(*Settings(desk).hosts, host, *names),
            oidc=Oidc(oidc, oidc_id, oidc_secret) if oidc else None,
            parties=NOBODY if demo else parties(),
            **more,
        )
        click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.prefix}/", err=True)
        serve(settings, host, port)


def fill_with_demo(path: str | os.PathLike[str]) -> None:
    """Puts the demo's pages into a desk."""
    from ondit import demo
    from ondit.cli import report
    from ondit.cli._inputs import Failures
    from ondit.cli.add import added
    from ondit.desk import Desk

    desk: Desk
    with ExitStack() as stack, Desk(path) as desk:
        pages = tuple(str(stack.enter_context(resources.as_file(page))) for page in demo.pages())
        for _ in added(desk, pages, False, Failures(report)):
            pass
        desk.catch_up()

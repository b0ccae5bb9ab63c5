"""Offer a desk to programs that talk MCP, over the standard input and output.

For MCP over HTTP, `ondit serve` answers at /mcp.
"""

from __future__ import annotations

import click

from ondit.cli._desk import desk_option, open_desk


@click.command("mcp")
@desk_option
@click.option("--allow-write", is_flag=True, help="Also offer tools that add pages and follow claims.")
def command(desk: str, allow_write: bool) -> None:
    """Serve the desk's tools: read a page, search, a rumour's status as of any moment, its trace; read-only."""
    from ondit.web.mcp_server import make_mcp
    from ondit.web.shelf import Shelf

    with open_desk(desk) as opened:
        shelf = Shelf(opened)
        shelf.refresh()
        shelf.start()
        try:
            server = make_mcp(shelf, lambda article: next(iter(opened.read_many([article]))), allow_write=allow_write)
            server.run("stdio")
        finally:
            shelf.stop()

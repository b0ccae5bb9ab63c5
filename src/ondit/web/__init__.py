"""What people look at: pages, the API, feeds, and tools for programs that talk MCP, over one desk.

``create_app(settings)`` makes the ASGI application, ``serve(settings)`` runs it until it is told to stop, and
``make_mcp(shelf)`` the MCP server. All of them read the desk through a ``Shelf``, which keeps what is shown often.
Nothing here decides anything about a text; nothing imports this package but the command line.

Everything heavy is imported when it is first called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ondit.web.settings import Settings as Settings

__all__ = ["create_app", "serve"]


def create_app(settings: Settings) -> FastAPI:
    """The application over a desk. It starts its work in the background when a server starts it."""
    from ondit.web.app import create_app as implementation

    return implementation(settings)


def serve(settings: Settings, host: str, port: int) -> None:
    """Answers at an address until SIGINT or SIGTERM; what was begun is finished first.

    Raises SettingError where the address is not this machine's own and there are no accounts.
    """
    from ondit.web.run_server import serve as implementation

    implementation(settings, host, port)

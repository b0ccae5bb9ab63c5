"""ondit, the rumour desk: who said what, who had it from whom, and where it stands.

>>> import ondit
>>> reading = ondit.read("page.html")            # doctest: +SKIP
>>> with ondit.Desk("ondit.db") as desk: ...     # doctest: +SKIP

What stands in ``__all__`` is the whole of the public surface; the records that it gives are in ``ondit.records``.
Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ondit.errors import OnditError

if TYPE_CHECKING:
    from ondit.desk import Desk as Desk
    from ondit.records import Reading

__version__ = "0.1.0"

__all__ = ["Desk", "OnditError", "__version__", "read"]


def read(page: str, *, plain: bool = False) -> Reading:
    """Who said what on ``page``: a path, an http(s) URL, or ``-`` for standard input.

    ``plain`` takes the text as the article itself, nothing removed. Raises an OnditError that names the page and says
    what to do.
    """
    from ondit.collector import collector_at_rest

    with collector_at_rest():
        from ondit import page as pages
        from ondit import reading

        return reading.read(pages.load(page, plain=plain))


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from ondit.desk import Desk

        return Desk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

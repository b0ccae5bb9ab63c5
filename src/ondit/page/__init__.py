"""Bytes in, Article out: the only stage that touches files and the network.

``load`` takes what a person types (a URL, a path, ``-``); ``article_from_bytes`` takes bytes that somebody
already has; ``fetch`` gets one page from a network that is taken to be hostile. What happens inside, in order:

decode (bytes -> text) -> blocks (markup -> blocks of text with their links) -> body (which blocks are the
article) -> furniture (labels, teasers and credits out) -> metadata (title, byline, times) -> assemble (Article).

Everything heavy is imported when it is first called, so ``import ondit.page`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ondit.page.fetch_page import FetchedPage as FetchedPage
    from ondit.records import Article

__all__ = ["article_from_bytes", "fetch", "load"]


def load(target: str, *, plain: bool = False) -> Article:
    """The article at ``target``: an http(s) URL, a path, or ``-`` for standard input.

    ``plain`` takes the text as the article itself: nothing removed, offsets are offsets into the input.
    Raises InputError or FetchError (see ondit.errors), never anything else.
    """
    from ondit.page.targets import load as implementation

    return implementation(target, plain=plain)


def article_from_bytes(
    data: bytes, *, key: str, url: str | None = None, content_type: str | None = None, plain: bool = False
) -> Article:
    """The article in ``data``, which came from ``url`` (if known) under ``content_type`` (if said).

    ``key`` names the article where the page declares no canonical URL. Raises InputError.
    """
    from ondit.page.targets import article_from_bytes as implementation

    return implementation(data, key=key, url=url, content_type=content_type, plain=plain)


def fetch(url: str) -> FetchedPage:
    """One page from the network, at a public address only. Raises FetchError or TooLarge."""
    from ondit.page.fetch_page import fetch as implementation

    return implementation(url)

"""Files that hold many articles, or one in a wrapping: what a person gives → its articles, one by one.

``load_all`` takes a page as ``ondit.page.load`` does, and also a WARC or WACZ (web archives), an .eml (a newsletter),
JSON lines, a list of addresses (text or OPML), and a folder of all these. What is broken inside is one error in its
place, and what comes after it is still given. Nothing is unpacked further than a budget that grows with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ondit.errors import OnditError
    from ondit.page.bundles.loaded import Loaded as Loaded

__all__ = ["load_all"]


def load_all(target: str, *, plain: bool = False, folders: bool = False) -> Iterator[Loaded | OnditError]:
    """The articles at ``target``: a URL, a path, or ``-``. ``plain`` takes it as one article, unchanged; ``folders``
    lets it be a folder. Nothing is raised: what cannot be had comes as the error that says so."""
    from ondit.page.bundles.opening import load_all as implementation

    return implementation(target, plain=plain, folders=folders)

"""Archives of millions of articles: the same stages on Ray, on one machine or a cluster.

``read_archive`` turns WARC, Parquet or JSONL into tables of articles and statements (``layout``); ``link_archive``
these into rumours with trace and status; ``load_archive`` puts them into a desk. Pages are taken apart by
``ondit.page``, read by ``ondit.reading``, linked by ``ondit.linking``, weighed by the desk's own derivation: nothing of
that is written a second time here. Needs the extra ``archive``; imported without it, nothing is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ondit.archive.link_archive import link_archive as link_archive
    from ondit.archive.load_archive import load_archive as load_archive
    from ondit.archive.run_read import read_archive as read_archive

__all__ = ["link_archive", "load_archive", "read_archive"]

_ROOMS = {"read_archive": "run_read", "link_archive": "link_archive", "load_archive": "load_archive"}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module
    from importlib.util import find_spec

    from ondit.errors import MissingPart

    for needed in ("ray", "pyarrow"):
        if find_spec(needed) is None:
            raise MissingPart(
                f"{needed} is not installed", where="ondit archive", remedy="pip install 'ondit[archive]'"
            )
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)

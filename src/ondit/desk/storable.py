"""Text as a database can hold it. The exact words are in the records beside it."""

from __future__ import annotations


def storable(text: str) -> str:
    """Without null characters and halves of surrogate pairs, which PostgreSQL's text does not take."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
